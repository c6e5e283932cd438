import type { ChainState, Commit } from '@statewire/ledger';
import { newBell } from './bell.js';
import { commitRing, stateAfter } from './commit-ring.js';
import { assertHead, diverged, readCommits, type FeedBatch, type PartitionSource } from './read-commits.js';

const ringCommitsMax = 1_024;
const batchCommitsMax = 256;
const longPollMs = 1_000;
/** While the desk of this process keeps offering its commits, the log itself is looked at only this often. */
const localLookMs = 100;
const localWriterMs = 5_000;
/** Keeps a log that answers "nothing" at once, as one being closed does, from being asked without end. */
const emptyPauseMs = 5;

/** Reads one partition for all its followers in this process, so that whoever keeps up shares one decoding. */
export interface PartitionReader {
  /** What follows `from`, at least one record; undefined when stopped. Rejects with the Failure that keeps this place from being read. */
  read(from: ChainState, signal: AbortSignal): Promise<FeedBatch | undefined>;
  /** A commit that the desk of this process has just folded. */
  offer(commit: Commit): void;
  /** Failure `projector/diverged` when the log does not hold what was read from it. */
  checkHead(state: ChainState): Promise<void>;
  /** Where the log ends now. */
  end(): Promise<bigint>;
}

export const partitionReader = (source: PartitionSource, stop: AbortSignal): PartitionReader => {
  const ring = commitRing(ringCommitsMax);
  const bell = newBell();
  const reading = new Map<bigint, Promise<FeedBatch>>();
  let tip: ChainState | undefined;
  let offeredAt = -Infinity;

  const localWriter = (): boolean => performance.now() - offeredAt < localWriterMs;

  /** What is already decoded after `from`. */
  const held = (from: ChainState): FeedBatch | undefined => {
    if (tip === undefined) return undefined;
    const commits = ring.after(from.seq, batchCommitsMax);
    const last = commits?.at(-1);
    if (commits !== undefined && last !== undefined) {
      if (commits[0]?.head.prev !== from.head) throw diverged(source.part, from.seq);
      return { commits, state: last.head.seq === tip.seq ? tip : stateAfter(last) };
    }
    if (tip.seq !== from.seq || tip.next <= from.next) return undefined;
    if (tip.head !== from.head) throw diverged(source.part, from.seq);
    return { commits: [], state: tip };
  };

  /** One fetch at a time from the same place, whoever asks; what continues the ring goes into it. */
  const fetchFrom = (from: ChainState, waitMs: number): Promise<FeedBatch> => {
    const running = reading.get(from.next);
    if (running !== undefined) return running;
    const wanted = (): boolean => ring.after(from.seq, 1) === undefined;
    const batch = readCommits(source, from, { waitMs, stop, wanted }).finally(() => reading.delete(from.next));
    reading.set(from.next, batch);
    return batch.then((done) => {
      if (tip?.seq === from.seq && done.state.next > tip.next) {
        for (const commit of done.commits) ring.push(commit);
        tip = done.state;
      }
      return done;
    });
  };

  /** Until there may be more after the newest commit read. */
  const atTip = async (from: ChainState, signal: AbortSignal): Promise<void> => {
    if (!localWriter()) {
      await bell.wait({ signal, work: fetchFrom(from, longPollMs) });
      if (tip?.next === from.next) await bell.wait({ signal, ms: emptyPauseMs });
      return;
    }
    await bell.wait({ signal, ms: localLookMs });
    if (tip?.seq === from.seq) await fetchFrom(from, 0);
  };

  return {
    async read(from, signal) {
      while (!signal.aborted && !stop.aborted) {
        if (tip === undefined || from.seq > tip.seq) {
          tip = from;
          ring.clear();
        }
        const batch = held(from);
        if (batch !== undefined) return batch;
        if (from.seq < tip.seq) {
          const own = await fetchFrom(from, longPollMs);
          if (own.state.next > from.next) return own;
        } else await atTip(from, signal);
      }
      return undefined;
    },
    offer(commit) {
      offeredAt = performance.now();
      const { seq, prev } = commit.head;
      if (tip !== undefined && (seq <= tip.seq || (seq === tip.seq + 1 && prev !== tip.head))) return;
      const known = upcastOf(source, commit);
      if (known === undefined) return;
      ring.push(known);
      tip = stateAfter(commit);
      bell.ring();
    },
    checkHead: (state) => assertHead(source, state),
    end: async () => (await source.driver.bounds(source.part)).end,
  };
};

/** undefined when this reader is too old for it: its followers will meet the commit in the log and stop there. */
const upcastOf = ({ known }: PartitionSource, commit: Commit): Commit | undefined => {
  try {
    return { ...commit, body: { ...commit.body, ev: commit.body.ev.map((event) => known.upcast(event)) } };
  } catch {
    return undefined;
  }
};
