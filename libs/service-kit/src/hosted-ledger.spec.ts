import { describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import type { LedgerName } from '@statewire/contracts';
import { memorySnapshots } from '@statewire/desk';
import { accept, type DomainDecider } from '@statewire/kernel';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import { hostLedger, type LedgerHost } from './hosted-ledger.js';

/** Plans an instant with everything that it decides. */
const planner: DomainDecider = {
  stateVersion: 'planner-1',
  decide: () => accept({ t: 'thing.planned', tv: 1, s: 'thing/1', d: { due: { retire: '2026-12-01T05:05:00.000Z' } } }),
  evolve: () => undefined,
};

const hosting = async (ledger: LedgerName) => {
  const driver = memoryLogDriver();
  await driver.create(ledger, 1, 1);
  const alarms: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (message: string) => { alarms.push(message); } };
  const ownership = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const ports = { driver, keyring: memoryKeyRing(), snapshots: memorySnapshots(), installation: 'inst', ownership, log };
  const host = { ports, partitions: 1, clock: manualClock('2026-11-21T04:10:05.123Z'), feed: () => ({ offer: () => undefined }), partitionOf: () => 0 };
  const hosted = hostLedger(host as unknown as LedgerHost, ledger, () => planner);
  await hosted.start();
  const answer = await hosted.submit({ id: 'c1', type: 'Plan', key: 'OH1', by: { ori: 'OH1', device: 'd', user: 'u' }, payload: {} }, 1_000);
  return { driver, hosted, answer };
};
const decided = async (ledger: LedgerName) => {
  const { hosted, answer } = await hosting(ledger);
  await hosted.stop();
  return answer;
};

describe('a ledger whose events plan instants', () => {
  it('is one that the timer follows; elsewhere planning is a defect, because nothing would come of it', async () => {
    expect(await decided('vehicles')).toMatchObject({ kind: 'done', out: 'accepted' });
    expect(await decided('journal')).toMatchObject({ kind: 'done', out: 'rejected', faults: [{ code: 'DEFECT' }], events: [] });
  });
});

describe('what a ledger has decided', () => {
  it('is in doubt at a deadline while the log cannot be read', async () => {
    const { driver, hosted } = await hosting('vehicles');
    const { fetch } = driver;
    driver.fetch = (_part, _from, _limits, stop) => new Promise((resolve) => { stop?.addEventListener('abort', () => { resolve({ records: [] } as unknown as Awaited<ReturnType<typeof fetch>>); }); });
    await expect(hosted.recall('OH1', 'c1', 50)).rejects.toMatchObject({ code: 'service-kit/in-doubt', canRetry: true });
    expect(await hosted.recall('OH1', 'never', 50)).toBeUndefined();
    driver.fetch = fetch;
    expect(await hosted.recall('OH1', 'c1', 1_000)).toMatchObject({ head: { cmd: 'c1' } });
    await hosted.stop();
  });
});
