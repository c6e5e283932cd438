import { Failure } from '@statewire/kernel';

/** The promise's outcome, or a Failure when it takes longer. What was started goes on; its late outcome is ignored. */
export const within = async <T>(limitMs: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure('ledger-kafka/timeout', `${what}: no answer in ${String(limitMs)} ms`, true)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Resolves after `ms`, or as soon as one of the signals is aborted. */
export const pause = (ms: number, signals: readonly AbortSignal[] = []): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    for (const signal of signals) signal.addEventListener('abort', done);
    if (signals.some((signal) => signal.aborted)) done();
  });

/** The work's outcome, or `instead()` as soon as one of the signals is aborted. */
export const unlessStopped = <T>(work: Promise<T>, instead: () => T, signals: readonly AbortSignal[]): Promise<T> =>
  new Promise((resolve, reject) => {
    const stopped = () => {
      settle();
      resolve(instead());
    };
    const settle = () => {
      for (const signal of signals) signal.removeEventListener('abort', stopped);
    };
    for (const signal of signals) signal.addEventListener('abort', stopped);
    work.finally(settle).then(resolve, reject);
    if (signals.some((signal) => signal.aborted)) stopped();
  });

/** Lone clients asking in step would keep meeting; a random pause spreads them. */
export const jitter = (minMs: number, maxMs: number): number => minMs + Math.random() * (maxMs - minMs);
