import { Failure } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId, type Position } from '@statewire/ledger';
import { newBell } from './bell.js';
import type { LedgerFeed } from './ledger-feed.js';

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

type Place = { state?: ChainState; halted?: Failure };

export const newProgress = (feeds: readonly LedgerFeed[], signal: AbortSignal): Progress => {
  const bell = newBell();
  const followed = new Set(feeds.flatMap(({ parts }) => parts.map(({ ledger }) => ledger)));
  const places = new Map<string, Place>(feeds.flatMap(({ parts }) => parts.map((part) => [partitionName(part), {}])));

  const nextOf = (part: PartitionId): bigint => places.get(partitionName(part))?.state?.next ?? 0n;
  const reached = ({ part, seq }: Position): boolean => (places.get(partitionName(part))?.state?.seq ?? -1) >= seq;

  const until = async (done: () => boolean, endsAt: number): Promise<boolean> => {
    while (!done()) {
      const ms = endsAt - performance.now();
      if (ms <= 0 || signal.aborted) return false;
      await bell.wait(Number.isFinite(ms) ? { signal, ms } : { signal });
    }
    return true;
  };

  const ends = async (): Promise<readonly Readonly<{ part: PartitionId; end: bigint }>[]> =>
    Promise.all(feeds.flatMap((feed) => feed.parts.map(async (part) => ({ part, end: await feed.end(part) }))));

  const throwHalted = (parts: readonly Readonly<{ part: PartitionId; end: bigint }>[]): void => {
    for (const { part, end } of parts) {
      const halted = places.get(partitionName(part))?.halted;
      if (halted !== undefined && nextOf(part) < end) {
        throw new Failure('projector/stopped', `${partitionName(part)} stands still: ${halted.message}`, false, { cause: halted });
      }
    }
  };

  return {
    position: (part) => places.get(partitionName(part))?.state?.seq,
    async waitFor(positions, timeoutMs) {
      const own = positions.filter(({ part }) => followed.has(part.ledger));
      return (await until(() => own.every(reached), performance.now() + timeoutMs)) ? 'reached' : 'timeout';
    },
    async caughtUp() {
      const goal = await ends();
      const done = await until(() => {
        throwHalted(goal);
        return goal.every(({ part, end }) => nextOf(part) >= end);
      }, Infinity);
      if (!done) throw new Failure('projector/stopped', 'The follower was stopped before it had caught up.', true);
    },
    async resting() {
      for (const feed of feeds) for (const part of feed.parts) if (nextOf(part) < (await feed.expectedEnd(part))) return false;
      return true;
    },
    advance(part, state) {
      places.set(partitionName(part), { state });
      bell.ring();
    },
    halt(part, cause) {
      const { state } = places.get(partitionName(part)) ?? {};
      places.set(partitionName(part), { ...(state === undefined ? {} : { state }), halted: cause });
      bell.ring();
    },
  };
};
