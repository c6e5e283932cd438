import type { LogDriver, PartitionId } from '@statewire/ledger';
import { partitionName } from '@statewire/ledger';
import { sealHash, type SignedSeal } from '@statewire/seals';
import { verifyPartition, type PartitionReport, type Problem } from './verify-partition.js';

export type LedgerExtent = Readonly<{ ledger: string; gen: number; partitions: number }>;

export type LedgersOptions = Readonly<{
  driver: LogDriver;
  installation: string;
  ledgers: readonly LedgerExtent[];
  rivals: boolean;
  isSigned?: (seal: SignedSeal) => boolean;
  /** The seals kept away from the ledger. Without them a cut at the end cannot be seen. */
  copies?: readonly SignedSeal[];
  /** Where a valid record goes besides. */
  onFrame?: (part: PartitionId, frame: Uint8Array) => Promise<void>;
}>;

export type LedgersReport = Readonly<{ parts: readonly PartitionReport[]; problems: readonly Problem[] }>;

/** Re-checks ledgers from their genesis: chain, bodies, seals, and the copies of the seals; at most one problem a partition, its first. */
export const verifyLedgers = async (options: LedgersOptions): Promise<LedgersReport> => {
  const { driver, installation, ledgers, rivals, isSigned, copies = [], onFrame } = options;
  const parts: PartitionReport[] = [];
  const problems: Problem[] = [];
  for (const part of partsOf(ledgers)) {
    const report = await verifyPartition({
      driver, installation, part, rivals,
      ...(isSigned && { isSigned }),
      ...(onFrame && { onFrame: (frame) => onFrame(part, frame) }),
    });
    parts.push(report);
    const problem = report.problem ?? copyProblem(report, copies.filter((copy) => isOf(copy, part)));
    if (problem !== undefined) problems.push(problem);
  }
  return { parts, problems: [...problems, ...strangers(copies, ledgers)] };
};

const partsOf = (ledgers: readonly LedgerExtent[]): readonly PartitionId[] =>
  ledgers.flatMap(({ ledger, gen, partitions }) => Array.from({ length: partitions }, (_, index) => ({ ledger, gen, index })));

const isOf = ({ ledger, gen, partition }: SignedSeal, part: PartitionId): boolean =>
  ledger === part.ledger && gen === part.gen && partition === part.index;

/** A copy that the ledger does not hold: the ledger was cut, or is another than the one that was sealed. */
const copyProblem = ({ part, chain, seals }: PartitionReport, copies: readonly SignedSeal[]): Problem | undefined => {
  const held = new Map(seals.map((seal) => [seal.toSeq, sealHash(seal)]));
  const wrong = copies.filter((copy) => held.get(copy.toSeq) !== sealHash(copy)).sort((one, other) => one.toSeq - other.toSeq)[0];
  if (wrong === undefined) return undefined;
  const at = { part, offset: chain.next, seq: chain.seq + 1 };
  if (wrong.toSeq >= chain.seq) {
    return { ...at, kind: 'cut', says: `the log ends here, but a seal kept elsewhere speaks of commits up to ${String(wrong.toSeq)}` };
  }
  return {
    part,
    kind: 'seal-copy',
    seq: wrong.toSeq + 1,
    says: `the seal kept elsewhere over commits ${String(wrong.fromSeq)} to ${String(wrong.toSeq)} is not the one in the ledger`,
  };
};

/** Copies of partitions that are not there at all. */
const strangers = (copies: readonly SignedSeal[], ledgers: readonly LedgerExtent[]): readonly Problem[] => {
  const known = new Set(partsOf(ledgers).map(partitionName));
  const lost = new Map<string, Problem>();
  for (const { ledger, gen, partition, toSeq } of copies) {
    const part = { ledger, gen, index: partition };
    if (known.has(partitionName(part))) continue;
    const says = `there is no such partition, but a seal kept elsewhere speaks of its commits up to ${String(toSeq)}`;
    lost.set(partitionName(part), { part, kind: 'cut', seq: 1, says });
  }
  return [...lost.values()];
};
