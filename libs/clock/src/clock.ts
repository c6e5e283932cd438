import type { Instant } from '@statewire/kernel';

/** The project's clock: the system's, or a simulated one that moves only when told. */
export interface Clock {
  now(): Instant;
  readonly simulated: boolean;
}

export const systemClock = (): Clock => ({ now: () => new Date().toISOString(), simulated: false });

/** A simulated clock: it never goes back, whatever it is told. */
export type ManualClock = Clock & Readonly<{ moveTo(instant: Instant): void; onMove(listener: (now: Instant) => void): void }>;

export const manualClock = (start: Instant): ManualClock => {
  let current = start;
  const listeners: ((now: Instant) => void)[] = [];
  return {
    simulated: true,
    now: () => current,
    moveTo: (instant) => {
      if (instant <= current) return;
      current = instant;
      for (const listener of listeners) listener(current);
    },
    onMove: (listener) => void listeners.push(listener),
  };
};
