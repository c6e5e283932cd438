import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Directory } from '@statewire/access';
import { addMs, manualClock } from '@statewire/clock';
import { Failure } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import type { FastifyReply } from 'fastify';
import { EventEmitter } from 'node:events';
import type { SwitchService } from '../switch.service.js';
import type { SeatedRequest } from './audience.guard.js';
import { problem, ProblemError } from './problem.js';
import type { Seat } from './seat.js';
import { Sessions, tokenHashOf } from './sessions.service.js';
import { cursorText } from './stream-cursor.js';
import { StreamsController } from './streams.controller.js';

const PART = { ledger: 'vehicles', gen: 1, index: 0 };
const begin = { next: 0n, seq: 0, head: 'a'.repeat(43), headOffset: -1n };
const cursor = cursorText([{ state: { next: 4n, seq: 4, head: 'b'.repeat(43), headOffset: 3n }, skip: 0 }], 'caught-up');

const opened = new Error('the stream opens');
const reply = { hijack: () => { throw opened; } } as unknown as FastifyReply;

type Given = Readonly<{ checkHead?: () => Promise<void>; certification?: string; now?: string; isGone?: boolean; follow?: () => () => void }>;

/** What comes of asking for the stream of vehicles after a place: 'opens', the status of its refusal (where there is no such stream, what is said of that), a failure's code, or 'nothing'. */
const outcome = async ({ checkHead = () => Promise.resolve(), certification = 'INQ', now = '2026-11-20T13:00:00.000Z', isGone = false, follow = () => () => undefined }: Given, file = 'vehicle') => {
  const platform = { clock: manualClock(now), feed: () => ({ parts: [PART], genesis: () => begin, checkHead }), log: { warn: () => undefined } } as unknown as Platform;
  const agency = { ori: 'OHNORIS00', type: 'law-enforcement' };
  const request = { url: '/v1/streams/vehicle', raw: { destroyed: isGone }, seat: { agency, terminal: { id: 'REG1' }, operator: { id: 'REG1', certification, certifiedUntil: '2026-11-20', roles: ['regional'] } } } as unknown as SeatedRequest;
  let journalled = 0;
  try {
    const switching = { journal: { answer: () => Promise.resolve((journalled += 1)) } } as unknown as SwitchService;
    await new StreamsController(platform, { follow, seatNow: (seat: Seat) => seat } as unknown as Sessions, switching).stream(request, reply, file, cursor);
  } catch (thrown) {
    if (thrown === opened) return 'opens';
    if (journalled > 0) return 'journalled';
    if (!(thrown instanceof ProblemError)) return (thrown as Failure).code;
    const { status, detail } = thrown.problem;
    return status === 404 ? detail : status;
  }
  return journalled === 0 ? 'nothing' : 'journalled';
};

describe('the stream of a file', () => {
  it('goes on from a place that its ledger holds', async () => {
    expect(await outcome({})).toBe('opens');
  });

  it.each([
    ['the log holds something else there', new Failure('projector/diverged', 'gone', false), 400],
    ['no log has such a place', new RangeError('out of range'), 400],
    ['the log cannot be asked', new Failure('ledger-kafka/timeout', 'no answer', true), 'ledger-kafka/timeout'],
    ['the log does not show that far yet', new Failure('projector/lagging', 'not yet', true), 'projector/lagging'],
  ])('is refused as the cursor’s fault only when it is: %s', async (_, cause, expected) => {
    expect(await outcome({ checkHead: () => Promise.reject(cause) })).toBe(expected);
  });

  it('is refused to a regional system whose operator may not inquire, whatever the file', async () => {
    expect(await Promise.all([outcome({ certification: 'none' }), outcome({ now: '2026-11-21T05:00:00.000Z' }), outcome({ certification: 'none' }, 'nothing')])).toEqual([403, 403, 403]);
  });

  it('is refused under another name with the names that there are', async () => {
    expect(await outcome({}, 'vehicles')).toBe('There is a stream of each of: vehicle, plate, part, towed, cop, wanted-person, missing-person, chl, image, message.');
  });

  it('is there on the certificate’s last day', async () => {
    expect(await outcome({ now: '2026-11-21T04:59:59.999Z' })).toBe('opens');
  });

  it('is neither opened nor journalled for whoever has gone while its place was looked for', async () => {
    expect(await outcome({ isGone: true })).toBe('nothing');
  });

  it('is neither opened nor journalled for a session that has too many', async () => {
    expect(await outcome({ follow: () => { throw problem(429, 'too many'); } })).toBe(429);
  });
});

describe('a stream that is open', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  const NOW = '2026-11-20T13:00:00.000Z';
  const operator = { id: 'REG1', ori: 'OHNORIS00', certification: 'INQ', certifiedUntil: '2026-12-31', roles: ['regional'] };
  const agency = { ori: 'OHNORIS00', type: 'law-enforcement', groups: [] };
  const session = { tokenHash: tokenHashOf('token'), operator: 'REG1', terminal: 'REG1', ori: 'OHNORIS00', openedAt: NOW, expiresAt: addMs(NOW, 3_600_000) };

  const open = async () => {
    const directory = new Directory();
    const register = (what: 'operator' | 'agency' | 'terminal', d: object): void => { directory.apply({ t: `${what}.registered`, d: { [what]: { ...d } } }); };
    register('agency', agency);
    register('terminal', { id: 'REG1', ori: 'OHNORIS00' });
    register('operator', operator);
    directory.apply({ t: 'session.opened', d: { session } });
    const read = (_: unknown, __: unknown, signal: AbortSignal) => new Promise((resolve) => { signal.addEventListener('abort', () => { resolve(undefined); }); });
    const feed = { parts: [PART], genesis: () => begin, end: () => Promise.resolve(0n), read };
    const platform = { clock: manualClock(NOW), directory, feed: () => feed, log: { warn: () => undefined } } as unknown as Platform;
    const sessions = new Sessions(platform);
    const switching = { journal: { answer: () => Promise.resolve({}) } } as unknown as SwitchService;
    const request = { url: '/v1/streams/vehicle', method: 'GET', raw: new EventEmitter(), server: { server: {} }, seat: sessions.seatOf('token') } as unknown as SeatedRequest;
    const raw = Object.assign(new EventEmitter(), { writeHead: () => undefined, write: () => true, end: () => undefined });
    let ended = false;
    const streaming = new StreamsController(platform, sessions, switching).stream(request, { hijack: () => undefined, raw } as unknown as FastifyReply, 'vehicle').then(() => { ended = true; });
    const hasEnded = async (): Promise<boolean> => {
      await jest.advanceTimersByTimeAsync(1_500);
      return ended;
    };
    return { register, raw, streaming, hasEnded };
  };

  it.each([
    ['its operator’s certificate is over', 'operator', { ...operator, certifiedUntil: '2026-11-19' }],
    ['its operator may not inquire any more', 'operator', { ...operator, certification: 'none' }],
    ['its operator is none of a regional system any more', 'operator', { ...operator, roles: [] }],
  ] as const)('ends once %s', async (_, what, changed) => {
    const { register, hasEnded } = await open();
    expect(await hasEnded()).toBe(false);
    register(what, changed);
    expect(await hasEnded()).toBe(true);
  });

  it('goes on where what is registered anew lets it', async () => {
    const { register, raw, streaming, hasEnded } = await open();
    register('operator', { ...operator, certification: 'TAC' });
    register('agency', { ...agency, groups: ['OTHER'] });
    expect(await hasEnded()).toBe(false);
    raw.emit('close');
    await streaming;
  });
});
