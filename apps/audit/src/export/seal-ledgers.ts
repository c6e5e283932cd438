import type { Instant } from '@statewire/kernel';
import type { LogDriver } from '@statewire/ledger';
import type { SealSigner, SealSink } from '@statewire/seals';
import { verifyLedgers, type LedgersOptions } from '../verify/verify-ledgers.js';
import { appendSeal } from './append-seal.js';

export type SealLedgersOptions = Pick<LedgersOptions, 'installation' | 'ledgers' | 'copies' | 'isSigned'> &
  Readonly<{ driver: LogDriver; signer: SealSigner; sink: SealSink; attempt: string; time: Instant }>;

/** Seals what is not sealed yet in ledgers that nobody else has open. Returns how many seals that took: none when anything is wrong. */
export const sealLedgers = async ({ signer, sink, attempt, time, ...options }: SealLedgersOptions): Promise<number> => {
  const { parts, problems } = await verifyLedgers({ ...options, rivals: false });
  if (problems.length > 0) return 0;
  let sealed = 0;
  for (const [index, report] of parts.entries()) {
    const { driver, installation } = options;
    const seal = await appendSeal(report, { driver, installation, signer, attempt: `${attempt}/${String(index + 1)}`, time });
    if (seal === undefined) continue;
    await sink.publish(seal);
    sealed += 1;
  }
  return sealed;
};
