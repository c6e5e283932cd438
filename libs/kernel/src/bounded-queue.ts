import { Failure } from './failure.js';
import { newSlots } from './slots.js';

type BoundedQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** How many work at once and how many wait for it (one at least); `code` and `says` are those of the Failure when all places are taken. */
type QueueBounds = Readonly<{ atOnceMax: number; waitingMax: number; code: string; says: string }>;

/** Lets so many work at once, and so many wait for it, first come, first served. Throws a Failure that can be retried for whoever comes when all places are taken. */
export const boundedQueue = ({ atOnceMax, waitingMax, code, says }: QueueBounds): BoundedQueue => {
  const slots = newSlots(atOnceMax);
  return async (work) => {
    if (slots.waiting >= waitingMax) throw new Failure(code, says, true);
    return slots.run(work);
  };
};
