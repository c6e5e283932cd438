export type Due = Readonly<{ id: string; at: number; order: number }>;

/** Entries by `at`, then in the order in which they came. A binary heap: tens of thousands of alarms are armed at a start. */
export type DueQueue = Readonly<{ push(entry: Due): void; first(): Due | undefined; pop(): Due | undefined }>;

const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

export const dueQueue = (): DueQueue => {
  const heap: Due[] = [];

  const up = (from: number, entry: Due) => {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  };

  const down = (entry: Due) => {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const [child, below] = b !== undefined && isBefore(b, a) ? [b, left + 1] : [a, left];
      if (!isBefore(child, entry)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = entry;
  };

  return {
    push: (entry) => { up(heap.length, entry); },
    first: () => heap[0],
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) down(last);
      return first;
    },
  };
};
