import { describe, expect, it } from '@jest/globals';
import { hitMriOf, mriOf } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { hitNoticesOf, tellsOfHits } from './hit-notices.js';
import type { Addresses } from './notice.js';

const STREAM = 'vehicle/SV00000004';
const TERMINALS: Readonly<Record<string, readonly string[]>> = { OHCOP0000: ['COL1', 'COL2'], OH0310000: ['HAM1'] };
const TO: Addresses = { terminalsOf: (ori) => TERMINALS[ori] ?? [], controlRoom: () => [], reachedBy: () => [] };
const RESPONSE: JsonObject = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: 'MKE/STOLEN VEHICLE\nLIC/GHX4471', record: { file: 'vehicle', idx: 'SV00000004', lid: '00000004', status: 'active' } };

const shown = (d: JsonObject = {}): OpenedEvent =>
  ({ t: 'record.shown', tv: 1, s: 'terminal/HAM1', sv: 2, d: { mri: 8, kind: 'response', stream: STREAM, version: 2, source: 'LEADS', notify: 'OHCOP0000', ...d }, p: RESPONSE });
const commitOf = (events: readonly OpenedEvent[], { ori = 'OH0310000', terminal = 'HAM1', text = 'qv.LIC/GHX4471 .LIS/OH' } = {}): Commit => ({
  head: { at: '2026-11-20T13:05:00.000Z' }, position: { part: { ledger: 'journal', gen: 1, index: 2 }, seq: 7 },
  body: { ev: [{ t: 'message.answered', tv: 1, s: `terminal/${terminal}`, sv: 1, d: { mri: 8, ori, terminal, mke: 'QV' }, p: { text } }, ...events] },
}) as unknown as Commit;
const told = (commit: Commit) => hitNoticesOf(commit, 4, TO);

describe('a hit on a record with NOA/Y', () => {
  it('is told to the terminals of its agency: who asked, when, with what, and what was shown', () => {
    const [notice, ...others] = told(commitOf([shown()]));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['COL1', 'COL2'], post: { kid: STREAM, mail: { kind: 'notice', to: 'OHCOP0000', mri: hitMriOf(2, 4, 7, 1), record: { idx: 'SV00000004' } } } });
    expect(notice?.post.text.split('\n').slice(1)).toEqual([
      'L.E.A.D.S. AUTOMATED MESSAGE  HIT NOTICE',
      'YOUR RECORD BELOW HAS NOA/Y. IT WAS SHOWN TO OH0310000 AT TERMINAL HAM1 ON 20261120 AT 0805 (MRI 8)',
      'ASKED WITH QV.LIC/GHX4471.LIS/OH',
      'MKE/STOLEN VEHICLE',
      'LIC/GHX4471',
    ]);
    expect(JSON.stringify(notice?.post.mail)).not.toContain('GHX4471');
  });

  it('is told where it is in a part of an answer', () => {
    const whole = commitOf([shown()]);
    const [question, ...rest] = whole.body.ev;
    const part = { ...whole, body: { ...whole.body, ev: [{ ...question, t: 'message.shown' }, ...rest] } } as unknown as Commit;
    expect(told(part)).toEqual(told(whole));
  });

  it('says what was asked in the dot format, in whichever form it was sent', () => {
    const text = JSON.stringify({ mke: 'QV', fields: { LIC: 'GHX4471', LIS: ['OH'] } });
    expect(told(commitOf([shown()], { text }))[0]?.post.text).toContain('ASKED WITH QV.LIC/GHX4471.LIS/OH\n');
  });

  it('says by which path it was read', () => {
    const whole = commitOf([shown()], { text: `GET /v1/records/SV00000004?x=${'A'.repeat(9000)}&asOf=2026-11-20T08:00:00.5-05:00` });
    const [question, ...rest] = whole.body.ev;
    const read = { ...whole, body: { ...whole.body, ev: [{ ...question, d: { ...question?.d, mke: 'RECORD' } }, ...rest] } } as unknown as Commit;
    expect(told(read)[0]?.post.text).toContain('\nASKED WITH GET /v1/records/SV00000004?asOf=2026-11-20T08:00:00.5-05:00\nMKE/STOLEN VEHICLE\n');
  });

  it('has a number of its own for each record of an answer, and shares none with the journal', () => {
    const notices = told(commitOf(Array.from({ length: 25 }, () => shown())));
    const numbers = notices.map(({ post }) => post.mail.mri);
    expect(new Set([...numbers, ...[0, 1, 2, 3].map((ordinal) => mriOf('journal', 2, 4, 7, ordinal))]).size).toBe(29);
  });

  it('is not told to an agency of its own asking, from its terminals or under its ORI', () => {
    expect(told(commitOf([shown()], { ori: 'OHCOP0000' }))).toEqual([]);
    expect(told(commitOf([shown()], { terminal: 'COL2' }))).toEqual([]);
  });

  it('is no hit where nobody wants to know, or the record is expunged', () => {
    const silent = shown({ notify: undefined as unknown as string });
    expect([tellsOfHits(commitOf([silent])), tellsOfHits(commitOf([])), tellsOfHits(commitOf([silent, shown()]))]).toEqual([false, false, true]);
    expect(told(commitOf([silent]))).toEqual([]);
    expect(told({ ...commitOf([]), body: { ...commitOf([]).body, ev: [...commitOf([]).body.ev, { ...shown(), p: 'destroyed' }] } } as unknown as Commit)).toEqual([]);
  });
});
