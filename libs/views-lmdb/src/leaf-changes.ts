import type { WrittenLeaf } from './directory.js';
import { compareEntries, mergedChanges, withChanges, type Entry, type EntryChange } from './entries.js';

/** Entries of a leaf: it is stored as one value, so that keys lie encrypted and still in order. */
const leafEntriesMax = 64;
/** Changes that may wait beside a leaf: so many are worth writing it anew. */
const waitingChangesMax = 32;

/** Keys that only grow fill their leaves; others are parted evenly. */
const parted = (entries: readonly Entry[], grown: boolean): readonly (readonly Entry[])[] => {
  const parts = Math.ceil(entries.length / leafEntriesMax);
  const size = grown ? leafEntriesMax : Math.ceil(entries.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) => entries.slice(part * size, (part + 1) * size));
};

/** What one draft does to the leaves of an index: what then waits beside each, and which are written anew. */
export class LeafChanges {
  readonly beside = new Map<number, readonly EntryChange[]>();
  readonly written = new Map<number, WrittenLeaf>();

  constructor(
    private readonly waiting: (leaf: number) => readonly EntryChange[],
    private readonly read: (leaf: number) => readonly Entry[],
  ) {}

  /** Changes of a leaf, in order, behind those that wait already. */
  add(leaf: number, changes: readonly EntryChange[]): void {
    const all = mergedChanges(this.besideOf(leaf), changes);
    this.beside.set(leaf, all);
    if (all.length > waitingChangesMax) this.write(leaf, changes[0]?.entry ?? ['', '']);
  }

  /** Brings a change that waits into its leaf. Most have gone there with others meanwhile, or were overtaken by a later one. */
  settle(leaf: number, change: EntryChange): void {
    if (this.besideOf(leaf).includes(change)) this.write(leaf, change.entry);
  }

  private besideOf(leaf: number): readonly EntryChange[] {
    return this.beside.get(leaf) ?? this.waiting(leaf);
  }

  /** A leaf that holds the entry, in as many leaves as it then takes. */
  private write(leaf: number, at: Entry): void {
    const entries = this.read(leaf);
    const changes = this.besideOf(leaf);
    const last = entries.at(-1);
    const [first] = changes;
    const grown = last !== undefined && first !== undefined && compareEntries(first.entry, last) > 0;
    this.written.set(leaf, { at, parts: parted(withChanges(entries, changes), grown) });
    this.beside.set(leaf, []);
  }
}
