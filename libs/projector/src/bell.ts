import { PassingMap } from '@statewire/kernel';

const always = (): boolean => true;

/** Wakes everybody who waits at the moment it rings. */
export interface Bell {
  ring(): void;
  /**
   * Until it rings, the work is done, the time is over or a signal aborts that somebody has waited with; rejects when the work does before that.
   * Who says when it is enough (`enough`, which throws nothing) is not woken by a ring before: many may wait for what comes a little further each time.
   */
  wait(until: Readonly<{ signal: AbortSignal; work?: Promise<unknown>; ms?: number; enough?: () => boolean }>): Promise<void>;
}

export const newBell = (): Bell => {
  const waiting = new PassingMap<() => void, () => void>();
  const heard = new WeakSet<AbortSignal>();

  const ring = (): void => {
    for (const rung of waiting.values()) rung();
  };
  /** One listener a signal: were there one a wait, each would be chained to the next as PassingMap tells. */
  const listenTo = (signal: AbortSignal): void => {
    if (heard.has(signal)) return;
    heard.add(signal);
    signal.addEventListener('abort', ring, { once: true });
  };

  return {
    ring,
    wait: ({ signal, work, ms, enough = always }) =>
      new Promise((resolve, reject) => {
        const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
        const forget = (): void => {
          clearTimeout(timer);
          waiting.delete(rung);
        };
        const wake = (): void => {
          forget();
          resolve();
        };
        const rung = (): void => {
          if (signal.aborted || enough()) wake();
        };
        waiting.set(rung, rung);
        listenTo(signal);
        if (signal.aborted) wake();
        work?.then(wake, (cause: unknown) => {
          forget();
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        });
      }),
  };
};
