import { frame, genesis, memoryLogDriver, type ChainState, type LogDriver, type MemoryLogDriver, type PartitionId } from '@statewire/ledger';
import { makeSealKey, sealSigner, sealVerifier, type SignedSeal } from '@statewire/seals';
import { appendSeal } from '../export/append-seal.js';
import { verifyPartition } from '../verify/verify-partition.js';

export const installation = '0197a3c2-6b5e-7d41-9c3f-2f6b8a1d4e70';
export const part: PartitionId = { ledger: 'vehicles', gen: 1, index: 0 };
export const { privateKeyPem, publicKeyPem } = makeSealKey();
export const signer = sealSigner(privateKeyPem);
export const isSigned = sealVerifier(publicKeyPem);
const at = '2026-11-21T04:10:05.123Z';

/** The frame of an entry that continues a chain. */
export const entry = ({ seq, head }: Pick<ChainState, 'seq' | 'head'>, w = `sw-1/${String(seq + 1)}`) =>
  frame(
    { prev: head, seq: seq + 1, w, at, cmd: `c-${String(seq + 1)}`, k: 'OHCOP0000' },
    {
      by: { ori: 'OHCOP0000', device: 'TST0001', user: 'jdoe' },
      cv: '2026.11',
      out: 'accepted',
      ev: [{ t: 'vehicle.entered', tv: 1, s: `vehicle/SV${String(seq + 1)}`, sv: 1, d: { LIC: 'GHX4471' } }],
    },
  );

export const sealNow = async (driver: LogDriver, where = part): Promise<SignedSeal> => {
  const report = await verifyPartition({ driver, installation, part: where, rivals: true });
  const sealed = await appendSeal(report, { driver, installation, signer, attempt: `seal/${String(report.chain.seq)}`, time: at });
  return sealed!;
};

export const enter = async (driver: LogDriver, count: number, where = part): Promise<void> => {
  const { chain } = await verifyPartition({ driver, installation, part: where, rivals: true });
  let { seq, head } = chain;
  for (let n = 0; n < count; n += 1) {
    const made = entry({ seq, head });
    await driver.append(where, [made.bytes]);
    [seq, head] = [made.head.seq, made.hash];
  }
};

/** Ten entries, a seal, ten entries, a seal, one entry: 23 commits. */
export const sealedLedger = async () => {
  const driver = memoryLogDriver();
  await driver.create(part.ledger, part.gen, 1);
  const copies: SignedSeal[] = [];
  for (let n = 0; n < 2; n += 1) {
    await enter(driver, 10);
    copies.push(await sealNow(driver));
  }
  await enter(driver, 1);
  return { driver, copies, frames: driver.records(part).map(({ value }) => value) };
};

/** A ledger that holds these very records. */
export const ledgerOf = async (records: readonly Uint8Array[]): Promise<MemoryLogDriver> => {
  const driver = memoryLogDriver();
  await driver.create(part.ledger, part.gen, 1);
  for (const record of records) await driver.append(part, [record]);
  return driver;
};

export const beginning = genesis(installation, part);
