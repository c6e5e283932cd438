import { Failure, newSlots } from '@statewire/kernel';

export type BoundedQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many work at once, and so many wait for it (one at least), first come, first served. Throws Failure `agencies/busy` for whoever comes when all places are taken. */
export const boundedQueue = ({ atOnceMax, waitingMax }: Readonly<{ atOnceMax: number; waitingMax: number }>): BoundedQueue => {
  const slots = newSlots(atOnceMax);
  return async (work) => {
    if (slots.waiting >= waitingMax) throw new Failure('agencies/busy', 'Too many log on at once.', true);
    return slots.run(work);
  };
};
