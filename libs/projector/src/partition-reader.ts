import { PassingMap } from '@statewire/kernel';
import { stateAfter, type ChainState, type Commit } from '@statewire/ledger';
import { newBell } from './bell.js';
import { commitRing } from './commit-ring.js';
import type { ReadBatch, Place } from './feed-batch.js';
import { assertHead, isDiverged, readCommits, type PartitionSource } from './read-commits.js';

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
  /** What follows `from`: commits, or another place to read on from; undefined when stopped. Rejects with the Failure that keeps this place from being read. */
  read(from: Place, signal: AbortSignal): Promise<ReadBatch | undefined>;
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
  const reading = new PassingMap<string, Promise<ReadBatch>>();
  let tip: Place | undefined;
  let offeredAt = -Infinity;

  const localWriter = (): boolean => performance.now() - offeredAt < localWriterMs;

  const forget = (): void => {
    ring.clear();
    tip = undefined;
  };

  /** The newest place known, from now on this one unless there is a newer one. */
  const newest = (place: Place): Place => {
    if (tip !== undefined && place.state.seq <= tip.state.seq) return tip;
    ring.clear();
    tip = place;
    return place;
  };

  /** What is already decoded after a place; `elsewhere` when the place is not among what was read. */
  const held = ({ state: from }: Place, { state, session }: Place): ReadBatch | 'elsewhere' | undefined => {
    const commits = ring.after(from.seq, batchCommitsMax);
    const last = commits?.at(-1);
    if (commits !== undefined && last !== undefined) {
      if (commits[0]?.head.prev !== from.head) return 'elsewhere';
      return { commits, state: last.head.seq === state.seq ? state : stateAfter(last), session };
    }
    if (state.seq !== from.seq) return undefined;
    if (state.head !== from.head) return 'elsewhere';
    return state.next === from.next ? undefined : { commits: [], state, session };
  };

  const fetchedAfter = async (from: Place, waitMs: number): Promise<ReadBatch> => {
    const wanted = (): boolean => ring.after(from.state.seq, 1) === undefined;
    const done = await readCommits(source, from, { waitMs, stop, wanted }).catch((cause: unknown) => {
      // What was read up to here is not in the log any more: nobody else is given it.
      if (isDiverged(cause) && tip?.state.head === from.state.head) forget();
      throw cause;
    });
    if (tip?.state.head === from.state.head && isNews(done, from, tip)) {
      for (const commit of done.commits) ring.push(commit);
      tip = done;
    }
    return done;
  };

  /** One fetch at a time from the same place, whoever asks; what continues the ring goes into it. */
  const fetchFrom = (from: Place, waitMs: number): Promise<ReadBatch> => {
    const key = `${from.state.head} ${String(from.state.next)}`;
    const running = reading.get(key);
    if (running !== undefined) return running;
    const batch = fetchedAfter(from, waitMs).finally(() => { reading.delete(key); });
    reading.set(key, batch);
    return batch;
  };

  /** Until there may be more after the newest commit read. */
  const atTip = async (from: Place, signal: AbortSignal): Promise<void> => {
    if (!localWriter()) {
      await bell.wait({ signal, work: fetchFrom(from, longPollMs) });
      if (tip?.state.next === from.state.next) await bell.wait({ signal, ms: emptyPauseMs });
      return;
    }
    await bell.wait({ signal, ms: localLookMs });
    if (tip?.state.seq === from.state.seq) await fetchFrom(tip, 0);
  };

  return {
    async read(from, signal) {
      let place = from;
      while (!signal.aborted && !stop.aborted) {
        const end = newest(place);
        const batch = held(place, end);
        if (batch === 'elsewhere') {
          // One of two followers has read what the log no longer holds. If it is the other, its commits are none.
          await assertHead(source, place.state);
          forget();
        } else if (batch !== undefined) return batch;
        else if (place.state.seq === end.state.seq) await atTip(end, signal);
        else {
          const own = await fetchFrom(place, longPollMs);
          if (hasMoved(own, place)) return own;
          place = own;
        }
      }
      return undefined;
    },
    offer(commit) {
      offeredAt = performance.now();
      const { seq, prev } = commit.head;
      const last = tip?.state;
      if (last !== undefined && (seq <= last.seq || (seq === last.seq + 1 && prev !== last.head))) return;
      const known = upcastOf(source, commit);
      if (known === undefined) return;
      ring.push(known);
      tip = { state: stateAfter(commit), session: prev === last?.head ? tip?.session : undefined };
      bell.ring();
    },
    checkHead: (state) => assertHead(source, state),
    end: async () => (await source.driver.bounds(source.part)).end,
  };
};

const hasMoved = ({ commits, state }: ReadBatch, { state: { next } }: Place): boolean => commits.length > 0 || state.next !== next;

/** Of two who read on from one commit, the slower one brings news only if it looked anew or came further. */
const isNews = (done: ReadBatch, from: Place, tip: Place): boolean =>
  done.commits.length > 0 || done.session !== tip.session || done.state.next < from.state.next || done.state.next > tip.state.next;

/** undefined when this reader is too old for it: its followers will meet the commit in the log and stop there. */
const upcastOf = ({ known }: PartitionSource, commit: Commit): Commit | undefined => {
  try {
    const ev = known.upcastAll(commit.body.ev);
    return ev === commit.body.ev ? commit : { ...commit, body: { ...commit.body, ev } };
  } catch {
    return undefined;
  }
};
