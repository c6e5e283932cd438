import { Failure, type Instant } from '@statewire/kernel';

/** Where a decider stands among its kind: partition `partition` of `partitions`, from 0; `series` is the first digit of its ledger's numbers. */
export type Place = Readonly<{ partition: number; partitions: number; series?: number }>;

/**
 * LIDs of a kind's own making, counted in series each of which begins at 1 (D12). `lid` and `counted` are each other's
 * reverse: `at` is the instant of the entry. A number that a live record holds is passed over.
 */
export type Numbering = Readonly<{
  series: (homeKey: string, now: Instant) => string;
  lid: (series: string, count: number) => string;
  counted: (lid: string, at: Instant) => Readonly<{ series: string; count: number }>;
}>;

const DIGITS = 7;

/**
 * The LID of the `count`-th record (from 1) of a partition: unique among all files without asking anybody (D12): a digit of the
 * ledger's and seven that this partition alone gives. Throws Failure `record-file/numbers-exhausted` when seven do not hold it.
 */
export const lidOf = (count: number, { partition, partitions, series = 0 }: Place): string => {
  const number = String(count * partitions + partition).padStart(DIGITS, '0');
  if (number.length > DIGITS) throw new Failure('record-file/numbers-exhausted', `no LID is left after ${String(count)} records`, false);
  return `${String(series)}${number}`;
};

/** The count that gave a LID here. */
export const countOf = (lid: string, { partitions }: Place): number => Math.floor(Number(lid.slice(1)) / partitions);
