import { Failure, type Instant, type StateDraft, type StateReader } from '@statewire/kernel';
import { genesis, stateAfter, type ChainState, type Commit, type OpenedEvent, type PartitionId } from '@statewire/ledger';
import { Dedup, type DedupOptions } from './dedup.js';
import type { Decider } from './decider.port.js';
import { DraftTable } from './draft-table.js';
import { countsLost } from './loss-event.js';
import { noSeals, sealedEventType, sealEventVersion, sealStateAfter, type SealState } from './seal-state.js';

/** Events of the ledger itself; no decider sees them. */
const ledgerEventPrefix = 'chain.';
/** So many commits at least are judged again when the log may have been cut. */
const trailCommits = 64;

export type FoldOptions = Readonly<{ installation: string; part: PartitionId; decider: Decider; dedup: DedupOptions }>;
/** Rows of the fold as they were saved last, as JSON. */
export type StoredFold = Readonly<Record<'state' | 'streams', (key: string) => string | undefined>> & Readonly<{ commands: (pack: number) => string | undefined }>;
type Marks = Readonly<{ state: number; streams: number }>;

/** Everything that follows from a partition's commits, with a draft over it for what is about to be appended. */
export class PartitionFold {
  readonly state: DraftTable<unknown>;
  readonly streams: DraftTable<number>;
  readonly dedup: Dedup;
  chain: ChainState;
  readonly #trail: ChainState[];
  seals: SealState = noSeals;
  /** The draft, as deciders see it. */
  readonly draft: StateDraft;
  /** What the chain holds, as everybody else may see it. */
  readonly settled: StateReader;
  readonly #decider: Decider;

  constructor({ installation, part, decider, dedup }: FoldOptions, stored: StoredFold) {
    const state = new DraftTable<unknown>(stored.state);
    this.state = state;
    this.streams = new DraftTable(stored.streams);
    this.chain = genesis(installation, part);
    this.#trail = [this.chain];
    this.dedup = new Dedup(dedup, stored.commands);
    this.#decider = decider;
    this.draft = {
      get: <T>(key: string) => state.get(key) as T | undefined,
      set: (key, value) => {
        state.set(key, value);
      },
      delete: (key) => {
        state.set(key, undefined);
      },
    };
    this.settled = { get: <T>(key: string) => state.settled(key) as T | undefined };
  }

  /** For a fold that is read from a snapshot. */
  startAt(chain: ChainState): void {
    this.chain = chain;
    this.#trail.splice(0, this.#trail.length, chain);
  }

  /** Where this fold stood a while ago, or where it began. */
  get earlier(): ChainState {
    return this.#trail[0] ?? this.chain;
  }

  /** The number of the next event of a stream. */
  nextVersion(stream: string): number {
    return (this.streams.get(stream) ?? 0) + 1;
  }

  /** Folds one event into the draft. Throws what the decider throws. */
  evolve(event: OpenedEvent, head: Readonly<{ at: Instant; seq: number }>): void {
    this.streams.set(event.s, event.sv);
    if (!event.t.startsWith(ledgerEventPrefix)) {
      this.#decider.evolve(this.draft, event, head);
      return;
    }
    const counts = countsLost(event);
    if (counts !== undefined) {
      this.#decider.counted?.raise(this.draft, counts);
    } else if (event.t !== sealedEventType || event.tv !== sealEventVersion) {
      throw new Failure('desk/unknown-event', `${event.t} of version ${String(event.tv)} is not known to this desk`, false);
    }
  }

  mark(): Marks {
    return { state: this.state.mark(), streams: this.streams.mark() };
  }

  backTo({ state, streams }: Marks): void {
    this.state.backTo(state);
    this.streams.backTo(streams);
  }

  drop(): void {
    this.state.drop();
    this.streams.drop();
  }

  /** The draft, which holds exactly these commits, becomes the truth. */
  settle(commits: readonly Commit[], chain: ChainState): void {
    this.state.settle();
    this.streams.settle();
    for (const commit of commits) {
      this.dedup.add(commit.head, commit.body.out, commit.offset);
      this.seals = sealStateAfter(this.seals, commit);
      this.#trail.push(stateAfter(commit));
    }
    if (this.#trail.length > 2 * trailCommits) this.#trail.splice(0, this.#trail.length - trailCommits);
    this.chain = chain;
  }

  /** Folds a commit read from the log. Throws what the decider throws, and is then as before. */
  take(commit: Commit, chain: ChainState): void {
    try {
      for (const event of commit.body.ev) this.evolve(event, commit.head);
    } catch (error) {
      this.drop();
      throw error;
    }
    this.settle([commit], chain);
  }
}
