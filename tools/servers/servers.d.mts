import type { ServerProcess } from './process.mjs';

export type ServerNode = ServerProcess;

export interface KafkaNode extends ServerNode {
  /** The broker's id, 1, 2, 3. */
  readonly id: number;
  /** `host:port` */
  readonly address: string;
}

type Options = Readonly<{ dataDir: string; log?: (line: string) => void }>;
export type KafkaServer = Readonly<{ brokers: string; nodes: readonly KafkaNode[]; stop(): Promise<void> }>;
export type OneServer = Readonly<{ url: string; nodes: readonly ServerNode[]; stop(): Promise<void> }>;

export function startKafka(options: Options & Readonly<{ brokers?: 1 | 3 }>): Promise<KafkaServer>;
export function startRedis(options: Options): Promise<OneServer>;
export function startMongo(options: Options): Promise<OneServer>;

/** Starts what KAFKA_BROKERS, MONGO_URL, REDIS_URL do not name; `env` is for services and tests. */
export function startServers(options: Options & Readonly<{ brokers?: 1 | 3 }>): Promise<
  Readonly<{
    env: Readonly<{ KAFKA_BROKERS: string; MONGO_URL: string; REDIS_URL: string; LEDGER_REPLICATION?: string }>;
    kafka: KafkaServer | undefined;
    mongo: OneServer | undefined;
    redis: OneServer | undefined;
    stop(): Promise<void>;
  }>
>;
