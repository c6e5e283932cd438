/** Wakes everybody who waits at the moment it rings. */
export interface Bell {
  ring(): void;
  /** Until it rings, the work is done, the time is over or the signal aborts; rejects when the work does before that. */
  wait(until: Readonly<{ signal: AbortSignal; work?: Promise<unknown>; ms?: number }>): Promise<void>;
}

export const newBell = (): Bell => {
  const waiting = new Set<() => void>();

  return {
    ring() {
      for (const wake of [...waiting]) wake();
    },
    wait: ({ signal, work, ms }) =>
      new Promise((resolve, reject) => {
        const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
        const forget = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
        };
        const wake = (): void => {
          forget();
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
        if (signal.aborted) wake();
        work?.then(wake, (cause: unknown) => {
          forget();
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        });
      }),
  };
};
