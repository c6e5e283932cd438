/** Tables of a partition's snapshot: the fold, the streams' versions, commands decided, last frames won, where all that stands, and what is known of the commands at a start. */
export const SNAPSHOT_TABLES = ['state', 'streams', 'dedup', 'ring', 'meta', 'dedup-index'] as const;
export type SnapshotTable = (typeof SNAPSHOT_TABLES)[number];

/** Keys are 1 to 1,000 bytes of UTF-8 without control characters; values are any text (JSON, or a frame). Without a value the entry is removed. */
export type SnapshotChange = Readonly<{ table: SnapshotTable; key: string; value?: string }>;
/** A change of a table that is known. */
export type SnapshotRow = Omit<SnapshotChange, 'table'>;

/**
 * What a desk remembers of its partition so that it need not fold the log from the beginning. It holds open personal
 * data, so an adapter on disk encrypts it. It never decides anything: it can be thrown away at any time, except for
 * the ring, which may hold the only copy of a frame that a cluster has lost.
 */
export interface PartitionSnapshot {
  /** An entry's value as it was written last, at once: deciders cannot wait. Throws where it cannot be read: Failure `keyring/damaged`, or what the store says. */
  read(table: SnapshotTable, key: string): string | undefined;
  /** Every entry of a table, ordered by the keys' code points, as of one moment. Throws as `read` does. */
  entries(table: SnapshotTable): AsyncIterable<readonly [key: string, value: string]>;
  /** Empties the named tables, then makes the changes in order: all of it or, after a crash, nothing. Durable when it resolves. Failure `snapshots/no-room` (canRetry) where the disk is nearly full. */
  write(changes: readonly SnapshotChange[], cleared?: readonly SnapshotTable[]): Promise<void>;
  close(): Promise<void>;
}

/** Where snapshots live; one writer a partition. Those made under another key are not opened: the adapter throws Failure `snapshots/wrong-key`. */
export interface SnapshotStore {
  /** `name` is the partition's (`vehicles.g1/3`). Another opening after a close sees what was written. */
  open(name: string): Promise<PartitionSnapshot>;
  close(): Promise<void>;
}
