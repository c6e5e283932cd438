import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allMessageKeys, fieldRule, findMessageKey } from '@statewire/catalogue';
import type { Reply } from '@statewire/contracts';
import fc from 'fast-check';
import { badMessages, type BadMessage } from './bad-messages.js';
import { expectClean } from './clean-answer.js';
import { eventsOf } from './event-stream.js';
import { PROFILE, startSystem, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique, type HttpAnswer } from './terminal.js';

const atOnce = 8;
/** The same code refuses on both profiles: the cluster, where each message takes several times as long, is sent every fourth. */
const everyNth = PROFILE === 'cluster' ? 4 : 1;
const nonsenseTimeoutMs = 500;
const memoryBytesMax = 1_500_000_000;
const randomSeed = Math.floor(Math.random() * 0x7fffffff);

let system: System;
let seats: readonly Terminal[];
let auditor: Terminal;
let idx: string;
let before: readonly unknown[];
const uid = unique();

/** All that the vehicles ledger holds for others, and every chapter of the one record that is there. */
const onFile = async (): Promise<readonly unknown[]> => {
  const stream = await eventsOf(new Terminal(system, 'REG1'), '/v1/streams/vehicle');
  const events = await stream.until(({ type }) => type === 'caught-up');
  stream.close();
  const { json } = await auditor.call('GET', `/v1/records/${idx}/history`);
  return [events.filter(({ type }) => type !== 'caught-up').map(({ type, subject, data }) => [type, subject, data]), json];
};

beforeAll(async () => {
  system = await startSystem({ clock: '2026-11-21T08:00:00-05:00' });
  seats = Array.from({ length: atOnce }, (_, n) => new Terminal(system, `LD0${String(n + 1)}`));
  auditor = new Terminal(system, 'AUD1');
  const col = new Terminal(system, 'COL1');
  idx = (await col.finalWord(await col.send(stolenVehicle(uid)))).record?.idx ?? '';
  before = await onFile();
}, 120_000);
afterAll(() => system.remove(), 60_000);

const transmit = (body: unknown, seat = 0): Promise<HttpAnswer> => {
  const terminal = seats[seat % atOnce] ?? new Terminal(system, 'LD01');
  return terminal.call('POST', '/v1/transmissions', typeof body === 'string' ? { body, type: 'text/plain' } : { body: JSON.stringify(body), type: 'application/json' });
};

const replyTo = (answer: HttpAnswer, sent: string): Reply => {
  expectClean(answer, sent);
  if (answer.status !== 200) throw new Error(`${String(answer.status)} ${answer.text} for ${sent.slice(0, 400)}`);
  return answer.json as Reply;
};

/** Refused, and the terminal is told which fields are wrong and what they may hold. */
const expectRefused = async ({ what, tags, body }: BadMessage, mke: string, seat: number): Promise<void> => {
  const sent = `${mke} with ${what}: ${typeof body === 'string' ? body : JSON.stringify(body)}`;
  const reply = replyTo(await transmit(body, seat), sent);
  if (reply.outcome !== 'rejected' || reply.responses.length > 0) throw new Error(`${reply.outcome} ${reply.code} for ${sent.slice(0, 400)}`);
  const { faults = [] } = reply;
  expect(faults.length).toBeGreaterThan(0);
  for (const { says } of faults) expect(says).toMatch(/^[A-Z].* - \w/);
  for (const tag of tags) {
    const named = faults.find((fault) => (fault.tag ?? '').split('/').includes(tag));
    if (named === undefined) throw new Error(`${tag} is not named in ${reply.text} for ${sent.slice(0, 400)}`);
    expect(named.says).toContain(tag);
    if (named.code === 'FIELD_ERROR') expect(named.says).toContain(fieldRule(tag, findMessageKey(mke)?.file)?.name);
  }
};

const eachOf = async <T>(items: readonly T[], act: (item: T, seat: number) => Promise<void>): Promise<void> => {
  const waiting = [...items.entries()].reverse();
  const work = async (seat: number): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await act(next[1], seat);
  };
  await Promise.all(seats.map((_, seat) => work(seat)));
};

/** One key of each file, kind and function: its suffixes (EV-A, EV-F) have the same rules, and the catalogue's own tests know them all. */
const KINDS = new Map([...allMessageKeys()].reverse().map((key) => [key.function === 'inquire' ? key.mke : `${key.file} ${key.kind ?? ''} ${key.function}`, key]));

describe('a spoilt message', () => {
  it.each([...KINDS.values()].reverse().map((key) => [key.mke, key] as const))('%s is refused, and the answer names the field', async (mke, key) => {
    const messages = badMessages(key);
    expect(messages.length).toBeGreaterThan(50);
    await eachOf(messages.filter((_, n) => n % everyNth === 0), (message, seat) => expectRefused(message, mke, seat));
  }, 120_000);
});

