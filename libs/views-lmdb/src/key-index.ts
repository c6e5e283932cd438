import { recent } from '@statewire/kernel';
import { compareEntries, mergedChanges, placeOf, sortedChanges, withChanges, type Entry, type EntryChange } from './entries.js';

/** Entries of a leaf: it is stored as one value, so that keys lie encrypted and still in order. */
const leafEntriesMax = 64;
/** Leaves kept decoded; some 60 MB at most. */
const leavesDecodedMax = 8192;
/** Changes that may wait beside a leaf: so many are worth writing it anew. */
const waitingChangesMax = 32;
/** What the journal may hold, all of it read at a start: beyond, the oldest is brought into its leaves. */
const journalPagesMax = 4096;
const journalChangesMin = 4096;
const journalChangesPerLeaf = 12;

type Directory = Readonly<{ starts: readonly Entry[]; leaves: readonly number[] }>;

/** What a store is to hold: undefined where a leaf or a page of the journal is no more. */
export type LeafChanges = ReadonlyMap<number, readonly Entry[] | undefined>;
export type JournalChanges = ReadonlyMap<number, readonly EntryChange[] | undefined>;

/** What a store holds: every leaf and every page of the journal once, in any order. `load` reads a leaf again after it has left the memory. */
export type StoredIndex = Readonly<{
  leaves: Iterable<readonly [leaf: number, entries: readonly Entry[]]>;
  journal: Iterable<readonly [page: number, changes: readonly EntryChange[]]>;
  load(leaf: number): readonly Entry[];
}>;

/** To be stored together; then `publish` shows it to readers, and `discard` gives it up. */
export type IndexUpdate = Readonly<{ leaves: LeafChanges; journal: JournalChanges; publish(): void; discard(): void }>;

export interface IndexDraft {
  insert(entry: Entry): void;
  remove(entry: Entry): void;
  finish(): IndexUpdate;
}

/**
 * A sorted set of entries in leaves that lie in a store, with the first entry of each leaf in memory. What changes is
 * written to a journal and waits beside its leaf, in memory, until enough has come together to write the leaf anew.
 * One draft at a time; readers see the index as it was until the update is published.
 */
export interface KeyIndex {
  /** Entries from `from` on whose key `belongs`, in order, to the limit. */
  scan(from: Entry, belongs: (key: string) => boolean, limit: number): readonly Entry[];
  draft(): IndexDraft;
}

/** The first leaf reaches down without end. */
const lowest: Entry = ['', ''];

/** The place of the leaf that holds, or would hold, an entry. */
const leafPlaceOf = ({ starts }: Directory, entry: Entry): number => {
  const place = placeOf(starts, entry);
  const found = starts[place];
  return found !== undefined && compareEntries(found, entry) === 0 ? place : place - 1;
};

/** There is always a leaf, stored or not: what an empty index is given waits beside it. */
const directoryOf = (stored: StoredIndex['leaves']): Directory => {
  const firsts = [...stored].flatMap(([leaf, [start]]) => (start === undefined ? [] : [{ leaf, start }]));
  firsts.sort((one, other) => compareEntries(one.start, other.start));
  if (firsts.length === 0) return { starts: [lowest], leaves: [1] };
  return { starts: firsts.map(({ start }, place) => (place === 0 ? lowest : start)), leaves: firsts.map(({ leaf }) => leaf) };
};

/** Changes in order, by the leaf to which they belong. */
const byLeaf = function* (directory: Directory, sorted: readonly EntryChange[]): Generator<readonly [leaf: number, changes: readonly EntryChange[]]> {
  for (let first = 0; first < sorted.length; ) {
    const change = sorted[first];
    if (change === undefined) return;
    const place = leafPlaceOf(directory, change.entry);
    const end = directory.starts[place + 1];
    let behind = first + 1;
    for (let next = sorted[behind]; next !== undefined && (end === undefined || compareEntries(next.entry, end) < 0); next = sorted[behind]) behind += 1;
    yield [directory.leaves[place] ?? 1, sorted.slice(first, behind)];
    first = behind;
  }
};

/** Keys that only grow fill their leaves; others are parted evenly. */
const parted = (entries: readonly Entry[], grown: boolean): readonly (readonly Entry[])[] => {
  const parts = Math.ceil(entries.length / leafEntriesMax);
  const size = grown ? leafEntriesMax : Math.ceil(entries.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) => entries.slice(part * size, (part + 1) * size));
};

