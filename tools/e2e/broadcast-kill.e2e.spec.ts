import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '@statewire/contracts';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MailListener } from './mail-listener.js';
import { StubbornTerminal, type Exchange } from './stubborn-terminal.js';
import { PROFILE, startSystem, untilReady, type System } from './system.js';

const kills = 3;
const aliveMs: readonly [number, number] = [100, 1_500];
const thinkMs: readonly [number, number] = [0, 60];
const arriveMsMax = 30_000;
const listening = ['CLE1', 'CUY1', 'FRA1', 'MAD1', 'CRT1', 'LD01', 'LD02', 'LD03'];
/** Nobody sits there until the end. */
const away = ['LD04', 'COR1', 'CTL1'];

let system: System;
let listeners: readonly MailListener[] = [];
const sent: Exchange[] = [];
const held = new Map<string, readonly Mail[]>();

const target = () => {
  const part = system.parts[PROFILE === 'cluster' ? 'messaging' : 'standalone'];
  if (part === undefined) throw new Error('there is nothing to kill');
  return part;
};

const sendUntil = async (stopped: () => boolean): Promise<void> => {
  const sender = new StubbornTerminal(system.url, 'COL1', () => undefined);
  for (let n = 0; !stopped(); n += 1) {
    sent.push(await sender.send(`AM.DRI/OHALLTERM.TXT/BROADCAST NUMBER ${String(n)}`, `broadcast-${String(n)}`));
    await sleep(randomInt(...thinkMs));
  }
};

const textsOf = (mail: readonly Mail[]): readonly string[] => mail.filter(({ kind }) => kind === 'broadcast').map(({ text }) => /BROADCAST NUMBER \d+/.exec(text)?.[0] ?? '');
const wanted = (): readonly string[] => sent.map(({ text }) => /BROADCAST NUMBER \d+/.exec(text)?.[0] ?? '');

beforeAll(async () => {
  system = await startSystem({ clock: 'system' });
  listeners = listening.map((id) => new MailListener(system, id));
  let over = false;
  const sending = sendUntil(() => over);
  for (let n = 0; n < kills; n += 1) {
    await sleep(randomInt(...aliveMs));
    await target().kill();
    await target().start();
    await untilReady(system);
  }
  await sleep(aliveMs[1]);
  over = true;
  await sending;
  for (const until = Date.now() + arriveMsMax; listeners.some(({ heard }) => textsOf(heard).length < sent.length) && Date.now() < until; ) await sleep(100);
  await Promise.all(listeners.map((listener) => listener.stop()));
  for (const id of [...listening, ...away]) held.set(id, await new StubbornTerminal(system.url, id, () => undefined).mailbox());
}, 300_000);
afterAll(() => system.remove(), 60_000);

describe(`broadcasts while what delivers them was killed ${String(kills)} times`, () => {
  it('were taken over, each under a number of its own', () => {
    expect(sent.length).toBeGreaterThan(kills);
    expect(sent.filter(({ reply }) => reply.outcome !== 'accepted')).toEqual([]);
    expect(new Set(sent.map(({ reply }) => reply.mri)).size).toBe(sent.length);
  });

  it('lie in every mailbox once, in the order in which they were sent, and not in the sender’s', async () => {
    for (const [id, mail] of held) expect([id, textsOf(mail)]).toEqual([id, wanted()]);
    expect(textsOf(await new StubbornTerminal(system.url, 'COL1', () => undefined).mailbox())).toEqual([]);
  });

  it('were heard once by everybody who followed, lost the connection and resumed', () => {
    for (const { id, heard } of listeners) {
      expect([id, textsOf(heard)]).toEqual([id, wanted()]);
      expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, n) => n + 1));
    }
  });
});