const signs = fc.constantFrom('EV', 'QV', 'XV', '.', '/', 'OHCOP0000', 'VIN/', '.LIC/', '.OCA/', '\n', ' ', '\u0000', 'é', 'MIS/A.B', '20261120', '__proto__/', '.$gt/', ',', '{', '"');
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
  fc.uint8Array({ maxLength: 400, size: 'max' }).map((bytes) => Buffer.from(bytes)),
  fc.array(signs, { maxLength: 60, size: 'max' }).map((parts) => parts.join('')),
);
const jsonText = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.json({ maxDepth: 3 }).map((whole) => whole.slice(0, -1)),
  fc.record({ mke: fc.oneof(fc.constantFrom('EV', 'QV', 'MV'), fc.jsonValue()), ori: fc.jsonValue(), fields: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('VIN', 'LIC', '__proto__', 'OCA', '$gt'), fc.jsonValue())) }).map((body) => JSON.stringify(body)),
  fc.string({ unit: 'binary', maxLength: 200, size: 'max' }),
);
const isJson = (body: string): boolean => {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
};

describe('nonsense', () => {
  const seat = (): Terminal => seats[0] ?? new Terminal(system, 'LD01');
  const judge = (answer: HttpAnswer, sent: string): void => {
    const { outcome, code } = replyTo(answer, sent);
    if (outcome !== 'rejected' && !(outcome === 'answered' && sent.includes('QV'))) throw new Error(`${outcome} ${code} for ${sent}`);
  };

  it.each([['a fixed seed', 20261121], ['another seed each time', randomSeed]])('as a text is answered as a message that is none, with %s', async (_, seed) => {
    if (seed === randomSeed) process.stdout.write(`bad input: seed ${String(seed)}\n`);
    await fc.assert(
      fc.asyncProperty(text, async (body) => { judge(await seat().call('POST', '/v1/transmissions', { body, type: 'text/plain' }), String(body)); }),
      { seed, numRuns: 250 },
    );
  }, 120_000);

  it.each([['a fixed seed', 20261121], ['another seed each time', randomSeed]])('as JSON is answered alike, and 400 where it is none, with %s', async (_, seed) => {
    await fc.assert(
      fc.asyncProperty(jsonText, async (body) => {
        const answer = await seat().call('POST', '/v1/transmissions', { body, type: 'application/json' });
        expectClean(answer, body);
        if (isJson(Buffer.from(body).toString())) judge(answer, body);
        else expect(answer.status).toBe(400);
      }),
      { seed, numRuns: 250 },
    );
  }, 120_000);

  const KIB_256 = 256 * 1024;
  it.each([
    ['one word', 'Z'.repeat(KIB_256)],
    ['one value', `QV.VIN/${'A'.repeat(KIB_256 - 7)}`],
    ['periods', '.'.repeat(KIB_256)],
    ['slashes', `EV${'/'.repeat(KIB_256 - 2)}`],
    ['a field again and again', `QV.${'LIC/A.'.repeat(43_000)}`],
    ['free text full of tags', `EV.MIS/${'A.B/C.'.repeat(43_000)}`],
    ['positional values', `EV.${'A,'.repeat(130_000)}`],
    ['blanks', `EV.MIS/${' '.repeat(KIB_256 - 8)}A`],
    ['NULs', '\u0000'.repeat(KIB_256)],
    ['a list', { mke: 'EV', fields: { VMA: Array.from({ length: 60_000 }, () => 'F') } }],
    ['many fields', { mke: 'EV', fields: Object.fromEntries(Array.from({ length: 17_000 }, (_, n) => [`F${String(n)}`, 'A'])) }],
  ])('of 256 KiB (%s) is answered within half a second', async (_, body) => {
    const tookMs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const startedAt = performance.now();
      const reply = replyTo(await transmit(body), '256 KiB');
      tookMs.push(performance.now() - startedAt);
      expect(reply.outcome).toBe('rejected');
      expect(JSON.stringify(reply).length).toBeLessThan(20_000);
    }
    expect(Math.min(...tookMs)).toBeLessThan(nonsenseTimeoutMs);
  });

  it('where an ORI stands is refused in both forms alike, however long it is', async () => {
    const bodies = ['QV.AA.LIC/X', { mke: 'QV', ori: 'AA', fields: { LIC: 'X' } }, { mke: 'QV', ori: 'A'.repeat(5_000), fields: { LIC: 'X' } }];
    const replies: Reply[] = [];
    for (const body of bodies) replies.push(replyTo(await transmit(body), JSON.stringify(body)));
    const own = replies[0]?.ori;
    expect(own).toMatch(/^OH/);
    expect(replies.map(({ outcome, code, mke, ori }) => [outcome, code, mke, ori])).toEqual(Array(3).fill(['rejected', 'FORMAT', 'QV', own]));
  });
});

describe('the system, after all of it', () => {
  it('holds the record that it held, and no other', async () => {
    await advance(system, 'PT1S');
    expect(await onFile()).toEqual(before);
    expect((await new Terminal(system, 'CLE1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('HIT');
  });

  it('is ready, of sane size, and has logged no defect', async () => {
    expect((await call(system.url, 'GET', '/readyz')).status).toBe(200);
    const { text: metrics } = await call(system.url, 'GET', '/metrics');
    expect(Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1])).toBeLessThan(memoryBytesMax);
    const labels = new Set([...metrics.matchAll(/mke="([^"]*)"/g)].map(([, mke = '']) => mke));
    expect([...labels].filter((mke) => mke !== 'none' && findMessageKey(mke) === undefined)).toEqual([]);
    expect(await system.log(PROFILE === 'cluster' ? 'switch' : 'standalone')).not.toMatch(/a request failed|"level":(50|60)/);
  });
});
