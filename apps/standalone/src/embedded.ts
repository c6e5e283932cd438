import { readStateFile } from '@statewire/agencies/state-file';
import { memoryAlarmClock } from '@statewire/alarm-clock';
import { fileBlobs } from '@statewire/blobs-files';
import { memoryBus } from '@statewire/bus';
import { causeOf, Failure, isFailure } from '@statewire/kernel';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { lmdbKeyRing, missingKeyFiles } from '@statewire/keyring-lmdb';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import { memoryOwnership } from '@statewire/ownership';
import { fileSeals, loadOrMakeSealKey, privateKeyFile } from '@statewire/seals-files';
import { diskRoom, newClosing, type Closing, type Log, type Ports, type Settings } from '@statewire/service-kit';
import { lmdbSnapshots } from '@statewire/snapshots-lmdb';
import { lmdbViews } from '@statewire/views-lmdb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BROUGHT_BACK, BUILT_AGAIN, checkDatabases, openDatabase } from './databases.js';
import { makeFolders } from './folders.js';

export type Embedded = Readonly<{ ports: Ports; close: () => Promise<void> }>;

/** All keys' files are made before the first ledger, and new ones would open nothing of it. */
export const checkKeys = (hasLedgers: boolean, { dataDir, keyDir }: Pick<Settings, 'dataDir' | 'keyDir'>): void => {
  const lost = hasLedgers ? [...missingKeyFiles(keyDir), ...(existsSync(join(keyDir, privateKeyFile)) ? [] : [privateKeyFile])] : [];
  if (lost.length === 0) return;
  throw new Failure('standalone/keys-lost', `KEY_DIR ${keyDir} lacks ${lost.join(', ')}, and what is in ${dataDir} cannot be read without: bring back what is missing, or name the folder that holds all.`, false);
};

const noRoom = ({ dataDir, keyDir, sealDir }: Pick<Settings, 'dataDir' | 'keyDir' | 'sealDir'>, cause?: unknown): Failure =>
  new Failure('standalone/no-room', `The disk of DATA_DIR ${dataDir}, KEY_DIR ${keyDir} or SEAL_DIR ${sealDir} is full, or nearly: make room, then start again.`, false, { cause });

const hasLedgerFile = ({ dataDir }: Pick<Settings, 'dataDir'>): boolean => existsSync(join(dataDir, 'ledger', 'data.mdb'));

/** A first start has all to write; a later one serves what is there, and goes on when there is room. */
export const checkRoom = (settings: Pick<Settings, 'dataDir' | 'keyDir' | 'sealDir'>, hasRoom: () => boolean): void => {
  if (!hasLedgerFile(settings) && !hasRoom()) throw noRoom(settings);
};

const WHOLE_COPY = 'Bring back a copy of the whole folder.';

/** What a library finds wrong with a folder, by the setting that names it. Keys of another installation are found out by the views, the first that they should open. */
const explained = (cause: unknown, settings: Settings): unknown => {
  const { dataDir, keyDir } = settings;
  if (isFailure(cause, 'views/wrong-key')) {
    return new Failure('standalone/other-keys', `KEY_DIR ${keyDir} holds the keys of another installation than DATA_DIR ${dataDir}. ${cause.message}`, false, { cause });
  }
  if (isFailure(cause, 'keyring/damaged')) {
    return new Failure('standalone/keys-damaged', `KEY_DIR ${keyDir} does not open: a file in it was damaged, or its files are not of one time. ${WHOLE_COPY}`, false, { cause });
  }
  if (isFailure(cause, 'seals/bad-key')) return new Failure('standalone/keys-damaged', `KEY_DIR ${keyDir}: ${cause.message} ${WHOLE_COPY}`, false, { cause });
  if ((cause as Partial<NodeJS.ErrnoException>).code === 'ENOSPC') return noRoom(settings, cause);
  return cause;
};

const openPorts = async (settings: Settings, log: Log, { opened }: Pick<Closing, 'opened'>): Promise<Ports> => {
  const { dataDir, keyDir, sealDir } = settings;
  const dataRoom = diskRoom(dataDir);
  const keyRoom = diskRoom(keyDir, 1 / 2);
  const hasRoom = (): boolean => dataRoom() && keyRoom();
  checkRoom(settings, hasRoom);
  const driver = opened(openDatabase(join(dataDir, 'ledger'), BROUGHT_BACK, (path) => lmdbLogDriver({ path, hasRoom: dataRoom })));
  checkKeys(driver.logs().length > 0, settings);
  const keyring = opened(openDatabase(keyDir, BROUGHT_BACK, (path) => lmdbKeyRing({ path, hasRoom: keyRoom })));
  const [viewsKey, statesKey, blobsKey] = await Promise.all([keyring.storeKey('views'), keyring.storeKey('states'), keyring.storeKey('blobs')]);
  const views = opened(openDatabase(join(dataDir, 'views'), BUILT_AGAIN, (path) => lmdbViews({ path, encryptionKey: viewsKey, hasRoom: diskRoom(dataDir, 1 / 4) })));
  const snapshots = opened(openDatabase(join(dataDir, 'states'), BUILT_AGAIN, (path) => lmdbSnapshots({ path, encryptionKey: statesKey, hasRoom: diskRoom(dataDir, 1 / 2) })));
  const blobs = opened(await fileBlobs({ dir: join(dataDir, 'blobs'), cipher: storeCipher(blobsKey) }));
  const seals = opened(await fileSeals({ dir: sealDir }));
  const sealSigner = await loadOrMakeSealKey(keyDir, sealDir);
  const bus = opened(memoryBus({
    handOver: 'frozen',
    onDefect: (service, pattern, thrown) => { log.error('a handler failed', { service, pattern, cause: causeOf(thrown) }); },
  }));
  const alarmClock = opened(memoryAlarmClock());
  const ownership = opened(memoryOwnership());
  return {
    settings, installation: driver.installationId(), driver, keyring, snapshots, views, bus, blobs, sealSigner, seals, alarmClock, ownership, log,
    hasRoom,
  };
};

/** The embedded profile: everything in folders of this machine, nothing else installed. What does not open leaves nothing open. */
export const openEmbedded = async (settings: Settings, log: Log): Promise<Embedded> => {
  // A first start loads the state: what is wrong with it is said before anything is made.
  if (!hasLedgerFile(settings)) readStateFile(settings.stateFile);
  makeFolders(settings);
  checkDatabases(settings);
  const { opened, close } = newClosing();
  try {
    return { ports: await openPorts(settings, log, { opened }), close };
  } catch (cause) {
    await close().catch((defect: unknown) => { log.error('the end was not orderly', { cause: causeOf(defect) }); });
    throw explained(cause, settings);
  }
};
