type Undo<V> = Readonly<{ key: string; drafted: boolean; before: V | undefined }>;

/**
 * A table of values by key with a draft over it. A batch is decided on the draft; when its place in the chain is won
 * the draft becomes the truth, else it is dropped. Single commands can be taken back out of it, the last one first.
 * Values are never changed in place.
 */
export class DraftTable<V> {
  readonly #truth = new Map<string, V>();
  readonly #draft = new Map<string, V | undefined>();
  readonly #undo: Undo<V>[] = [];
  #dirty = new Set<string>();

  /** The value as the draft has it. */
  get(key: string): V | undefined {
    return this.#draft.has(key) ? this.#draft.get(key) : this.#truth.get(key);
  }

  /** The value as the chain has it. */
  settled(key: string): V | undefined {
    return this.#truth.get(key);
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
      else this.#truth.set(key, value);
    }
    this.drop();
  }

  /** Takes over an entry that is stored already. */
  load(key: string, value: V): void {
    this.#truth.set(key, value);
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
}
