import { fromHead } from './chain.js';
import type { ChainState } from './events.js';
import { parseHeadLine } from './frame.js';
import { LogCut, type Hash, type PartitionId } from './identity.js';
import { advance, judge, linesOf, prevOf, type Verdict } from './judge.js';
import type { LogDriver, RawRecord } from './log-driver.port.js';
import { sha256 } from './sha256.js';

/** `unsure`: the log does not show the place yet (its high watermark lags); ask again, it is no sign of a cut. */
export type HeadCheck = 'intact' | 'diverged' | 'unsure';

const hashOf = ({ value }: RawRecord): Hash | undefined => {
  const lines = linesOf(value);
  return lines && sha256(lines.line);
};

/** Whether a record is the commit at the head of a chain, number and all: a place that came from outside may name any. */
const isHeadOf = ({ seq, head, headOffset }: ChainState, { offset, value }: RawRecord): boolean => {
  const line = offset === headOffset ? linesOf(value)?.line : undefined;
  return line !== undefined && sha256(line) === head && parseHeadLine(Buffer.from(line).toString('latin1'))?.seq === seq;
};

const recordAt = async (driver: LogDriver, part: PartitionId, offset: bigint): Promise<RawRecord | undefined> =>
  (await driver.fetch(part, offset, { bytes: 1, waitMs: 0, fenced: true })).records[0];

/**
 * Compares the record where our head was read with our head (ledger.md's §2.7). Nobody else notices a log that was
 * cut: a reader whose head is gone would take all that follows for void, for ever and silently.
 */
export const checkHead = async (driver: LogDriver, part: PartitionId, chain: ChainState): Promise<HeadCheck> => {
  if (chain.seq === 0) return 'intact';
  try {
    const there = await recordAt(driver, part, chain.headOffset);
    if (there === undefined) {
      // A log that ends exactly there answers like one that lags; only asking for the place behind it tells.
      await recordAt(driver, part, chain.headOffset + 1n);
      return 'unsure';
    }
    return isHeadOf(chain, there) ? 'intact' : 'diverged';
  } catch (error) {
    if (error instanceof LogCut) return 'diverged';
    throw error;
  }
};

const recheckBytesMax = 1024 * 1024;

/** The chain as the log holds it now from there on, up to the commit at `last`; undefined while the log does not show that. */
const judgedAgain = async (driver: LogDriver, part: PartitionId, from: ChainState, last: bigint): Promise<ChainState | undefined> => {
  let state = fromHead(from);
  while (state.next <= last) {
    const { records } = await driver.fetch(part, state.next, { bytes: recheckBytesMax, waitMs: 0, fenced: true });
    if (records.length === 0) return undefined;
    for (const record of records) if (record.offset <= last) state = advance(state, record, judge(state, record));
    if (records.some(({ offset }) => offset >= last)) break;
  }
  return state;
};

/**
 * As {@link checkHead}, and everything since an earlier commit is judged again: a late copy of a commit that was cut off
 * may come to lie just where it lay before, behind others that took the place of its predecessor.
 */
export const checkSince = async (driver: LogDriver, part: PartitionId, earlier: ChainState, chain: ChainState): Promise<HeadCheck> => {
  for (const place of earlier.head === chain.head ? [chain] : [chain, earlier]) {
    const found = await checkHead(driver, part, place);
    if (found !== 'intact') return found;
  }
  try {
    const again = await judgedAgain(driver, part, earlier, chain.headOffset);
    if (again === undefined) return 'unsure';
    return again.head === chain.head && again.headOffset === chain.headOffset ? 'intact' : 'diverged';
  } catch (error) {
    if (error instanceof LogCut) return 'diverged';
    throw error;
  }
};

/** How many heads and void hashes are remembered; a late rival's record links to one of them. */
const remembered = 1024;

/** Heads come by the million and are asked for where a void record is met: noting one must cost nothing. */
const recent = (): Readonly<{ has(hash: Hash): boolean; add(hash: Hash): void }> => {
  const hashes: Hash[] = [];
  let next = 0;
  return {
    has: (hash) => hashes.includes(hash),
    add: (hash) => {
      // A reader notes where it goes on from as well as where it came to.
      if (hashes.at(next - 1) === hash) return;
      hashes[next] = hash;
      next = (next + 1) % remembered;
    },
  };
};

/** Tells void records that rivals explain from those that only a cut log or damaged bytes do. */
export interface VoidWatch {
  noteHead(hash: Hash): void;
  /** To be asked once for every record that is void, in order. */
  isSuspicious(record: RawRecord, verdict: Verdict): boolean;
}

/** For one partition and one reader; it remembers the last 1,024 heads, and as many void records (ledger.md, §2.7). */
export const voidWatch = (): VoidWatch => {
  const heads = recent();
  const voids = recent();
  return {
    noteHead: heads.add,
    isSuspicious: (record, verdict) => {
      if (verdict.valid) return false;
      const prev = prevOf(record.value);
      const own = hashOf(record);
      if (own !== undefined) voids.add(own);
      return verdict.why !== 'prev' || !(heads.has(prev) || voids.has(prev));
    },
  };
};
