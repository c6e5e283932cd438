import { PassingMap } from '@statewire/kernel';

/** Something that is waited for, until it is over or its time is. */
export type Waiting = { readonly ms: number; readonly onLate: () => void; timer?: NodeJS.Timeout; isOver: boolean };

/** Many waitings side by side, each with milliseconds of its own. */
export interface Deadlines {
  /** `onLate` is called once, unless the waiting is over before; the time is counted from the end of this turn. */
  begin(ms: number, onLate: () => void): Waiting;
  over(waiting: Waiting): void;
  /** Calls `onLate` of all that is waited for, now. */
  endAll(): void;
}

/**
 * For what is mostly there within the turn of the event loop in which it was asked for: a timer is set only for what is
 * still waited for when that turn ends, since a timer for each question is a part of what answering it costs.
 */
export const newDeadlines = (): Deadlines => {
  let begun: Waiting[] = [];
  const late = new PassingMap<Waiting, Waiting>();

  const over = (waiting: Waiting): void => {
    waiting.isOver = true;
    if (waiting.timer === undefined) return;
    clearTimeout(waiting.timer);
    late.delete(waiting);
  };
  const end = (waiting: Waiting): void => {
    if (waiting.isOver) return;
    over(waiting);
    waiting.onLate();
  };
  const setTimers = (): void => {
    const waitings = begun;
    begun = [];
    for (const waiting of waitings) {
      if (waiting.isOver) continue;
      waiting.timer = setTimeout(end, waiting.ms, waiting);
      late.set(waiting, waiting);
    }
  };

  return {
    begin(ms, onLate) {
      if (begun.length === 0) setImmediate(setTimers);
      const waiting: Waiting = { ms, onLate, isOver: false };
      begun.push(waiting);
      return waiting;
    },
    over,
    endAll: () => {
      [...begun, ...late.values()].forEach(end);
    },
  };
};
