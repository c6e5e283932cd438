/** Waiting, chance and the machine's own time, so that a test can decide all three. */
export interface Scheduler {
  /** Resolves after `ms`, 24 days at most, or at once when `stop` is aborted. */
  sleep(ms: number, stop?: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** For measuring: never goes back. */
  monotonicMs(): number;
  /** System time in milliseconds since 1970: deadlines and seals follow it, whatever the project's clock says. */
  systemMs(): number;
}

/** The longest that a timer can be set to. */
const timerMaxMs = 2 ** 31 - 1;

const sleep = (ms: number, stop?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop?.aborted === true) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(ms, timerMaxMs));
    stop?.addEventListener('abort', done);
  });

export const systemScheduler = (): Scheduler => ({
  sleep,
  random: Math.random,
  monotonicMs: () => performance.now(),
  systemMs: Date.now,
});
