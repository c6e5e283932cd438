/** What an index orders by: a key, then the id of a document that carries it; both in UTF-16 code unit order. */
export type Entry = readonly [key: string, id: string];

/** No entry is before it. */
const lowest: Entry = ['', ''];

/** An entry that was put in or taken out. */
export type EntryChange = Readonly<{ entry: Entry; added: boolean }>;

export const compareEntries = (one: Entry, other: Entry): number => {
  // By index: taken apart as lists, which is done millions of times, each comparison would leave garbage.
  const { 0: key, 1: id } = one;
  const { 0: otherKey, 1: otherId } = other;
  if (key !== otherKey) return key < otherKey ? -1 : 1;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
};

const placeAmong = <Of>(sorted: readonly Of[], entry: Entry, entryOf: (item: Of) => Entry): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && compareEntries(entryOf(other), entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const itself = (entry: Entry): Entry => entry;
const changed = ({ entry }: EntryChange): Entry => entry;

/** The first place whose entry is not before the one given. */
export const placeOf = (entries: readonly Entry[], entry: Entry): number => placeAmong(entries, entry, itself);

/** In order, of several changes of one entry the last: `changes` come in the order in which they were made. */
export const sortedChanges = <C extends EntryChange>(changes: readonly C[]): readonly C[] => {
  // The sort is stable, so that the last of equals is the one made last.
  const sorted = [...changes].sort((one, other) => compareEntries(one.entry, other.entry));
  return sorted.filter(({ entry }, place) => {
    const next = sorted[place + 1];
    return next === undefined || compareEntries(entry, next.entry) !== 0;
  });
};

/** Both in order; of two changes of one entry the newer. */
export const mergedChanges = <C extends EntryChange>(older: readonly C[], newer: readonly C[]): readonly C[] => {
  const merged: C[] = [];
  let at = 0;
  for (const change of newer) {
    for (let old = older[at]; old !== undefined; old = older[at]) {
      const order = compareEntries(old.entry, change.entry);
      if (order > 0) break;
      if (order < 0) merged.push(old);
      at += 1;
    }
    merged.push(change);
  }
  for (; at < older.length; at += 1) {
    const old = older[at];
    if (old !== undefined) merged.push(old);
  }
  return merged;
};

/** Entries with changes done to them, all in order, one by one from `from` on, until `take` wants no more; false when it did not. */
export const eachChanged = (entries: readonly Entry[], changes: readonly EntryChange[], from: Entry, take: (entry: Entry) => boolean): boolean => {
  let at = placeOf(entries, from);
  let change = placeAmong(changes, from, changed);
  for (;;) {
    const entry = entries[at];
    const next = changes[change];
    if (next === undefined) {
      if (entry === undefined) return true;
      if (!take(entry)) return false;
      at += 1;
      continue;
    }
    const order = entry === undefined ? 1 : compareEntries(entry, next.entry);
    if (entry !== undefined && order < 0) {
      if (!take(entry)) return false;
    } else {
      if (next.added && !take(next.entry)) return false;
      change += 1;
    }
    // What was put in once more or taken out is told by its change.
    if (order <= 0) at += 1;
  }
};

/** All entries with changes done to them, in order. */
export const withChanges = (entries: readonly Entry[], changes: readonly EntryChange[]): readonly Entry[] => {
  if (changes.length === 0) return entries;
  const done: Entry[] = [];
  eachChanged(entries, changes, lowest, (entry) => done.push(entry) > 0);
  return done;
};
