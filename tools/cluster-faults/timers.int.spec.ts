import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmClock } from '@statewire/alarm-clock';
import { bullmqAlarmClock } from '@statewire/alarm-clock-bullmq';
import { accept, reject, type DomainDecider, type Instant } from '@statewire/kernel';
import { pinoLog, Platform, readSettings, sendCommand } from '@statewire/service-kit';
import { openEmbedded } from '@statewire/standalone';
import { ArmedTime } from '@statewire/timer/armed-time';
import { Firing } from '@statewire/timer/firing';
import { TIMED_LEDGERS, timers, type PlannedTimer } from '@statewire/timer/projections/timers.projection';
import { Schedule } from '@statewire/timer/schedule';
import { Redis } from 'ioredis';
import { startRedis, type OneServer } from '../servers/servers.mjs';

const plannedCount = 800;
const homes = 16;
/** As in service, but swept ten times as often: the test is to end in half a minute. */
const times = { horizonMs: 48 * 3_600_000, armEveryMs: 6_000, sweepEveryMs: 3_000, graceMs: 1_000, fireTimeoutMs: 5_000 };
const firstDueMs = 3_000;
const lastDueMs = 27_000;
/** A sweep, its grace, and what a machine at work needs. */
const lateMsMax = 10_000;
const movedByMs = 6_000;
const frozenMs = 6_000;
const awayMs = 3_000;

const BY = { ori: 'OHLEADSCY', device: 'test', user: 'test' };
const inMs = (ms: number): Instant => new Date(Date.now() + ms).toISOString();

/** An owner of planned things: what is planned anew or withdrawn makes the timer planned before obsolete. */
const planner: DomainDecider = {
  stateVersion: 'planner-1',
  decide: (state, { type, payload }) => {
    const { stream, due } = payload as { stream: string; due: Instant | null };
    if (type === 'Plan') return accept({ t: 'vehicle.modified', tv: 1, s: stream, d: { due: { retire: due } } });
    return state.get(stream) === due ? accept({ t: 'vehicle.retired', tv: 1, s: stream, d: { due: { retire: null } } }) : reject({ code: 'OBSOLETE' });
  },
  evolve: (draft, { s, d }) => { draft.set(s, (d['due'] as { retire: Instant | null }).retire); },
};

type Fired = Readonly<{ stream: string; at: Instant }>;

/** Owner, schedule and Redis's alarm clock in one process; the timer can be ended and started anew beside its owner. */
const openWorld = async (folder: string, redisUrl: string) => {
  const { ports, close } = await openEmbedded(readSettings({ DATA_DIR: join(folder, 'data'), PORT: '0' }), pinoLog('test', 'fatal'));
  let alarms: AlarmClock | undefined;
  const current = (): AlarmClock => {
    if (alarms === undefined) throw new Error('the timer is not there');
    return alarms;
  };
  const platform = new Platform({ ...ports, alarmClock: { armAll: (a) => current().armAll(a), onRing: (l) => { current().onRing(l); }, close: () => Promise.resolve() } });
  await platform.start();
  const ledger = platform.host('vehicles', () => planner);
  await ledger.start();
  await platform.bus.serve('vehicles', ledger.handlers);
  const fired: Fired[] = [];
  /** How many commits decided each command. */
  const decisions = new Map<string, number>();
  const watching = platform.follow({
    name: 'watch', ledgers: ['vehicles'],
    handle: ({ head, body }) => {
      if (head.cmd !== undefined) decisions.set(head.cmd, (decisions.get(head.cmd) ?? 0) + 1);
      for (const { t, s } of body.ev) if (t === 'vehicle.retired') fired.push({ stream: s, at: head.at });
    },
  });
  await watching.start();

  const namespace = `test-${randomUUID()}`;
  const view = await ports.views.open<PlannedTimer>(timers.name, timers.version);
  let timer: (() => Promise<void>) | undefined;
  const startTimer = async (): Promise<void> => {
    const opened = bullmqAlarmClock({ url: redisUrl, namespace });
    alarms = opened;
    const projecting = platform.project({ ...timers, ledgers: TIMED_LEDGERS, view });
    await projecting.start();
    const armed = new ArmedTime(platform, { schedule: new Schedule(view), firing: new Firing(platform), projecting }, times);
    await armed.start();
    timer = async () => {
      await opened.close();
      await armed.stop();
      await projecting.stop();
    };
  };
  await startTimer();

  const planned = new Map<string, Instant | null>();
  let commands = 0;
  return {
    fired, decisions, planned, view,
    plan: async (n: number, due: Instant | null): Promise<void> => {
      const stream = `vehicle/SV${String(n)}`;
      planned.set(stream, due);
      commands += 1;
      await sendCommand(platform.bus, 'vehicles', { id: `plan-${String(commands)}`, type: 'Plan', key: `OH${String(n % homes)}`, by: BY, payload: { stream, due } }, 10_000);
    },
    restartTimer: async (): Promise<void> => {
      await timer?.();
      await startTimer();
    },
    close: async () => {
      await timer?.();
      await watching.stop();
      await ledger.stop();
      await platform.stop();
      await close();
    },
  };
};

