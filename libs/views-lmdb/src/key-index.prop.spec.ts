import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DirectoryPage } from './directory.js';
import { compareEntries, type Entry, type EntryChange } from './entries.js';
import { keyIndex, type IndexUpdate, type KeyIndex } from './key-index.js';

/** A store of leaves, directory and journal in memory, so that the index can be opened again from what was stored. */
const storedIndex = () => {
  const leaves = new Map<number, readonly Entry[]>();
  const directory = new Map<number, DirectoryPage>();
  const journal = new Map<number, readonly EntryChange[]>();
  const open = (): KeyIndex => keyIndex({ directory, journal, load: (leaf) => { loaded += 1; return leaves.get(leaf) ?? []; } });
  let written = 0;
  let loaded = 0;
  const store = (update: IndexUpdate): void => {
    written += update.leaves.size;
    apply(leaves, update.leaves);
    apply(directory, update.directory);
    apply(journal, update.journal);
  };
  return { open, store, leaves, directory, journal, written: () => written, loaded: () => loaded };
};

const apply = <V>(stored: Map<number, V>, changes: ReadonlyMap<number, V | undefined>): void => {
  for (const [number, content] of changes) {
    if (content === undefined) stored.delete(number);
    else stored.set(number, content);
  }
};

const entry = fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\u0000', 'ä'), maxLength: 4 }), fc.constantFrom('', '1', '2', 'ä'));
const change = fc.record({ entry, remove: fc.boolean() });
const batch = fc.record({ changes: fc.array(change, { maxLength: 150, size: 'max' }), end: fc.constantFrom('publish', 'discard', 'reopen') });

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
          const update = draft.finish();
          if (end === 'discard') update.discard();
          else {
            store(update);
            // Stored and not published yet: readers see what was before.
            expect(all(index)).toEqual(model);
            update.publish();
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
      const update = draft.finish();
      store(update);
      update.publish();
    }

    const keys = all(open()).map(([key]) => key);
    expect(keys.length).toBe(10_000);
    expect(keys).toEqual([...keys].sort());
    expect(index.scan([text(12_345), ''], (key) => key === text(12_345), 9)).toEqual([[text(12_345), 'id']]);
  });

  it('writes a leaf anew for many changes at once, and keeps no more of a journal than it may', () => {
    const { open, store, leaves, journal, written } = storedIndex();
    const index = open();
    for (let batch = 0; batch < 6_000; batch += 1) {
      const draft = index.draft();
      for (let n = 0; n < 8; n += 1) draft.insert([String((batch * 8 + n) * 7919 % 1_000_003).padStart(7, '0'), 'id']);
      const update = draft.finish();
      store(update);
      update.publish();
    }

    expect(all(open()).length).toBe(10_000);
    expect(written()).toBeLessThan(48_000 / 3);
    expect(journal.size).toBeLessThanOrEqual(4_097);
    expect([...journal.values()].flat().length).toBeLessThanOrEqual(Math.max(4_096, 12 * leaves.size) + 8);
  });

  it('reads no leaf when it is opened, and one where what is asked for lies in one, however many there are', () => {
    const { open, store, leaves, directory, loaded } = storedIndex();
    const index = open();
    const key = (n: number): string => String((n * 7919) % 1_000_003).padStart(7, '0');
    for (let start = 0; start < 60_000; start += 10_000) {
      const draft = index.draft();
      for (let n = start; n < start + 10_000; n += 1) draft.insert([key(n), 'id']);
      const update = draft.finish();
      store(update);
      update.publish();
    }
    const before = loaded();
    const again = open();
    expect([leaves.size > 1_000, directory.size > 8, loaded() - before]).toEqual([true, true, 0]);
    expect([...directory.values()].flatMap((page) => page.leaves).sort()).toEqual([...leaves.keys()].sort());

    expect(again.scan([key(77), ''], (found) => found === key(77), 9)).toEqual([[key(77), 'id']]);
    expect(loaded() - before).toBeLessThanOrEqual(2);
  });

  it('comes out empty when everything was taken out, and can be filled again', () => {
    const { open, store } = storedIndex();
    let index = open();
    const change = (what: 'insert' | 'remove') => {
      const draft = index.draft();
      for (let n = 0; n < 5_000; n += 1) draft[what]([String(n).padStart(5, '0'), 'id']);
      const update = draft.finish();
      store(update);
      update.publish();
    };
    change('insert');
    change('remove');
    expect([all(index), all(open())]).toEqual([[], []]);
    index = open();
    change('insert');
    expect([all(index).length, all(open()).length]).toEqual([5_000, 5_000]);
  });
});
