import { mkdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '@statewire/kernel';
import type { PartitionSnapshot, SnapshotChange, SnapshotStore, SnapshotTable } from '@statewire/desk';
import { committed, within } from '@statewire/lmdb-commit';
import { open, type Database } from 'lmdb';
import { inKeyOrder, rowCodec, type Entry, type RowCodec } from './row-codec.js';

const databasesMax = 1024;
const checkName = 'snapshots';
/** Free pages that LMDB reads into memory to find room, and looks through at each commit for what is in them twice; 50,000 where nothing is said. One save frees thousands. */
const freePages = { maxFreeSpaceToLoad: 5_000 };
/** Entries sealed or opened before others get their turn: a millisecond's worth, where most are single rows. */
const entriesPerTurn = 128;
const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;

type Rows = Database<Buffer, Buffer>;
type ChangedRow = readonly [row: Buffer, value: Buffer | undefined];

export type LmdbSnapshotsOptions = Readonly<{
  /** A folder of its own; made when missing. */
  path: string;
  /** 32 bytes of `KeyRing.storeKey`: keys and values of entries are encrypted, names of partitions and tables are not. */
  encryptionKey: Uint8Array;
  /** Asked before each write; where it says no, the write fails as `snapshots/no-room`, and may be tried again. */
  hasRoom?: () => boolean;
}>;

/**
 * Snapshots of all partitions in one LMDB environment; a write is on the disk when it resolves, and writes of several
 * partitions share a commit. Throws Failure `snapshots/wrong-key` when the environment was made under another key:
 * it may then be thrown away, ring included, if the ledger is whole.
 */
export const lmdbSnapshots = ({ path, encryptionKey, hasRoom = () => true }: LmdbSnapshotsOptions): SnapshotStore => {
  mkdirSync(path, { recursive: true });
  const environment = open<Buffer, Buffer>({ path, noSubdir: false, maxDbs: databasesMax, overlappingSync: false, ...freePages, ...binary });
  const codec = rowCodec(encryptionKey);
  checkKey(environment.openDB<Buffer, Buffer>(checkName, binary), codec, path);

  return {
    open: (name) => Promise.resolve(partitionSnapshot(name, environment.openDB<Buffer, Buffer>(name, binary), codec, hasRoom)),
    close: () => environment.close(),
  };
};

const partitionSnapshot = (partition: string, rows: Rows, codec: RowCodec, hasRoom: () => boolean): PartitionSnapshot => {
  /** The write before: writes are made in the order in which they were asked for. */
  let last: Promise<unknown> = Promise.resolve();

  const store = async (changes: readonly SnapshotChange[], cleared: readonly SnapshotTable[]): Promise<void> => {
    const changed = await changedRows(partition, codec, changes);
    if (!hasRoom()) throw new Failure('snapshots/no-room', 'The disk of the snapshots is nearly full.', true);
    const batch = rows.batch(() => {
      for (const table of cleared) for (const row of rows.getKeys(codec.rows(table))) within(rows.remove(row));
      for (const [row, value] of changed) within(value === undefined ? rows.remove(row) : rows.put(row, value));
    });
    await committed(batch);
    // The transaction that reads of this turn share may have begun before.
    rows.resetReadTxn();
  };

  return {
    read(table, key) {
      const row = codec.row(table, key);
      const stored = rows.get(row);
      return stored === undefined ? undefined : codec.decode(partition, row, stored)[1];
    },
    entries: (table) => entriesOf(partition, rows, codec, table),
    write(changes, cleared = []) {
      // A write that failed was reported to who asked for it.
      const write = last.catch(() => undefined).then(() => store(changes, cleared));
      last = write;
      return write;
    },
    async close() {
      await last.catch(() => undefined);
    },
  };
};

/** Sealed before the transaction begins, a turn's worth at a time: tens of thousands must not keep a terminal waiting. */
const changedRows = async (partition: string, codec: RowCodec, changes: readonly SnapshotChange[]): Promise<readonly ChangedRow[]> => {
  const changed: ChangedRow[] = [];
  for (const { table, key, value } of changes) {
    const row = codec.row(table, key);
    changed.push([row, value === undefined ? undefined : codec.encode(partition, row, [key, value])]);
    if (changed.length % entriesPerTurn === 0) await nextTurn();
  }
  return changed;
};

/** One read transaction, held while a table is loaded and no longer: while it is held the file grows with every write. */
async function* entriesOf(partition: string, rows: Rows, codec: RowCodec, table: SnapshotTable): AsyncGenerator<Entry> {
  const entries: Entry[] = [];
  const transaction = rows.useReadTransaction();
  try {
    for (const { key, value } of rows.getRange({ ...codec.rows(table), transaction })) {
      entries.push(codec.decode(partition, key, value));
      if (entries.length % entriesPerTurn === 0) await nextTurn();
    }
  } finally {
    transaction.done();
  }
  for (const [index, entry] of inKeyOrder(entries).entries()) {
    if (index % entriesPerTurn === entriesPerTurn - 1) await nextTurn();
    yield entry;
  }
}

const checkKey = (rows: Rows, codec: RowCodec, path: string): void => {
  const { checkRow } = codec;
  const stored = rows.get(checkRow);
  if (stored === undefined) {
    rows.putSync(checkRow, codec.encode(checkName, checkRow, [checkName, '']));
    return;
  }
  try {
    codec.decode(checkName, checkRow, stored);
  } catch (cause) {
    throw new Failure('snapshots/wrong-key', `The snapshots in ${path} were made under another key.`, false, { cause });
  }
};
