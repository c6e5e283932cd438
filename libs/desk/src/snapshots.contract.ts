import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SNAPSHOT_TABLES, type PartitionSnapshot, type SnapshotStore, type SnapshotTable } from './snapshots.port.js';

export type OpenedSnapshotStore = Readonly<{ store: SnapshotStore; close: () => Promise<void> }>;

/** What every snapshot store must do. Each adapter binds it in its own spec and adds nothing to it. */
export const snapshotStoreContract = (adapter: string, open: () => Promise<OpenedSnapshotStore>): void => {
  describe(`${adapter} keeps the snapshot store's contract`, () => {
    let opened: OpenedSnapshotStore;
    let name: string;
    let snapshot: PartitionSnapshot;

    const read = async (table: SnapshotTable, from = snapshot): Promise<(readonly [string, string])[]> => {
      const entries: (readonly [string, string])[] = [];
      for await (const entry of from.entries(table)) entries.push(entry);
      return entries;
    };

    beforeAll(async () => {
      opened = await open();
    });
    beforeEach(async () => {
      name = `t-${randomUUID()}.g1/0`;
      snapshot = await opened.store.open(name);
    });
    afterAll(async () => {
      await opened.close();
    });

    it('is empty at first, in every table', async () => {
      for (const table of SNAPSHOT_TABLES) expect(await read(table)).toEqual([]);
    });

    it('gives back what was written, in the order of the keys', async () => {
      const keys = ['vehicle/b', 'vehicle/a', 'Z', 'a', '0', 'ä', '~', 'vehicle/a/1'];
      await snapshot.write(keys.map((key) => ({ table: 'state', key, value: `{"of":"${key}"}` })));

      expect(await read('state')).toEqual([...keys].sort().map((key) => [key, `{"of":"${key}"}`]));
    });

    it('tells one entry at once, as the last write that has resolved left it', async () => {
      await snapshot.write([{ table: 'state', key: 'a', value: '1' }, { table: 'streams', key: 'a', value: '2' }]);
      const before = [snapshot.read('state', 'a'), snapshot.read('streams', 'a'), snapshot.read('state', 'b')];
      await snapshot.write([{ table: 'state', key: 'a', value: '3' }, { table: 'streams', key: 'a' }]);
      const after = [snapshot.read('state', 'a'), snapshot.read('streams', 'a')];
      await snapshot.write([], ['state']);

      expect([before, after, snapshot.read('state', 'a')]).toEqual([['1', '2', undefined], ['3', undefined], undefined]);
    });

    it('keeps its tables apart', async () => {
      await snapshot.write(SNAPSHOT_TABLES.map((table) => ({ table, key: 'k', value: table })));

      for (const table of SNAPSHOT_TABLES) expect(await read(table)).toEqual([['k', table]]);
    });

    it('keeps partitions apart', async () => {
      const other = await opened.store.open(`${name}1`);
      await snapshot.write([{ table: 'state', key: 'k', value: 'mine' }]);

      expect(await read('state', other)).toEqual([]);
      await other.close();
    });

    it('replaces and removes, the later change of a key over the earlier one', async () => {
      await snapshot.write([
        { table: 'state', key: 'a', value: '1' },
        { table: 'state', key: 'b', value: '1' },
        { table: 'state', key: 'c', value: '1' },
      ]);
      await snapshot.write([
        { table: 'state', key: 'a' },
        { table: 'state', key: 'b', value: '2' },
        { table: 'state', key: 'c' },
        { table: 'state', key: 'c', value: '3' },
        { table: 'state', key: 'never' },
      ]);

      expect(await read('state')).toEqual([['b', '2'], ['c', '3']]);
    });

    it('clears the tables named, before it writes, and no other', async () => {
      await snapshot.write([
        { table: 'state', key: 'old', value: '1' },
        { table: 'dedup', key: 'old', value: '1' },
        { table: 'ring', key: 'kept', value: '1' },
      ]);
      await snapshot.write([{ table: 'state', key: 'new', value: '2' }], ['state', 'dedup']);

      expect(await read('state')).toEqual([['new', '2']]);
      expect(await read('dedup')).toEqual([]);
      expect(await read('ring')).toEqual([['kept', '1']]);
    });

    it('keeps any text, long and wide', async () => {
      const values = ['', ' ', 'ä€😀\u0000\n"', 'x'.repeat(200_000)];
      const key = `${'ü'.repeat(400)}/${'k'.repeat(200)}`;
      await snapshot.write(values.map((value, index) => ({ table: 'ring', key: `${key}${String(index)}`, value })));

      expect((await read('ring')).map(([, value]) => value)).toEqual(values);
    });

    it('reads a table as of one moment while it is written to', async () => {
      await snapshot.write(Array.from({ length: 2_000 }, (_, index) => ({ table: 'state', key: `k${String(10_000 + index)}`, value: 'old' })));
      const seen = new Set<string>();
      for await (const [, value] of snapshot.entries('state')) {
        if (seen.size === 0) {
          await snapshot.write(Array.from({ length: 2_000 }, (_, index) => ({ table: 'state', key: `k${String(10_000 + index)}`, value: 'new' })));
        }
        seen.add(value);
      }

      expect([...seen]).toEqual(['old']);
    });

    it('makes a later write last', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => snapshot.write([{ table: 'meta', key: 'at', value: String(index) }])),
      );

      expect(await read('meta')).toEqual([['at', '19']]);
    });

    it('still has it when it is opened again', async () => {
      await snapshot.write([{ table: 'meta', key: 'chain', value: '{"seq":7}' }]);
      await snapshot.close();
      const again = await opened.store.open(name);

      expect(await read('meta', again)).toEqual([['chain', '{"seq":7}']]);
      await again.close();
    });
  });
};
