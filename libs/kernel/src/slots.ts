/** How many may go on at once; others wait, first come, first served. */
export interface Slots {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** How many wait. */
  readonly waiting: number;
}

/** `max` works at once; one that fails gives its place on, too. */
export const newSlots = (max: number): Slots => {
  const waiting: (() => void)[] = [];
  let free = max;
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // Whoever is next takes over the place.
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
    get waiting() {
      return waiting.length;
    },
  };
};
