import type { Scheduler } from './scheduler.port.js';

/** Something to be done once, a while after it was first asked for; asking again meanwhile changes nothing. */
export type OneShot = Readonly<{ arm: (ms: number) => void }>;

export const oneShot = (scheduler: Scheduler, stop: AbortSignal, act: () => void): OneShot => {
  let armed = false;
  return {
    arm: (ms) => {
      if (armed) return;
      armed = true;
      void scheduler.sleep(ms, stop).then(() => {
        armed = false;
        if (!stop.aborted) act();
      });
    },
  };
};
