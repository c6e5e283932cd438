import type { JsonObject } from '@statewire/kernel';
import { partitionName, type ChainState } from '@statewire/ledger';
import type { View, ViewChange, ViewDocument, Views } from './views.port.js';

type Entry = readonly [key: string, id: string];

/** Views in this process's memory: for tests, and for projections that may die with the process. */
export const memoryViews = (): Views => {
  const views = new Map<string, View>();
  const nameOf = (name: string, version: number) => `${name}@${String(version)}`;

  return {
    open<D extends JsonObject>(name: string, version: number) {
      const view = views.get(nameOf(name, version)) ?? memoryView();
      views.set(nameOf(name, version), view);
      // What is written is what the view's own projection folds: the type is the caller's to keep.
      return Promise.resolve(view as unknown as View<D>);
    },
    async dropOlder(name, version) {
      for (let older = 0; older < version; older += 1) await views.get(nameOf(name, older))?.clear();
    },
    close: () => Promise.resolve(),
  };
};

const memoryView = (): View => {
  const documents = new Map<string, ViewDocument>();
  const checkpoints = new Map<string, ChainState>();
  const entries: Entry[] = [];

  const withdraw = ({ id, keys }: ViewDocument): void => {
    for (const key of new Set(keys)) entries.splice(placeOf(entries, [key, id]), 1);
  };

  const apply = (change: ViewChange): void => {
    const old = documents.get(change.id);
    if (old !== undefined && old.seq > change.seq) return;
    if (old !== undefined) withdraw(old);
    if ('remove' in change) {
      documents.delete(change.id);
      return;
    }
    const { id, seq, put } = change;
    documents.set(id, { id, seq, keys: put.keys, doc: put.doc });
    for (const key of new Set(put.keys)) entries.splice(placeOf(entries, [key, id]), 0, [key, id]);
  };

  const from = (start: string, belongs: (key: string) => boolean, limit: number): readonly (ViewDocument & { key: string })[] => {
    const found: (ViewDocument & { key: string })[] = [];
    for (let place = placeOf(entries, [start, '']); place < entries.length && found.length < limit; place += 1) {
      const [key, id] = entries[place] ?? [];
      const document = id === undefined ? undefined : documents.get(id);
      if (key === undefined || document === undefined || !belongs(key)) break;
      found.push({ ...document, key });
    }
    return found;
  };

  return {
    get: (id) => Promise.resolve(documents.get(id)),
    find: (key, limit) =>
      Promise.resolve(from(key, (candidate) => candidate === key, limit).map(({ id, keys, doc, seq }) => ({ id, keys, doc, seq }))),
    range: (start, end, limit) => Promise.resolve(from(start, (candidate) => candidate < end, limit)),
    write(part, changes, checkpoint) {
      for (const change of changes) apply(change);
      checkpoints.set(partitionName(part), checkpoint);
      return Promise.resolve();
    },
    checkpoint: (part) => Promise.resolve(checkpoints.get(partitionName(part))),
    clear() {
      documents.clear();
      checkpoints.clear();
      entries.length = 0;
      return Promise.resolve();
    },
  };
};

/** The first place whose entry is not before the one given, in the order of keys, then ids. */
const placeOf = (entries: readonly Entry[], [key, id]: Entry): number => {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [otherKey = '', otherId = ''] = entries[middle] ?? [];
    if (otherKey < key || (otherKey === key && otherId < id)) low = middle + 1;
    else high = middle;
  }
  return low;
};
