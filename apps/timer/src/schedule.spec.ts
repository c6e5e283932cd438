import { beforeEach, describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import { memoryViews } from '@statewire/views';
import type { View, ViewChange } from '@statewire/views';
import fc from 'fast-check';
import { timerDocument, timerId, timerKey, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';

const PART = { ledger: 'vehicles', gen: 1, index: 0 };
const NOON = '2026-11-20T17:00:00.000Z';
const DAY_MS = 86_400_000;
const ALL = '9000-01-01T00:00:00.000Z';
const PAGE_MAX = 500;

let view: View<PlannedTimer>;
let schedule: Schedule;
/** Documents asked of the view, so that a search that reads the same ones again and again is seen. */
let read: number;

beforeEach(async () => {
  const plain = await memoryViews().open<PlannedTimer>('timers', 1);
  read = 0;
  view = {
    ...plain,
    range: async (from, to, limit) => {
      const found = await plain.range(from, to, limit);
      read += found.length;
      return found;
    },
  };
  schedule = new Schedule(view);
});

const timer = (n: number, due: string, kind = 'retire'): PlannedTimer =>
  ({ stream: `vehicle/SV${String(n).padStart(8, '0')}`, kind, due, version: 2, ledger: 'vehicles', home: 'OHCOP0000' });
const plan = (...timers: readonly PlannedTimer[]): Promise<void> =>
  view.write(PART, timers.map((one): ViewChange => ({ id: timerDocument(one.stream, one.kind), seq: 1, put: { keys: [timerKey(one)], doc: one } })), { next: 1n, seq: 1, head: '', headOffset: 0n });
const ids = (timers: readonly PlannedTimer[]): readonly string[] => timers.map(timerId);
const due = async (from: string, to: string): Promise<readonly PlannedTimer[]> => {
  const found: PlannedTimer[] = [];
  for await (const page of schedule.pages(from, to)) {
    expect(page.length).toBeLessThanOrEqual(PAGE_MAX);
    found.push(...page);
  }
  return found;
};

describe('the schedule', () => {
  it('tells what falls due in a span, its beginning included and its end not, earliest first', async () => {
    const [first, second, third] = [timer(3, NOON), timer(1, addMs(NOON, 1)), timer(2, addMs(NOON, 2))];
    await plan(third, first, second);
    expect(await due(NOON, addMs(NOON, 2))).toEqual([first, second]);
    expect(await due('', ALL)).toEqual([first, second, third]);
    expect(await due(addMs(NOON, 3), ALL)).toEqual([]);
  });

  it.each([1, 499, 500, 501, 1_000, 1_700])('tells %d timers of one instant in pages, each once, by their ids, and those after it', async (count) => {
    const crowd = Array.from({ length: count }, (_, n) => timer(n, NOON));
    const later = timer(9_999, addMs(NOON, 60_000));
    await plan(later, ...[...crowd].reverse());
    expect(ids(await due('', ALL))).toEqual(ids([...crowd, later]));
    expect(read).toBeLessThan(count + PAGE_MAX);
  });

  it('tells both timers of a record that fall due together, and one whose id another’s begins with', async () => {
    const pair = [timer(1, NOON, 'notice'), timer(1, NOON), { ...timer(1, NOON), version: 21, stream: 'vehicle/SV000000010' }];
    await plan(...pair);
    expect(await due('', ALL)).toEqual(pair);
  });

  it('tells any plan of any size, each timer once and in order, whatever the gaps between', async () => {
    const spans = fc.array(fc.tuple(fc.constantFrom(1, 400, 700), fc.constantFrom(0, 1, 60_000, 40 * DAY_MS, 300 * DAY_MS)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(spans, async (groups) => {
        view = await memoryViews().open<PlannedTimer>('timers', 1);
        schedule = new Schedule(view);
        let at = NOON;
        let n = 0;
        const all = groups.flatMap(([count, stepMs]) => Array.from({ length: count }, () => timer((n += 1), (at = addMs(at, stepMs)))));
        await plan(...all);
        expect(ids(await due('', ALL))).toEqual(ids(all));
        expect(ids(await due(addMs(NOON, 1), at))).toEqual(ids(all.filter((one) => one.due > NOON && one.due < at)));
      }),
      { numRuns: 40 },
    );
  });

  it('goes on behind what it has told though that was taken away or planned anew meanwhile', async () => {
    const crowd = Array.from({ length: 1_100 }, (_, n) => timer(n, NOON));
    await plan(...crowd);
    const told: string[] = [];
    for await (const page of schedule.pages('', ALL)) {
      told.push(...ids(page));
      await view.write(PART, page.map((one): ViewChange => ({ id: timerDocument(one.stream, one.kind), seq: 2, remove: true })), { next: 2n, seq: 2, head: '', headOffset: 1n });
    }
    expect(told).toEqual(ids(crowd));
  });

  it('tells the first instant up to one, that one included, however far away, and what is overdue', async () => {
    await plan(timer(1, addMs(NOON, 5)), timer(2, NOON), timer(3, '2031-01-01T00:00:00.000Z'));
    expect(await schedule.next(NOON, addMs(NOON, -1))).toBeUndefined();
    expect([await schedule.next(NOON, NOON), await schedule.next(addMs(NOON, DAY_MS), '2030-01-01T00:00:00.000Z')]).toEqual([NOON, NOON]);
    await view.write(PART, [1, 2].map((n): ViewChange => ({ id: timerDocument(timer(n, NOON).stream, 'retire'), seq: 2, remove: true })), { next: 2n, seq: 2, head: '', headOffset: 1n });
    expect(await schedule.next(NOON, '2030-12-31T23:59:59.999Z')).toBeUndefined();
    expect(await schedule.next(NOON, '2031-01-01T00:00:00.000Z')).toBe('2031-01-01T00:00:00.000Z');
  });

  it('finds a timer by its id, and none by an older one or by nonsense', async () => {
    const one = timer(1, NOON);
    await plan(one);
    expect(await schedule.byId(timerId(one))).toEqual(one);
    for (const id of ['vehicle/SV00000001.retire.1', 'vehicle/SV00000001.answer.2', 'vehicle/SV00000002.retire.2', '', '..', 'retire.2']) expect(await schedule.byId(id)).toBeUndefined();
  });
});
