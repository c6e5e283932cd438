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

/** A store whose writes wait until they are let go; `begun` resolves with the first. */
const held = (store: SnapshotStore) => {
  let release = (): void => undefined;
  let begin = (): void => undefined;
  const released = new Promise<void>((resolve) => { release = resolve; });
  const begun = new Promise<void>((resolve) => { begin = resolve; });
  const open: SnapshotStore['open'] = async (name) => {
    const snapshot = await store.open(name);
    return {
      ...snapshot,
      write: async (changes, cleared) => {
        begin();
        await released;
        await snapshot.write(changes, cleared);
      },
    };
  };
  return { store: { ...store, open }, begun, release };
};

describe('a snapshot', () => {
  it('makes up in the next save for those that failed, of which the first is told', async () => {
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

    expect(warnings).toEqual(['desk/save-failed']);
    expect(second.counts().commits).toBe(0);
    expect(['OHa', 'OHb', 'OHc'].map((key) => second.state.get(key))).toEqual([1, 1, 1]);
    expect(await second.submit(addCommand('a', 1, { key: 'OHa' }))).toMatchObject({ repeated: true });
    await second.stop();
  });

  it('is waited for by a desk that folds a whole log, so that what is not saved does not fill the memory', async () => {
    const driver = memoryLogDriver();
    await driver.create('vehicles', 1, 1);
    const common = { driver, keyring: memoryKeyRing(), clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider, part, installation: 'inst', instance: 'sw-01', catalogueVersion: '1' };
    const first = openDesk({ ...common, snapshots: memorySnapshots() });
    await first.start();
    // More than one reading of the log brings.
    const commands = 8_000;
    await Promise.all(Array.from({ length: commands }, (_, n) => first.submit(addCommand(`c${String(n)}`, 1, { key: `OH${String(n)}` }))));
    await first.stop();
    const { store, begun, release } = held(memorySnapshots());
    const second = openDesk({ ...common, snapshots: store, saveCommitsMax: 10 });
    const started = second.start();
    await begun;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    const meanwhile = second.counts().commits;
    release();
    await started;

    expect(meanwhile).toBeLessThan(commands);
    expect(second.counts().commits).toBeGreaterThanOrEqual(commands);
    expect(second.state.get(`OH${String(commands - 1)}`)).toBe(1);
    await second.stop();
  });
});
