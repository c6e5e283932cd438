import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import type { PartitionId } from '@statewire/ledger';
import { fileSeals, loadOrMakeSealKey } from '@statewire/seals-files';
import { appendSeal } from '../../apps/audit/src/export/append-seal.js';
import { entry } from '../../apps/audit/src/test/sealed-ledger.js';
import { verifyPartition } from '../../apps/audit/src/verify/verify-partition.js';

export const command = join(import.meta.dirname, '../statewire.mjs');
export const part: PartitionId = { ledger: 'vehicles', gen: 1, index: 1 };
const time = '2026-11-21T04:10:05.123Z';

export const root = mkdtempSync(join(tmpdir(), 'statewire-'));
export const whole = join(root, 'whole');

export const env = { PATH: process.env['PATH'], NAMESPACE: 'none' };
export const statewireIn = (more: Readonly<Record<string, string>>, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], { encoding: 'utf8', env: { ...env, ...more } });
  return { status, said: stdout.trim().split('\n'), warned: stderr };
};
export const statewire = (...words: string[]) => statewireIn({}, ...words);

export const driverOf = (dataDir: string) => lmdbLogDriver({ path: join(dataDir, 'ledger') });
const enter = async (driver: ReturnType<typeof driverOf>, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const { chain } = await verifyPartition({ driver, installation: driver.installationId(), part, rivals: false });
    await driver.append(part, [entry(chain).bytes]);
  }
};

/** Twelve entries, a seal and its copy, and two entries more, in one of four partitions. */
export const makeWhole = async (): Promise<void> => {
  const driver = driverOf(whole);
  await driver.create('vehicles', 1, 4);
  const installation = driver.installationId();
  const signer = await loadOrMakeSealKey(`${whole}.keys`, `${whole}.seals`);
  const sink = await fileSeals({ dir: `${whole}.seals` });
  await enter(driver, 12);
  const report = await verifyPartition({ driver, installation, part, rivals: false });
  const seal = await appendSeal(report, { driver, installation, signer, attempt: 'seal/1', time });
  if (seal !== undefined) await sink.publish(seal);
  await enter(driver, 2);
  await sink.close();
  await driver.close();
};

export const removeAll = (): void => {
  rmSync(root, { recursive: true });
};

let copies = 0;
export const copyOf = (): string => {
  const dataDir = join(root, `copy-${String((copies += 1))}`);
  for (const folder of ['', '.keys', '.seals']) cpSync(`${whole}${folder}`, `${dataDir}${folder}`, { recursive: true });
  return dataDir;
};
