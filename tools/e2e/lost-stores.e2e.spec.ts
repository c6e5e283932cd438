import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportedCommandIds, verified } from './exported-ledger.js';
import { lose, STORES } from './lose-stores.js';
import { startAgain } from './start-again.js';
import { startSystem, type System } from './system.js';
import { advance, stolenVehicle, Terminal, unique } from './terminal.js';

const clock = '2026-11-20T08:00:00-05:00';
let system: System;
beforeAll(async () => { system = await startSystem({ clock }); }, 120_000);
afterAll(() => system.remove(), 60_000);

/** What a ledger holds more than one decision of. */
const decidedTwice = async (): Promise<readonly string[]> =>
  Object.entries(await exportedCommandIds(system)).flatMap(([ledger, ids]) => [...ids].flatMap(([id, times]) => (times > 1 ? [`${ledger} ${id}`] : [])));

describe('a start after stores were lost that are built again', () => {
  const uid = unique();
  const seatsOn = (at: Pick<System, 'url'>) => [new Terminal(at, 'COL1'), new Terminal(at, 'CLE1')] as const;
  const mailOn = (at: Pick<System, 'url'>) => Promise.all(seatsOn(at).map(async (seat) => (await seat.mailbox()).map(({ text }) => text)));
  let before: Awaited<ReturnType<typeof mailOn>>;

  it('begins with a life of five days', async () => {
    const [owner, other] = seatsOn(system);
    await owner.finalWord(await owner.send(stolenVehicle(uid)));
    expect((await other.send(`LV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`)).outcome).toBe('accepted');
    await owner.receives(({ text }) => text.includes('LOCATE NOTICE'));
    await owner.send(`AM.DRI/OHCLP0000.TXT/OLD ${uid}`);
    await other.receives(({ text }) => text.includes(`OLD ${uid}`));
    await advance(system, 'P4D');
    await owner.send(`AM.DRI/OHCLP0000.TXT/NEW ${uid}`);
    await other.receives(({ text }) => text.includes(`NEW ${uid}`));
    before = await mailOn(system);
    await system.stop();
  }, 60_000);

  it.each(STORES)('shows the same without %j, and does nothing again, be it recent or long ago', async (stores) => {
    await lose(system, stores);
    const again = await startAgain(system, clock);
    await advance(again, 'PT1S');
    expect((await seatsOn(again)[0].send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('HIT');
    expect(await mailOn(again)).toEqual(before);
    await again.stop();
    expect(await decidedTwice()).toEqual([]);
    expect(await verified(system)).toMatch(/verifies/);
  }, 120_000);
});
