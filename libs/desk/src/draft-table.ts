import { recent } from '@statewire/kernel';
import type { SnapshotRow } from './snapshots.port.js';

type Undo<V> = Readonly<{ key: string; drafted: boolean; before: V | undefined }>;

/** Rows kept at hand that are stored; a partition's desk has two tables. */
const storedRowsKeptMax = 2_048;

/**
 * A table of values by key with a draft over it. A batch is decided on the draft; when its place in the chain is won
 * the draft becomes the truth, else it is dropped. Single commands can be taken back out of it, the last one first.
 *
 * The truth lies in the store, a row a value, and is read when somebody asks for it: a start reads nothing, and a
 * million records take no memory. Only what was settled since the last save is held here.
 * Values are JSON, and never changed in place.
 */
export class DraftTable<V> {
  readonly #stored: (key: string) => string | undefined;
  /** Another one after each batch: see PassingMap. */
  #draft = new Map<string, V | undefined>();
  readonly #undo: Undo<V>[] = [];
  /** Settled, and in no save yet; undefined: gone. */
  #unsaved = new Map<string, V | undefined>();
  /** In the save under way. */
  #saving = new Map<string, V | undefined>();
  readonly #recent = recent<string, NonNullable<V>>(storedRowsKeptMax);

  /** `stored` gives a row's JSON text as it was saved last. What it throws passes through. */
  constructor(stored: (key: string) => string | undefined) {
    this.#stored = stored;
  }

  /** The value as the draft has it. */
  get(key: string): V | undefined {
    return this.#draft.has(key) ? this.#draft.get(key) : this.settled(key);
  }

  /** The value as the chain has it. */
  settled(key: string): V | undefined {
    if (this.#unsaved.has(key)) return this.#unsaved.get(key);
    if (this.#saving.has(key)) return this.#saving.get(key);
    const known = this.#recent.get(key);
    if (known !== undefined) return known;
    const text = this.#stored(key);
    if (text === undefined) return undefined;
    const value = JSON.parse(text) as V;
    this.#note(key, value);
    return value;
  }

  set(key: string, value: V | undefined): void {
    this.#undo.push({ key, drafted: this.#draft.has(key), before: this.#draft.get(key) });
    this.#draft.set(key, value);
  }

  /** A place to go back to. */
  mark(): number {
    return this.#undo.length;
  }

  backTo(mark: number): void {
    for (const { key, drafted, before } of this.#undo.splice(mark).reverse()) {
      if (drafted) this.#draft.set(key, before);
      else this.#draft.delete(key);
    }
  }

  drop(): void {
    if (this.#draft.size > 0) this.#draft = new Map();
    this.#undo.length = 0;
  }

  settle(): void {
    for (const [key, value] of this.#draft) this.#unsaved.set(key, value);
    this.drop();
  }

  /** What the next save has to store. Until {@link saved} or {@link notSaved} is called no other may begin. */
  save(): readonly SnapshotRow[] {
    this.#saving = this.#unsaved;
    this.#unsaved = new Map();
    return [...this.#saving].map(([key, value]) => (value === undefined ? { key } : { key, value: JSON.stringify(value) }));
  }

  /** The store has it. */
  saved(): void {
    for (const [key, value] of this.#saving) this.#note(key, value);
    this.#saving = new Map();
  }

  /** The store has nothing of it, so it goes into the next save. */
  notSaved(): void {
    this.#unsaved = new Map([...this.#saving, ...this.#unsaved]);
    this.#saving = new Map();
  }

  #note(key: string, value: V | undefined): void {
    if (value === undefined || value === null) this.#recent.delete(key);
    else this.#recent.set(key, value);
  }
}
