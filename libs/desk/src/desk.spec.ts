import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock, type ManualClock } from '@statewire/clock';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { memoryLogDriver, type MemoryLogDriver } from '@statewire/ledger';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore } from './snapshots.port.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };
let driver: MemoryLogDriver;
let keyring: KeyRing;
let snapshots: SnapshotStore;
let clock: ManualClock;
let alarms: string[];

const deskOf = (more: Partial<DeskOptions> = {}): Desk =>
  openDesk({
    driver,
    keyring,
    snapshots,
    clock,
    decider: accountDecider,
    part,
    installation: 'inst',
    instance: 'sw-01',
    catalogueVersion: '2026.11',
    log: (level, code) => {
      if (level === 'alarm') alarms.push(code);
    },
    ...more,
  });
const started = async (more: Partial<DeskOptions> = {}): Promise<Desk> => {
  const desk = deskOf(more);
  await desk.start();
  return desk;
};

beforeEach(async () => {
  driver = memoryLogDriver();
  keyring = memoryKeyRing();
  snapshots = memorySnapshots();
  clock = manualClock('2026-11-21T04:10:05.123Z');
  alarms = [];
  await driver.create('vehicles', 1, 1);
});

describe('a desk', () => {
  it('decides a command and says where it stands', async () => {
    const desk = await started();
    const answer = await desk.submit(addCommand('c1', 5, { note: 'private' }));

    expect(answer).toEqual({
      kind: 'done',
      out: 'accepted',
      faults: [],
      events: [{ t: 'account.changed', tv: 1, s: 'account/OHCOP0000', sv: 1, d: { amount: 5, at: clock.now() }, p: { note: 'private' } }],
      position: { part, seq: 1 },
      repeated: false,
      at: '2026-11-21T04:10:05.123Z',
    });
    expect(desk.state.get('OHCOP0000')).toBe(5);
    await desk.stop();
  });
});
