import { Failure, within } from '@statewire/kernel';

/** The answer, or Failure `ledger-kafka/timeout` (canRetry), which says of `what`, when it takes longer. */
export const answerWithin = <T>(limitMs: number, what: string, answer: Promise<T>): Promise<T> =>
  within(limitMs, answer, () => new Failure('ledger-kafka/timeout', `${what}: no answer in ${String(limitMs)} ms`, true));

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
