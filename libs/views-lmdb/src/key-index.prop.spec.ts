import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareEntries, keyIndex, type Entry, type KeyIndex } from './key-index.js';

/** A store of leaves in memory, so that the index can be opened again from what was stored. */
const storedIndex = () => {
  const stored = new Map<number, readonly Entry[]>();
  const open = (): KeyIndex => keyIndex(stored, (leaf) => stored.get(leaf) ?? []);
  const store = (changes: ReadonlyMap<number, readonly Entry[] | undefined>): void => {
    for (const [leaf, entries] of changes) {
      if (entries === undefined) stored.delete(leaf);
      else stored.set(leaf, [...entries]);
    }
  };
  return { open, store };
};

const entry = fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\u0000', 'ä'), maxLength: 4 }), fc.constantFrom('', '1', '2', 'ä'));
const change = fc.record({ entry, remove: fc.boolean() });
const batch = fc.record({ changes: fc.array(change, { maxLength: 150 }), end: fc.constantFrom('publish', 'discard', 'reopen') });

const all = (index: KeyIndex): readonly Entry[] => index.scan(['', ''], () => true, 10_000);

describe('an index of keys', () => {
  it('holds what a sorted set holds, whatever was put in, taken out, given up or opened again', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), fc.tuple(entry, fc.nat(20)), (batches, [from, limit]) => {
        const { open, store } = storedIndex();
        let index = open();
        let model: readonly Entry[] = [];
        for (const { changes, end } of batches) {
          const draft = index.draft();
          const next = new Map(model.map((kept) => [kept.join('\n'), kept]));
          for (const { entry: changed, remove } of changes) {
            if (remove) draft.remove(changed);
            else draft.insert(changed);
            if (remove) next.delete(changed.join('\n'));
            else next.set(changed.join('\n'), changed);
          }
          if (end === 'discard') draft.discard();
          else {
            store(draft.changes);
            // Stored and not published yet: readers see what was before.
            expect(all(index)).toEqual(model);
            draft.publish();
            model = [...next.values()].sort(compareEntries);
          }
          if (end === 'reopen') index = open();
          expect(all(index)).toEqual(model);
        }
        expect(index.scan(from, () => true, limit)).toEqual(model.filter((kept) => compareEntries(kept, from) >= 0).slice(0, limit));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['growing', (n: number) => n],
    ['falling', (n: number) => 20_000 - n],
    ['scattered', (n: number) => (n * 7919) % 20_000],
  ])('keeps its order over many leaves with %s keys', (_, keyOf) => {
    const { open, store } = storedIndex();
    const index = open();
    const text = (n: number) => String(n).padStart(6, '0');
    for (let start = 0; start < 20_000; start += 1000) {
      const draft = index.draft();
      for (let n = start; n < start + 1000; n += 1) draft.insert([text(keyOf(n)), 'id']);
      store(draft.changes);
      draft.publish();
    }

    const keys = all(open()).map(([key]) => key);
    expect(keys.length).toBe(10_000);
    expect(keys).toEqual([...keys].sort());
    expect(index.scan([text(12_345), ''], (key) => key === text(12_345), 9)).toEqual([[text(12_345), 'id']]);
  });
});
