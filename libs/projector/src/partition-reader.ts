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

export const partitionReader = (source: PartitionSource, stop: AbortSignal): PartitionReader => new SharedReader(source, stop);

class SharedReader implements PartitionReader {
  private readonly ring = commitRing(ringCommitsMax);
  private readonly bell = newBell();
  private readonly reading = new PassingMap<string, Promise<ReadBatch>>();
  private tip: Place | undefined;
  private offeredAt = -Infinity;

  constructor(
    private readonly source: PartitionSource,
    private readonly stop: AbortSignal,
  ) {}

  async read(from: Place, signal: AbortSignal): Promise<ReadBatch | undefined> {
    let place = from;
    while (!signal.aborted && !this.stop.aborted) {
      const end = this.newest(place);
      const batch = this.held(place, end);
      if (batch === 'elsewhere') {
        // One of two followers has read what the log no longer holds. If it is the other, its commits are none.
        await assertHead(this.source, place.state);
        this.forget();
      } else if (batch !== undefined) return batch;
      else if (place.state.seq === end.state.seq) await this.atTip(end, signal);
      else {
        const own = await this.fetchFrom(place, longPollMs);
        if (hasMoved(own, place)) return own;
        place = own;
      }
    }
    return undefined;
  }

  offer(commit: Commit): void {
    this.offeredAt = performance.now();
    const { seq, prev } = commit.head;
    const { tip } = this;
    const last = tip?.state;
    if (last !== undefined && (seq <= last.seq || (seq === last.seq + 1 && prev !== last.head))) return;
    const known = upcastOf(this.source, commit);
    if (known === undefined) return;
    this.ring.push(known);
    this.tip = { state: stateAfter(commit), session: prev === last?.head ? tip?.session : undefined };
    this.bell.ring();
  }

  checkHead(state: ChainState): Promise<void> {
    return assertHead(this.source, state);
  }

  async end(): Promise<bigint> {
    return (await this.source.driver.bounds(this.source.part)).end;
  }

  private forget(): void {
    this.ring.clear();
    this.tip = undefined;
  }

  /** The newest place known, from now on this one unless there is a newer one. */
  private newest(place: Place): Place {
    if (this.tip !== undefined && place.state.seq <= this.tip.state.seq) return this.tip;
    this.ring.clear();
    this.tip = place;
    return place;
  }

  /** What is already decoded after a place; `elsewhere` when the place is not among what was read. */
  private held({ state: from }: Place, { state, session }: Place): ReadBatch | 'elsewhere' | undefined {
    const commits = this.ring.after(from.seq, batchCommitsMax);
    const last = commits?.at(-1);
    if (commits !== undefined && last !== undefined) {
      if (commits[0]?.head.prev !== from.head) return 'elsewhere';
      return { commits, state: last.head.seq === state.seq ? state : stateAfter(last), session };
    }
    if (state.seq !== from.seq) return undefined;
    if (state.head !== from.head) return 'elsewhere';
    return state.next === from.next ? undefined : { commits: [], state, session };
  }

  /** One fetch at a time from the same place, whoever asks; what continues the ring goes into it. */
  private fetchFrom(from: Place, waitMs: number): Promise<ReadBatch> {
    const key = `${from.state.head} ${String(from.state.next)}`;
    const running = this.reading.get(key);
    if (running !== undefined) return running;
    const batch = this.fetchedAfter(from, waitMs).finally(() => { this.reading.delete(key); });
    this.reading.set(key, batch);
    return batch;
  }

  private async fetchedAfter(from: Place, waitMs: number): Promise<ReadBatch> {
    const isTip = (): boolean => this.tip?.state.head === from.state.head;
    const wanted = (): boolean => this.ring.after(from.state.seq, 1) === undefined;
    const done = await readCommits(this.source, from, { waitMs, stop: this.stop, wanted }).catch((cause: unknown) => {
      // What was read up to here is not in the log any more: nobody else is given it.
      if (isDiverged(cause) && isTip()) this.forget();
      throw cause;
    });
    if (this.tip !== undefined && isTip() && isNews(done, from, this.tip)) {
      for (const commit of done.commits) this.ring.push(commit);
      this.tip = done;
    }
    return done;
  }

  /** Until there may be more after the newest commit read. */
  private async atTip(from: Place, signal: AbortSignal): Promise<void> {
    const isLocalWriter = performance.now() - this.offeredAt < localWriterMs;
    if (isLocalWriter) {
      await this.bell.wait({ signal, ms: localLookMs });
      if (this.tip?.state.seq === from.state.seq) await this.fetchFrom(this.tip, 0);
      return;
    }
    await this.bell.wait({ signal, work: this.fetchFrom(from, longPollMs) });
    if (this.tip?.state.next === from.state.next) await this.bell.wait({ signal, ms: emptyPauseMs });
  }
}

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
