import { setMaxListeners } from 'node:events';
import type { KeyRing } from '@statewire/keyring';
import { genesis, voidWatch, type ChainState, type Commit, type LogDriver, type PartitionId } from '@statewire/ledger';
import type { FeedBatch, ReadBatch } from './feed-batch.js';
import type { KnownEvents } from './known-events.js';
import { openBatch, type Opens } from './open-commits.js';
import { partitionReader, type PartitionReader } from './partition-reader.js';

/**
 * One ledger, as all its followers in this process read it. The first to reach a place decodes it for the others;
 * whoever falls too far behind reads by itself. Nothing is read while nobody follows.
 */
export interface LedgerFeed {
  readonly parts: readonly PartitionId[];
  /** Where a follower starts that has read nothing. */
  genesis(part: PartitionId): ChainState;
  /**
   * What follows a place: commits, the next one always that numbered `seq + 1`, or, after void records, another place
   * to read on from. Waits for it, and is undefined once stopped. `session` is that of the batch which led to the place,
   * if one did: unless the log has been in it ever since, it is first made sure that the log still holds the place.
   * Rejects with the Failure that keeps this place from being read; `projector/diverged` when the log no longer holds it.
   */
  read(part: PartitionId, from: ChainState, signal: AbortSignal, session?: number): Promise<FeedBatch | undefined>;
  /** The same as it lies in the log: to be decoded and opened, as far as it is needed, by `open`. */
  readSealed(part: PartitionId, from: ChainState, signal: AbortSignal, session?: number): Promise<ReadBatch | undefined>;
  /** What `readSealed` gave, or several batches of it joined. It may give less, up to what cannot be read; rejects when nothing comes before that. */
  open(part: PartitionId, batch: ReadBatch, opens: Opens): Promise<FeedBatch>;
  /** Failure `projector/diverged` when the log no longer holds the commit a checkpoint was taken at. */
  checkHead(part: PartitionId, state: ChainState): Promise<void>;
  /** The desk of this process gives what it has just folded, opened, so that it is not decoded again. */
  offer(commit: Commit): void;
  /** Where a partition's log ends now. */
  end(part: PartitionId): Promise<bigint>;
  /** Where the partitions' logs are known to end, by who asks all followers whether they rest; none: they ask the log. */
  expect(ends: readonly bigint[]): void;
  /** The end last told, or asked of the log where none was. */
  expectedEnd(part: PartitionId): bigint | Promise<bigint>;
  /** Ends all reading. */
  stop(): void;
}

export type LedgerFeedOptions = Readonly<{
  driver: LogDriver;
  keyring: KeyRing;
  /** The installation's id: what the chain of each partition begins with. */
  installation: string;
  ledger: string;
  gen: number;
  partitions: number;
  known: KnownEvents;
}>;

/** Of partitions 0 to `partitions` - 1; to ask it about another is a RangeError. */
export const ledgerFeed = ({ driver, keyring, installation, ledger, gen, partitions, known }: LedgerFeedOptions): LedgerFeed => {
  const stopping = new AbortController();
  // Every partition reads under the same signal; that so many do is no leak.
  setMaxListeners(0, stopping.signal);
  const parts = Array.from({ length: partitions }, (_, index): PartitionId => ({ ledger, gen, index }));
  const readers = parts.map((part) =>
    partitionReader({ driver, keyring, part, known, watch: voidWatch(), vetted: { upTo: -1n } }, stopping.signal),
  );

  let expected: readonly bigint[] = [];

  const readerOf = (part: PartitionId): PartitionReader => {
    const reader = part.ledger === ledger && part.gen === gen ? readers[part.index] : undefined;
    if (reader === undefined) throw new RangeError(`${part.ledger}.g${String(part.gen)}/${String(part.index)} is not of this feed.`);
    return reader;
  };

  const readSealed: LedgerFeed['readSealed'] = (part, state, signal, session) => {
    // One signal may stop the readers of all partitions: that so many wait for it is no leak.
    setMaxListeners(0, signal);
    return readerOf(part).read({ state, session }, signal);
  };
  const open: LedgerFeed['open'] = (part, batch, opens) => openBatch({ keyring, part, known }, batch, opens);

  return {
    parts,
    genesis: (part) => genesis(installation, part),
    readSealed,
    open,
    read: async (part, state, signal, session) => {
      const batch = await readSealed(part, state, signal, session);
      return batch && open(part, batch, { opens: 'everything' });
    },
    checkHead: (part, state) => readerOf(part).checkHead(state),
    offer: (commit) => {
      readerOf(commit.position.part).offer(commit);
    },
    end: (part) => readerOf(part).end(),
    expect: (ends) => {
      expected = ends;
    },
    expectedEnd: (part) => expected[part.index] ?? readerOf(part).end(),
    stop: () => {
      stopping.abort();
    },
  };
};
