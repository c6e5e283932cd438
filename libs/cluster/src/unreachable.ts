import { causeOf, Failure, isFailure } from '@statewire/kernel';
import type { ClusterSettings } from '@statewire/service-kit';

type Servers = Pick<ClusterSettings, 'kafkaBrokers' | 'mongoUrl' | 'redisUrl'>;

/** Without who logs on there, and without options, which may hold secrets too; only its kind where it is written so that one cannot be told from the other. */
const addressOf = (url: string): string => {
  const [, kind = '', hosts = '...'] = /^([\w+]+:\/\/)(?:(?:[^@/?#]*@)?([^@/?#]+)(?:[/?#][^@]*)?$)?/.exec(url) ?? [];
  return `${kind}${hosts}`;
};

/** By the code of the failure of what talks to a server: the setting that names the server, and the address there. */
const SETTINGS: Readonly<Record<string, (servers: Servers) => string>> = {
  'ledger-kafka/unreachable': ({ kafkaBrokers }) => `KAFKA_BROKERS ${kafkaBrokers.join(',')}`,
  'views/unavailable': ({ mongoUrl }) => `MONGO_URL ${addressOf(mongoUrl)}`,
  'blobs/unavailable': ({ mongoUrl }) => `MONGO_URL ${addressOf(mongoUrl)}`,
  'alarm-clock/unavailable': ({ redisUrl }) => `REDIS_URL ${addressOf(redisUrl)}`,
};

/** What a start has thrown; where a server did not answer, a Failure `cluster/unreachable` (canRetry) that names its setting. */
export const namingServer = (thrown: unknown, servers: Servers): unknown => {
  const setting = isFailure(thrown) ? SETTINGS[thrown.code]?.(servers) : undefined;
  if (!isFailure(thrown) || setting === undefined) return thrown;
  return new Failure('cluster/unreachable', `${setting} does not answer (${causeOf(thrown.cause ?? thrown)}): start what is to run there, or name where it does.`, true, { cause: thrown });
};
