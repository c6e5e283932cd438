import { isFailure } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import type { View } from '@statewire/views';
import { outageAlarm, type Alarms } from './alarms.js';
import { untilDone } from './follow-partition.js';
import type { LedgerFeed } from './ledger-feed.js';
import { isDiverged } from './read-commits.js';

/** Up to where each partition was read, by its name. */
export type Places = ReadonlyMap<string, ChainState>;

export type PlacesOptions = Readonly<{
  /** Names the follower in alarms. */
  name: string;
  feeds: readonly LedgerFeed[];
  store: Pick<View, 'checkpoint' | 'clear'>;
  alarms: Alarms;
  signal: AbortSignal;
}>;

type Looked = Readonly<{ part: PartitionId; place?: ChainState; isLost?: boolean }>;

/**
 * Where a store says that reading goes on; undefined when stopped. A place that its log does not hold was reached in a log that has lost its end
 * since, or was put back to an older copy: what the store holds may be of commits that are no more. Then it is cleared, with an alarm, and there is no place.
 */
export const storedPlaces = async (options: PlacesOptions): Promise<Places | undefined> => {
  const { name, feeds, store, alarms, signal } = options;
  const looked = await Promise.all(feeds.flatMap((feed) => feed.parts.map((part) => lookUp(options, feed, part))));
  if (signal.aborted) return undefined;
  const lost = looked.filter(({ isLost }) => isLost);
  const [first] = lost;
  if (first === undefined) return new Map(looked.flatMap(({ part, place }) => (place === undefined ? [] : [[partitionName(part), place]])));
  alarms.raise('projector/log-behind-view', { follower: name, partitions: lost.map(({ part, place }) => `${partitionName(part)}@${String(place?.seq)}`).join(' ') });
  return (await untilDone(() => store.clear(), { signal, onFailure: outageAlarm(alarms, name, first.part) })) && new Map();
};

const lookUp = async ({ name, store, alarms, signal }: PlacesOptions, feed: LedgerFeed, part: PartitionId): Promise<Looked> => {
  const place = (await untilDone(() => store.checkpoint(part), { signal, onFailure: outageAlarm(alarms, name, part) }))?.done;
  if (place === undefined) return { part };
  const held = await untilDone(() => isHeld(feed, part, place), { signal, onFailure: outageAlarm(alarms, name, part, 'projector/outage') });
  return { part, place, isLost: held?.done === false };
};

/** Whatever else keeps the log from being read is met again, and told, by who goes on from there. */
const isHeld = (feed: LedgerFeed, part: PartitionId, place: ChainState): Promise<boolean> =>
  feed.checkHead(part, place).then(
    () => true,
    (cause: unknown) => {
      if (isDiverged(cause)) return false;
      if (isFailure(cause) && !cause.canRetry) return true;
      throw cause;
    },
  );
