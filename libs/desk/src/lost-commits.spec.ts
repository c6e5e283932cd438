import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { memoryLogDriver, type MemoryLogDriver } from '@statewire/ledger';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore } from './snapshots.port.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
let driver: MemoryLogDriver;
let keyring: KeyRing;
let snapshots: SnapshotStore;
let alarms: string[];

const started = async (): Promise<Desk> => {
  const desk = openDesk({
    driver, keyring, snapshots, clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider, part,
    installation: 'inst', instance: 'sw-01', catalogueVersion: '2026.11', saveIntervalMs: 1,
    log: (level, code) => { if (level === 'alarm') alarms.push(code); },
  });
  await desk.start();
  return desk;
};
const again = async (desk: Desk): Promise<Desk> => {
  await desk.stop();
  alarms = [];
  return started();
};
const add = async (desk: Desk, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await desk.submit(addCommand(id, 1));
};
const lostBy = async (desk: Desk) => (await desk.lost()).map(({ head }) => head.cmd);

beforeEach(async () => {
  driver = memoryLogDriver();
  keyring = memoryKeyRing();
  snapshots = memorySnapshots();
  alarms = [];
  await driver.create('vehicles', 1, 1);
});

describe('commits that were acknowledged and that the log has lost', () => {
  it('are named at every start, and nothing is written, until they are accepted as lost', async () => {
    let desk = await started();
    await add(desk, ['c1', 'c2', 'c3']);
    await desk.stop();
    driver.cut(part, 1n);
    desk = await started();
    for (let start = 0; start < 2; start += 1) {
      desk = await again(desk);
      expect([desk.status, alarms, await lostBy(desk)]).toEqual(['read-only', ['desk/commits-lost'], ['c2', 'c3']]);
    }

    await desk.resume();
    await add(desk, ['c4']);
    desk = await again(desk);
    expect([desk.status, alarms, await lostBy(desk), desk.state.get('OHCOP0000')]).toEqual(['running', [], [], 2]);
    await desk.stop();
  });

  it('are named after a start though the desk found the loss while it ran, and had won more since its own start than it keeps', async () => {
    let desk = await started();
    await Promise.all(Array.from({ length: 1_200 }, (_, index) => desk.submit(addCommand(`c${String(index)}`, 1))));
    driver.cut(part, 1_198n);
    await desk.catchUp();
    await add(desk, []);
    expect([desk.status, alarms]).toEqual(['read-only', ['desk/diverged', 'desk/commits-lost']]);
    desk = await again(desk);

    expect([desk.status, alarms, await lostBy(desk)]).toEqual(['read-only', ['desk/commits-lost'], ['c1198', 'c1199']]);
    await desk.stop();
  });

  it('are missed on though others have written in their place, and no more once the log has them back', async () => {
    let desk = await started();
    await add(desk, ['c1', 'c2']);
    await desk.stop();
    const [, second] = driver.records(part);
    driver.cut(part, 1n);
    desk = await started();
    const rival = openDesk({
      driver, keyring, snapshots: memorySnapshots(), clock: manualClock('2026-11-21T04:10:06.000Z'), decider: accountDecider, part, installation: 'inst', instance: 'sw-02', catalogueVersion: '2026.11',
    });
    await rival.start();
    await add(rival, ['r1', 'r2']);
    await rival.stop();
    await desk.catchUp();
    desk = await again(desk);
    expect([desk.status, await lostBy(desk), desk.position().seq]).toEqual(['read-only', ['c2'], 3]);
    await desk.stop();

    driver.cut(part, 1n);
    await driver.append(part, [second?.value ?? new Uint8Array()]);
    desk = await started();
    expect([desk.status, await lostBy(desk), desk.state.get('OHCOP0000')]).toEqual(['running', [], 2]);
    await desk.stop();
  });
});
