import { recent } from '@statewire/kernel';

/** What an index orders by: a key, then the id of a document that carries it; both in UTF-16 code unit order. */
export type Entry = readonly [key: string, id: string];

/** Entries of a leaf: it is stored as one value, so that keys lie encrypted and still in order. */
const leafEntriesMax = 64;
/** Leaves kept decoded; some 60 MB at most. */
const leavesDecodedMax = 8192;

type Directory = Readonly<{ starts: readonly Entry[]; leaves: readonly number[] }>;

/** Leaves that a batch of changes leaves different; undefined: the leaf is no more. */
export type LeafChanges = ReadonlyMap<number, readonly Entry[] | undefined>;

export interface IndexDraft {
  insert(entry: Entry): void;
  remove(entry: Entry): void;
  readonly changes: LeafChanges;
  /** To be called when the changes are stored: from now on readers see them. */
  publish(): void;
  /** To be called when they were not stored after all. */
  discard(): void;
}

/**
 * A sorted set of entries in leaves that lie in a store, with the first entry of each leaf in memory.
 * One draft at a time; readers see the index as it was until the draft is published.
 */
export interface KeyIndex {
  /** Entries from `from` on whose key `belongs`, in order, to the limit. */
  scan(from: Entry, belongs: (key: string) => boolean, limit: number): readonly Entry[];
  draft(): IndexDraft;
}

export const compareEntries = ([key, id]: Entry, [otherKey, otherId]: Entry): number => {
  if (key !== otherKey) return key < otherKey ? -1 : 1;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
};

/** The first place whose entry is not before the one given. */
const placeOf = (entries: readonly Entry[], entry: Entry): number => {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle];
    if (other !== undefined && compareEntries(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The place of the leaf that holds, or would hold, an entry: the first leaf reaches down without end. */
const leafPlaceOf = ({ starts }: Directory, entry: Entry): number => {
  const place = placeOf(starts, entry);
  const found = starts[place];
  return found !== undefined && compareEntries(found, entry) === 0 ? place : Math.max(0, place - 1);
};

/** `stored` gives every leaf once, in any order; `load` reads one again after it has left the memory. */
export const keyIndex = (
  stored: Iterable<readonly [leaf: number, entries: readonly Entry[]]>,
  load: (leaf: number) => readonly Entry[],
): KeyIndex => {
  const firsts = [...stored].flatMap(([leaf, [start]]) => (start === undefined ? [] : [{ leaf, start }]));
  firsts.sort((one, other) => compareEntries(one.start, other.start));
  let directory: Directory = { starts: firsts.map(({ start }) => start), leaves: firsts.map(({ leaf }) => leaf) };
  let nextLeaf = firsts.reduce((highest, { leaf }) => Math.max(highest, leaf), 0) + 1;
  /** Leaves as readers must see them while a draft may be stored but is not published. */
  const held = new Map<number, readonly Entry[]>();
  const decoded = recent<number, readonly Entry[]>(leavesDecodedMax);

  const read = (leaf: number): readonly Entry[] => {
    const known = held.get(leaf) ?? decoded.get(leaf);
    if (known !== undefined) return known;
    const entries = load(leaf);
    decoded.set(leaf, entries);
    return entries;
  };

  const scan: KeyIndex['scan'] = (from, belongs, limit) => {
    const found: Entry[] = [];
    const { leaves } = directory;
    for (let place = leafPlaceOf(directory, from); place < leaves.length; place += 1) {
      const entries = read(leaves[place] ?? 0);
      for (let index = placeOf(entries, from); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || found.length >= limit || !belongs(entry[0])) return found;
        found.push(entry);
      }
    }
    return found;
  };

  const draft = (): IndexDraft => {
    const changes = new Map<number, Entry[] | undefined>();
    let drafted: { starts: Entry[]; leaves: number[] } | undefined;
    const current = (): Directory => drafted ?? directory;
    const restructured = () => (drafted ??= { starts: [...directory.starts], leaves: [...directory.leaves] });

    const writable = (leaf: number): Entry[] => {
      const changed = changes.get(leaf);
      if (changed !== undefined) return changed;
      const entries = read(leaf);
      held.set(leaf, entries);
      const copy = [...entries];
      changes.set(leaf, copy);
      return copy;
    };

    const addLeaf = (place: number, entries: Entry[]): void => {
      const [start] = entries;
      if (start === undefined) return;
      const { starts, leaves } = restructured();
      starts.splice(place, 0, start);
      leaves.splice(place, 0, nextLeaf);
      changes.set(nextLeaf, entries);
      nextLeaf += 1;
    };

    const end = (): void => {
      held.clear();
      changes.clear();
      drafted = undefined;
    };

    return {
      changes,
      insert(entry) {
        const place = leafPlaceOf(current(), entry);
        const leaf = current().leaves[place];
        if (leaf === undefined) {
          addLeaf(0, [entry]);
          return;
        }
        const entries = writable(leaf);
        const index = placeOf(entries, entry);
        const there = entries[index];
        if (there !== undefined && compareEntries(there, entry) === 0) return;
        entries.splice(index, 0, entry);
        if (index === 0) restructured().starts[place] = entry;
        // Keys that only grow fill their leaves; others are split in the middle.
        if (entries.length > leafEntriesMax)
          addLeaf(place + 1, entries.splice(index === leafEntriesMax ? leafEntriesMax : leafEntriesMax >>> 1));
      },
      remove(entry) {
        const place = leafPlaceOf(current(), entry);
        const leaf = current().leaves[place];
        if (leaf === undefined) return;
        const entries = writable(leaf);
        const index = placeOf(entries, entry);
        const there = entries[index];
        if (there === undefined || compareEntries(there, entry) !== 0) return;
        entries.splice(index, 1);
        if (entries.length > 0) return;
        changes.set(leaf, undefined);
        const { starts, leaves } = restructured();
        starts.splice(place, 1);
        leaves.splice(place, 1);
      },
      publish() {
        for (const [leaf, entries] of changes) {
          if (entries === undefined) decoded.delete(leaf);
          else decoded.set(leaf, entries);
        }
        if (drafted !== undefined) directory = drafted;
        end();
      },
      discard: end,
    };
  };

  return { scan, draft };
};
