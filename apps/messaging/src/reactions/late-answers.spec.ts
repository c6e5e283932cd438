import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { bringsLateWords, lateWordsOf } from './late-answers.js';

const LATE = { id: 'c/late/NCIC/0', source: 'NCIC', re: 7 };
const RESPONSE: JsonObject = { source: 'NCIC', mke: 'STOLEN VEHICLE', background: 'yellow', text: 'MKE/STOLEN VEHICLE\nLIC/GHX4471' };
const OURS: JsonObject = { ...RESPONSE, source: 'LEADS', background: 'red', record: { file: 'vehicle', idx: 'SV00000004', lid: '00000004', status: 'active' } };

const answer = (p: JsonObject | string, d: JsonObject = {}, t = 'message.answered') =>
  ({ t, tv: 1, s: 'terminal/COL1', sv: 1, d: { mri: 8, terminal: 'COL1', mke: 'QV', late: LATE, ...d }, p }) as unknown as OpenedEvent;
const shown = (p: JsonObject | string = OURS) =>
  ({ t: 'record.shown', tv: 1, s: 'terminal/COL1', sv: 2, d: { mri: 8, kind: 'response', stream: 'vehicle/SV00000004', version: 2 }, p }) as unknown as OpenedEvent;
const commitOf = (...ev: readonly OpenedEvent[]): Commit => ({ body: { ev } }) as unknown as Commit;

const mail = { mri: 8, kind: 'response', mke: 'QV', to: 'COL1', re: 7 };

describe('what a source says late', () => {
  it('goes to the mailbox of the terminal that has asked, with its colour', () => {
    expect(lateWordsOf(commitOf(answer({ says: 'NCIC ANSWERED LATE', outside: [RESPONSE] })))).toEqual([
      { id: LATE.id, post: { terminals: ['COL1'], text: RESPONSE['text'], mail: { ...mail, from: 'NCIC', background: 'yellow' } } },
    ]);
  });

  it('is sealed under the key of our record that it shows', () => {
    expect(lateWordsOf(commitOf(answer({ says: 'LEADS ANSWERED LATE', outside: [] }, { late: { ...LATE, source: 'LEADS' } }), shown()))).toEqual([
      { id: LATE.id, post: { terminals: ['COL1'], text: OURS['text'], kid: 'vehicle/SV00000004', mail: { ...mail, from: 'LEADS', background: 'red', record: OURS['record'] } } },
    ]);
  });

  it('is the answer’s own words where it shows nothing', () => {
    expect(lateWordsOf(commitOf(answer({ says: 'NCIC NO RECORD QV.LIC/GHX4471', outside: [] })))).toEqual([
      { id: LATE.id, post: { terminals: ['COL1'], text: 'NCIC NO RECORD QV.LIC/GHX4471', mail: { ...mail, from: 'NCIC', background: 'none' } } },
    ]);
  });

  it('comes with the part that shows it where its commit does not hold it, and once', () => {
    const part = commitOf(answer({ text: 'QV', outside: [] }, {}, 'message.shown'), shown());
    expect(lateWordsOf(part)).toMatchObject([{ id: LATE.id, post: { text: OURS['text'] } }]);
    expect(lateWordsOf(commitOf(answer({ says: 'LEADS ANSWERED LATE', outside: [] }, { parts: ['p'] })))).toEqual([]);
  });

  it('is nothing more where the record was expunged since, or the day’s texts were', () => {
    expect(lateWordsOf(commitOf(answer({ says: 'LEADS ANSWERED LATE', outside: [] }), shown('destroyed')))).toEqual([]);
    expect(lateWordsOf(commitOf(answer('destroyed')))).toEqual([]);
  });

  it('is told of answers that came late alone', () => {
    const inTime = commitOf(answer({ says: 'NCIC NO RECORD', outside: [] }, { late: undefined as unknown as JsonObject }));
    expect([bringsLateWords(commitOf(answer({}))), bringsLateWords(inTime), lateWordsOf(inTime)]).toEqual([true, false, []]);
  });
});
