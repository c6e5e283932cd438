import { Failure, type Instant } from '@statewire/kernel';
import { frame, partitionName, rootOf, type LogDriver } from '@statewire/ledger';
import { sealHash, type Seal, type SealSigner, type SignedSeal } from '@statewire/seals';
import { sealedEventType } from '../verify/seal-chain.js';
import type { PartitionReport } from '../verify/verify-partition.js';

export type AppendSealOptions = Readonly<{
  driver: LogDriver;
  installation: string;
  signer: SealSigner;
  /** Names this attempt; unlike any other in the log. */
  attempt: string;
  time: Instant;
}>;

/**
 * Seals what a partition holds that no seal speaks of yet, as its owner would. Only for a ledger that nobody else has
 * open. undefined when there is nothing to seal, or the partition did not verify.
 */
export const appendSeal = async (
  { part, chain, last, open, seals, problem }: PartitionReport,
  { driver, installation, signer, attempt, time }: AppendSealOptions,
): Promise<SignedSeal | undefined> => {
  if (!open.unsealed || problem !== undefined || last === undefined) return undefined;
  const previous = seals.at(-1);
  const seal: Seal = {
    installation,
    ledger: part.ledger,
    gen: part.gen,
    partition: part.index,
    fromSeq: open.fromSeq,
    toSeq: chain.seq,
    merkleRoot: rootOf(open.tree),
    previousSeal: previous === undefined ? '' : sealHash(previous),
    time,
    keyId: signer.keyId,
  };
  const signed = signer.sign(seal);
  const event = { t: sealedEventType, tv: 1, s: `chain/${partitionName(part)}`, sv: seals.length + 1, d: { ...signed } };
  const by = { ori: '', device: 'export', user: 'system' };
  const { bytes } = frame(
    { prev: chain.head, seq: chain.seq + 1, w: attempt, at: last.at, k: '' },
    { by, cv: last.cv, out: 'accepted', ev: [event] },
  );
  const result = await driver.append(part, [bytes]);
  if (result.kind !== 'stored') throw new Failure('audit/not-sealed', `The seal of ${partitionName(part)} was not stored.`, true);
  return signed;
};
