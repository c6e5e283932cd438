import { Failure } from '@statewire/kernel';

/** Failure `alarm-clock/bad-id` for what the queue behind an alarm clock would take for something else. */
export const checkAlarmId = (id: string): void => {
  if (id === '' || id.includes(':') || /^-?\d+$/.test(id)) throw new Failure('alarm-clock/bad-id', `An alarm's id holds no colon and is no integer: ${id}`, false);
};

/** How long a listener that failed so often in a row is left alone: half a second, doubled each time, a minute at most. */
export const ringAgainAfterMs = (failures: number): number => Math.min(60_000, 500 * 2 ** Math.min(failures - 1, 10));
