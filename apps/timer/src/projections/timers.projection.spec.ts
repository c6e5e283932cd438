import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import { timerId, timers } from './timers.projection.js';

const DUE = '2031-01-01T05:05:00.000Z';
const before = { get: () => Promise.resolve(undefined) };
const changesOf = (commit: Commit) => timers.apply(commit, before);
const commit = (...events: readonly Readonly<{ s: string; sv: number; d: JsonObject }>[]): Commit =>
  ({
    head: { seq: 7, k: 'OHCOP0000' },
    position: { part: { ledger: 'vehicles', gen: 1, index: 2 }, seq: 7 },
    body: { ev: events.map((event) => ({ t: 'vehicle.entered', tv: 1, ...event })) },
  }) as unknown as Commit;

describe('the plan of timers', () => {
  it('takes each kind of a stream once, by its instant, with the home that decides on it', () => {
    const changes = changesOf(commit({ s: 'vehicle/SV1', sv: 2, d: { due: { retire: DUE, answer: '2026-11-20T13:15:00.000Z' } } }));
    expect(changes).toEqual([
      { id: 'vehicle/SV1#retire', seq: 7, put: { keys: [`DUE:${DUE}`], doc: { stream: 'vehicle/SV1', kind: 'retire', due: DUE, version: 2, ledger: 'vehicles', home: 'OHCOP0000' } } },
      { id: 'vehicle/SV1#answer', seq: 7, put: { keys: ['DUE:2026-11-20T13:15:00.000Z'], doc: expect.objectContaining({ kind: 'answer' }) } },
    ]);
  });

  it('drops what an event withdraws', () => {
    expect(changesOf(commit({ s: 'vehicle/SV1', sv: 3, d: { due: { retire: null } } }))).toEqual([{ id: 'vehicle/SV1#retire', seq: 7, remove: true }]);
  });

  it('keeps what an event says nothing about', () => {
    expect(changesOf(commit({ s: 'vehicle/SV1', sv: 3, d: {} }, { s: 'vehicle/SV2', sv: 1, d: { due: {} } }))).toEqual([]);
  });

  it('names a timer by its stream, kind and version, so that a timer set again is another', () => {
    const timer = { stream: 'vehicle/SV1', kind: 'retire', due: DUE, version: 2, ledger: 'vehicles', home: 'OHCOP0000' } as const;
    expect([timerId(timer), timerId({ ...timer, version: 3 })]).toEqual(['vehicle/SV1.retire.2', 'vehicle/SV1.retire.3']);
  });
});
