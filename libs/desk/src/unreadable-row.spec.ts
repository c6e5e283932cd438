import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore } from './snapshots.port.js';

let snapshots: SnapshotStore;
let deskOf: (more?: Partial<DeskOptions>) => Desk;
const started = async (more: Partial<DeskOptions> = {}): Promise<Desk> => {
  const desk = deskOf(more);
  await desk.start();
  return desk;
};

beforeEach(async () => {
  const driver = memoryLogDriver();
  await driver.create('vehicles', 1, 1);
  snapshots = memorySnapshots();
  const shared = { driver, keyring: memoryKeyRing(), clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider };
  const names = { part: { ledger: 'vehicles', gen: 1, index: 0 }, installation: 'inst', instance: 'sw-01', catalogueVersion: '2026.11' };
  deskOf = (more = {}) => openDesk({ ...shared, ...names, snapshots, ...more });
});

describe('a desk whose snapshot is damaged', () => {
  it('reads a row of its snapshot when it is asked for, and folds the log anew when one cannot be read', async () => {
    const first = await started();
    await first.submit(addCommand('c1', 5));
    await first.submit(addCommand('c2', 7, { key: 'OHOTHER00' }));
    await first.stop();
    const read: string[] = [];
    let damaged = true;
    const warnings: string[] = [];
    const store: SnapshotStore = {
      ...snapshots,
      open: async (name) => {
        const snapshot = await snapshots.open(name);
        return {
          ...snapshot,
          read: (table, key) => {
            read.push(`${table} ${key}`);
            if (key === 'OHCOP0000' && damaged) throw new Error('the disk is at fault');
            return snapshot.read(table, key);
          },
          write: (...changes) => {
            damaged = false;
            return snapshot.write(...changes);
          },
        };
      },
    };
    const second = await started({ snapshots: store, log: (_, code) => warnings.push(code) });
    expect(read).toEqual([]);
    expect([second.state.get('OHOTHER00'), second.counts().commits]).toEqual([7, 0]);

    expect(await second.submit(addCommand('c3', -5))).toMatchObject({ out: 'accepted' });
    expect([second.state.get('OHCOP0000'), second.state.get('OHOTHER00'), second.counts().commits]).toEqual([0, 7, 3]);
    expect([read, warnings, second.status]).toEqual([expect.arrayContaining(['state OHCOP0000']), ['desk/snapshot-unreadable'], 'running']);
    await second.stop();
    const third = await started();
    expect([third.state.get('OHCOP0000'), third.counts().commits]).toEqual([0, 0]);
    await third.stop();
  });

  it('answers what was in line while what it knows of commands could not be read', async () => {
    const first = await started();
    const was = await first.submit(addCommand('c1', 5));
    await first.stop();
    let damaged = true;
    const store: SnapshotStore = {
      ...snapshots,
      open: async (name) => {
        const snapshot = await snapshots.open(name);
        const read: typeof snapshot.read = (table, key) => {
          if (table !== 'dedup' || !damaged) return snapshot.read(table, key);
          damaged = false;
          throw new Error('the disk is at fault');
        };
        return { ...snapshot, read };
      },
    };
    const second = deskOf({ snapshots: store });
    const early = [second.submit(addCommand('c1', 5)), second.submit(addCommand('c2', 1))];
    await second.start();

    expect(await Promise.all(early)).toMatchObject([{ ...was, repeated: true }, { out: 'accepted', position: { seq: 2 } }]);
    expect([damaged, second.state.get('OHCOP0000')]).toEqual([false, 6]);
    await second.stop();
  });
});
