import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '@statewire/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem, untilReady, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique } from './terminal.js';

const records = 24;
const stepSeconds = 2;
const kills = 2;
/** Between two kills the clock walks for so long, another time each. */
const walkMs = 120;
/** Past every answer of NCIC, which comes after fifteen minutes. */
const target = '2026-11-20T09:00:00-05:00';
const minuteMs = 60_000;

let system: System;
let seat: Terminal;
let mails: readonly Mail[];
/** Whether each walk was over before the kill. */
const over: boolean[] = [];
/** When each record was entered, by its case number. */
const entered = new Map<string, number>();

const nowOf = async (): Promise<string> => ((await call(system.url, 'GET', '/v1/clock')).json as { now: string }).now;
const moveOn = async (): Promise<boolean> => {
  const done = await call(system.url, 'POST', '/v1/clock', { body: JSON.stringify({ set: target }), type: 'application/json', timeoutMs: 120_000 }).catch(() => undefined);
  return done?.status === 200;
};

beforeAll(async () => {
  system = await startSystem();
  seat = new Terminal(system, 'COL1');
  for (let n = 0; n < records; n += 1) {
    const uid = unique();
    const reply = await seat.send(stolenVehicle(uid, 'OHCOP0000', '.MIS/NCIC-SILENT'));
    entered.set(uid, Date.parse(reply.at));
    await advance(system, `PT${String(stepSeconds)}S`);
  }
  const walker = system.parts['standalone'] ?? system.parts['timer'];
  for (let n = 1; n <= kills; n += 1) {
    const moving = moveOn();
    await sleep(n * walkMs);
    await walker?.kill();
    over.push(await moving);
    await walker?.start();
    await untilReady(system);
  }
  while (!(await moveOn())) await sleep(200);
  mails = await new Terminal(system, 'COL1').mailbox();
}, 300_000);
afterAll(() => system.remove(), 60_000);

/** Milliseconds after its entry at which each record was told of so, earliest entry first. */
const toldAfter = (words: string): readonly (readonly number[])[] =>
  [...entered].map(([uid, at]) => mails.filter(({ text }) => text.includes(words) && text.includes(uid)).map((mail) => Date.parse(mail.at) - at));

describe(`a clock whose hand is killed ${String(kills)} times on its way`, () => {
  it('comes to where it was told to go', async () => {
    expect(over).toEqual(Array.from({ length: kills }, () => false));
    expect(await nowOf()).toBe(target);
  });

  it('has let everything that fell due happen once, each at its own instant', () => {
    expect(toldAfter('HAS NOT ANSWERED')).toEqual(Array.from({ length: records }, () => [minuteMs]));
    expect(toldAfter('ACCEPT ENTER')).toEqual(Array.from({ length: records }, () => [15 * minuteMs]));
  });

  it('has told of it in order', () => {
    expect(mails.map(({ at }) => at)).toEqual([...mails.map(({ at }) => at)].sort());
  });
});
