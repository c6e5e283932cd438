import type { Commit } from '@statewire/ledger';
import type { Alarms } from './alarms.js';
import { followPartition } from './follow-partition.js';
import { following, type PartitionRun } from './following.js';
import type { LedgerFeed } from './ledger-feed.js';
import { isPromise, newParking } from './parking.js';
import type { Opening } from './open-commits.js';
import type { Following } from './progress.js';

export type FollowerOptions = Readonly<{
  name: string;
  feeds: readonly LedgerFeed[];
  alarms: Alarms;
  /** `nothing` where the handler looks at no sealed part: nothing is decrypted for it. */
  opens?: Exclude<Opening, 'newest'>;
  /** Folds one commit into a model in memory; called in order within a partition. */
  handle(commit: Commit): void | Promise<void>;
}>;

/** Folds whole ledgers, from their beginning at each start, into a model that this process keeps in memory. */
export const follower = (options: FollowerOptions): Following =>
  following(options.feeds, (partition) => followFromGenesis(options, partition));

const followFromGenesis = async (
  { name, alarms, handle, opens }: FollowerOptions,
  { feed, part, progress, signal }: PartitionRun,
): Promise<void> => {
  const parking = newParking({ name, alarms, signal, parked: [] });
  await followPartition({
    name,
    feed,
    part,
    from: feed.genesis(part),
    alarms,
    progress,
    signal,
    opens,
    take: async ({ commits, state }) => {
      for (const commit of commits) {
        const taken = parking.take(commit, handle);
        if (isPromise(taken)) await taken;
      }
      if (!signal.aborted) progress.advance(part, state);
    },
  });
};
