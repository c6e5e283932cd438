import { describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import type { LedgerName } from '@statewire/contracts';
import { memorySnapshots } from '@statewire/desk';
import { accept, type DomainDecider } from '@statewire/kernel';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { memoryLogDriver, type MemoryLogDriver } from '@statewire/ledger';
import { hostLedger, type HostedLedger, type LedgerHost } from './hosted-ledger.js';

/** Plans an instant with everything that it decides. */
const planner: DomainDecider = {
  stateVersion: 'planner-1',
  decide: () => accept({ t: 'thing.planned', tv: 1, s: 'thing/1', d: { due: { retire: '2026-12-01T05:05:00.000Z' } } }),
  evolve: () => undefined,
};

const newDriver = async (ledger: LedgerName) => {
  const driver = memoryLogDriver();
  await driver.create(ledger, 1, 1);
  return driver;
};

const plan = (hosted: HostedLedger, id: string) => hosted.submit({ id, type: 'Plan', key: 'OH1', by: { ori: 'OH1', device: 'd', user: 'u' }, payload: {}, corr: `${id}@d` }, 1_000);

const hosting = async (ledger: LedgerName, given: Partial<Readonly<{ driver: MemoryLogDriver; snapshots: ReturnType<typeof memorySnapshots>; keyring: KeyRing; acceptLost: readonly string[] }>> = {}) => {
  const driver = given.driver ?? await newDriver(ledger);
  const said: Readonly<{ message: string; details: object }>[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (message: string, details: object) => { said.push({ message, details }); } };
  const ownership = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const settings = { acceptLost: given.acceptLost ?? [] };
  const ports = { driver, keyring: given.keyring ?? memoryKeyRing(), snapshots: given.snapshots ?? memorySnapshots(), installation: 'inst', ownership, log, settings };
  const host = { ports, partitions: 1, clock: manualClock('2026-11-21T04:10:05.123Z'), feed: () => ({ offer: () => undefined }), partitionOf: () => 0 };
  const hosted = hostLedger(host as unknown as LedgerHost, ledger, () => planner);
  await hosted.start();
  return { driver, hosted, said };
};
const decided = async (ledger: LedgerName) => {
  const { hosted } = await hosting(ledger);
  const answer = await plan(hosted, 'c1');
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
    await plan(hosted, 'c1');
    const { fetch } = driver;
    driver.fetch = (_part, _from, _limits, stop) => new Promise((resolve) => { stop?.addEventListener('abort', () => { resolve({ records: [] } as unknown as Awaited<ReturnType<typeof fetch>>); }); });
    await expect(hosted.recall('OH1', 'c1', 50)).rejects.toMatchObject({ code: 'service-kit/in-doubt', canRetry: true });
    expect(await hosted.recall('OH1', 'never', 50)).toBeUndefined();
    driver.fetch = fetch;
    expect(await hosted.recall('OH1', 'c1', 1_000)).toMatchObject({ head: { cmd: 'c1' } });
    await hosted.stop();
  });
});

describe('a ledger that has lost what was acknowledged', () => {
  const cut = async (ledger: LedgerName = 'vehicles') => {
    const kept = { driver: await newDriver(ledger), snapshots: memorySnapshots(), keyring: memoryKeyRing() };
    const { hosted } = await hosting(ledger, kept);
    for (const id of ['c1', 'c2', 'c3']) await plan(hosted, id);
    expect(hosted.standing()).toEqual([]);
    await hosted.stop();
    kept.driver.cut({ ledger, gen: 1, index: 0 }, 1n);
    return kept;
  };

  it('names what is lost, without its contents, and decides nothing', async () => {
    const kept = await cut();
    const { hosted, said } = await hosting('vehicles', kept);
    expect(hosted.standing()).toEqual(['the desk of vehicles.g1/0 is read-only: nothing is decided there']);
    expect(said.filter(({ message }) => message.includes('is lost')).map(({ details }) => details)).toMatchObject([
      { position: 'vehicles.1/0@2', key: 'OH1', of: 'c2@d', events: 'thing.planned thing/1' }, { position: 'vehicles.1/0@3', of: 'c3@d' },
    ]);
    expect(said.at(-1)?.details).toEqual({ setting: 'ACCEPT_LOST=vehicles.1/0@2' });
    await hosted.stop();
  });

  it('says whom that keeps waiting besides', async () => {
    const { hosted } = await hosting('journal', await cut('journal'));
    expect(hosted.standing()).toEqual(['the desk of journal.g1/0 is read-only: nothing is decided there, and whatever its terminals send is answered 503, inquiries too']);
    await hosted.stop();
  });

  it('goes on without it once its first commit is named as accepted, and not for another', async () => {
    const kept = await cut();
    const other = await hosting('vehicles', { ...kept, acceptLost: ['vehicles.1/0@3', 'cop.1/0@2'] });
    expect(other.hosted.standing()).toHaveLength(1);
    await other.hosted.stop();

    const { hosted } = await hosting('vehicles', { ...kept, acceptLost: ['vehicles.1/0@2'] });
    expect(hosted.standing()).toEqual([]);
    expect(await plan(hosted, 'c4')).toMatchObject({ out: 'accepted', position: 'vehicles.1/0@4' });
    await hosted.stop();
  });

  it('does not go on where the acceptance is lost as well, for what had accepted that: such a loss begins at the same place', async () => {
    const kept = await cut();
    let accepted = ['vehicles.1/0@2'];
    for (const position of ['vehicles.1/0@4', 'vehicles.1/0@5', 'vehicles.1/0@6']) {
      const { hosted } = await hosting('vehicles', { ...kept, acceptLost: accepted });
      expect(await plan(hosted, position)).toMatchObject({ position });
      await hosted.stop();
      kept.driver.cut({ ledger: 'vehicles', gen: 1, index: 0 }, 1n);

      const again = await hosting('vehicles', { ...kept, acceptLost: accepted });
      expect(again.hosted.standing()).toHaveLength(1);
      const { setting } = again.said.at(-1)?.details as Readonly<{ setting: string }>;
      expect(setting).toMatch(/^ACCEPT_LOST=vehicles\.1\/0@2~[\w-]{8}$/);
      accepted = [...accepted, setting.slice('ACCEPT_LOST='.length)];
      await again.hosted.stop();
    }
  });
});