let folder: string;
let redis: OneServer;
let world: Awaited<ReturnType<typeof openWorld>>;

const flush = async (): Promise<void> => {
  const client = new Redis(redis.url);
  await client.flushall();
  await client.quit();
};
const node = () => {
  const [only] = redis.nodes;
  if (only === undefined) throw new Error('Redis has no process');
  return only;
};

/** Forgets everything, hangs, dies, and forgets again, while timers fall due all the time; the timer itself is started anew. */
const inflict = async (): Promise<void> => {
  await sleep(3_500);
  await flush();
  await sleep(2_000);
  node().freeze();
  await sleep(frozenMs);
  node().thaw();
  await sleep(1_500);
  await node().kill();
  await sleep(awayMs);
  await node().start();
  await sleep(1_000);
  await world.restartTimer();
  await sleep(1_500);
  await flush();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statewire-timers-'));
  redis = await startRedis({ dataDir: join(folder, 'redis') });
  world = await openWorld(folder, redis.url);
  const begun = Date.now();
  const dueOf = (n: number) => new Date(begun + firstDueMs + (n * 7_919) % (lastDueMs - firstDueMs)).toISOString();
  await Promise.all(Array.from({ length: plannedCount }, (_, n) => world.plan(n, dueOf(n))));
  const faults = inflict();
  await sleep(1_000);
  for (let n = 0; n < plannedCount; n += 1) {
    // What may have rung already stays as it was planned.
    if (Date.parse(dueOf(n)) < Date.now() + 1_000) continue;
    if (n % 7 === 0) await world.plan(n, null);
    else if (n % 5 === 0) await world.plan(n, new Date(Date.parse(dueOf(n)) + movedByMs).toISOString());
  }
  await faults;
  const expected = [...world.planned.values()].filter((due) => due !== null).length;
  const last = begun + lastDueMs + movedByMs + lateMsMax;
  while (world.fired.length < expected && Date.now() < last) await sleep(100);
  // Whoever rings twice has time for it: a sweep more.
  await sleep(times.sweepEveryMs + 1_000);
}, 120_000);
afterAll(async () => {
  await world.close();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('timers while Redis forgets everything, hangs, dies, and the timer is started anew', () => {
  it('fires each planned timer once, at the instant for which it was planned last, and none that was withdrawn', () => {
    const wanted = [...world.planned].filter(([, due]) => due !== null).map(([stream]) => stream).sort();
    expect(world.fired.map(({ stream }) => stream).sort()).toEqual(wanted);
    expect(wanted.length).toBeLessThan(plannedCount);
  });

  it('fires none early, and none later than a sweep allows', () => {
    const lateness = world.fired.map(({ stream, at }) => Date.parse(at) - Date.parse(world.planned.get(stream) ?? ''));
    expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateness)).toBeLessThan(lateMsMax);
  });

  it('asks about each timer once in the ledger, however often it rang', () => {
    expect([...world.decisions].filter(([, times]) => times > 1)).toEqual([]);
  });

  it('leaves no timer behind in the schedule', async () => {
    expect(await world.view.range('DUE:', 'DUE:~', 10)).toEqual([]);
  });

  it('rings on at once afterwards', async () => {
    const due = inMs(600);
    await world.plan(plannedCount, due);
    const done = () => world.fired.find(({ stream }) => stream === `vehicle/SV${String(plannedCount)}`);
    for (const until = Date.now() + lateMsMax; done() === undefined && Date.now() < until; ) await sleep(20);
    expect(Date.parse(done()?.at ?? '') - Date.parse(due)).toBeLessThan(times.graceMs);
  });
});
