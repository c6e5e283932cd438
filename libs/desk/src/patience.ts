import { causeOf, isFailure } from '@statewire/kernel';
import type { DeskLog } from './desk-options.js';
import type { Scheduler } from './scheduler.port.js';

export const pauseMinMs = 50;
export const pauseMaxMs = 400;

/** The desk was told to end at once; what was under way is left as it is. */
export class Stopped extends Error {
  constructor() {
    super('the desk has stopped');
    this.name = 'Stopped';
  }
}

/** The partition must not be written by this desk any more until a person has looked. */
export class PartitionStopped extends Error {
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`${code}: ${causeOf(cause)}`, { cause });
    this.name = 'PartitionStopped';
  }
}

/** Waiting and trying again, for as long as the desk lives. */
export type Patience = Readonly<{
  /** 50 to 400 ms, at random, so that rivals do not meet again. Throws {@link Stopped} when the desk ends. */
  pause(): Promise<void>;
  /** Tries until it succeeds. What stops the partition, or the desk, passes through; a Failure that trying again cannot mend stops the partition. */
  persist<T>(what: string, attempt: () => Promise<T>): Promise<T>;
}>;

export const patience = (scheduler: Scheduler, log: DeskLog, part: string, stop: AbortSignal): Patience => {
  const pause = async (): Promise<void> => {
    await scheduler.sleep(pauseMinMs + scheduler.random() * (pauseMaxMs - pauseMinMs), stop);
    if (stop.aborted) throw new Stopped();
  };
  return {
    pause,
    persist: async (what, attempt) => {
      for (;;) {
        try {
          return await attempt();
        } catch (error) {
          if (stop.aborted) throw new Stopped();
          if (error instanceof PartitionStopped || error instanceof Stopped) throw error;
          if (isFailure(error) && !error.canRetry) throw new PartitionStopped(`desk/${what}-failed`, error);
          log('warn', `desk/${what}-failed`, { part, cause: causeOf(error) });
          await pause();
        }
      }
    },
  };
};

/** What is done, or `otherwise` at a deadline in milliseconds of system time: what is done is then told to stop, and not waited for. */
export const byDeadline = async <T>(scheduler: Scheduler, deadline: number, act: (stop: AbortSignal) => Promise<T>, otherwise: T): Promise<T> => {
  const over = new AbortController();
  const late = scheduler.sleep(Math.max(0, deadline - scheduler.systemMs()), over.signal).then(() => otherwise);
  try {
    return await Promise.race([act(over.signal), late]);
  } finally {
    over.abort();
  }
};
