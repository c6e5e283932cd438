import { PassingMap } from '@statewire/kernel';
import type { EntryChange } from './entries.js';

/** What the journal may hold, all of it read at a start: beyond, the oldest is brought into its leaves. */
const pagesMax = 4096;
const changesMin = 4096;
const changesPerLeaf = 12;
const changesMax = 131_072;

export type JournalPage = readonly [page: number, changes: readonly EntryChange[]];

/** Pages to be stored: undefined where one is no more. */
export type JournalChanges = ReadonlyMap<number, readonly EntryChange[] | undefined>;

/** The changes of an index that are not all in their leaves yet, in pages by age. */
export class IndexJournal {
  private readonly pages: PassingMap<number, readonly EntryChange[]>;
  private size = 0;
  private nextPage = 1;

  /** Of the pages that are stored, in any order. */
  constructor(stored: Iterable<JournalPage>) {
    this.pages = new PassingMap([...stored].sort(([one], [other]) => one - other));
    for (const [page, changes] of this.pages) {
      this.size += changes.length;
      this.nextPage = page + 1;
    }
  }

  /** Oldest first. */
  changes(): readonly EntryChange[] {
    return this.pages.values().flat();
  }

  /** Pages that are too many beside so many leaves, once `added` changes are there as well, oldest first; the newest page stays. */
  tooOld(added: number, leaves: number): readonly JournalPage[] {
    let over = this.size + added - Math.min(changesMax, Math.max(changesMin, changesPerLeaf * leaves));
    const old: JournalPage[] = [];
    for (const page of this.pages) {
      if (over <= 0 && this.pages.size - old.length < pagesMax) break;
      old.push(page);
      over -= page[1].length;
    }
    return old;
  }

  /** What is stored when changes get a page of their own and `old` pages go. */
  turned(changes: readonly EntryChange[], old: readonly JournalPage[]): JournalChanges {
    const stored = new Map<number, readonly EntryChange[] | undefined>(old.map(([gone]) => [gone, undefined]));
    if (changes.length > 0) stored.set(this.nextPage, changes);
    return stored;
  }

  /** That has been stored. */
  turn(changes: readonly EntryChange[], old: readonly JournalPage[]): void {
    for (const [gone, aged] of old) {
      this.pages.delete(gone);
      this.size -= aged.length;
    }
    if (changes.length > 0) this.pages.set(this.nextPage, changes);
    this.size += changes.length;
    this.nextPage += 1;
  }
}
