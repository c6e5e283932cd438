import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAgain } from './start-again.js';
import { startSystem, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique } from './terminal.js';

const start = '2026-11-20T08:00:00-05:00';
let first: System;
beforeAll(async () => { first = await startSystem({ clock: start }); }, 120_000);
afterAll(() => first.remove(), 60_000);

const nowOf = async ({ url }: Pick<System, 'url'>): Promise<string> => ((await call(url, 'GET', '/v1/clock')).json as { now: string }).now;

describe('a restart on a moved clock', () => {
  const uid = unique();

  it('goes on where the clock stopped when the setting lies before, be it where the clock began', async () => {
    await first.stop();
    const second = await startAgain(first, '2026-11-19T08:00:00-05:00');
    expect(await nowOf(second)).toBe(start);
    await advance(second, 'PT2H');
    await second.stop();
    const third = await startAgain(first, start);
    expect(await nowOf(third)).toBe('2026-11-20T10:00:00-05:00');
    const seat = new Terminal(third, 'COL1');
    expect((await seat.send(stolenVehicle(uid, 'OHCOP0000', '.MIS/NCIC-SILENT'))).outcome).toBe('pending');
    expect((await seat.send(`EF.OCA/F${uid}.DOT/20261119.VIN/1FAHP2E8XF0${uid}.VMA/FORD`)).outcome).toBe('pending');
    await third.stop();
  }, 180_000);

  it('lets all that fell due before a later setting happen in turn, at its own instant, before anybody is served', async () => {
    const fourth = await startAgain(first, '2027-03-01T08:00:00-05:00');
    const seat = new Terminal(fourth, 'COL1');
    expect(await nowOf(fourth)).toBe('2027-03-01T08:00:00-05:00');
    const answers = [await seat.send(`QV.VIN/1FAHP2E8XA0${uid}`), await seat.send(`QV.VIN/1FAHP2E8XF0${uid}`)];
    expect(answers.map(({ code }) => code)).toEqual(['HIT', 'NO_RECORD']);
    const mails = (await seat.mailbox()).filter(({ text }) => text.includes(`26-${uid}`));
    expect(mails.map(({ at, text }) => [at, text.split('\n')[1]])).toEqual([
      ['2026-11-20T10:01:00-05:00', 'NCIC HAS NOT ANSWERED YET. THE ENTER IS STILL PENDING AND IS TRIED AGAIN.'],
      ['2026-11-20T10:15:00-05:00', 'ACCEPT ENTER'],
    ]);
    await fourth.stop();
  }, 180_000);
});
