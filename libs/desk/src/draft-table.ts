type Undo<V> = Readonly<{ key: string; drafted: boolean; before: V | undefined }>;

/**
 * A table of values by key with a draft over it. A batch is decided on the draft; when its place in the chain is won
 * the draft becomes the truth, else it is dropped. Single commands can be taken back out of it, the last one first.
 * Values are JSON, and never changed in place.
 */
export class DraftTable<V> {
  /**
   * A string is a value's JSON text: what nobody has asked for since it was stored takes a fifth of the memory and no
   * time at the start. Values that are strings themselves are always kept so.
   */
  readonly #truth = new Map<string, V | string>();
  readonly #draft = new Map<string, V | undefined>();
  readonly #undo: Undo<V>[] = [];
  #dirty = new Set<string>();

  /** The value as the draft has it. */
  get(key: string): V | undefined {
    return this.#draft.has(key) ? this.#draft.get(key) : this.settled(key);
  }

  /** The value as the chain has it. */
  settled(key: string): V | undefined {
    const held = this.#truth.get(key);
    if (typeof held !== 'string') return held;
    const value = JSON.parse(held) as V;
    this.#keep(key, value);
    return value;
  }

  /** Rows of the truth. */
  get size(): number {
    return this.#truth.size;
  }

  /** Keys of the truth; goes on, while rows come and go, until it has met every key that was there all the time. */
  keys(): Iterator<string> {
    return this.#truth.keys();
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
    this.#draft.clear();
    this.#undo.length = 0;
  }

  settle(): void {
    for (const [key, value] of this.#draft) {
      this.#dirty.add(key);
      if (value === undefined) this.#truth.delete(key);
      else this.#keep(key, value);
    }
    this.drop();
  }

  /** Takes over a row that is stored already, as JSON; an empty text says that it is gone. */
  load(key: string, text: string): void {
    if (text === '') this.#truth.delete(key);
    else this.#truth.set(key, text);
  }

  /** The JSON text of a settled value, which is all that is kept of it until somebody asks for it again. */
  freeze(key: string): string | undefined {
    const held = this.#truth.get(key);
    if (typeof held === 'string') return held;
    if (held === undefined) return undefined;
    const text = JSON.stringify(held);
    if (typeof held === 'object') this.#truth.set(key, text);
    return text;
  }

  /** Keys settled since they were last taken; {@link markDirty} gives back those that could not be stored. */
  takeDirty(): Set<string> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  markDirty(keys: Iterable<string>): void {
    for (const key of keys) this.#dirty.add(key);
  }

  #keep(key: string, value: V): void {
    this.#truth.set(key, typeof value === 'string' ? JSON.stringify(value) : value);
  }
}
