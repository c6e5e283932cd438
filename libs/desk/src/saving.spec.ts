import { describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore } from './snapshots.port.js';

const part = { ledger: 'vehicles', gen: 1, index: 0 };

/** A store whose first writes fail. */
const failing = (store: SnapshotStore, failures: number): SnapshotStore => {
  let left = failures;
  return {
    ...store,
    open: async (name) => {
      const snapshot = await store.open(name);
      return {
        ...snapshot,
        write: (changes, cleared) => {
          left -= 1;
          return left >= 0 ? Promise.reject(new Error('the disk is full')) : snapshot.write(changes, cleared);
        },
      };
    },
  };
};

describe('a snapshot', () => {
  it('makes up in the next save for one that failed', async () => {
    const driver = memoryLogDriver();
    await driver.create('vehicles', 1, 1);
    const store = memorySnapshots();
    const warnings: string[] = [];
    const common = { driver, keyring: memoryKeyRing(), clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider, part };
    const names = { installation: 'inst', instance: 'sw-01', catalogueVersion: '1' };
    const first = openDesk({ ...common, ...names, snapshots: failing(store, 2), saveCommitsMax: 1, log: (_, code) => warnings.push(code) });
    await first.start();
    for (const id of ['a', 'b', 'c']) await first.submit(addCommand(id, 1, { key: `OH${id}` }));
    await first.stop();
    const second = openDesk({ ...common, ...names, snapshots: store });
    await second.start();

    expect(warnings).toEqual(['desk/save-failed', 'desk/save-failed']);
    expect(second.counts().commits).toBe(0);
    expect(['OHa', 'OHb', 'OHc'].map((key) => second.state.get(key))).toEqual([1, 1, 1]);
    expect(await second.submit(addCommand('a', 1, { key: 'OHa' }))).toMatchObject({ repeated: true });
    await second.stop();
  });
});
