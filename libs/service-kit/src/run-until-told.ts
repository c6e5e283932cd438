import { causeOf, isFailure } from '@statewire/kernel';
import { endOnDefects } from './defects.js';
import type { Log } from './log.js';

/** An orderly end takes no longer; what is acknowledged is durable anyway. */
const STOP_WITHIN_MS = 9_000;

type Started = Readonly<{ log: Log; stop: () => Promise<void> }>;

const endWhenTold = ({ log, stop }: Started): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.error('the end was not orderly', { cause: 'it took too long' });
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        log.error('the end was not orderly', { cause: causeOf(cause) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
};

/** Starts what this process is for and stops it at SIGTERM or SIGINT. Ends with 1 where it does not start, or does not stop in order within 9 seconds. */
export const runUntilTold = (name: string, start: () => Promise<Started>): void => {
  endOnDefects();
  start().then(endWhenTold, (cause: unknown) => {
    process.stderr.write(`${name} did not start: ${isFailure(cause) ? cause.message : String((cause as Error | undefined)?.stack ?? cause)}\n`);
    process.exit(1);
  });
};
