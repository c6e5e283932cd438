import { describe, expect, it } from '@jest/globals';
import { addMs, manualClock } from '@statewire/clock';
import { Failure, isFailure, type Instant } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { memoryViews, type ViewChange } from '@statewire/views';
import { timerDocument, timerKey, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';
import { SimulatedTime } from './simulated-time.js';

const START = '2026-11-20T13:00:00.000Z';
const HOUR_MS = 3_600_000;
const at = (hours: number): Instant => addMs(START, hours * HOUR_MS);
const timer = (due: Instant, stream = due): PlannedTimer => ({ stream, kind: 'retire', due, version: 1, ledger: 'vehicles', home: 'OHCOP0000' });

type World = Readonly<{ causes?: (fired: PlannedTimer) => readonly PlannedTimer[]; restless?: number; silent?: boolean; unfired?: string }>;

/** A system in which a timer, once fired, is followed by work that takes some rounds of asking, and may plan others. */
const world = async (planned: readonly PlannedTimer[], { causes = () => [], restless = 0, silent = false, unfired }: World = {}) => {
  const clock = manualClock(START);
  const told: string[] = [];
  const view = await memoryViews().open<PlannedTimer>('timers', 1);
  let busy = restless;
  let commits = 0;
  const hasty: string[] = [];
  const ask = (service: string, pattern: string, payload: { command?: { payload: { now: Instant } } }): Promise<unknown> => {
    if (pattern === 'rest') {
      if (service === 'vehicles' && silent) return Promise.reject(new Failure('bus/timeout', 'no answer', false));
      if (service === 'vehicles' && busy > 0) {
        busy -= 1;
        return busy % 2 === 0 ? Promise.resolve({ resting: false }) : Promise.reject(new Failure('bus/timeout', 'no answer yet', true));
      }
      return Promise.resolve({ resting: true });
    }
    const now = payload.command?.payload.now ?? '';
    commits += 1;
    told.push(`clock ${now}`);
    if (busy > 0) hasty.push(now);
    clock.moveTo(now);
    directory.clock = now;
    return Promise.resolve({ kind: 'done', position: `control.1/0@${String(commits)}` });
  };
  const directory: { clock?: Instant } = {};
  const feed = () => ({ parts: [0], end: () => Promise.resolve(BigInt(commits)) });
  const platform = { clock, directory, bus: { ask }, feed, directoryAt: () => Promise.resolve() } as unknown as Platform;
  const plan = (changes: readonly ViewChange[]): Promise<void> => view.write({ ledger: 'vehicles', gen: 1, index: 0 }, changes, { next: 1n, seq: 1, head: '', headOffset: 0n });
  const planning = (timers: readonly PlannedTimer[]): readonly ViewChange[] =>
    timers.map((one) => ({ id: timerDocument(one.stream, one.kind), seq: commits, put: { keys: [timerKey(one)], doc: one } }));
  const fireOne = async (one: PlannedTimer): Promise<void> => {
    told.push(`fire ${one.stream} at ${clock.now()}`);
    commits += 1;
    busy = restless;
    await plan([{ id: timerDocument(one.stream, one.kind), seq: commits, remove: true }, ...planning(causes(one))]);
  };
  const firing = {
    fireAll: async (page: readonly PlannedTimer[]) => {
      if (unfired !== undefined && page.some(({ stream }) => stream === unfired)) return [new Failure('service-kit/in-doubt', 'nobody knows', true)];
      for (const one of page) await fireOne(one);
      return [];
    },
  };
  await plan(planning(planned));
  return { time: new SimulatedTime(platform, new Schedule(view), firing), told, hasty, clock };
};

const to = (instant: Instant) => () => instant;
const codeOf = (moving: Promise<unknown>): Promise<string> => moving.then(() => 'moved', (thrown: unknown) => (isFailure(thrown) ? thrown.code : String(thrown)));

describe('the simulated clock', () => {
  it('stops at each instant at which something falls due, in turn, and ends where it was told', async () => {
    const { time, told, clock } = await world([timer(at(3)), timer(at(1)), timer(at(9))]);
    expect(await time.move(to(at(5)))).toBe(at(5));
    expect(told).toEqual([`clock ${at(1)}`, `fire ${at(1)} at ${at(1)}`, `clock ${at(3)}`, `fire ${at(3)} at ${at(3)}`, `clock ${at(5)}`]);
    expect(clock.now()).toBe(at(5));
  });

  it('fires all of one instant before it goes on, and what that plans on the way, also for the same instant', async () => {
    const again = timer(at(1), 'again');
    const later = timer(at(2), 'later');
    const { time, told } = await world([timer(at(1), 'a'), timer(at(1), 'b')], { causes: ({ stream }) => (stream === 'a' ? [again, later] : []) });
    await time.move(to(at(4)));
    expect(told.filter((line) => line.startsWith('fire'))).toEqual([`fire a at ${at(1)}`, `fire b at ${at(1)}`, `fire again at ${at(1)}`, `fire later at ${at(2)}`]);
  });

  it('fires at an instant what falls due then, and a millisecond later what falls due then', async () => {
    const next = addMs(at(1), 1);
    const { time, told } = await world([timer(at(1), 'a'), timer(next, 'b')]);
    await time.move(to(at(1)));
    expect(told).toEqual([`clock ${at(1)}`, `fire a at ${at(1)}`]);
    await time.move(to(next));
    expect(told.slice(2)).toEqual([`clock ${next}`, `fire b at ${next}`]);
  });

  it('waits until all rest, also over services that do not answer for a while', async () => {
    const { time, told, hasty } = await world([timer(at(1))], { restless: 7 });
    await time.move(to(at(2)));
    expect(told.at(-1)).toBe(`clock ${at(2)}`);
    expect(hasty).toEqual([]);
  });

  it('lets one move end before the next begins, and lets the next begin after one that failed', async () => {
    const { time, told } = await world([timer(at(1))]);
    const moves = [time.move(to(at(2))), time.move((now) => addMs(now, HOUR_MS)), time.move(to(at(1))), time.move((now) => addMs(now, HOUR_MS))];
    expect(await Promise.all(moves.map((move) => codeOf(move)))).toEqual(['moved', 'moved', 'timer/backwards', 'moved']);
    expect(told.at(-1)).toBe(`clock ${at(4)}`);
  });

  it('does not go back, and stays where it is when told to', async () => {
    const { time, told } = await world([]);
    expect(await codeOf(time.move(to(addMs(START, -1))))).toBe('timer/backwards');
    expect(told).toEqual([]);
    expect(await time.move(to(START))).toBe(START);
  });

  it('stands at the instant of a timer that its owner did not decide', async () => {
    const { time, clock, told } = await world([timer(at(1), 'lost'), timer(at(2))], { unfired: 'lost' });
    expect(await codeOf(time.move(to(at(5))))).toBe('service-kit/in-doubt');
    expect(clock.now()).toBe(at(1));
    expect(told).toEqual([`clock ${at(1)}`]);
  });

  it('fails where a service fails for good', async () => {
    const { time } = await world([timer(at(1))], { silent: true });
    expect(await codeOf(time.move(to(at(2))))).toBe('bus/timeout');
  });
});