export const keyIndex = ({ leaves: storedLeaves, journal: storedJournal, load }: StoredIndex): KeyIndex => {
  let directory = directoryOf(storedLeaves);
  let nextLeaf = directory.leaves.reduce((highest, leaf) => Math.max(highest, leaf), 0) + 1;
  /** Pages by age; a page goes when all that it holds is in the leaves. */
  const journal = new Map([...storedJournal].sort(([one], [other]) => one - other));
  let journaled = 0;
  let nextPage = 1;
  for (const [page, changes] of journal) {
    journaled += changes.length;
    nextPage = page + 1;
  }
  /** What is not yet in its leaf, in order. Done again to a leaf that has it, it changes nothing. */
  const waiting = new Map<number, readonly EntryChange[]>(byLeaf(directory, sortedChanges([...journal.values()].flat())));
  /** Leaves as readers must see them while an update may be stored but is not published. */
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
      const leaf = leaves[place] ?? 0;
      for (const entry of withChanges(read(leaf), waiting.get(leaf) ?? [], from)) {
        if (found.length >= limit || !belongs(entry[0])) return found;
        found.push(entry);
      }
    }
    return found;
  };

  /** Pages that the journal has too many of, oldest first; the newest one stays. */
  const tooOld = (added: number): readonly (readonly [page: number, changes: readonly EntryChange[]])[] => {
    let over = journaled + added - Math.max(journalChangesMin, journalChangesPerLeaf * directory.leaves.length);
    const pages: (readonly [number, readonly EntryChange[]])[] = [];
    for (const [page, changes] of journal) {
      if (over <= 0 && journal.size - pages.length < journalPagesMax) break;
      pages.push([page, changes]);
      over -= changes.length;
    }
    return pages;
  };

  const finish = (changes: readonly EntryChange[]): IndexUpdate => {
    const beside = new Map<number, readonly EntryChange[]>();
    const written = new Map<number, readonly (readonly Entry[])[]>();
    const besideOf = (leaf: number): readonly EntryChange[] => beside.get(leaf) ?? waiting.get(leaf) ?? [];

    /** Writes a leaf anew, in as many leaves as it then takes. */
    const write = (leaf: number): void => {
      const entries = read(leaf);
      held.set(leaf, entries);
      const last = entries.at(-1);
      const [first] = besideOf(leaf);
      const grown = last !== undefined && first !== undefined && compareEntries(first.entry, last) > 0;
      written.set(leaf, parted(withChanges(entries, besideOf(leaf)), grown));
      beside.set(leaf, []);
    };

    for (const [leaf, own] of byLeaf(directory, sortedChanges(changes))) {
      const all = mergedChanges(besideOf(leaf), own);
      beside.set(leaf, all);
      if (all.length > waitingChangesMax) write(leaf);
    }
    const old = tooOld(changes.length);
    for (const [, aged] of old) {
      for (const change of aged) {
        const leaf = directory.leaves[leafPlaceOf(directory, change.entry)] ?? 1;
        // Most have gone into their leaves with others meanwhile, or were overtaken by a later change.
        if (besideOf(leaf).includes(change)) write(leaf);
      }
    }

    const page = nextPage;
    const journalChanges = new Map<number, readonly EntryChange[] | undefined>(old.map(([gone]) => [gone, undefined]));
    if (changes.length > 0) journalChanges.set(page, changes);
    const { leaves, next, nextLeaf: unused } = restructured(directory, written, nextLeaf);
    return {
      leaves,
      journal: journalChanges,
      publish() {
        for (const [leaf, entries] of leaves) {
          if (entries === undefined) decoded.delete(leaf);
          else decoded.set(leaf, entries);
        }
        for (const [leaf, left] of beside) {
          if (left.length === 0) waiting.delete(leaf);
          else waiting.set(leaf, left);
        }
        for (const [gone, aged] of old) {
          journal.delete(gone);
          journaled -= aged.length;
        }
        if (changes.length > 0) journal.set(page, changes);
        journaled += changes.length;
        directory = next;
        nextLeaf = unused;
        nextPage = page + 1;
        held.clear();
      },
      discard() {
        held.clear();
      },
    };
  };

  return {
    scan,
    draft: () => {
      const changes: EntryChange[] = [];
      return {
        insert: (entry) => void changes.push({ entry, added: true }),
        remove: (entry) => void changes.push({ entry, added: false }),
        finish: () => finish(changes),
      };
    },
  };
};

/** The directory with the leaves that were written anew; the first part of each keeps its number and its start. */
const restructured = (directory: Directory, written: ReadonlyMap<number, readonly (readonly Entry[])[]>, free: number) => {
  const leaves = new Map([...written].map(([leaf, [first]]) => [leaf, first] as const));
  let nextLeaf = free;
  if ([...written.values()].every(({ length }) => length === 1)) return { leaves, next: directory, nextLeaf };

  const next = { starts: [] as Entry[], leaves: [] as number[] };
  for (const [place, leaf] of directory.leaves.entries()) {
    const start = directory.starts[place];
    const parts = written.get(leaf);
    if (start !== undefined && (parts === undefined || parts.length > 0)) {
      next.starts.push(next.starts.length === 0 ? lowest : start);
      next.leaves.push(leaf);
    }
    for (const part of parts?.slice(1) ?? []) {
      const [first] = part;
      if (first === undefined) continue;
      next.starts.push(first);
      next.leaves.push(nextLeaf);
      leaves.set(nextLeaf, part);
      nextLeaf += 1;
    }
  }
  return { leaves, next: next.leaves.length > 0 ? next : directoryOf([]), nextLeaf };
};
