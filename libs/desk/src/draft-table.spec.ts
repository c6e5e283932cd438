import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DraftTable } from './draft-table.js';
import type { SnapshotRow } from './snapshots.port.js';

type Store = Map<string, string>;

const write = (store: Store, rows: readonly SnapshotRow[]): void => {
  for (const { key, value } of rows) {
    if (value === undefined) store.delete(key);
    else store.set(key, value);
  }
};

describe('a draft over a table', () => {
  let table: DraftTable<number>;
  let store: Store;

  beforeEach(() => {
    store = new Map([['a', '1']]);
    table = new DraftTable((key) => store.get(key));
  });

  it('is seen by whoever decides, and by nobody else', () => {
    table.set('a', 2);
    table.set('b', 3);

    expect([table.get('a'), table.get('b')]).toEqual([2, 3]);
    expect([table.settled('a'), table.settled('b')]).toEqual([1, undefined]);
  });

  it('can be taken back to a mark, key by key', () => {
    table.set('a', 2);
    const mark = table.mark();
    table.set('a', 3);
    table.set('a', undefined);
    table.set('b', 4);
    table.backTo(mark);

    expect([table.get('a'), table.get('b')]).toEqual([2, undefined]);
  });

  it('leaves nothing behind when it is dropped', () => {
    table.set('a', undefined);
    table.drop();
    table.settle();

    expect([table.get('a'), table.save()]).toEqual([1, []]);
  });

  it('becomes the truth, and says what has to be stored', () => {
    table.set('a', undefined);
    table.set('b', 2);
    table.settle();

    expect([table.settled('a'), table.settled('b')]).toEqual([undefined, 2]);
    expect(table.save()).toEqual([{ key: 'a' }, { key: 'b', value: '2' }]);
    expect([table.settled('a'), table.settled('b')]).toEqual([undefined, 2]);
    table.saved();
    expect(table.save()).toEqual([]);
  });

  it('has what could not be stored in the next save, unless it was changed meanwhile', () => {
    table.set('a', 2);
    table.set('b', 2);
    table.settle();
    table.save();
    table.set('b', 3);
    table.settle();
    table.notSaved();

    expect(table.save()).toEqual([{ key: 'a', value: '2' }, { key: 'b', value: '3' }]);
  });
});

describe('a table of which most lies in its store', () => {
  it('asks the store once for what is used again and again, and for nothing before it is used', () => {
    const asked: string[] = [];
    const table = new DraftTable<number>((key) => {
      asked.push(key);
      return '7';
    });
    expect(asked).toEqual([]);
    expect([table.get('a'), table.settled('a'), table.get('a')]).toEqual([7, 7, 7]);

    expect(asked).toEqual(['a']);
  });

  it('holds no more than a few thousand rows of it', () => {
    const store: Store = new Map(Array.from({ length: 20_000 }, (_, n) => [`record/${String(n)}`, String(n)]));
    let asked = 0;
    const table = new DraftTable<number>((key) => {
      asked += 1;
      return store.get(key);
    });
    for (const key of store.keys()) table.get(key);
    asked = 0;
    for (const key of store.keys()) table.get(key);

    expect(asked).toBe(20_000);
  });

  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('settle' as const), keys: fc.array(fc.nat(40), { maxLength: 30 }), value: fc.jsonValue({ maxDepth: 1 }), gone: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('begin a save' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('end a save' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fail to save' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('start again' as const) }) },
  );

  it('tells what was settled last, whatever is saved, fails and starts again meanwhile, and after a start what was saved last', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const store: Store = new Map();
        const opened = (): DraftTable<unknown> => new DraftTable((key) => store.get(key));
        let table = opened();
        let model = new Map<string, unknown>();
        let atSave: { rows: readonly SnapshotRow[]; model: Map<string, unknown> } | undefined;
        let stored = new Map<string, unknown>();
        for (const each of steps) {
          if (each.do === 'settle') {
            for (const key of each.keys.map((n) => `k/${String(n)}`)) {
              table.set(key, each.gone ? undefined : each.value);
              if (each.gone) model.delete(key);
              else model.set(key, each.value);
            }
            table.settle();
          } else if (each.do === 'begin a save') {
            atSave ??= { rows: table.save(), model: new Map(model) };
          } else if (each.do === 'end a save' && atSave !== undefined) {
            write(store, atSave.rows);
            table.saved();
            stored = atSave.model;
            atSave = undefined;
          } else if (each.do === 'fail to save' && atSave !== undefined) {
            table.notSaved();
            atSave = undefined;
          } else if (each.do === 'start again') {
            table = opened();
            model = new Map(stored);
            atSave = undefined;
          }
          const told = Array.from({ length: 41 }, (_, n) => table.settled(`k/${String(n)}`));
          expect(told).toEqual(Array.from({ length: 41 }, (_, n) => model.get(`k/${String(n)}`)));
        }
      }),
      { numRuns: 100 },
    );
  });
});
