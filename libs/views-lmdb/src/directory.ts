import { compareEntries, placeOf, type Entry } from './entries.js';

/** Leaves of a page: so many starts are written anew when a leaf is parted. */
const pageLeavesMax = 32;

/** Where leaves begin, in order. A leaf holds what comes from its start on, up to the next one's. */
export type DirectoryPage = Readonly<{ starts: readonly Entry[]; leaves: readonly number[] }>;
type NumberedPage = DirectoryPage & Readonly<{ number: number }>;

/** A leaf, and where the one after it begins, if there is one. */
export type FoundLeaf = Readonly<{ leaf: number; end: Entry | undefined }>;

/** A leaf written anew: the entry by which it was found, and the parts it now has; the first keeps its number, none means that it is gone. */
export type WrittenLeaf = Readonly<{ at: Entry; parts: readonly (readonly Entry[])[] }>;

/** Pages to be stored: undefined where one is no more. */
export type PageChanges = ReadonlyMap<number, DirectoryPage | undefined>;

const first: Entry = ['', ''];
const firstLeaf = 1;

/**
 * Which leaf holds an entry: an index over the index, in pages that are stored, so that a start reads these and no leaf.
 * A value: what changes it gives another one. There is always a leaf, and the first reaches down without end.
 */
export class Directory {
  readonly #pages: readonly NumberedPage[];
  readonly #starts: readonly Entry[];
  readonly #nextPage: number;
  readonly size: number;
  /** A number that no leaf has. */
  readonly nextLeaf: number;

  private constructor(given: readonly NumberedPage[], nextPage: number, nextLeaf: number) {
    // Whichever leaf is the first now: what comes before its start belongs to it too.
    const pages = given.map((page, place) => (place === 0 ? { ...page, starts: [first, ...page.starts.slice(1)] } : page));
    this.#pages = pages;
    this.#starts = pages.map(({ starts }) => starts[0] ?? first);
    this.#nextPage = nextPage;
    this.nextLeaf = nextLeaf;
    this.size = pages.reduce((sum, { leaves }) => sum + leaves.length, 0);
  }

  /** Of the pages that are stored, in any order; without one it has a single leaf, which may be stored or not. */
  static of(stored: Iterable<readonly [number: number, page: DirectoryPage]>): Directory {
    const pages = [...stored].map(([number, page]): NumberedPage => ({ number, ...page }));
    pages.sort((one, other) => compareEntries(one.starts[0] ?? first, other.starts[0] ?? first));
    if (pages.length === 0) return new Directory([{ number: 1, starts: [first], leaves: [firstLeaf] }], 2, firstLeaf + 1);
    const above = (numbers: Iterable<number>): number => {
      let highest = 0;
      for (const number of numbers) highest = Math.max(highest, number);
      return highest + 1;
    };
    return new Directory(pages, above(pages.map(({ number }) => number)), above(pages.flatMap(({ leaves }) => leaves)));
  }

  /** The leaf that holds, or would hold, an entry. */
  find(entry: Entry): FoundLeaf {
    const at = holding(this.#starts, entry);
    const { starts = [], leaves = [] } = this.#pages[at] ?? {};
    const place = holding(starts, entry);
    return { leaf: leaves[place] ?? firstLeaf, end: starts[place + 1] ?? this.#starts[at + 1] };
  }

  /** With leaves written anew: what then has to be stored of them by their numbers, and of the directory, if it is another. */
  with(written: ReadonlyMap<number, WrittenLeaf>): Readonly<{ directory: Directory; leaves: ReadonlyMap<number, readonly Entry[] | undefined>; pages: PageChanges }> {
    const stored = new Map<number, readonly Entry[] | undefined>();
    const parting = new Map<number, Set<number>>();
    for (const [leaf, { at, parts }] of written) {
      stored.set(leaf, parts[0]);
      if (parts.length === 1) continue;
      const page = holding(this.#starts, at);
      parting.set(page, (parting.get(page) ?? new Set()).add(leaf));
    }
    const pages = new Map<number, DirectoryPage | undefined>();
    if (parting.size === 0) return { directory: this, leaves: stored, pages };

    let { nextLeaf } = this;
    let nextPage = this.#nextPage;
    const next = this.#pages.flatMap((page, place): readonly NumberedPage[] => {
      const parted = parting.get(place);
      if (parted === undefined) return [page];
      const starts: Entry[] = [];
      const leaves: number[] = [];
      for (const [at, leaf] of page.leaves.entries()) {
        const [kept, ...more] = parted.has(leaf) ? (written.get(leaf)?.parts ?? []) : [[]];
        if (kept !== undefined) {
          starts.push(page.starts[at] ?? first);
          leaves.push(leaf);
        }
        for (const part of more) {
          starts.push(part[0] ?? first);
          leaves.push(nextLeaf);
          stored.set(nextLeaf, part);
          nextLeaf += 1;
        }
      }
      const cut = inPages(starts, leaves).map((each, index): NumberedPage => ({ number: index === 0 ? page.number : nextPage + index - 1, ...each }));
      nextPage += Math.max(0, cut.length - 1);
      pages.set(page.number, undefined);
      for (const { number, ...each } of cut) pages.set(number, each);
      return cut;
    });
    if (next.length === 0) {
      const only: NumberedPage = { number: nextPage, starts: [first], leaves: [nextLeaf] };
      pages.set(only.number, only);
      next.push(only);
      nextPage += 1;
      nextLeaf += 1;
    }
    return { directory: new Directory(next, nextPage, nextLeaf), leaves: stored, pages };
  }
}

/** The last place that begins at or before an entry, or the first one. */
const holding = (starts: readonly Entry[], entry: Entry): number => {
  const place = placeOf(starts, entry);
  const found = starts[place];
  return found !== undefined && compareEntries(found, entry) === 0 ? place : Math.max(0, place - 1);
};

/** Evenly, so that none is soon too large again. */
const inPages = (starts: readonly Entry[], leaves: readonly number[]): readonly DirectoryPage[] => {
  const count = Math.ceil(leaves.length / pageLeavesMax);
  const size = Math.ceil(leaves.length / Math.max(1, count));
  return Array.from({ length: count }, (_, n) => ({ starts: starts.slice(n * size, (n + 1) * size), leaves: leaves.slice(n * size, (n + 1) * size) }));
};
