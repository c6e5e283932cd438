import { Failure } from '@statewire/kernel';

/** Where a decider stands among its kind: partition `partition` of `partitions`, from 0. */
export type Place = Readonly<{ partition: number; partitions: number }>;

const LID_DIGITS = 8;

/**
 * The LID of the `count`-th record (from 1) of a partition: unique in the ledger without asking the other partitions,
 * for every kind in it (D12). Throws Failure `record-file/numbers-exhausted` when eight digits do not hold it.
 */
export const lidOf = (count: number, { partition, partitions }: Place): string => {
  const lid = String(count * partitions + partition).padStart(LID_DIGITS, '0');
  if (lid.length > LID_DIGITS) throw new Failure('record-file/numbers-exhausted', `no LID is left after ${String(count)} records`, false);
  return lid;
};

/** The count that gave a LID here. */
export const countOf = (lid: string, { partitions }: Place): number => Math.floor(Number(lid) / partitions);
