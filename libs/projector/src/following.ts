import { setMaxListeners } from 'node:events';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import type { LedgerFeed } from './ledger-feed.js';
import { newProgress, type Following, type Progress } from './progress.js';
import { storedPlaces, type PlacesOptions } from './stored-places.js';

export type PartitionRun = Readonly<{
  feed: LedgerFeed;
  part: PartitionId;
  /** Where it goes on; undefined where nothing was read yet. Its effect shows up to there. */
  from: ChainState | undefined;
  progress: Progress;
  signal: AbortSignal;
}>;

/**
 * Runs every partition of every feed side by side until stopped. A follower is started once; a new one goes on from the places in its store, where it has one.
 * It has started once these are known to be places of the logs that are there.
 */
export const following = (
  feeds: readonly LedgerFeed[],
  run: (partition: PartitionRun) => Promise<void>,
  places?: Omit<PlacesOptions, 'feeds' | 'signal'>,
): Following => {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Every partition waits for the same signal; that so many do is no leak.
  setMaxListeners(0, signal);
  const progress = newProgress(feeds, signal);
  let starting: Promise<void> | undefined;
  let running: Promise<unknown> | undefined;

  const begin = async (): Promise<void> => {
    const known = places === undefined ? new Map<string, ChainState>() : await storedPlaces({ ...places, feeds, signal });
    if (known === undefined) return;
    const runPartition = (feed: LedgerFeed, part: PartitionId): Promise<void> => {
      const from = known.get(partitionName(part));
      if (from !== undefined) progress.advance(part, from);
      return run({ feed, part, from, progress, signal });
    };
    running = Promise.all(feeds.flatMap((feed) => feed.parts.map((part) => runPartition(feed, part))));
  };

  return {
    position: progress.position,
    waitFor: progress.waitFor,
    caughtUp: progress.caughtUp,
    resting: progress.resting,
    standing: progress.standing,
    start: () => (starting ??= begin()),
    stop: async () => {
      stopping.abort();
      await starting;
      await running;
    },
  };
};
