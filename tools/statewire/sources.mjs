import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileBlobsReader } from '@statewire/blobs-files';
import { findInstallation } from '@statewire/audit/verify/find-installation';
import { GENERATION, LEDGER_NAMES } from '@statewire/contracts';
import { causeOf, Failure, isFailure } from '@statewire/kernel';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { gateFileName, lmdbKeyRing, missingKeyFiles } from '@statewire/keyring-lmdb';
import { databaseFault, lmdbLogDriver, lmdbLogReader } from '@statewire/ledger-lmdb';

const environmentFile = 'data.mdb';

const damaged = (file, why, remedy = 'bring back a copy of its folder.') => new Failure('statewire/damaged', `${file} is damaged (${why}): ${remedy}`, false);

/** What is thrown in reading a database, and is neither ours nor the system's, comes of what stands in its file. */
const blame = (file) => (cause) => {
  throw isFailure(cause) || cause?.syscall !== undefined ? cause : damaged(file, cause?.message ?? String(cause));
};

/**
 * The ledgers of a data folder. To write is asked for and not insisted on: `alone` says whether nobody else has them
 * open. They are read as they are beside a running process.
 */
export const openEmbedded = async ({ dataDir }, options) => {
  const path = existsSync(join(dataDir, environmentFile)) ? dataDir : join(dataDir, 'ledger');
  const blameFile = blame(join(path, environmentFile));
  const source = await openFolder(path, options).catch(blameFile);
  const { driver } = source;
  return {
    ...source,
    driver: { ...driver, bounds: (...of) => driver.bounds(...of).catch(blameFile), fetch: (...what) => driver.fetch(...what).catch(blameFile) },
  };
};

const openFolder = async (path, { write = false } = {}) => {
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

/** The pictures beside a ledger, to be read with the keys that seal them; what it lacks where they cannot be. Nothing is made. */
export const openPictures = async ({ dataDir, keyDir, mongoUrl, namespace }, isCluster) => {
  const missing = missingKeyFiles(keyDir);
  if (missing.length > 0) return { lacks: `${keyDir} lacks ${missing.join(', ')}` };
  if (isCluster && mongoUrl === undefined) return { lacks: 'There is no MONGO_URL' };
  for (const [name, remedy] of [[gateFileName, 'remove it, it holds nothing.'], [environmentFile]]) {
    const file = join(keyDir, name);
    const fault = existsSync(file) ? databaseFault(file) : undefined;
    if (fault !== undefined) throw damaged(file, fault, remedy);
  }
  // Without room none is made.
  const keyring = lmdbKeyRing({ path: keyDir, hasRoom: () => false });
  let closed;
  const key = await keyring.storeKey('blobs').catch((cause) => {
    if (!isFailure(cause, 'keyring/no-room')) closed = causeOf(cause);
  }).finally(() => keyring.close());
  // The chains need no key: that they are judged must not hang on one.
  if (closed !== undefined) return { lacks: `The keys in ${keyDir} do not open (${closed})` };
  if (key === undefined) return { lacks: `${keyDir} lacks the key of the pictures` };
  const cipher = storeCipher(key);
  if (!isCluster) return { blobs: fileBlobsReader({ dir: join(dataDir, 'blobs'), cipher }) };
  const { gridfsBlobs } = await import('@statewire/blobs-gridfs');
  const blobs = await gridfsBlobs({ url: mongoUrl, namespace, cipher });
  return { blobs, close: () => blobs.close() };
};
