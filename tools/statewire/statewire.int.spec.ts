import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { GENERATION, LEDGER_NAMES } from '@statewire/contracts';
import type { LogDriver, PartitionId } from '@statewire/ledger';
import { kafkaLogDriver } from '@statewire/ledger-kafka';
import { signedSealText } from '@statewire/seals';
import { publicKeyFile, sealsFile } from '@statewire/seals-files';
import { beginning, enter, entry, publicKeyPem, sealNow } from '../../apps/audit/src/test/sealed-ledger.js';

jest.setTimeout(120_000);

const namespace = `test-${randomUUID().slice(0, 8)}`;
const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
const replication = Number(process.env['LEDGER_REPLICATION'] ?? 3);
const part: PartitionId = { ledger: 'vehicles', gen: GENERATION, index: 0 };
const root = mkdtempSync(join(tmpdir(), 'statewire-cluster-'));
const sealDir = join(root, 'seals');

let driver: LogDriver;

const statewire = (...words: string[]) => {
  const env = { ...process.env, NAMESPACE: namespace, SEAL_DIR: sealDir, PARTITIONS: '2' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../statewire.mjs'), ...words], { encoding: 'utf8', env });
  return { status, said: stdout.trim().split('\n'), warned: stderr };
};

/** Five entries, a late copy of a lost one, a seal with its copy, one entry more. */
beforeAll(async () => {
  driver = kafkaLogDriver({ brokers, namespace, replication });
  for (const ledger of LEDGER_NAMES) await driver.create(ledger, GENERATION, 2);
  await enter(driver, 5);
  await driver.append(part, [entry(beginning, 'rival/1').bytes]);
  const seal = await sealNow(driver);
  await enter(driver, 1);
  mkdirSync(sealDir);
  writeFileSync(join(sealDir, sealsFile), `${signedSealText(seal)}\n`);
  writeFileSync(join(sealDir, publicKeyFile), publicKeyPem);
});

afterAll(async () => {
  await driver.close();
  rmSync(root, { recursive: true });
});

describe('statewire, on a cluster', () => {
  it('verifies, and counts what rivals left behind', () => {
    const { status, said } = statewire('verify');

    expect(said).toContain('vehicles.g1/0: 7 commits, 1 void (prev), 1 seals, up to commit 5');
    expect(said.at(-1)).toBe(`The ledger verifies: 7 commits in ${String(2 * LEDGER_NAMES.length)} partitions.`);
    expect(status).toBe(0);
  });

  it('exports without sealing, and says so', () => {
    const { status, warned } = statewire('export', join(root, 'out'));

    expect(warned).toContain('The ledger is in use, so it was not sealed first');
    expect(status).toBe(0);
  });

  it('names the place where a chain is no longer continued', async () => {
    const foreign = entry({ seq: 7, head: 'A'.repeat(43) }, 'stranger/1');
    await driver.append(part, [foreign.bytes]);
    const { status, said } = statewire('verify');

    expect(status).toBe(1);
    expect(said.find((line) => line.startsWith('WRONG'))).toContain('vehicles.g1/0: record at offset 7, commit 7, line 1');
  });
});
