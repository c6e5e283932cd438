import { Failure } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId, type Position } from '@statewire/ledger';
import { newBell } from './bell.js';
import type { LedgerFeed } from './ledger-feed.js';
import { isDiverged } from './read-commits.js';

/** What everybody may ask of a follower, whether it keeps a view, a model or only reacts. */
export interface Following {
  /** The last commit of a partition whose effect shows; undefined when none does yet. */
  position(part: PartitionId): number | undefined;
  /**
   * Until the effects of these commits show. Positions of ledgers that are not followed are passed over: nothing here
   * depends on them. A partition of which nothing was read yet is never "reached".
   */
  waitFor(positions: readonly Position[], timeoutMs: number): Promise<'reached' | 'timeout'>;
  /** Until everything shows that the logs held at the time of the call. Rejects with `projector/stopped` when a partition stands still. */
  caughtUp(): Promise<void>;
  /** Whether everything the logs held when they were last looked at is done, with nothing under way. */
  resting(): Promise<boolean>;
  /** Names of the partitions that stand still until the next start. */
  standing(): readonly string[];
  start(): Promise<void>;
  /** Ends after the work at hand; what is done is remembered. */
  stop(): Promise<void>;
}

/** How far a follower is in each partition, and who waits for it to get further. */
export interface Progress extends Omit<Following, 'start' | 'stop'> {
  advance(part: PartitionId, state: ChainState): void;
  /** The partition will not move again until the next start. */
  halt(part: PartitionId, cause: Failure): void;
}

type Place = { state: ChainState | undefined; halted: Failure | undefined };
type Goal = Readonly<{ part: PartitionId; end: bigint }>;

export const newProgress = (feeds: readonly LedgerFeed[], signal: AbortSignal): Progress => {
  const bell = newBell();
  const followed = new Set(feeds.flatMap(({ parts }) => parts.map(({ ledger }) => ledger)));
  const places = new Map<string, Place>(feeds.flatMap(({ parts }) => parts.map((part) => [partitionName(part), { state: undefined, halted: undefined }])));

  const nextOf = (part: PartitionId): bigint => places.get(partitionName(part))?.state?.next ?? 0n;
  const reached = ({ part, seq }: Position): boolean => (places.get(partitionName(part))?.state?.seq ?? -1) >= seq;

  const until = async (enough: () => boolean, ms: number): Promise<boolean> => {
    if (!enough()) await bell.wait(Number.isFinite(ms) ? { signal, enough, ms } : { signal, enough });
    return enough();
  };

  const ends = async (): Promise<readonly Goal[]> =>
    Promise.all(feeds.flatMap((feed) => feed.parts.map(async (part) => ({ part, end: await feed.end(part) }))));

  const reachedEnd = ({ part, end }: Goal): boolean => nextOf(part) >= end;
  const haltedBefore = (goal: Goal): Failure | undefined => (reachedEnd(goal) ? undefined : places.get(partitionName(goal.part))?.halted);

  return {
    position: (part) => places.get(partitionName(part))?.state?.seq,
    async waitFor(positions, timeoutMs) {
      const own = positions.filter(({ part }) => followed.has(part.ledger));
      return (await until(() => own.every(reached), timeoutMs)) ? 'reached' : 'timeout';
    },
    async caughtUp() {
      const goal = await ends();
      const done = await until(() => goal.every(reachedEnd) || goal.some((each) => haltedBefore(each) !== undefined), Infinity);
      for (const each of goal) {
        const halted = haltedBefore(each);
        if (halted !== undefined) throw new Failure('projector/stopped', `${partitionName(each.part)} stands still: ${halted.message}`, true, { cause: halted });
      }
      if (!done) throw new Failure('projector/stopped', 'The follower was stopped before it had caught up.', true);
    },
    async resting() {
      for (const feed of feeds) for (const part of feed.parts) if (nextOf(part) < (await feed.expectedEnd(part))) return false;
      return true;
    },
    standing: () => [...places].filter(([, { halted }]) => halted !== undefined).map(([name]) => name),
    advance(part, state) {
      const place = places.get(partitionName(part));
      // How far it got in a log that was cut is no measure of what is in it now.
      if (place === undefined || isDiverged(place.halted)) return;
      place.state = state;
      bell.ring();
    },
    halt(part, cause) {
      const place = places.get(partitionName(part));
      if (place === undefined) return;
      place.halted = cause;
      if (isDiverged(cause)) place.state = undefined;
      bell.ring();
    },
  };
};
