import type { Instant } from '@statewire/kernel';

/** The project's clock: the system's, or a simulated one that moves only when told. */
export interface Clock {
  now(): Instant;
  readonly simulated: boolean;
}

/** One text serves a whole millisecond: under load every message asks for it several times. */
export const systemClock = (): Clock => {
  let [ms, text] = [0, ''];
  return {
    simulated: false,
    now: () => {
      const current = Date.now();
      if (current !== ms) [ms, text] = [current, new Date(current).toISOString()];
      return text;
    },
  };
};

/** A simulated clock: it never goes back, whatever it is told. */
export type ManualClock = Clock &
  Readonly<{
    moveTo(instant: Instant): void;
    /** Calls the listener after every move, until what it gives back is called. */
    onMove(listener: (now: Instant) => void): () => void;
  }>;

/** Stands at `start` until it is moved; a move back does nothing and is told to nobody. */
export const manualClock = (start: Instant): ManualClock => {
  let current = start;
  const listeners = new Set<(now: Instant) => void>();
  return {
    simulated: true,
    now: () => current,
    moveTo: (instant) => {
      if (instant <= current) return;
      current = instant;
      for (const listener of [...listeners]) listener(current);
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

/** {@link ManualClock.onMove} of a clock that may also be the system's, which moves without a word. */
export const whenMoved = (clock: Clock, listener: (now: Instant) => void): (() => void) =>
  'onMove' in clock ? (clock as ManualClock).onMove(listener) : () => undefined;
