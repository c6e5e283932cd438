import { PassingMap, recent } from '@statewire/kernel';
import { Directory, type DirectoryPage, type FoundLeaf, type PageChanges } from './directory.js';
import { compareEntries, eachChanged, mergedChanges, sortedChanges, withChanges, type Entry, type EntryChange } from './entries.js';

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
const journalChangesMax = 131_072;

const none: readonly EntryChange[] = [];

/** What a store is to hold: undefined where a leaf or a page of the journal is no more. */
export type LeafChanges = ReadonlyMap<number, readonly Entry[] | undefined>;
export type JournalChanges = ReadonlyMap<number, readonly EntryChange[] | undefined>;

/** What a store holds: every page of the directory and of the journal once, in any order. `load` reads a leaf. */
export type StoredIndex = Readonly<{
  directory: Iterable<readonly [page: number, leaves: DirectoryPage]>;
  journal: Iterable<readonly [page: number, changes: readonly EntryChange[]]>;
  load(leaf: number): readonly Entry[];
}>;

/** To be stored together; then `publish` shows it to readers, and `discard` gives it up. */
export type IndexUpdate = Readonly<{ leaves: LeafChanges; directory: PageChanges; journal: JournalChanges; publish(): void; discard(): void }>;

export interface IndexDraft {
  insert(entry: Entry): void;
  remove(entry: Entry): void;
  finish(): IndexUpdate;
}

/**
 * A sorted set of entries in leaves that lie in a store, with a directory of them in memory. What changes is
 * written to a journal and waits beside its leaf, in memory, until enough has come together to write the leaf anew.
 * One draft at a time; readers see the index as it was until the update is published.
 */
export interface KeyIndex {
  /** Entries from `from` on whose key `belongs`, in order, to the limit. */
  scan(from: Entry, belongs: (key: string) => boolean, limit: number): readonly Entry[];
  draft(): IndexDraft;
}

/** Changes in order, by the leaf to which they belong. */
const byLeaf = function* (directory: Directory, sorted: readonly EntryChange[]): Generator<readonly [leaf: number, changes: readonly EntryChange[]]> {
  for (let first = 0; first < sorted.length; ) {
    const change = sorted[first];
    if (change === undefined) return;
    const { leaf, end } = directory.find(change.entry);
    let behind = first + 1;
    for (let next = sorted[behind]; next !== undefined && (end === undefined || compareEntries(next.entry, end) < 0); next = sorted[behind]) behind += 1;
    yield [leaf, sorted.slice(first, behind)];
    first = behind;
  }
};

/** Keys that only grow fill their leaves; others are parted evenly. */
const parted = (entries: readonly Entry[], grown: boolean): readonly (readonly Entry[])[] => {
  const parts = Math.ceil(entries.length / leafEntriesMax);
  const size = grown ? leafEntriesMax : Math.ceil(entries.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) => entries.slice(part * size, (part + 1) * size));
};

export const keyIndex = ({ directory: storedDirectory, journal: storedJournal, load }: StoredIndex): KeyIndex => {
  let directory = Directory.of(storedDirectory);
  /** Pages by age; a page goes when all that it holds is in the leaves. */
  const journal = new PassingMap([...storedJournal].sort(([one], [other]) => one - other));
  let journaled = 0;
  let nextPage = 1;
  for (const [page, changes] of journal) {
    journaled += changes.length;
    nextPage = page + 1;
  }
  /** What is not yet in its leaf, in order. Done again to a leaf that has it, it changes nothing. */
  const waiting = new PassingMap<number, readonly EntryChange[]>(byLeaf(directory, sortedChanges(journal.values().flat())));
  /** Leaves as readers must see them while an update may be stored but is not published; another map for each, see PassingMap. */
  let held = new Map<number, readonly Entry[]>();
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
    const take = (entry: Entry): boolean => {
      if (found.length >= limit || !belongs(entry[0])) return false;
      found.push(entry);
      return true;
    };
    for (let at: Entry | undefined = from; at !== undefined; ) {
      const { leaf, end }: FoundLeaf = directory.find(at);
      if (!eachChanged(read(leaf), waiting.get(leaf) ?? none, from, take)) break;
      at = end;
    }
    return found;
  };

  /** Pages that the journal has too many of, oldest first; the newest one stays. */
  const tooOld = (added: number): readonly (readonly [page: number, changes: readonly EntryChange[]])[] => {
    let over = journaled + added - Math.min(journalChangesMax, Math.max(journalChangesMin, journalChangesPerLeaf * directory.size));
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
    const written = new Map<number, Readonly<{ at: Entry; parts: readonly (readonly Entry[])[] }>>();
    const besideOf = (leaf: number): readonly EntryChange[] => beside.get(leaf) ?? waiting.get(leaf) ?? none;

    /** Writes a leaf anew that holds an entry, in as many leaves as it then takes. */
    const write = (leaf: number, at: Entry): void => {
      const entries = read(leaf);
      held.set(leaf, entries);
      const last = entries.at(-1);
      const [first] = besideOf(leaf);
      const grown = last !== undefined && first !== undefined && compareEntries(first.entry, last) > 0;
      written.set(leaf, { at, parts: parted(withChanges(entries, besideOf(leaf)), grown) });
      beside.set(leaf, []);
    };

    for (const [leaf, own] of byLeaf(directory, sortedChanges(changes))) {
      const all = mergedChanges(besideOf(leaf), own);
      beside.set(leaf, all);
      if (all.length > waitingChangesMax) write(leaf, own[0]?.entry ?? ['', '']);
    }
    const old = tooOld(changes.length);
    for (const [, aged] of old) {
      for (const change of aged) {
        const { leaf } = directory.find(change.entry);
        // Most have gone into their leaves with others meanwhile, or were overtaken by a later change.
        if (besideOf(leaf).includes(change)) write(leaf, change.entry);
      }
    }

    const page = nextPage;
    const journalChanges = new Map<number, readonly EntryChange[] | undefined>(old.map(([gone]) => [gone, undefined]));
    if (changes.length > 0) journalChanges.set(page, changes);
    const { leaves, directory: next, pages } = directory.with(written);
    return {
      leaves,
      directory: pages,
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
        nextPage = page + 1;
        held = new Map();
      },
      discard() {
        held = new Map();
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
