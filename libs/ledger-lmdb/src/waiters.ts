import { PassingMap } from '@statewire/kernel';

/** Readers that wait at the end of a partition. */
export interface Waiters {
  /** Resolves when something came, the time is over or the reader stops, whichever is first. */
  wait(waitMs: number, stop?: AbortSignal): Promise<void>;
  wake(): void;
}

export const waiters = (): Waiters => {
  const waiting = new PassingMap<() => void, () => void>();
  return {
    wait: (waitMs, stop) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          stop?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, waitMs);
        waiting.set(done, done);
        stop?.addEventListener('abort', done);
        if (stop?.aborted === true) done();
      }),
    wake() {
      for (const done of waiting.values()) done();
    },
  };
};
