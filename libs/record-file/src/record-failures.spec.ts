import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import { historyOf, replay, type Telling } from './history.fixture.js';
import { ENTRY, FINDER, IDX, knowledge, message, NIC, partRules, towedRules } from './part.fixture.js';
import { lidOf } from './numbering.js';
import { recordDecider } from './record.decider.js';

const START = '2026-11-20T13:00:00.000Z';

describe('what nobody may send', () => {
  const decider = recordDecider([partRules, towedRules], knowledge, { partition: 0, partitions: 4 });

  it.each([
    ['a command that the life of a record does not know', 'ForgetRecord', { idx: IDX }, 'record-file/command'],
    ['another file’s number', 'AcceptEntry', { idx: IDX, nic: 'W000000001' }, 'record-file/nic'],
    ['a number with a digit too few', 'AcceptEntry', { idx: IDX, nic: 'V00000001' }, 'record-file/nic'],
    ['a number with a digit too many', 'AcceptEntry', { idx: IDX, nic: 'V0000000001' }, 'record-file/nic'],
    ['a number behind another letter', 'AcceptEntry', { idx: IDX, nic: 'VV000000001' }, 'record-file/nic'],
    ['a number for a record of a file that no line holds', 'AcceptEntry', { idx: 'TV00000004', nic: NIC }, 'record-file/nic'],
    ['an entry under another home key', 'EnterRecord', message('EP', ENTRY), 'record-file/home', { key: FINDER }],
  ] as readonly (readonly [string, string, JsonObject, string, ...Telling[]])[])('fails with %s, now and whenever it is sent again', (_, type, payload, code, ...telling) => {
    expect(() => historyOf(decider, START).tell(type, payload, ...telling)).toThrow(expect.objectContaining({ code, canRetry: false }));
  });

  it.each([['part.forgotten', 1], ['part.entered', 2]])('a fold does not pass over: %s, version %d', (t, tv) => {
    expect(() => replay(decider, [{ t, tv, s: `part/${IDX}`, sv: 1, d: {} }])).toThrow(expect.objectContaining({ code: 'record-file/event', canRetry: false }));
  });
});

describe('a number of eight digits', () => {
  it('is the ledger’s own and seven more, and there is none when those are given out', () => {
    expect(lidOf(2_499_999, { partition: 3, partitions: 4, series: 8 })).toBe('89999999');
    expect(() => lidOf(2_500_000, { partition: 0, partitions: 4 })).toThrow(expect.objectContaining({ code: 'record-file/numbers-exhausted', canRetry: false }));
  });
});
