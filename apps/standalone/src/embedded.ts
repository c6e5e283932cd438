import { memoryAlarmClock } from '@statewire/alarm-clock';
import { blobCipher } from '@statewire/blobs';
import { fileBlobs } from '@statewire/blobs-files';
import { memoryBus } from '@statewire/bus';
import { Failure } from '@statewire/kernel';
import { keyEncryptionKeyFileName, lmdbKeyRing } from '@statewire/keyring-lmdb';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import { memoryOwnership } from '@statewire/ownership';
import { fileSeals, loadOrMakeSealKey } from '@statewire/seals-files';
import { causeOf, diskRoom, type Log, type Ports, type Settings } from '@statewire/service-kit';
import { lmdbSnapshots } from '@statewire/snapshots-lmdb';
import { lmdbViews } from '@statewire/views-lmdb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders } from './folders.js';

export type Embedded = Readonly<{ ports: Ports; close: () => Promise<void> }>;

/** New keys would open nothing of a ledger that is there. */
const checkKeys = (hasLedgers: boolean, { dataDir, keyDir }: Settings): void => {
  if (!hasLedgers || existsSync(join(keyDir, keyEncryptionKeyFileName))) return;
  throw new Failure('standalone/keys-lost', `KEY_DIR ${keyDir} holds no keys, and what is in ${dataDir} cannot be read without them: bring them back, or name the folder that holds them.`, false);
};

/** The embedded profile: everything in folders of this machine, nothing else installed. */
export const openEmbedded = async (settings: Settings, log: Log): Promise<Embedded> => {
  const { dataDir, keyDir, sealDir } = settings;
  makeFolders(settings);
  const driver = lmdbLogDriver({ path: join(dataDir, 'ledger'), hasRoom: diskRoom(dataDir) });
  checkKeys(driver.logs().length > 0, settings);
  const keyring = lmdbKeyRing({ path: keyDir, hasRoom: diskRoom(keyDir, 1 / 2) });
  const [viewsKey, statesKey, blobsKey] = await Promise.all([keyring.storeKey('views'), keyring.storeKey('states'), keyring.storeKey('blobs')]);
  const views = lmdbViews({ path: join(dataDir, 'views'), encryptionKey: viewsKey, hasRoom: diskRoom(dataDir, 1 / 4) });
  const snapshots = lmdbSnapshots({ path: join(dataDir, 'states'), encryptionKey: statesKey, hasRoom: diskRoom(dataDir, 1 / 2) });
  const blobs = await fileBlobs({ dir: join(dataDir, 'blobs'), cipher: blobCipher(blobsKey) });
  const seals = await fileSeals({ dir: sealDir });
  const sealSigner = await loadOrMakeSealKey(keyDir, sealDir);
  const bus = memoryBus({
    handOver: 'frozen',
    onDefect: (service, pattern, thrown) => { log.error('a handler failed', { service, pattern, cause: causeOf(thrown) }); },
  });
  const alarmClock = memoryAlarmClock();
  const ownership = memoryOwnership();
  const ports: Ports = {
    settings, installation: driver.installationId(), driver, keyring, snapshots, views, bus, blobs, sealSigner, seals, alarmClock, ownership, log,
  };

  return {
    ports,
    close: async () => {
      await alarmClock.close();
      await bus.close();
      await ownership.close();
      await snapshots.close();
      await views.close();
      await seals.close();
      await blobs.close();
      await driver.close();
      await keyring.close();
    },
  };
};
