const firstPauseMs = 50;
/** Whoever waits for an update waits for this too, once the outage is over. */
const longestPauseMs = 5_000;

/** Waits; ends early, without complaint, when stopped. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });

/** The pause before the next attempt, doubling from 50 ms up to five seconds. `attempt` counts from 1. */
export const pauseMs = (attempt: number): number => Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
