import type { PartitionId } from '@statewire/ledger';

/** Waits of the client, in milliseconds. They fit brokers tuned for short pauses; with Kafka's own defaults double them. */
export type KafkaTimes = Readonly<{
  /** How long the leader may wait for its followers before it answers that it does not know. */
  produceTimeoutMs: number;
  /** After it a request counts as lost; must exceed {@link produceTimeoutMs}. */
  requestTimeoutMs: number;
  connectionTimeoutMs: number;
  /** What all brokers together get to say who leads. */
  metadataTimeoutMs: number;
  /** How long an append may look for a leader before it says that nothing was sent. */
  locateTimeoutMs: number;
  /** How long `create`, `bounds` and `verifySettings` try before they fail. */
  patienceMs: number;
  /** Bounds of the pause, drawn at random, before a leader is looked for again. */
  retryMinMs: number;
  retryMaxMs: number;
  /** How long a broker holds a request that follows partitions before it answers that nothing came. */
  pollWaitMs: number;
  /** A partition is followed on for this long after its reader was last seen waiting. */
  lingerMs: number;
}>;

export const tunedTimes: KafkaTimes = {
  produceTimeoutMs: 1500,
  requestTimeoutMs: 2000,
  connectionTimeoutMs: 500,
  metadataTimeoutMs: 600,
  locateTimeoutMs: 2000,
  patienceMs: 30_000,
  retryMinMs: 50,
  retryMaxMs: 400,
  pollWaitMs: 250,
  lingerMs: 2000,
};

/** Details hold names and numbers only. */
export type KafkaLogger = (level: 'info' | 'warn', code: string, details: Readonly<Record<string, string | number>>) => void;

export type KafkaLogConfig = Readonly<{
  /** `host:port` of some brokers; the others are learned from them. */
  brokers: readonly string[];
  /** Put before topic names, so that installations can share a cluster. */
  namespace?: string;
  /** Copies of every record, default 3; 1 is for development only. */
  replication?: number;
  clientId?: string;
  /** Where this process reaches the broker that calls itself `address`; the same by default. For tunnels and proxies. */
  reach?: (address: string) => string;
  times?: Partial<KafkaTimes>;
  /** Told who leads a partition and, every few seconds at most, why its leader could not be used. */
  log?: KafkaLogger;
}>;

/** Where a partition lies in Kafka. `name` identifies it among all topics. */
export type Place = Readonly<{ topic: string; index: number; name: string }>;

/** `<namespace>.<ledger>.g<gen>`, or `<ledger>.g<gen>` in a cluster of its own: one topic a generation (ledger.md, §2.1). */
export const topicName = (namespace: string | undefined, ledger: string, gen: number): string =>
  `${namespace === undefined || namespace === '' ? '' : `${namespace}.`}${ledger}.g${String(gen)}`;

export const placeOf = (namespace: string | undefined, { ledger, gen, index }: PartitionId): Place => {
  const topic = topicName(namespace, ledger, gen);
  return { topic, index, name: `${topic}/${String(index)}` };
};
