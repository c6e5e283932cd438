import { causeOf, isFailure, newSlots, type Instant, type Slots } from '@statewire/kernel';
import { partitionName, type ChainState, type Commit } from '@statewire/ledger';
import type { View } from '@statewire/views';
import { outageAlarm, quietAttempts, type Alarms } from './alarms.js';
import { newCheckpoints } from './checkpoints.js';
import { followPartition, untilDone } from './follow-partition.js';
import { following, type PartitionRun } from './following.js';
import { newLanes } from './lanes.js';
import type { LedgerFeed } from './ledger-feed.js';
import { lostPlace } from './lost-place.js';
import type { Opening } from './open-commits.js';
import type { Following } from './progress.js';

const atOnceMaxDefault = 32;
const admittedCommitsMax = 1_024;

export type ReactionOptions = Readonly<{
  name: string;
  feeds: readonly LedgerFeed[];
  /** Where it remembers how far it got; no documents are kept there. */
  checkpoints: View;
  alarms: Alarms;
  /** Called at least once for every commit that concerns it; what it causes needs an id derived from the commit's position. Repeated for ever until it succeeds. */
  handle(commit: Commit): void | Promise<void>;
  /** Left out: every commit. Others are passed over unopened and without a turn of their own, so it may look at nothing that is sealed. */
  concerns?(commit: Commit): boolean;
  /** `nothing` where the handler looks at no sealed part: nothing is decrypted for it. */
  opens?: Exclude<Opening, 'newest'>;
  /**
   * Where there are commits but no place, as after its store was lost, those before this instant are passed over: what they caused is done, and would be
   * done twice once its ids are forgotten. Left out: all of them are handled.
   */
  doneBefore?: Instant;
  /** Commits of one partition in hand at once; beyond one, order is kept only within a lane. */
  concurrency?: number;
  /** What must stay in order: the home key, where nothing is said. */
  laneOf?(commit: Commit): string;
  /** Commits in hand at once over all partitions. */
  atOnceMax?: number;
}>;

/** Does something about every commit, at least once and in order, whatever fails meanwhile. */
export const reaction = (options: ReactionOptions): Following => {
  const atOnce = newSlots(options.atOnceMax ?? atOnceMaxDefault);
  const { name, feeds, checkpoints: store, alarms } = options;
  return following(feeds, (partition) => reactInPartition(options, partition, atOnce), { name, store, alarms });
};

const reactInPartition = async (options: ReactionOptions, partition: PartitionRun, atOnce: Slots): Promise<void> => {
  const { name, alarms, checkpoints, concerns = () => true, concurrency = 1, laneOf = ({ head }: Commit) => head.k, opens, doneBefore } = options;
  const { feed, part, from, progress, signal } = partition;
  const onFailure = outageAlarm(alarms, name, part);
  const place = from === undefined && doneBefore !== undefined ? lostPlace(doneBefore) : undefined;

  const saved = newCheckpoints((state) => checkpoints.write(part, [], state), onFailure);
  const ownSlots = newSlots(concurrency);
  const lanes = newLanes({
    admittedMax: admittedCommitsMax,
    laneOf: (commit) => (concurrency === 1 ? '' : laneOf(commit)),
    work: (commit) => handleUntilDone(options, commit, signal, (attempt) => ownSlots.run(() => atOnce.run(attempt))),
    onDone: (state: ChainState) => {
      if (place?.isFound() !== false) saved.note(state);
      progress.advance(part, state);
    },
  });
  const take = async ({ commits, state }: Readonly<{ commits: readonly Commit[]; state: ChainState }>): Promise<void> => {
    for (const commit of commits) await lanes.admit(commit, signal);
    if (!signal.aborted) lanes.passed(state);
  };
  await followPartition({
    name, feed, part, from: from ?? feed.genesis(part), alarms, progress, signal, opens, take,
    concerns: place === undefined ? concerns : (commit) => place.takes(commit) && concerns(commit),
  });
  await lanes.idle();
  await saved.close();
};

/** Between two attempts the slot is free, so that one failing key does not hold up the others. */
const handleUntilDone = async (
  { name, alarms, handle }: ReactionOptions,
  commit: Commit,
  signal: AbortSignal,
  inSlot: (attempt: () => Promise<void>) => Promise<void>,
): Promise<boolean> => {
  const onFailure = (attempt: number, cause: unknown): void => {
    if (isFailure(cause) && cause.canRetry && attempt < quietAttempts) return;
    const { part, seq } = commit.position;
    alarms.raise('projector/reaction-failing', { follower: name, partition: partitionName(part), seq, attempt, cause: causeOf(cause) });
  };
  return (await untilDone(() => inSlot(async () => handle(commit)), { signal, onFailure })) !== undefined;
};
