/** What was used last, to a number of entries: the one used longest ago goes first. */
export interface Recent<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
}

/** Of `entriesMax` entries at most, the half that was used last is always there. */
export const recent = <K, V>(entriesMax: number): Recent<K, V> => {
  // Two generations instead of a list of uses: when the young one is full, what the old one still holds was not used since.
  let young = new Map<K, V>();
  let old = new Map<K, V>();

  const set = (key: K, value: V): void => {
    if (young.size >= entriesMax / 2 && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const kept = old.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young.clear();
      old.clear();
    },
  };
};
