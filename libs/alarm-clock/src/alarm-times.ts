import { Failure, type Instant } from '@statewire/kernel';

/**
 * When an alarm rings: milliseconds since 1970. Failure `alarm-clock/bad-id` for what the queue behind an alarm clock would take for
 * something else, `alarm-clock/bad-instant` for what is no instant.
 */
export const ringsAtMs = (id: string, due: Instant): number => {
  if (id === '' || id.includes(':') || /^-?\d+$/.test(id)) throw new Failure('alarm-clock/bad-id', `An alarm's id holds no colon and is no integer: ${id}`, false);
  const at = Date.parse(due);
  if (Number.isNaN(at)) throw new Failure('alarm-clock/bad-instant', `No instant: ${due}`, false);
  return at;
};

/** How long a listener that failed so often in a row is left alone: half a second, doubled each time, a minute at most. */
export const ringAgainAfterMs = (failures: number): number => Math.min(60_000, 500 * 2 ** Math.min(failures - 1, 10));
