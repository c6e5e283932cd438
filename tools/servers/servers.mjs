// All servers of the cluster profile at once; those the environment names are used as they are and left alone.
import { join } from 'node:path';
import { startKafka } from './kafka.mjs';
import { startMongo } from './mongo.mjs';
import { startRedis } from './redis.mjs';

export { startKafka, startMongo, startRedis };

/**
 * @param {{ dataDir: string, brokers?: 1 | 3, log?: (line: string) => void }} options one folder a server is made in dataDir
 */
export const startServers = async ({ dataDir, brokers = 1, log = () => undefined }) => {
  /** @param {string} name */
  const given = (name) => process.env[name] || undefined;

  const starting = await Promise.allSettled([
    given('KAFKA_BROKERS') ? undefined : startKafka({ dataDir: join(dataDir, 'kafka'), brokers, log }),
    given('MONGO_URL') ? undefined : startMongo({ dataDir: join(dataDir, 'mongo'), log }),
    given('REDIS_URL') ? undefined : startRedis({ dataDir: join(dataDir, 'redis'), log }),
  ]);
  const stop = async () => {
    await Promise.all(starting.map((server) => (server.status === 'fulfilled' ? server.value?.stop() : undefined)));
  };

  const [kafka, mongo, redis] = starting;
  if (kafka.status === 'rejected' || mongo.status === 'rejected' || redis.status === 'rejected') {
    await stop();
    throw new AggregateError(starting.flatMap((server) => (server.status === 'rejected' ? [server.reason] : [])), 'not all servers came up');
  }

  return {
    /** What services and tests want in their environment. One broker keeps one copy, and says so by LEDGER_REPLICATION. */
    env: {
      KAFKA_BROKERS: given('KAFKA_BROKERS') ?? kafka.value?.brokers ?? '',
      MONGO_URL: given('MONGO_URL') ?? mongo.value?.url ?? '',
      REDIS_URL: given('REDIS_URL') ?? redis.value?.url ?? '',
      ...(kafka.value && !given('LEDGER_REPLICATION') ? { LEDGER_REPLICATION: String(brokers) } : {}),
    },
    /** Undefined where the environment named another. */
    kafka: kafka.value,
    mongo: mongo.value,
    redis: redis.value,
    stop,
  };
};
