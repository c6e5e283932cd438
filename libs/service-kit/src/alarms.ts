import { recent } from '@statewire/kernel';
import type { Alarms } from '@statewire/projector';
import type { Log } from './log.js';

const sayAgainMs = 60_000;
/** Of followers, partitions and causes together. */
const rememberedMax = 1_000;

type Told = Readonly<{ at: number; unsaid: number }>;

/**
 * Alarms to the log. What is tried again tells of each attempt, and a thousand commits may wait for the same service: such an alarm is
 * logged once a minute for a follower, a partition and a cause; `unsaid` then says how many were not.
 */
export const loggedAlarms = (log: Log, now: () => number = () => performance.now()): Alarms => {
  const told = recent<string, Told>(rememberedMax);
  return {
    raise(code, details) {
      const { attempt, follower = '', partition = '', cause = '' } = details;
      if (attempt === undefined) {
        log.error('alarm', { code, ...details });
        return;
      }
      const same = JSON.stringify([code, follower, partition, cause]);
      const { at, unsaid } = told.get(same) ?? { at: -Infinity, unsaid: 0 };
      if (now() - at < sayAgainMs) told.set(same, { at, unsaid: unsaid + 1 });
      else {
        log.error('alarm', { code, ...details, ...(unsaid === 0 ? {} : { unsaid }) });
        told.set(same, { at: now(), unsaid: 0 });
      }
    },
  };
};
