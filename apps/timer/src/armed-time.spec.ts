import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addMs, manualClock, type ManualClock } from '@statewire/clock';
import { Failure, type Instant, type JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import type { Platform } from '@statewire/service-kit';
import { memoryViews, type View, type ViewChange } from '@statewire/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARMED_TIMES, ArmedTime, type ArmedParts, type ArmedTimes } from './armed-time.js';
import { timerDocument, timerId, timerKey, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';

const NOON = '2026-11-20T17:00:00.000Z';
const HOUR_MS = 3_600_000;
const PAGE_MAX = 500;
const PART = { ledger: 'vehicles', gen: 1, index: 0 };
/** Whatever repeats does so once, at the start, where a spec says nothing else. */
const SELDOM: ArmedTimes = { ...ARMED_TIMES, armEveryMs: HOUR_MS, sweepEveryMs: HOUR_MS };

const timer = (n: number, lateMs: number): PlannedTimer =>
  ({ stream: `vehicle/SV${String(n).padStart(8, '0')}`, kind: 'retire', due: addMs(NOON, -lateMs), version: 2, ledger: 'vehicles', home: 'OHCOP0000' });
const idOf = (n: number): string => timerId(timer(n, 0));

let clock: ManualClock;
let view: View<PlannedTimer>;
let armed: string[];
let rings: (id: string) => Promise<void>;
let fired: string[];
let fireAll: ArmedParts['firing']['fireAll'];
let waits: 'reached' | 'timeout';
let reaction: Readonly<{ handle(commit: Commit): Promise<void>; concerns(commit: Commit): boolean }>;
let logged: string[];
let time: ArmedTime | undefined;

beforeEach(async () => {
  clock = manualClock(NOON);
  view = await memoryViews().open<PlannedTimer>('timers', 1);
  [armed, fired, logged, waits, time] = [[], [], [], 'reached', undefined];
  fireAll = (page) => {
    fired.push(...page.map(timerId));
    return Promise.resolve([]);
  };
});
afterEach(() => time?.stop());

const write = (...changes: readonly ViewChange[]): Promise<void> => view.write(PART, changes, { next: 1n, seq: 1, head: '', headOffset: 0n });
const plan = (...timers: readonly PlannedTimer[]): Promise<void> =>
  write(...timers.map((one) => ({ id: timerDocument(one.stream, one.kind), seq: 1, put: { keys: [timerKey(one)], doc: one } })));
const start = async (times = SELDOM): Promise<ArmedTime> => {
  const alarmClock = {
    armAll: (alarms: readonly Readonly<{ id: string }>[]) => { armed.push(...alarms.map(({ id }) => id)); return Promise.resolve(); },
    onRing: (listener: typeof rings) => { rings = listener; },
  };
  const react = (options: typeof reaction) => {
    reaction = options;
    return { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  };
  const log = { warn: (event: string) => { logged.push(event); } };
  const platform = { clock, ports: { alarmClock, views: memoryViews() }, react, log } as unknown as Platform;
  const firing = {
    fire: (one: PlannedTimer) => { fired.push(timerId(one)); return Promise.resolve(); },
    fireAll: (page: readonly PlannedTimer[], timeoutMs: number) => fireAll(page, timeoutMs),
  };
  const projecting = { waitFor: () => Promise.resolve(waits), caughtUp: () => Promise.resolve() };
  time = new ArmedTime(platform, { schedule: new Schedule(view), firing, projecting }, times);
  await time.start();
  return time;
};
const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; !isSo() && Date.now() < end; ) await sleep(5);
  expect(isSo()).toBe(true);
};

const commit = (at: Instant, due: JsonObject): Commit => ({
  head: { at, seq: 7, k: 'OHCOP0000' },
  position: { part: PART, seq: 7 },
  body: { ev: [{ t: 'vehicle.entered', tv: 1, s: 'vehicle/SV1', sv: 2, d: { due } }] },
}) as unknown as Commit;

describe('the times of the system’s clock', () => {
  it('let no timer be more than thirty seconds late, also where its alarm was lost just after a sweep and its owner took his time', () => {
    expect(ARMED_TIMES.graceMs + ARMED_TIMES.sweepEveryMs + ARMED_TIMES.fireTimeoutMs).toBeLessThanOrEqual(30_000);
  });
});

describe('time on the system’s clock', () => {
  it('arms at its start what falls due within the horizon, and again and again', async () => {
    await plan(timer(1, -1), timer(2, -47 * HOUR_MS), timer(3, -49 * HOUR_MS));
    await start({ ...SELDOM, armEveryMs: 10 });
    await until(() => armed.length >= 4);
    expect(armed.slice(0, 4)).toEqual([idOf(1), idOf(2), idOf(1), idOf(2)]);
  });

  it('arms at once what a commit plans within the horizon, and nothing withdrawn or far away', async () => {
    await start();
    const planned = commit(NOON, { retire: addMs(NOON, HOUR_MS), notice: null, answer: addMs(NOON, 49 * HOUR_MS) });
    expect([reaction.concerns(planned), reaction.concerns({ ...planned, body: { ev: [{ d: {} }] } } as unknown as Commit)]).toEqual([true, false]);
    await reaction.handle(planned);
    expect(armed).toEqual(['vehicle/SV1.retire.2']);
  });

  it('leaves to the schedule what was planned before its start, but for what clocks may differ by', async () => {
    await start();
    await reaction.handle(commit(addMs(NOON, -60_001), { retire: addMs(NOON, HOUR_MS) }));
    expect(armed).toEqual([]);
    await reaction.handle(commit(addMs(NOON, -60_000), { retire: addMs(NOON, HOUR_MS) }));
    expect(armed).toEqual(['vehicle/SV1.retire.2']);
  });

  it('arms also where the schedule is behind, and says so', async () => {
    await start();
    waits = 'timeout';
    await reaction.handle(commit(NOON, { retire: NOON }));
    expect([armed, logged]).toEqual([['vehicle/SV1.retire.2'], ['the schedule is behind']]);
  });

  it('fires what rings, and nothing for a timer that was decided or planned anew meanwhile', async () => {
    await plan(timer(1, 0), timer(2, 0), timer(3, 0));
    await start();
    await write({ id: timerDocument(timer(2, 0).stream, 'retire'), seq: 2, remove: true });
    await plan({ ...timer(3, -HOUR_MS), version: 3 });
    for (const n of [1, 2, 3]) await rings(idOf(n));
    await rings('nonsense');
    expect(fired).toEqual([idOf(1)]);
  });

  it('fires without an alarm what is overdue by more than the grace', async () => {
    const { graceMs } = SELDOM;
    await plan(timer(1, graceMs + 1), timer(2, graceMs), timer(3, 0), timer(4, HOUR_MS));
    await start({ ...SELDOM, sweepEveryMs: 10 });
    await until(() => fired.length >= 4);
    expect(fired.slice(0, 4)).toEqual([idOf(4), idOf(1), idOf(4), idOf(1)]);
  });

  it('never sweeps beside itself: a sweep that takes longer takes the place of the next', async () => {
    let [busy, busiest, sweeps] = [0, 0, 0];
    fireAll = async () => {
      busy += 1;
      busiest = Math.max(busiest, busy);
      await sleep(30);
      busy -= 1;
      sweeps += 1;
      return [];
    };
    await plan(timer(1, HOUR_MS));
    await start({ ...SELDOM, sweepEveryMs: 2 });
    await until(() => sweeps >= 3);
    expect(busiest).toBe(1);
  });

  it('sweeps again after a sweep that failed, and after one that left some unfired', async () => {
    const outcomes = [Promise.reject(new Error('no view')), Promise.resolve([new Failure('timer/away', 'does not answer', true)]), Promise.resolve([])];
    outcomes[0]?.catch(() => undefined);
    let sweeps = 0;
    fireAll = () => outcomes[sweeps++] ?? Promise.resolve([]);
    await plan(timer(1, HOUR_MS));
    await start({ ...SELDOM, sweepEveryMs: 5 });
    await until(() => sweeps > 3);
    expect(logged).toEqual(['timer work failed', 'timers wait for the next sweep']);
  });

  it('ends after the page at hand, and begins nothing more', async () => {
    let [begun, ended, release] = [false, false, (): void => undefined];
    const gate = new Promise<void>((resolve) => { release = resolve; });
    fireAll = async (page) => {
      begun = true;
      await gate;
      fired.push(...page.map(timerId));
      return [];
    };
    await plan(...Array.from({ length: PAGE_MAX + 1 }, (_, n) => timer(n, HOUR_MS)));
    const running = await start({ ...SELDOM, sweepEveryMs: 2 });
    await until(() => begun);
    const stopping = running.stop().then(() => { ended = true; });
    await sleep(30);
    expect(ended).toBe(false);
    release();
    await stopping;
    expect(fired).toHaveLength(PAGE_MAX);
    await sleep(30);
    expect(fired).toHaveLength(PAGE_MAX);
  });
});
