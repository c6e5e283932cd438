import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { blobCipher } from '@statewire/blobs';
import { fileBlobsReader } from '@statewire/blobs-files';
import { findInstallation } from '@statewire/audit/verify/find-installation';
import { GENERATION, LEDGER_NAMES } from '@statewire/contracts';
import { Failure, isFailure } from '@statewire/kernel';
import { keyEncryptionKeyFileName, lmdbKeyRing } from '@statewire/keyring-lmdb';
import { lmdbLogDriver, lmdbLogReader } from '@statewire/ledger-lmdb';

const environmentFile = 'data.mdb';

/**
 * The ledgers of a data folder. To write is asked for and not insisted on: `alone` says whether nobody else has them
 * open. They are read as they are beside a running process.
 */
export const openEmbedded = async ({ dataDir }, { write = false } = {}) => {
  const path = existsSync(join(dataDir, environmentFile)) ? dataDir : join(dataDir, 'ledger');
  const reading = async () => ({ alone: false, driver: await lmdbLogReader({ path }) });
  // A folder without a ledger must not be given one.
  if (!existsSync(join(path, environmentFile)) || !write) return described(await reading());
  try {
    return described({ alone: true, driver: lmdbLogDriver({ path }) });
  } catch (error) {
    if (!isFailure(error, 'ledger/locked')) throw error;
    return described(await reading());
  }
};

const described = ({ alone, driver }) => ({ alone, driver, installation: driver.installationId(), ledgers: driver.logs(), rivals: false });

/** The ledgers of a cluster; its services may be writing at any time. */
export const openCluster = async ({ kafkaBrokers, namespace, partitions }, copies) => {
  if (kafkaBrokers.length === 0) throw new Failure('statewire/no-ledger', 'Neither DATA_DIR nor KAFKA_BROKERS is given. Of what npm start wrote here: npm run statewire -- verify data', false);
  const { kafkaLogDriver } = await import('@statewire/ledger-kafka');
  const driver = kafkaLogDriver({ brokers: kafkaBrokers, namespace });
  const ledgers = LEDGER_NAMES.map((ledger) => ({ ledger, gen: GENERATION, partitions }));
  try {
    const parts = ledgers.flatMap((name) => Array.from({ length: partitions }, (_, index) => ({ ledger: name.ledger, gen: name.gen, index })));
    const installation = await findInstallation(driver, parts, copies);
    if (installation === undefined) {
      throw new Failure('statewire/no-installation', 'Nothing was sealed yet, so there is nothing that names the installation.', false);
    }
    return { alone: false, driver, installation, ledgers, rivals: true };
  } catch (error) {
    await driver.close();
    throw error;
  }
};

/** The pictures beside a ledger, to be read with the keys that seal them; undefined where there are no keys. */
export const openPictures = async ({ dataDir, keyDir, mongoUrl, namespace }, isCluster) => {
  if (!existsSync(join(keyDir, keyEncryptionKeyFileName)) || (isCluster && mongoUrl === undefined)) return undefined;
  const keyring = lmdbKeyRing({ path: keyDir });
  const cipher = blobCipher(await keyring.storeKey('blobs'));
  if (!isCluster) return { blobs: fileBlobsReader({ dir: join(dataDir, 'blobs'), cipher }), close: () => keyring.close() };
  const { gridfsBlobs } = await import('@statewire/blobs-gridfs');
  const blobs = await gridfsBlobs({ url: mongoUrl, namespace, cipher });
  return { blobs, close: async () => { await blobs.close(); await keyring.close(); } };
};
