import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { parseTimerId, timerId, timers, type PlannedTimer } from './timers.projection.js';

const DUE = '2031-01-01T05:05:00.000Z';
const RETIRE: PlannedTimer = { stream: 'vehicle/SV1', kind: 'retire', due: DUE, version: 2, ledger: 'vehicles', home: 'OHCOP0000' };
const changesOf = (commit: Commit, stored?: PlannedTimer) => timers.apply(commit, { get: (id) => Promise.resolve(id === 'vehicle/SV1#retire' ? stored : undefined) });
const commit = (...events: readonly Readonly<{ s: string; sv: number; d: JsonObject }>[]): Commit =>
  ({
    head: { seq: 7, k: 'OHCOP0000' },
    position: { part: { ledger: 'vehicles', gen: 1, index: 2 }, seq: 7 },
    body: { ev: events.map((event) => ({ t: 'vehicle.entered', tv: 1, ...event })) },
  }) as unknown as Commit;

const decidedBy = (cmd: string): Commit => ({ ...commit(), head: { seq: 7, k: 'OHCOP0000', cmd } }) as unknown as Commit;

describe('the plan of timers', () => {
  it('takes each kind of a stream once, by its instant, with the home that decides on it', async () => {
    const changes = await changesOf(commit({ s: 'vehicle/SV1', sv: 2, d: { due: { retire: DUE, answer: '2026-11-20T13:15:00.000Z' } } }));
    expect(changes).toEqual([
      { id: 'vehicle/SV1#retire', seq: 7, put: { keys: [`DUE:${DUE}!vehicle/SV1.retire.2`], doc: RETIRE } },
      { id: 'vehicle/SV1#answer', seq: 7, put: { keys: ['DUE:2026-11-20T13:15:00.000Z!vehicle/SV1.answer.2'], doc: expect.objectContaining({ kind: 'answer' }) } },
    ]);
  });

  it('drops what an event withdraws', async () => {
    expect(await changesOf(commit({ s: 'vehicle/SV1', sv: 3, d: { due: { retire: null } } }))).toEqual([{ id: 'vehicle/SV1#retire', seq: 7, remove: true }]);
  });

  it('keeps what an event says nothing about', async () => {
    expect(await changesOf(commit({ s: 'vehicle/SV1', sv: 3, d: {} }, { s: 'vehicle/SV2', sv: 1, d: { due: {} } }), RETIRE)).toEqual([]);
  });

  it('drops a timer that was decided, also where nothing came of it, and no later one of its kind', async () => {
    const refused = decidedBy('vehicle/SV1.retire.2');
    expect(await changesOf(refused, RETIRE)).toEqual([{ id: 'vehicle/SV1#retire', seq: 7, remove: true }]);
    expect(await changesOf(refused, { ...RETIRE, version: 3 })).toEqual([]);
    expect(await changesOf(refused)).toEqual([]);
    expect(await changesOf(decidedBy('vehicle/SV1.notice.2'), RETIRE)).toEqual([]);
  });

  it('keeps a timer that its own decision plans anew', async () => {
    const again = { ...decidedBy('vehicle/SV1.retire.2'), body: commit({ s: 'vehicle/SV1', sv: 3, d: { due: { retire: DUE } } }).body };
    expect((await changesOf(again, RETIRE)).at(-1)).toMatchObject({ id: 'vehicle/SV1#retire', put: { doc: { version: 3 } } });
  });

  it('takes no other command’s id for a timer’s', () => {
    for (const id of ['', 'vehicles.1/3@88~q2Zr0-_a/mail0/2', 'vehicle/SV1.retire', '.retire.2', 'e3b0c44298fc1c149afbf4c8996fb924']) expect(parseTimerId(id)).toBeUndefined();
    expect(parseTimerId('vehicle/SV1.validation-due.12')).toEqual({ stream: 'vehicle/SV1', kind: 'validation-due' });
  });

  it('names a timer by its stream, kind and version, so that a timer set again is another', () => {
    const timer = { stream: 'vehicle/SV1', kind: 'retire', due: DUE, version: 2, ledger: 'vehicles', home: 'OHCOP0000' } as const;
    expect([timerId(timer), timerId({ ...timer, version: 3 })]).toEqual(['vehicle/SV1.retire.2', 'vehicle/SV1.retire.3']);
  });
});
