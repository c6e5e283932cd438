import type { PartitionId } from '@statewire/ledger';
import { signedSealText, type SignedSeal } from '@statewire/seals';
import { verifyLedgers, type LedgersOptions, type LedgersReport } from '../verify/verify-ledgers.js';

export const installationFile = 'installation-id';
export const sealsFile = 'seals.jsonl';
export const sealKeyFile = 'seal-key.pem';

/** A folder that is being filled, a file after the other. */
export interface ExportFolder {
  /** Adds to the end of a file, which the first call makes. */
  append(file: string, bytes: Uint8Array): Promise<void>;
}

export type ExportOptions = Omit<LedgersOptions, 'onFrame'> & Readonly<{ folder: ExportFolder; publicKeyPem?: string }>;

export const framesFile = ({ ledger, gen, index }: PartitionId): string => `${ledger}.g${String(gen)}.${String(index)}.frames`;

/** A line with the frame's length in bytes, the frame, a line end. */
const framed = (frame: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(`${String(frame.length)}\n`), frame, Buffer.from('\n')]);

/**
 * Writes what anybody needs to check the ledgers without our code: the valid frames of every partition, the seals, the
 * public key and the installation's id. Verifies on the way; of a partition that is wrong, what stands before the wrong place.
 */
export const exportLedgers = async ({ folder, publicKeyPem, ...options }: ExportOptions): Promise<LedgersReport> => {
  const text = (file: string, content: string): Promise<void> => folder.append(file, Buffer.from(content));
  await text(installationFile, `${options.installation}\n`);
  if (publicKeyPem !== undefined) await text(sealKeyFile, publicKeyPem);
  for (const { ledger, gen, partitions } of options.ledgers) {
    for (let index = 0; index < partitions; index += 1) await text(framesFile({ ledger, gen, index }), '');
  }
  const onFrame = (part: PartitionId, frame: Uint8Array): Promise<void> => folder.append(framesFile(part), framed(frame));
  const report = await verifyLedgers({ ...options, onFrame });
  await text(sealsFile, allSeals(report, options.copies ?? []).map((seal) => `${signedSealText(seal)}\n`).join(''));
  return report;
};

/** The copies kept elsewhere, then what the ledger holds beyond them: a script that finds a copy without its commit has found a cut. */
const allSeals = ({ parts }: LedgersReport, copies: readonly SignedSeal[]): readonly SignedSeal[] => {
  const all = new Map<string, SignedSeal>();
  for (const seal of [...copies, ...parts.flatMap(({ seals }) => seals)]) all.set(signedSealText(seal), seal);
  return [...all.values()];
};
