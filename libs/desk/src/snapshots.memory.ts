import { SNAPSHOT_TABLES, type PartitionSnapshot, type SnapshotStore, type SnapshotTable } from './snapshots.port.js';

type Tables = Readonly<Record<SnapshotTable, Map<string, string>>>;

const emptyTables = (): Tables =>
  Object.fromEntries(SNAPSHOT_TABLES.map((table) => [table, new Map<string, string>()])) as unknown as Tables;

/** The order of UTF-8's bytes is that of the code points. */
const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const partitionSnapshot = (tables: Tables): PartitionSnapshot => ({
  read: (table, key) => tables[table].get(key),
  async *entries(table) {
    await Promise.resolve();
    yield* [...tables[table]].sort(byKey);
  },
  write: (changes, cleared = []) => {
    for (const table of cleared) tables[table].clear();
    for (const { table, key, value } of changes) {
      if (value === undefined) tables[table].delete(key);
      else tables[table].set(key, value);
    }
    return Promise.resolve();
  },
  close: () => Promise.resolve(),
});

/** Snapshots in this process's memory: for tests, and for desks that fold their log anew at every start. */
export const memorySnapshots = (): SnapshotStore => {
  const partitions = new Map<string, Tables>();
  return {
    open: (name) => {
      const tables = partitions.get(name) ?? emptyTables();
      partitions.set(name, tables);
      return Promise.resolve(partitionSnapshot(tables));
    },
    close: () => Promise.resolve(),
  };
};
