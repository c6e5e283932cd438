import type { Failure } from './failure.js';

/** What comes of `doing`, or the Failure that `late` makes where it takes longer than `ms`. What was begun goes on; its late outcome is nobody's. */
export const within = async <R>(ms: number, doing: Promise<R>, late: () => Failure): Promise<R> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(late()); }, ms);
  });
  try {
    return await Promise.race([doing, over]);
  } finally {
    clearTimeout(timer);
  }
};
