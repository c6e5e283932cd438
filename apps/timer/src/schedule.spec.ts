import { beforeEach, describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { CommandMessage } from '@statewire/contracts';
import { memoryViews } from '@statewire/views';
import type { View, ViewChange } from '@statewire/views';
import type { Platform } from '@statewire/service-kit';
import { dueKey, timerDocument, timerId, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';

const PART = { ledger: 'vehicles', gen: 1, index: 0 };
const NOON = '2026-11-20T17:00:00.000Z';
const ALL = '9999';

let view: View;
let sent: CommandMessage[];
let schedule: Schedule;

beforeEach(async () => {
  view = await memoryViews().open('timers', 1);
  sent = [];
  const ask = (service: string, pattern: string, { command }: { command: CommandMessage }) => {
    expect([service, pattern]).toEqual(['vehicles', 'submit']);
    sent.push(command);
    return Promise.resolve({ kind: 'done' });
  };
  schedule = new Schedule({ bus: { ask } } as unknown as Platform, view);
});

const timer = (n: number, due: string, kind = 'retire'): PlannedTimer =>
  ({ stream: `vehicle/SV${String(n).padStart(8, '0')}`, kind, due, version: 2, ledger: 'vehicles', home: 'OHCOP0000' });
const plan = (...timers: readonly PlannedTimer[]): Promise<void> =>
  view.write(PART, timers.map((one): ViewChange => ({ id: timerDocument(one.stream, one.kind), seq: 1, put: { keys: [dueKey(one.due)], doc: one } })), { next: 1n, seq: 1, head: '', headOffset: 0n });
const ids = (timers: readonly PlannedTimer[]): readonly string[] => timers.map(timerId);

describe('the schedule', () => {
  it('tells what falls due in a span, its beginning included and its end not, earliest first', async () => {
    const [first, second, third] = [timer(3, NOON), timer(1, addMs(NOON, 1)), timer(2, addMs(NOON, 2))];
    await plan(third, first, second);
    expect(await schedule.due(NOON, addMs(NOON, 2))).toEqual([first, second]);
    expect(await schedule.due('', ALL)).toEqual([first, second, third]);
    expect(await schedule.due(addMs(NOON, 3), ALL)).toEqual([]);
  });

  it.each([1, 499, 500, 501, 1_000, 1_700])('tells %d timers of one instant, each once, and those after it', async (count) => {
    const crowd = Array.from({ length: count }, (_, n) => timer(n, NOON));
    const later = timer(9_999, addMs(NOON, 60_000));
    await plan(...crowd, later);
    expect(ids(await schedule.due('', ALL))).toEqual(ids([...crowd, later]));
  });

  it('tells many timers of many instants, each once', async () => {
    const many = Array.from({ length: 1_234 }, (_, n) => timer(n, addMs(NOON, Math.floor(n / 7))));
    await plan(...many);
    expect(ids(await schedule.due('', ALL))).toEqual(ids(many));
  });

  it('leaves out what was fired and is not taken away yet, also where that fills pages', async () => {
    const crowd = Array.from({ length: 1_100 }, (_, n) => timer(n, NOON));
    await plan(...crowd);
    for (const one of crowd.slice(0, 1_050)) await schedule.fire(one);
    expect(ids(await schedule.due('', ALL))).toEqual(ids(crowd.slice(1_050)));
    expect(await schedule.next(NOON)).toBe(NOON);
    for (const one of crowd.slice(1_050)) await schedule.fire(one);
    expect(await schedule.next(NOON)).toBeUndefined();
  });

  it('tells the first instant up to one, that one included', async () => {
    await plan(timer(1, addMs(NOON, 5)), timer(2, NOON));
    expect([await schedule.next(addMs(NOON, -1)), await schedule.next(NOON), await schedule.next('2030-01-01T00:00:00.000Z')]).toEqual([undefined, NOON, NOON]);
  });

  it('fires a timer as a command to its home, with an id that is the same each time', async () => {
    const one = timer(1, NOON);
    await schedule.fire(one);
    await schedule.fire(one);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[0]).toMatchObject({ id: 'vehicle/SV00000001.retire.2', type: 'FireTimer', key: 'OHCOP0000', payload: { stream: one.stream, kind: 'retire', due: NOON } });
  });

  it('finds a timer by its id, and none by an older one or by nonsense', async () => {
    const one = timer(1, NOON);
    await plan(one);
    expect(await schedule.byId(timerId(one))).toEqual(one);
    for (const id of ['vehicle/SV00000001.retire.1', 'vehicle/SV00000001.answer.2', 'vehicle/SV00000002.retire.2', '', '..', 'retire.2']) expect(await schedule.byId(id)).toBeUndefined();
  });
});
