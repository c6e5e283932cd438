import { beforeEach, describe, expect, it } from '@jest/globals';
import { Directory, SESSION_IDLE_MS_MAX, SESSION_MS_MAX } from '@statewire/access';
import { addMs, manualClock } from '@statewire/clock';
import type { Platform } from '@statewire/service-kit';
import type { Seat } from './seat.js';
import { Sessions, STREAMS_MAX, tokenHashOf } from './sessions.service.js';

const START = '2026-11-20T13:00:00.000Z';
const after = (ms: number): string => addMs(START, ms);
const MINUTE_MS = 60_000;

let directory: Directory;
let clock: ReturnType<typeof manualClock>;
let sessions: Sessions;
let closed: Readonly<{ terminal: string; reason: string }>[];

const platform = (): Platform => {
  const ask = (_service: string, pattern: string, request: Readonly<{ terminal: string; tokenHash: string; reason: string }>) => {
    if (pattern !== 'log-off') throw new Error(pattern);
    closed.push({ terminal: request.terminal, reason: request.reason });
    directory.apply({ t: 'session.closed', d: { tokenHash: request.tokenHash } });
    return Promise.resolve({ position: 'control.1/0@9' });
  };
  return { directory, clock, bus: { ask }, directoryAt: () => Promise.resolve() } as unknown as Platform;
};

const logOn = (terminal: string): void => {
  const openedAt = clock.now();
  const session = { tokenHash: tokenHashOf(terminal), operator: 'op', terminal, ori: 'OHOHP4900', openedAt, expiresAt: addMs(openedAt, SESSION_MS_MAX) };
  directory.apply({ t: 'terminal.registered', d: { terminal: { id: terminal, ori: 'OHOHP4900', kind: 'fixed' } } });
  directory.apply({ t: 'session.opened', d: { session } });
};
const use = (terminal: string): Seat => {
  const seat = sessions.seatOf(terminal);
  if (seat === undefined) throw new Error(`${terminal} is not logged on`);
  return seat;
};
const attended = (): readonly string[] => [...sessions.attended()].sort();

beforeEach(() => {
  directory = new Directory();
  directory.apply({ t: 'operator.registered', d: { operator: { id: 'op' } } });
  directory.apply({ t: 'agency.registered', d: { agency: { ori: 'OHOHP4900' } } });
  clock = manualClock(START);
  closed = [];
  sessions = new Sessions(platform());
  for (const terminal of ['WJF1', 'WJF2']) logOn(terminal);
});

describe('a terminal', () => {
  it('is attended from a log-on until it has been left alone for half an hour', () => {
    expect(attended()).toEqual(['WJF1', 'WJF2']);
    clock.moveTo(after(SESSION_IDLE_MS_MAX - MINUTE_MS));
    use('WJF2');
    clock.moveTo(after(SESSION_IDLE_MS_MAX));
    expect(attended()).toEqual(['WJF2']);
    expect(sessions.seatOf('WJF1')).toBeUndefined();
  });

  it('is attended while its mail is streamed, though nobody types, until the session ends', () => {
    const seat = use('WJF1');
    const leave = [sessions.follow(seat, 'mail'), sessions.follow(seat, 'mail')];
    clock.moveTo(after(2 * SESSION_IDLE_MS_MAX));
    expect(attended()).toEqual(['WJF1']);
    leave[0]?.();
    expect(attended()).toEqual(['WJF1']);
    clock.moveTo(after(SESSION_MS_MAX));
    expect(attended()).toEqual([]);
  });

  it('is not attended any more when its last stream has ended', () => {
    const leave = sessions.follow(use('WJF1'), 'mail');
    clock.moveTo(after(2 * SESSION_IDLE_MS_MAX));
    leave();
    expect(attended()).toEqual([]);
  });

  it('is not attended by a stream of records', () => {
    sessions.follow(use('WJF1'), 'records');
    clock.moveTo(after(2 * SESSION_IDLE_MS_MAX));
    expect(attended()).toEqual([]);
  });

  it('is not attended after its operator has logged off', () => {
    directory.apply({ t: 'session.closed', d: { tokenHash: tokenHashOf('WJF1') } });
    expect(attended()).toEqual(['WJF2']);
  });
});

describe('a session', () => {
  it('that is used stays open, however many others come and go', () => {
    for (let n = 0; n <= 100_000; n += 1) {
      const other = `X${String(n)}`;
      logOn(other);
      use(other);
      directory.apply({ t: 'session.closed', d: { tokenHash: tokenHashOf(other) } });
      if (n % 10_000 === 0) clock.moveTo(addMs(clock.now(), 4 * MINUTE_MS));
      if (n % 50_000 === 0) use('WJF1');
    }
    logOn('WJF3');
    use('WJF3');
    expect(attended()).toEqual(['WJF1', 'WJF3']);
    use('WJF1');
  });

  it('has so many streams open and no more, of mail and of records together', () => {
    const seat = use('WJF1');
    const leave = Array.from({ length: STREAMS_MAX }, (_, n) => sessions.follow(seat, n % 2 === 0 ? 'mail' : 'records'));
    for (const what of ['mail', 'records'] as const) expect(() => sessions.follow(seat, what)).toThrow('Too many at once');
    sessions.follow(use('WJF2'), 'records');
    leave[0]?.();
    sessions.follow(seat, 'records');
    expect(() => sessions.follow(seat, 'mail')).toThrow('Too many at once');
  });
});

describe('a session that has fallen idle', () => {
  it('is closed in the ledger, so that it does not live again after a restart', async () => {
    sessions.onApplicationBootstrap();
    clock.moveTo(after(SESSION_IDLE_MS_MAX - MINUTE_MS));
    use('WJF2');
    await sessions.closeIdle();
    expect(closed).toEqual([]);
    clock.moveTo(after(SESSION_IDLE_MS_MAX));
    await sessions.closeIdle();
    sessions.onModuleDestroy();
    expect(closed).toEqual([{ terminal: 'WJF1', reason: 'idle' }]);

    const next = new Sessions(platform());
    expect([next.seatOf('WJF1'), next.seatOf('WJF2')?.terminal.id]).toEqual([undefined, 'WJF2']);
  });

  it('goes on while anything streams to it', async () => {
    const leave = [sessions.follow(use('WJF1'), 'mail'), sessions.follow(use('WJF2'), 'records')];
    clock.moveTo(after(SESSION_IDLE_MS_MAX));
    await sessions.closeIdle();
    expect(closed).toEqual([]);
    for (const each of leave) each();
    await sessions.closeIdle();
    expect(closed.map(({ terminal }) => terminal).sort()).toEqual(['WJF1', 'WJF2']);
  });
});
