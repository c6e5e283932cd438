import { PassingMap, recent } from '@statewire/kernel';
import { Directory, type DirectoryPage, type FoundLeaf, type PageChanges } from './directory.js';
import { compareEntries, eachChanged, sortedChanges, type Entry, type EntryChange } from './entries.js';
import { IndexJournal, type JournalChanges, type JournalPage } from './index-journal.js';
import { LeafChanges } from './leaf-changes.js';

/** Leaves kept decoded; some 60 MB at most. */
const leavesDecodedMax = 8192;

const none: readonly EntryChange[] = [];

/** Leaves to be stored: undefined where one is no more. */
type StoredLeaves = ReadonlyMap<number, readonly Entry[] | undefined>;

/** What a store holds: every page of the directory and of the journal once, in any order. `load` reads a leaf. */
export type StoredIndex = Readonly<{
  directory: Iterable<readonly [page: number, leaves: DirectoryPage]>;
  journal: Iterable<JournalPage>;
  load(leaf: number): readonly Entry[];
}>;

/** To be stored together; then `publish` shows it to readers, and `discard` gives it up. */
export type IndexUpdate = Readonly<{ leaves: StoredLeaves; directory: PageChanges; journal: JournalChanges; publish(): void; discard(): void }>;

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

export const keyIndex = (stored: StoredIndex): KeyIndex => new LeafIndex(stored);

class LeafIndex implements KeyIndex {
  private directory: Directory;
  private readonly journal: IndexJournal;
  /** What is not yet in its leaf, in order. Done again to a leaf that has it, it changes nothing. */
  private readonly waiting: PassingMap<number, readonly EntryChange[]>;
  /** Leaves as readers must see them while an update may be stored but is not published; another map for each, see PassingMap. */
  private held = new Map<number, readonly Entry[]>();
  private readonly decoded = recent<number, readonly Entry[]>(leavesDecodedMax);
  private readonly load: StoredIndex['load'];

  constructor({ directory, journal, load }: StoredIndex) {
    this.directory = Directory.of(directory);
    this.journal = new IndexJournal(journal);
    this.waiting = new PassingMap(byLeaf(this.directory, sortedChanges(this.journal.changes())));
    this.load = load;
  }

  scan(from: Entry, belongs: (key: string) => boolean, limit: number): readonly Entry[] {
    const found: Entry[] = [];
    const take = (entry: Entry): boolean => {
      if (found.length >= limit || !belongs(entry[0])) return false;
      found.push(entry);
      return true;
    };
    for (let at: Entry | undefined = from; at !== undefined; ) {
      const { leaf, end }: FoundLeaf = this.directory.find(at);
      if (!eachChanged(this.read(leaf), this.waiting.get(leaf) ?? none, from, take)) break;
      at = end;
    }
    return found;
  }

  draft(): IndexDraft {
    const changes: EntryChange[] = [];
    return {
      insert: (entry) => void changes.push({ entry, added: true }),
      remove: (entry) => void changes.push({ entry, added: false }),
      finish: () => this.finish(changes),
    };
  }

  private read(leaf: number): readonly Entry[] {
    const known = this.held.get(leaf) ?? this.decoded.get(leaf);
    if (known !== undefined) return known;
    const entries = this.load(leaf);
    this.decoded.set(leaf, entries);
    return entries;
  }

  private finish(changes: readonly EntryChange[]): IndexUpdate {
    const changed = new LeafChanges((leaf) => this.waiting.get(leaf) ?? none, (leaf) => this.hold(leaf));
    for (const [leaf, own] of byLeaf(this.directory, sortedChanges(changes))) changed.add(leaf, own);
    const old = this.journal.tooOld(changes.length, this.directory.size);
    for (const [, aged] of old) for (const change of aged) changed.settle(this.directory.find(change.entry).leaf, change);

    const { leaves, directory, pages } = this.directory.with(changed.written);
    return {
      leaves,
      directory: pages,
      journal: this.journal.turned(changes, old),
      publish: () => {
        this.show(leaves, changed.beside);
        this.journal.turn(changes, old);
        this.directory = directory;
        this.held = new Map();
      },
      discard: () => { this.held = new Map(); },
    };
  }

  /** A leaf that is being written anew: readers see it as it is until then. */
  private hold(leaf: number): readonly Entry[] {
    const entries = this.read(leaf);
    this.held.set(leaf, entries);
    return entries;
  }

  private show(leaves: StoredLeaves, beside: ReadonlyMap<number, readonly EntryChange[]>): void {
    for (const [leaf, entries] of leaves) {
      if (entries === undefined) this.decoded.delete(leaf);
      else this.decoded.set(leaf, entries);
    }
    for (const [leaf, left] of beside) {
      if (left.length === 0) this.waiting.delete(leaf);
      else this.waiting.set(leaf, left);
    }
  }
}
