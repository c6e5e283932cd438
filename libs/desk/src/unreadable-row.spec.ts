import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { Failure } from '@statewire/kernel';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import { makeSealKey, sealSigner } from '@statewire/seals';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';
import type { SnapshotStore, SnapshotTable } from './snapshots.port.js';

let snapshots: SnapshotStore;
let deskOf: (more?: Partial<DeskOptions>) => Desk;
const started = async (more: Partial<DeskOptions> = {}): Promise<Desk> => {
  const desk = deskOf(more);
  await desk.start();
  return desk;
};
const soon = () => ({ deadline: Date.now() + 2_000 });
/** A store of which such a row cannot be read, once. */
const damagedOnce = (of: SnapshotTable, begins: string): SnapshotStore => {
  let damaged = true;
  return {
    ...snapshots,
    open: async (name) => {
      const snapshot = await snapshots.open(name);
      const read: typeof snapshot.read = (table, key) => {
        if (!damaged || table !== of || !key.startsWith(begins)) return snapshot.read(table, key);
        damaged = false;
        throw new Error('the disk is at fault');
      };
      return { ...snapshot, read };
    },
  };
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
    const warnings: string[] = [];
    const second = deskOf({ snapshots: damagedOnce('dedup', ''), log: (_, code) => warnings.push(code) });
    const early = [second.submit(addCommand('c1', 5)), second.submit(addCommand('c2', 1))];
    await second.start();

    expect(await Promise.all(early)).toMatchObject([{ ...was, repeated: true }, { out: 'accepted', position: { seq: 2 } }]);
    expect([warnings, second.state.get('OHCOP0000')]).toEqual([['desk/snapshot-unreadable'], 6]);
    await second.stop();
  });

  it('answers what is asked again while what it knows of commands cannot be read', async () => {
    const first = await started();
    const was = await first.submit(addCommand('c1', 5));
    await first.stop();
    const second = await started({ snapshots: damagedOnce('dedup', '') });

    expect(await second.submit(addCommand('c1', 5))).toEqual({ ...was, repeated: true });
    await second.stop();
  });

  it('decides what it had taken when a seal was due whose row cannot be read', async () => {
    const signer = sealSigner(makeSealKey().privateKeyPem);
    const first = await started({ signer });
    await first.submit(addCommand('c1', 5));
    await first.stop();
    const second = await started({ signer, snapshots: damagedOnce('streams', 'chain/') });
    const sealed = second.seal();

    expect(await second.submit(addCommand('c2', 1, soon()))).toMatchObject({ out: 'accepted', position: { seq: 3 } });
    await sealed;
    expect([second.resting(), second.state.get('OHCOP0000')]).toEqual([true, 6]);
    await second.stop();
  });

  it('decides what had lost its place to a commit whose row cannot be read', async () => {
    const first = await started();
    await first.submit(addCommand('c1', 5));
    await first.stop();
    const second = await started({ snapshots: damagedOnce('state', 'OHCOP0000') });
    const rival = await started({ snapshots: memorySnapshots(), instance: 'sw-02' });
    await rival.submit(addCommand('r1', 1));
    await rival.stop();

    expect(await second.submit(addCommand('c2', 7, { key: 'OHOTHER00', ...soon() }))).toMatchObject({ out: 'accepted', position: { seq: 3 } });
    expect([second.resting(), second.state.get('OHCOP0000'), second.state.get('OHOTHER00')]).toEqual([true, 6, 7]);
    await second.stop();
  });

  it('does not start, and says so, where the frames that it keeps cannot be read', async () => {
    const alarms: unknown[] = [];
    const open: SnapshotStore['open'] = async (name) => {
      const snapshot = await snapshots.open(name);
      return { ...snapshot, entries: (table) => { if (table === 'ring') throw new Failure('keyring/damaged', 'a stored value does not open', false); return snapshot.entries(table); } };
    };
    const desk = deskOf({ snapshots: { ...snapshots, open }, log: (...said) => alarms.push(said) });

    await expect(desk.start()).rejects.toMatchObject({ code: 'desk/not-started' });
    expect([desk.status, alarms]).toEqual(['halted', [['alarm', 'desk/snapshot-failed', { part: 'vehicles.g1/0', cause: expect.stringContaining('does not open') }]]]);
  });
});
