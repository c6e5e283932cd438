import { memoryAlarmClock, type AlarmClock } from '@statewire/alarm-clock';
import { gridfsBlobs } from '@statewire/blobs-gridfs';
import { nestBus } from '@statewire/bus-nest';
import type { ServiceName } from '@statewire/contracts';
import { causeOf } from '@statewire/kernel';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { kafkaLogDriver } from '@statewire/ledger-kafka';
import { redisOwnership } from '@statewire/ownership-redis';
import { fileSeals, loadOrMakeSealKey } from '@statewire/seals-files';
import { checkFiles, checkFolders, codedLog, diskRoom, makeFolders, newClosing, type ClusterSettings, type Log, type NamedFolder, type Ports } from '@statewire/service-kit';
import { lmdbSnapshots } from '@statewire/snapshots-lmdb';
import { mongoViews } from '@statewire/views-mongo';
import { join } from 'node:path';
import { checkKeys } from './check-keys.js';
import { sharedInstallation } from './shared-installation.js';

export type Cluster = Readonly<{ ports: Ports; close: () => Promise<void> }>;

/** Loaded by who rings: it takes a twentieth of a service's start. */
const alarmsInRedis = async (url: string, namespace: string): Promise<AlarmClock> => {
  const { bullmqAlarmClock } = await import('@statewire/alarm-clock-bullmq');
  return bullmqAlarmClock({ url, namespace });
};

/** The cluster profile's ports for one service: its ledger on Kafka, its views in MongoDB, alarms and heartbeats in Redis. Nothing is made where the folders or the keys are not right. */
export const openCluster = async (service: ServiceName, settings: ClusterSettings, log: Log): Promise<Cluster> => {
  const { namespace, keyDir, sealDir, dataDir, mongoUrl, redisUrl, serviceAddresses, kafkaBrokers, ledgerReplication, listen } = settings;
  const folder = join(dataDir, service);
  const statesDir = join(folder, 'states');
  const folders: readonly NamedFolder[] = [['DATA_DIR', folder], ['KEY_DIR', keyDir], ['SEAL_DIR', sealDir]];
  checkFolders(folders);
  checkFiles([...folders, ['DATA_DIR', statesDir]]);
  const { opened, close } = newClosing();
  const driver = opened(kafkaLogDriver({ brokers: kafkaBrokers, namespace, replication: ledgerReplication, clientId: service, log: codedLog(log) }));
  await checkKeys(driver, settings);
  makeFolders(folders);
  const installation = sharedInstallation(keyDir);
  const hasRoom = diskRoom(keyDir, 1 / 2);
  const keyring = opened(lmdbKeyRing({ path: keyDir, hasRoom }));
  const [statesKey, blobsKey] = await Promise.all([keyring.storeKey('states'), keyring.storeKey('blobs')]);
  const views = opened(await mongoViews({ url: mongoUrl, namespace }));
  const blobs = opened(await gridfsBlobs({ url: mongoUrl, namespace, cipher: storeCipher(blobsKey) }));
  const snapshots = opened(lmdbSnapshots({ path: statesDir, encryptionKey: statesKey, hasRoom: diskRoom(folder, 1 / 2) }));
  const sealSigner = await loadOrMakeSealKey(keyDir, sealDir);
  const seals = opened(await fileSeals({ dir: sealDir }));
  // Only the timer rings, and a simulated clock arms nothing in Redis.
  const rings = service === 'timer' && settings.clock === 'system';
  const alarmClock = opened(rings ? await alarmsInRedis(redisUrl, namespace) : memoryAlarmClock());
  const ownership = opened(redisOwnership({ url: redisUrl, namespace }));
  // The last, so that nothing comes in any more while the others are closed.
  const bus = opened(nestBus({
    listen, addresses: serviceAddresses,
    onDefect: (name, pattern, thrown) => { log.error('a handler failed', { service: name, pattern, cause: causeOf(thrown) }); },
  }));

  const ports: Ports = { settings, installation, driver, keyring, snapshots, views, bus, blobs, sealSigner, seals, alarmClock, ownership, log, hasRoom };
  return { ports, close };
};
