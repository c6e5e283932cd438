import { describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import { openLedger, type Ledger, type LedgerOptions } from './ledger-desks.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';

const keys = Array.from({ length: 40 }, (_, index) => `OHAGY00${String(index).padStart(2, '0')}`);
const ledgerOf = (more: Partial<LedgerOptions> = {}): Ledger =>
  openLedger({
    driver: memoryLogDriver(),
    keyring: memoryKeyRing(),
    snapshots: memorySnapshots(),
    clock: manualClock('2026-11-21T04:10:05.123Z'),
    decider: accountDecider,
    ledger: 'vehicles',
    partitions: 4,
    installation: 'inst',
    instance: 'sw-01',
    catalogueVersion: '1',
    ...more,
  });

describe('the desks of a ledger', () => {
  it('decide a command where its home key lives', async () => {
    const ledger = ledgerOf();
    const heard: string[] = [];
    ledger.onCommit(({ head, position }) => heard.push(`${head.k}@${String(position.part.index)}`));
    await ledger.start();
    const answers = await Promise.all(keys.map((key) => ledger.submit(addCommand(key, 1, { key }))));

    expect(answers.map((answer) => (answer.kind === 'done' ? answer.position.part.index : -1))).toEqual(keys.map(ledger.partitionOf));
    expect(new Set(keys.map(ledger.partitionOf)).size).toBe(4);
    expect(heard.sort()).toEqual(keys.map((key) => `${key}@${String(ledger.partitionOf(key))}`).sort());
    expect(ledger.resting()).toBe(true);
    await ledger.stop();
  });

  it('say where a command belongs whose partition is not open here', async () => {
    const [key = ''] = keys;
    const ledger = ledgerOf({ owned: [], ownerOf: (index) => `sw-0${String(index)}` });
    await ledger.start();
    const index = ledger.partitionOf(key);

    expect(await ledger.submit(addCommand('c', 1, { key }))).toEqual({ kind: 'moved', owner: `sw-0${String(index)}` });
    await ledger.own([index]);
    expect(await ledger.submit(addCommand('c', 1, { key }))).toMatchObject({ kind: 'done', repeated: false });
    await Promise.all([ledger.own([]), ledger.own([index])]);
    expect(await ledger.submit(addCommand('c', 1, { key }))).toMatchObject({ kind: 'done', repeated: true });
    await ledger.stop();
    expect(ledger.desks.size).toBe(0);
  });

  it('go to another partition with a bucket that was moved', async () => {
    const [key = ''] = keys;
    const home = ledgerOf().partitionOf(key);
    const every = new Map(Array.from({ length: 1024 }, (_, bucket) => [bucket, (home + 1) % 4] as const));
    const ledger = ledgerOf({ moved: every });
    await ledger.start();

    expect(await ledger.submit(addCommand('c', 1, { key }))).toMatchObject({ position: { part: { index: (home + 1) % 4 } } });
    await ledger.stop();
  });

  it('do not start on a log that is not configured as a ledger must be', async () => {
    const ledger = ledgerOf({ driver: { ...memoryLogDriver(), verifySettings: () => Promise.reject(new Error('retention is set')) } });

    await expect(ledger.start()).rejects.toThrow('retention is set');
  });
});
