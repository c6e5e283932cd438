import { memoryAlarmClock } from '@statewire/alarm-clock';
import { blobCipher } from '@statewire/blobs';
import { fileBlobs } from '@statewire/blobs-files';
import { memoryBus } from '@statewire/bus';
import { Failure, isFailure } from '@statewire/kernel';
import { keyEncryptionKeyFileName, lmdbKeyRing, slotsFileName } from '@statewire/keyring-lmdb';
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

/** All of them are made at the first start, before the first ledger. */
const KEY_FILES = [keyEncryptionKeyFileName, slotsFileName, 'data.mdb'];

/** New keys would open nothing of a ledger that is there. */
export const checkKeys = (hasLedgers: boolean, { dataDir, keyDir }: Pick<Settings, 'dataDir' | 'keyDir'>): void => {
  const lost = hasLedgers ? KEY_FILES.filter((name) => !existsSync(join(keyDir, name))) : [];
  if (lost.length === 0) return;
  throw new Failure('standalone/keys-lost', `KEY_DIR ${keyDir} lacks ${lost.join(', ')}, and what is in ${dataDir} cannot be read without: bring back what is missing, or name the folder that holds all.`, false);
};

/** Keys of another installation open nothing here: the first to find out are the views. */
const ofItsOwnKeys = <T>(open: () => T, { dataDir, keyDir }: Settings): T => {
  try {
    return open();
  } catch (cause) {
    if (!isFailure(cause, 'views/wrong-key')) throw cause;
    throw new Failure('standalone/other-keys', `KEY_DIR ${keyDir} holds the keys of another installation than DATA_DIR ${dataDir}. ${cause.message}`, false, { cause });
  }
};

/** The embedded profile: everything in folders of this machine, nothing else installed. */
export const openEmbedded = async (settings: Settings, log: Log): Promise<Embedded> => {
  const { dataDir, keyDir, sealDir } = settings;
  makeFolders(settings);
  const driver = lmdbLogDriver({ path: join(dataDir, 'ledger'), hasRoom: diskRoom(dataDir) });
  checkKeys(driver.logs().length > 0, settings);
  const keyring = lmdbKeyRing({ path: keyDir, hasRoom: diskRoom(keyDir, 1 / 2) });
  const [viewsKey, statesKey, blobsKey] = await Promise.all([keyring.storeKey('views'), keyring.storeKey('states'), keyring.storeKey('blobs')]);
  const views = ofItsOwnKeys(() => lmdbViews({ path: join(dataDir, 'views'), encryptionKey: viewsKey, hasRoom: diskRoom(dataDir, 1 / 4) }), settings);
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
