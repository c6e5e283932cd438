import { linesOf, type LogDriver, type PartitionId } from '@statewire/ledger';
import type { SignedSeal } from '@statewire/seals';
import { recordsOf } from './records.js';
import { sealedEventType } from './seal-chain.js';

/**
 * The installation's id as the seals give it, for ledgers that have no file of it beside them. It is only a claim, to
 * be proved by the chain, which begins with a hash of it. undefined when nothing was sealed yet.
 */
export const findInstallation = async (
  driver: LogDriver,
  parts: readonly PartitionId[],
  copies: readonly SignedSeal[],
): Promise<string | undefined> => {
  const [copy] = copies;
  if (copy !== undefined) return copy.installation;
  for (const part of parts) {
    const records = await recordsOf(driver, part);
    for (let record = await records.next(); record !== undefined; record = await records.next()) {
      const claimed = installationIn(record.value);
      if (claimed !== undefined) return claimed;
    }
  }
  return undefined;
};

const installationIn = (value: Uint8Array): string | undefined => {
  const text = Buffer.from(linesOf(value)?.body ?? []).toString();
  if (!text.includes(`"t":"${sealedEventType}"`)) return undefined;
  return /"installation":"([^"\\]{1,200})"/.exec(text)?.[1];
};
