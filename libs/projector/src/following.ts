import { setMaxListeners } from 'node:events';
import type { PartitionId } from '@statewire/ledger';
import type { LedgerFeed } from './ledger-feed.js';
import { newProgress, type Following, type Progress } from './progress.js';

export type PartitionRun = Readonly<{ feed: LedgerFeed; part: PartitionId; progress: Progress; signal: AbortSignal }>;

/** Runs every partition of every feed side by side until stopped. A follower is started once; a new one goes on from its checkpoints. */
export const following = (feeds: readonly LedgerFeed[], run: (partition: PartitionRun) => Promise<void>): Following => {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Every partition waits for the same signal; that so many do is no leak.
  setMaxListeners(0, signal);
  const progress = newProgress(feeds, signal);
  let running: Promise<unknown> | undefined;

  return {
    position: progress.position,
    waitFor: progress.waitFor,
    caughtUp: progress.caughtUp,
    resting: progress.resting,
    start: () => {
      running ??= Promise.all(feeds.flatMap((feed) => feed.parts.map((part) => run({ feed, part, progress, signal }))));
      return Promise.resolve();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
