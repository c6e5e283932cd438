import { causeOf, isFailure } from '@statewire/kernel';
import { partitionName, type PartitionId } from '@statewire/ledger';

/** Where a follower says that a person must look; the composition root joins it to the log and the metrics. */
export type Alarms = Readonly<{
  /** `code` is that of the Failure or of the condition; `details` hold names and numbers only, never a person's data. */
  raise(code: string, details: Readonly<Record<string, string | number>>): void;
}>;

/** An outage that is over before this attempt is nobody's business. */
export const quietAttempts = 3;

/** Whether a view is no longer there: no repeat heals that, only a start, which builds it anew. */
export const isLost = (cause: unknown): boolean => isFailure(cause, 'views/lost');

/** Tells of a store that stays away, or of what else `code` says; at once of a view that is lost. */
export const outageAlarm =
  (alarms: Alarms, name: string, part: PartitionId, code = 'projector/view-outage') =>
  (attempt: number, cause: unknown): void => {
    const lost = isLost(cause);
    if (attempt < quietAttempts && !lost) return;
    alarms.raise(lost ? 'views/lost' : code, { follower: name, partition: partitionName(part), attempt, cause: causeOf(cause) });
  };
