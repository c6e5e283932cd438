import { Failure } from '@statewire/kernel';

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many work at once, and so many wait for it, first come, first served. Throws Failure `agencies/busy` for whoever comes when all places are taken. */
export const turns = ({ atOnceMax, waitingMax }: Readonly<{ atOnceMax: number; waitingMax: number }>): Turns => {
  const waiting: (() => void)[] = [];
  let atWork = 0;
  return async (work) => {
    if (atWork < atOnceMax) atWork += 1;
    else if (waiting.length < waitingMax) await new Promise<void>((go) => { waiting.push(go); });
    else throw new Failure('agencies/busy', 'Too many log on at once.', true);
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place.
      const next = waiting.shift();
      if (next === undefined) atWork -= 1;
      else next();
    }
  };
};
