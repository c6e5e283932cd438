import { partitionName } from '@statewire/ledger';
import type { LedgersReport } from './verify-ledgers.js';
import type { PartitionReport, Problem } from './verify-partition.js';

/** What `statewire verify` prints: a line for each partition, a line for each problem, and the verdict last. */
export const reportText = ({ parts, problems }: LedgersReport): string =>
  [...parts.map(partitionLine), ...problems.map(problemLine), verdict(parts, problems)].join('\n');

const partitionLine = ({ part, chain, voids, seals }: PartitionReport): string => {
  const voidRecords = Object.entries(voids).filter(([, count]) => count > 0).map(([why, count]) => `${String(count)} void (${why})`);
  const sealed = seals.at(-1)?.toSeq;
  return [
    `${partitionName(part)}: ${String(chain.seq)} commits`,
    ...voidRecords,
    sealed === undefined ? 'no seal' : `${String(seals.length)} seals, up to commit ${String(sealed)}`,
  ].join(', ');
};

const problemLine = ({ part, kind, offset, seq, line, byte, says }: Problem): string => {
  const where = [
    ...(offset === undefined ? [] : [`record at offset ${String(offset)}`]),
    `commit ${String(seq)}`,
    ...(line === undefined ? [] : [`line ${String(line)}`]),
    ...(byte === undefined ? [] : [`byte ${String(byte)}`]),
  ];
  return `WRONG ${partitionName(part)}: ${where.join(', ')}: ${kind}: ${says}`;
};

const verdict = (parts: readonly PartitionReport[], problems: readonly Problem[]): string => {
  const commits = parts.reduce((sum, { chain }) => sum + chain.seq, 0);
  return problems.length === 0
    ? `The ledger verifies: ${String(commits)} commits in ${String(parts.length)} partitions.`
    : `The ledger does not verify: ${String(problems.length)} wrong.`;
};
