import { setImmediate as breath } from 'node:timers/promises';
import { causeOf, isFailure, type Slots } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import { isLost, quietAttempts, type Alarms } from './alarms.js';
import type { FeedBatch, Place, ReadBatch } from './feed-batch.js';
import type { LedgerFeed } from './ledger-feed.js';
import type { Opens } from './open-commits.js';
import { pause, pauseMs } from './pauses.js';
import type { Progress } from './progress.js';
import { isDiverged } from './read-commits.js';

/** Catching up must not keep the process from everything else: after so many commits others have their turn, whether or not they concern anybody. */
const longBatchCommits = 64;

export type FollowOptions = Readonly<{
  /** Names the follower in alarms. */
  name: string;
  feed: LedgerFeed;
  part: PartitionId;
  from: ChainState;
  alarms: Alarms;
  progress: Progress;
  signal: AbortSignal;
  /** Commits that one batch may hold while the partition is behind; beyond what a read gives, it is put together from several. */
  gatherCommitsMax?: number;
  /** In whose turn a batch is read and taken while the partition is behind, so that not all of them hold one in memory at once. */
  turns?: Slots;
  /** What its handler needs of the sealed parts; everything where nothing is said. */
  opens?: Opens['opens'] | undefined;
  concerns?: Opens['concerns'];
  /** Takes one batch to its end; returns without having done so only when stopped. */
  take(batch: FeedBatch): Promise<void>;
}>;

type Goal = Readonly<{ end: bigint; commitsMax: number }>;

/** Whatever keeps a place from being read is met again, and told, when it is the first to be read. What the log no longer holds is taken by nobody. */
const unlessDiverged = (cause: unknown): undefined => {
  if (isDiverged(cause)) throw cause;
  return undefined;
};

/** What follows a place, as far as the log had been written when following began, up to a number of commits. */
const readUpTo = async ({ feed, part, signal }: FollowOptions, from: Place, { end, commitsMax }: Goal): Promise<ReadBatch | undefined> => {
  const first = await feed.readSealed(part, from.state, signal, from.session);
  if (first === undefined) return undefined;
  const commits = [...first.commits];
  let place: Place = first;
  while (place.state.next < end && commits.length < commitsMax) {
    await breath();
    const more = await feed.readSealed(part, place.state, signal, place.session).catch(unlessDiverged);
    if (more === undefined) break;
    commits.push(...more.commits);
    // Read on from the head again: where the log was cut, what had been its end may be long in coming.
    const wentBack = more.state.next < place.state.next;
    place = more;
    if (wentBack) break;
  }
  return { commits, state: place.state, session: place.session };
};

const takeOn = async (options: FollowOptions, from: Place, goal: Goal): Promise<FeedBatch | undefined> => {
  const { feed, part, opens = 'everything', concerns, take } = options;
  const read = await readUpTo(options, from, goal);
  if (read === undefined) return undefined;
  const batch = await feed.open(part, read, { opens, concerns });
  await take(batch);
  if (read.commits.length >= longBatchCommits) await breath();
  return batch;
};

/**
 * Reads a partition from a place on, batch after batch, until stopped. An outage is waited out; what can never be read
 * halts the partition with an alarm, because going on without it would make readers disagree; so does a view that is lost.
 */
export const followPartition = async (options: FollowOptions): Promise<void> => {
  const { name, feed, part, alarms, progress, signal, gatherCommitsMax: commitsMax = 1, turns } = options;
  let place: Place = { state: options.from, session: undefined };
  let attempt = 0;
  let end: bigint | undefined;
  while (!signal.aborted) {
    try {
      end ??= await feed.end(part);
      const from = place;
      const goal = { end, commitsMax };
      const goOn = () => takeOn(options, from, goal);
      const batch = turns === undefined || place.state.next >= end ? await goOn() : await turns.run(goOn);
      if (batch === undefined) return;
      place = batch;
      attempt = 0;
    } catch (cause) {
      attempt += 1;
      const details = { follower: name, partition: partitionName(part), seq: place.state.seq, attempt, cause: causeOf(cause) };
      if (isFailure(cause) && (!cause.canRetry || isLost(cause))) {
        alarms.raise(cause.code, details);
        progress.halt(part, cause);
        return;
      }
      if (attempt >= quietAttempts) alarms.raise('projector/outage', details);
      await pause(pauseMs(attempt), signal);
    }
  }
};

/** Work that an outage may hold up but that must be done: repeated with growing pauses until it is, or until stopped. */
export const untilDone = async <T>(
  work: () => Promise<T>,
  { signal, onFailure }: Readonly<{ signal: AbortSignal; onFailure: (attempt: number, cause: unknown) => void }>,
): Promise<Readonly<{ done: T }> | undefined> => {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      return { done: await work() };
    } catch (cause) {
      onFailure(attempt, cause);
      await pause(pauseMs(attempt), signal);
    }
  }
  return undefined;
};
