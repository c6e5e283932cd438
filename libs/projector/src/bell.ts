import { PassingMap } from '@statewire/kernel';

/** Wakes everybody who waits at the moment it rings. */
export interface Bell {
  ring(): void;
  /** Until it rings, the work is done, the time is over or a signal aborts that somebody has waited with; rejects when the work does before that. */
  wait(until: Readonly<{ signal: AbortSignal; work?: Promise<unknown>; ms?: number }>): Promise<void>;
}

export const newBell = (): Bell => {
  const waiting = new PassingMap<() => void, () => void>();
  const heard = new WeakSet<AbortSignal>();

  const ring = (): void => {
    for (const wake of waiting.values()) wake();
  };
  /** One listener a signal: were there one a wait, each would be chained to the next as PassingMap tells. */
  const listenTo = (signal: AbortSignal): void => {
    if (heard.has(signal)) return;
    heard.add(signal);
    signal.addEventListener('abort', ring, { once: true });
  };

  return {
    ring,
    wait: ({ signal, work, ms }) =>
      new Promise((resolve, reject) => {
        const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
        const forget = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
        };
        const wake = (): void => {
          forget();
          resolve();
        };
        waiting.set(wake, wake);
        listenTo(signal);
        if (signal.aborted) wake();
        work?.then(wake, (cause: unknown) => {
          forget();
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        });
      }),
  };
};
