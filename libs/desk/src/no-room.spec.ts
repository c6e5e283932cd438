import { beforeEach, describe, expect, it } from '@jest/globals';
import { manualClock } from '@statewire/clock';
import { Failure } from '@statewire/kernel';
import { memoryKeyRing, type KeyRing } from '@statewire/keyring';
import { memoryLogDriver, type LogDriver, type MemoryLogDriver } from '@statewire/ledger';
import { makeSealKey, sealSigner } from '@statewire/seals';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';
import { accountDecider, addCommand } from './simulation/account.decider.js';
import { memorySnapshots } from './snapshots.memory.js';

let driver: MemoryLogDriver;
let keyring: KeyRing;
let said: string[];
let isFull: boolean;

beforeEach(async () => {
  driver = memoryLogDriver();
  keyring = memoryKeyRing();
  said = [];
  isFull = false;
  await driver.create('vehicles', 1, 1);
});

const started = async (more: Partial<DeskOptions>): Promise<Desk> => {
  const names = { part: { ledger: 'vehicles', gen: 1, index: 0 }, installation: 'inst', instance: 'sw-01', catalogueVersion: '2026.11' };
  const parts = { driver, keyring, snapshots: memorySnapshots(), clock: manualClock('2026-11-21T04:10:05.123Z'), decider: accountDecider };
  const desk = openDesk({ ...names, ...parts, log: (level, code) => said.push(`${level} ${code}`), ...more });
  await desk.start();
  return desk;
};

describe('a desk without room', () => {
  it('for the keys of what is new says so once, and makes them when there is room', async () => {
    let room = false;
    const full = new Failure('keyring/no-room', 'The disk of the keys is nearly full.', true);
    const desk = await started({ keyring: { ...keyring, ensure: (kids) => (room ? keyring.ensure(kids) : Promise.reject(full)) } });

    expect(await desk.submit(addCommand('c1', 5, { note: 'seen', deadline: Date.now() + 900 }))).toMatchObject({ kind: 'in-doubt' });
    expect(said).toEqual(['alarm desk/no-room']);
    room = true;
    expect(await desk.submit(addCommand('c1', 5, { note: 'seen' }))).toMatchObject({ kind: 'done', out: 'accepted' });
    await desk.stop();
  });

  it('in its log says so once, keeps what it was told and decides it when there is room', async () => {
    let room = false;
    const desk = await started({ driver: { ...driver, append: (at, values) => (room ? driver.append(at, values) : Promise.resolve({ kind: 'refused', reason: 'no-room' })) } });

    expect(await desk.submit(addCommand('c1', 5, { deadline: Date.now() + 900 }))).toMatchObject({ kind: 'in-doubt' });
    expect(said).toEqual(['alarm desk/no-room']);
    room = true;
    expect(await desk.submit(addCommand('c1', 5))).toMatchObject({ kind: 'done', out: 'accepted' });
    await desk.stop();
  });

  it('in its log ends at once, without a last seal', async () => {
    const never: LogDriver['append'] = () => Promise.resolve({ kind: 'refused', reason: 'no-room' });
    const desk = await started({ signer: sealSigner(makeSealKey().privateKeyPem), driver: { ...driver, append: (at, values) => (isFull ? never(at, values) : driver.append(at, values)) } });
    await desk.submit(addCommand('c1', 5));
    isFull = true;

    const begun = performance.now();
    await desk.stop(60_000);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(said).toEqual(['alarm desk/no-room']);
  });
});
