import type { PartitionId } from './identity.js';

/** What lies in a log, whether or not it counts; offsets grow and may have gaps. */
export type RawRecord = Readonly<{ offset: bigint; value: Uint8Array }>;

export type AppendResult =
  /**
   * `session` is another number whenever the log may have changed behind the driver's back since an earlier append: a
   * new connection, another leader. The writer then looks at its head before it believes `base`. Left out: never.
   */
  | Readonly<{ kind: 'stored'; base: bigint; session?: number }>
  /** Nothing of this attempt is stored. `too-large`: above `appendBytesMax`; `invalid`: among others an empty batch; `no-room`: its disk is nearly full. */
  | Readonly<{ kind: 'refused'; reason: 'too-large' | 'forbidden' | 'not-enough-replicas' | 'no-room' | 'invalid' }>
  /** May or may not be in the log; only what is read later tells. */
  | Readonly<{ kind: 'unknown'; cause: unknown }>;

/**
 * `end` is the high watermark; it may lag below the offset asked for. `session` as in {@link AppendResult}, for the
 * connection that answered: when it is another, a reader looks at its head before it believes the records.
 */
export type Fetched = Readonly<{ records: readonly RawRecord[]; end: bigint; session?: number }>;

export type FetchLimits = Readonly<{
  bytes: number;
  waitMs: number;
  /** For head checks and recovery: only a leader no older than any seen may answer. */
  fenced?: boolean;
}>;

/**
 * Everything a ledger asks of a plain log. It promises order, atomic batches and durability before `stored`;
 * it leaves deduplication, retries and validity to the chain, which decides them for every reader alike.
 * Failures have the driver's own prefix: `ledger` where the log is a folder, `ledger-kafka` on Kafka. After `close` they are `ledger/closed` and
 * `ledger-kafka/closed`. Of a log that was never created a folder says `ledger/no-log`; to Kafka it is one without a leader.
 * Kafka out of reach: `append` says so in its result, `fetch` goes on, and the others fail after half a minute with `ledger-kafka/no-leader`,
 * `no-bounds`, `no-topic`, `create`, `timeout` or `connection-lost`, all canRetry, or as the connection failed. After
 * `ledger-kafka/version` and `address` asking again is in vain.
 */
export interface LogDriver {
  /**
   * True where the log lies in this process's own folder, beside the desks' snapshots: nothing can lose what it
   * acknowledged but the disk that would lose a copy too, so desks keep none. Left out: false, as of a cluster.
   */
  readonly isOnOwnDisk?: boolean;
  /**
   * Makes the log with the settings a ledger must have; harmless when it is there. Failure `ledger/settings` or `ledger-kafka/settings`
   * where it is there with another number of partitions, `ledger/read-only` of a driver that only reads.
   */
  create(ledger: string, gen: number, partitions: number): Promise<void>;
  /** One attempt, atomic, in order; never retries, never deduplicates. What becomes of it is in the result: it rejects only where nothing was tried and asking again is in vain. */
  append(part: PartitionId, values: readonly Uint8Array[]): Promise<AppendResult>;
  /**
   * Records at or after `from`, in offset order, committed ones only, at least one where there is one; `bytes` bounds
   * them roughly. At the log's end it waits for more, and resolves empty after `waitMs` or when `stop` is aborted.
   * Throws LogCut (Failure `ledger/log-cut`) where the log ends before `from`, `ledger-kafka/forbidden` where it may not be read, and
   * `ledger/silent` (canRetry) where it is read by way of another process, which does not answer.
   */
  fetch(part: PartitionId, from: bigint, limits: FetchLimits, stop?: AbortSignal): Promise<Fetched>;
  /** The first offset still held and the one behind the last; equal while the log is empty. */
  bounds(part: PartitionId): Promise<Readonly<{ first: bigint; end: bigint }>>;
  /** Failure `ledger-kafka/settings`, which names every setting that differs, when the log is not configured as a ledger must be. */
  verifySettings(ledger: string, gen: number): Promise<void>;
  close(): Promise<void>;
}
