import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DraftTable } from './draft-table.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { PartitionSnapshot } from './snapshots.port.js';
import { TableLog } from './table-log.js';

type Rows = DraftTable<unknown>;

const opened = async (): Promise<PartitionSnapshot> => memorySnapshots().open('vehicles.g1/0');

const set = (rows: Rows, changes: Readonly<Record<string, unknown>>): void => {
  for (const [key, value] of Object.entries(changes)) rows.set(key, value);
  rows.settle();
};

const saved = async (store: PartitionSnapshot, log: TableLog<unknown>, rows: Rows): Promise<void> => {
  const { changes, stored } = log.save(rows, rows.takeDirty());
  await store.write(changes);
  stored();
};

const loaded = async (store: PartitionSnapshot): Promise<Readonly<{ rows: Rows; log: TableLog<unknown>; segments: number; lines: number }>> => {
  const rows: Rows = new DraftTable();
  const log = new TableLog<unknown>('state');
  let segments = 0;
  let lines = 0;
  for await (const [key, text] of store.entries('state')) {
    log.load(key, text, rows);
    segments += 1;
    lines += text.split('\n').length - 1;
  }
  return { rows, log, segments, lines };
};

const contentOf = (rows: Rows): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...{ [Symbol.iterator]: () => rows.keys() }].map((key) => [key, rows.settled(key)]));

describe('a table that is stored as a log', () => {
  it('comes back as it was last saved: set, set again, removed, and any JSON', async () => {
    const store = await opened();
    const rows: Rows = new DraftTable();
    const log = new TableLog<unknown>('state');
    set(rows, { a: { n: [1, 'ä\t\n😀'] }, b: 'text', c: 3, d: null, '/e é': false });
    await saved(store, log, rows);
    set(rows, { a: 'again', b: undefined, never: undefined });
    await saved(store, log, rows);

    expect(contentOf((await loaded(store)).rows)).toEqual({ a: 'again', c: 3, d: null, '/e é': false });
  });

  it('stores many rows in few values, and little for a small change', async () => {
    const store = await opened();
    const rows: Rows = new DraftTable();
    const log = new TableLog<unknown>('state');
    set(rows, Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`record/${String(n)}`, { n, text: 'x'.repeat(100) }])));
    await saved(store, log, rows);
    set(rows, { 'record/7': 'changed' });
    const { changes } = log.save(rows, rows.takeDirty());

    expect((await loaded(store)).segments).toBeLessThan(25);
    expect(changes).toEqual([{ table: 'state', key: expect.anything(), value: 'record/7\t"changed"\n' }]);
  });

  it('does not grow with changes of the same rows, however long it is used', async () => {
    const store = await opened();
    const rows: Rows = new DraftTable();
    const log = new TableLog<unknown>('state');
    set(rows, Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`record/${String(n)}`, 0])));
    let most = 0;
    for (let turn = 1; turn <= 200; turn += 1) {
      set(rows, Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`record/${String((n * 7 + turn) % 1_000)}`, turn])));
      await saved(store, log, rows);
      most = Math.max(most, (await loaded(store)).lines);
    }

    expect(most).toBeLessThan(6_000);
    expect(contentOf((await loaded(store)).rows)).toEqual(contentOf(rows));
  });

  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('change' as const), keys: fc.array(fc.nat(400), { maxLength: 300 }), value: fc.jsonValue({ maxDepth: 1 }), gone: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('save' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  );

  it('holds what was saved whatever changes, fails and starts again meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = await opened();
        let rows: Rows = new DraftTable();
        let log = new TableLog<unknown>('state');
        let atLastSave = contentOf(rows);
        for (const each of steps) {
          if (each.do === 'change') {
            // A walk over the rows meets them while they change.
            set(rows, Object.fromEntries(each.keys.map((key) => [`k/${String(key)}`, each.gone ? undefined : each.value])));
          } else if (each.do === 'save') {
            await saved(store, log, rows);
            atLastSave = contentOf(rows);
          } else if (each.do === 'fail') {
            const dirty = rows.takeDirty();
            log.save(rows, dirty);
            rows.markDirty(dirty);
          } else {
            ({ rows, log } = await loaded(store));
          }
          expect(contentOf((await loaded(store)).rows)).toEqual(atLastSave);
        }
      }),
      { numRuns: 40 },
    );
  });
});
