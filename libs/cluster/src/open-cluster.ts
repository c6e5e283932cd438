import { memoryAlarmClock, type AlarmClock } from '@statewire/alarm-clock';
import { blobCipher } from '@statewire/blobs';
import { gridfsBlobs } from '@statewire/blobs-gridfs';
import { nestBus } from '@statewire/bus-nest';
import type { ServiceName } from '@statewire/contracts';
import { causeOf, Failure } from '@statewire/kernel';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { kafkaLogDriver } from '@statewire/ledger-kafka';
import { redisOwnership } from '@statewire/ownership-redis';
import { fileSeals, loadOrMakeSealKey } from '@statewire/seals-files';
import { codedLog, diskRoom, type Log, type Ports, type Settings } from '@statewire/service-kit';
import { lmdbSnapshots } from '@statewire/snapshots-lmdb';
import { mongoViews } from '@statewire/views-mongo';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sharedInstallation } from './shared-installation.js';

export type Cluster = Readonly<{ ports: Ports; close: () => Promise<void> }>;

const demanded = (value: string | undefined, name: string): string => {
  if (value === undefined || value === '') throw new Failure('settings/invalid', `${name} is missing: the cluster profile needs it`, false);
  return value;
};

/** Loaded by who rings: it takes a twentieth of a service's start. */
const alarmsInRedis = async (url: string, namespace: string): Promise<AlarmClock> => {
  const { bullmqAlarmClock } = await import('@statewire/alarm-clock-bullmq');
  return bullmqAlarmClock({ url, namespace });
};

/** The cluster profile's ports for one service: its ledger on Kafka, its views in MongoDB, alarms and heartbeats in Redis. */
export const openCluster = async (service: ServiceName, settings: Settings, log: Log): Promise<Cluster> => {
  const { namespace, keyDir, sealDir, dataDir, serviceAddresses, kafkaBrokers, ledgerReplication } = settings;
  demanded(kafkaBrokers[0], 'KAFKA_BROKERS');
  const mongoUrl = demanded(settings.mongoUrl, 'MONGO_URL');
  const redisUrl = demanded(settings.redisUrl, 'REDIS_URL');
  const own = demanded(serviceAddresses[service], `SERVICE_ADDRESSES of ${service}`);

  const folder = join(dataDir, service);
  mkdirSync(folder, { recursive: true });
  const installation = sharedInstallation(keyDir);
  const hasRoom = diskRoom(keyDir, 1 / 2);
  const keyring = lmdbKeyRing({ path: keyDir, hasRoom });
  const [statesKey, blobsKey] = await Promise.all([keyring.storeKey('states'), keyring.storeKey('blobs')]);
  const driver = kafkaLogDriver({ brokers: kafkaBrokers, namespace, replication: ledgerReplication, clientId: service, log: codedLog(log) });
  const views = await mongoViews({ url: mongoUrl, namespace });
  const blobs = await gridfsBlobs({ url: mongoUrl, namespace, cipher: blobCipher(blobsKey) });
  const snapshots = lmdbSnapshots({ path: join(folder, 'states'), encryptionKey: statesKey, hasRoom: diskRoom(folder, 1 / 2) });
  const sealSigner = await loadOrMakeSealKey(keyDir, sealDir);
  const seals = await fileSeals({ dir: sealDir });
  const bus = nestBus({
    listen: own, addresses: serviceAddresses,
    onDefect: (name, pattern, thrown) => { log.error('a handler failed', { service: name, pattern, cause: causeOf(thrown) }); },
  });
  // Only the timer rings, and a simulated clock arms nothing in Redis.
  const rings = service === 'timer' && settings.clock === 'system';
  const alarmClock = rings ? await alarmsInRedis(redisUrl, namespace) : memoryAlarmClock();
  const ownership = redisOwnership({ url: redisUrl, namespace });

  const ports: Ports = { settings, installation, driver, keyring, snapshots, views, bus, blobs, sealSigner, seals, alarmClock, ownership, log, hasRoom };
  return {
    ports,
    close: async () => {
      await bus.close();
      await alarmClock.close();
      await ownership.close();
      await snapshots.close();
      await views.close();
      await blobs.close();
      await seals.close();
      await driver.close();
      await keyring.close();
    },
  };
};
