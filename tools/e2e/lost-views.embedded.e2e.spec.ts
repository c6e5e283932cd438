import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedCommandIds, verified } from './exported-ledger.js';
import { startAgain } from './start-again.js';
import { startSystem, type System } from './system.js';
import { advance, stolenVehicle, Terminal, unique } from './terminal.js';

const clock = '2026-11-20T08:00:00-05:00';
let system: System;
beforeAll(async () => { system = await startSystem({ clock }); }, 120_000);
afterAll(() => system.remove(), 60_000);

/** What is decided in a ledger, by what caused it: how often. */
const decidedTwice = async (): Promise<readonly string[]> =>
  Object.entries(await exportedCommandIds(system)).flatMap(([ledger, ids]) => [...ids].flatMap(([id, times]) => (times > 1 ? [`${ledger} ${id}`] : [])));

describe('a start without its views', () => {
  const uid = unique();
  const textsOf = async (terminal: Terminal): Promise<readonly string[]> => (await terminal.mailbox()).map(({ text }) => text);

  it('builds them again, and does nothing again of what was done long ago', async () => {
    const [owner, other] = [new Terminal(system, 'COL1'), new Terminal(system, 'CLE1')];
    await owner.finalWord(await owner.send(stolenVehicle(uid)));
    expect((await other.send(`LV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`)).outcome).toBe('accepted');
    await owner.receives(({ text }) => /LOCATE/.test(text));
    await owner.send(`AM.DRI/OHCLP0000.TXT/OLD ${uid}`);
    await other.receives(({ text }) => text.includes(`OLD ${uid}`));
    await advance(system, 'P4D');
    await owner.send(`AM.DRI/OHCLP0000.TXT/NEW ${uid}`);
    await other.receives(({ text }) => text.includes(`NEW ${uid}`));
    const before = [await textsOf(owner), await textsOf(other)];
    await system.stop();
    await rm(join(system.dataDir, 'views'), { recursive: true });

    const again = await startAgain(system, clock);
    await advance(again, 'PT1S');
    const seats = [new Terminal(again, 'COL1'), new Terminal(again, 'CLE1')];
    const [hit, ...after] = [await seats[0]!.send(`QV.VIN/1FAHP2E8XA0${uid}`), await textsOf(seats[0]!), await textsOf(seats[1]!)] as const;
    expect(hit.code).toBe('HIT');
    expect(after).toEqual(before);
    await again.stop();
    expect(await decidedTwice()).toEqual([]);
    expect(await verified(system)).toMatch(/verifies/);
  }, 180_000);
});
