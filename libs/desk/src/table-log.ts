import type { DraftTable } from './draft-table.js';
import { packKey } from './snapshot-codec.js';
import type { SnapshotChange, SnapshotTable } from './snapshots.port.js';

/** Characters of one stored value: large enough that sealing costs little a row, small enough not to hold others up. */
const segmentCharsMax = 32 * 1024;
/** Rows that one save stores anew at least, while it tidies up. */
const tidiedMin = 256;

const keyEnd = '\t';
const lineEnd = '\n';

/** Neither keys nor JSON texts hold control characters. A line without a text says that the row is gone. */
const lineOf = (key: string, text = ''): string => `${key}${keyEnd}${text}`;

type Segment = Readonly<{ number: number; lines: number; text: string }>;
type Walk = Readonly<{ from: number; keys: Iterator<string> }>;

/** What one save does to a table; `stored` is called once the store has it. */
export type TableSave = Readonly<{ changes: readonly SnapshotChange[]; stored: () => void }>;

/**
 * One table of a fold as its store holds it: numbered segments of many rows each, a later line of a row over an earlier
 * one. So a save writes what changed and nothing else, and a start opens a few thousand values where there are a
 * million rows. When more lines are outdated than not, saves go through the rows and store each again beside what
 * changed; once all are, the segments from before are dropped.
 */
export class TableLog<V> {
  readonly #table: SnapshotTable;
  /** Lines of each stored segment, the oldest first. */
  readonly #segments = new Map<number, number>();
  #lines = 0;
  #next = 0;
  #walk: Walk | undefined;

  constructor(table: SnapshotTable) {
    this.#table = table;
  }

  /** Takes over a stored segment; they come in the order of their keys. */
  load(key: string, text: string, rows: DraftTable<V>): void {
    let lines = 0;
    for (let start = 0; start < text.length; lines += 1) {
      const middle = text.indexOf(keyEnd, start);
      const end = text.indexOf(lineEnd, middle);
      rows.load(text.slice(start, middle), text.slice(middle + 1, end));
      start = end + 1;
    }
    this.#note({ number: Number(key), lines, text });
  }

  /** The rows named as they are now, and while it tidies up as many others. */
  save(rows: DraftTable<V>, dirty: ReadonlySet<string>): TableSave {
    const first = this.#next;
    if (this.#walk === undefined && this.#lines + dirty.size > 2 * (rows.size + tidiedMin)) this.#walk = { from: first, keys: rows.keys() };
    const walk = this.#walk;
    const { keys, ended } = walk === undefined ? { keys: [], ended: false } : taken(walk.keys, Math.max(dirty.size, tidiedMin));
    const lines = [...dirty, ...keys].map((key) => lineOf(key, rows.freeze(key)));
    const segments = segmentsOf(lines, first);
    this.#next += segments.length;
    const dropped = walk !== undefined && ended ? [...this.#segments.keys()].filter((number) => number < walk.from) : [];
    // Until the save is known to be stored there is nothing to go on from: a failed one has the walk begin again.
    this.#walk = undefined;
    return {
      changes: [
        ...segments.map(({ number, text }) => ({ table: this.#table, key: packKey(number), value: text })),
        ...dropped.map((number) => ({ table: this.#table, key: packKey(number) })),
      ],
      stored: () => {
        segments.forEach((segment) => { this.#note(segment); });
        dropped.forEach((number) => { this.#forget(number); });
        if (!ended) this.#walk = walk;
      },
    };
  }

  #note({ number, lines }: Segment): void {
    this.#segments.set(number, lines);
    this.#lines += lines;
    this.#next = Math.max(this.#next, number + 1);
  }

  #forget(number: number): void {
    this.#lines -= this.#segments.get(number) ?? 0;
    this.#segments.delete(number);
  }
}

const taken = (iterator: Iterator<string>, count: number): Readonly<{ keys: readonly string[]; ended: boolean }> => {
  const keys: string[] = [];
  while (keys.length < count) {
    const next = iterator.next();
    if (next.done === true) return { keys, ended: true };
    keys.push(next.value);
  }
  return { keys, ended: false };
};

const segmentsOf = (lines: readonly string[], first: number): readonly Segment[] => {
  const segments: Segment[] = [];
  let begun = 0;
  let chars = 0;
  lines.forEach((line, index) => {
    chars += line.length + 1;
    if (chars < segmentCharsMax && index < lines.length - 1) return;
    const own = lines.slice(begun, index + 1);
    segments.push({ number: first + segments.length, lines: own.length, text: `${own.join(lineEnd)}${lineEnd}` });
    begun = index + 1;
    chars = 0;
  });
  return segments;
};
