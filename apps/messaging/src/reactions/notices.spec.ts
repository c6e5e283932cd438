import { describe, expect, it } from '@jest/globals';
import { mriOf } from '@statewire/contracts';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { lineNoticesOf, tellsOfLines } from './notices-of-the-line.js';
import type { Addresses } from './notice.js';
import { noticesOf, tellsOfRecords } from './notices.js';

const IDX = 'SV00000004';
const STREAM = `vehicle/${IDX}`;
const TO: Addresses = { terminalsOf: (ori) => (ori === 'OHCOP0000' ? ['COL1', 'COL2'] : []), controlRoom: () => ['CTL1', 'COL1'], reachedBy: () => [] };
const RECORD: JsonObject = {
  file: 'vehicle', idx: IDX, lid: '00000004', nic: 'V000000001', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status: 'active', at: '2026-11-20T13:00:00.000Z', fields: {},
};

const commitOf = (ledger: string, corr: string | undefined, ...ev: readonly OpenedEvent[]): Commit =>
  ({ position: { part: { ledger, gen: 1, index: 2 }, seq: 7 }, body: { ev, ...(corr === undefined ? {} : { corr }) } }) as unknown as Commit;

const vehicle = (what: string, d: JsonObject = {}, p: NonNullable<OpenedEvent['p']> = { fields: { LIC: ['GHX4471'] } }): OpenedEvent =>
  ({ t: `vehicle.${what}`, tv: 1, s: STREAM, sv: 2, d: { ...RECORD, ...d }, p });
/** The line's answer to what version 1 asked. */
const answered = (what: string, d: JsonObject = {}): OpenedEvent => vehicle(what, { answers: 1, ...d });
const told = (event: OpenedEvent, corr: string | undefined = '8@COL1') => {
  const commit = commitOf('vehicles', corr, event);
  return tellsOfRecords(commit) ? noticesOf(commit, 4, TO) : [];
};

describe('the final word on what waited for NCIC', () => {
  it.each([
    ['entered', 'EV', /^MRI \d+\nACCEPT ENTER\n/],
    ['modified', 'MV', /^MRI \d+\nACCEPT MODIFY\n/],
    ['refused', 'EV', /^MRI \d+\nREJECT ENTER\nNCIC SAYS: REJECT - X\n/],
    ['change-refused', 'MV', /^MRI \d+\nREJECT MODIFY\nNCIC SAYS: REJECT - X\nTHE RECORD STANDS AS IT WAS/],
  ])('(%s) goes to the terminal that asked, with the record, sealed under its key', (what, mke, text) => {
    const [notice, ...others] = told(vehicle(what, { answers: 1 }, { fields: { LIC: ['GHX4471'] }, reason: 'REJECT - X' }));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      terminals: ['COL1'],
      post: { kid: STREAM, text: expect.stringMatching(text), mail: { re: 8, kind: 'response', mke, mri: mriOf('vehicles', 2, 4, 7), record: { idx: IDX, nic: 'V000000001' }, position: 'vehicles.1/2@7' } },
    });
    expect(notice?.post.text).toMatch(/LIC\/GHX4471/);
    expect(JSON.stringify(notice?.post.mail)).not.toContain('GHX4471');
  });

  it.each([['modified', 'ACCEPT MODIFY', {}], ['supplemented', 'ACCEPT SUPPLEMENT', { askedKey: 'EN' }]])('(%s) is that of an entry where NCIC has taken the record with it', (what, verdict, d) => {
    expect(told(answered(what, { ...d, joined: true }))[0]?.post.text).toContain(`\n${verdict}\n***** NCIC ACCEPT ENTER, NIC RETURNED AND APPLIED *****\n`);
    expect(told(answered(what, d))[0]?.post.text).not.toContain('ENTER');
  });

  it.each([
    ['cancelled', {}, 'EV', 'REJECT ENTER', 'THE RECORD WAS CANCELLED'],
    ['cancelled', { endedChange: 3 }, 'MV', 'REJECT MODIFY', 'THE RECORD WAS CANCELLED'],
    ['cleared', { endedChange: 3 }, 'MV', 'REJECT MODIFY', 'THE RECORD WAS CLEARED'],
    ['retired', { endedChange: 3 }, 'MV', 'REJECT MODIFY', 'THE RECORD HAS REACHED ITS END'],
  ])('is owed where the record was %s before NCIC had answered (%j)', (what, d, mke, verdict, why) => {
    const [notice, ...others] = told(vehicle(what, { endedAsked: '6@COL2', ...d }));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['COL2'], post: { kid: STREAM, mail: { re: 6, kind: 'response', mke } } });
    expect(notice?.post.text.split('\n').slice(1, 3)).toEqual([verdict, `${why} BEFORE NCIC HAD ANSWERED. NOTHING WAS CHANGED BY YOUR MESSAGE.`]);
  });

  it('says that the record is gone where its time was over with the change', () => {
    const [notice] = noticesOf(commitOf('vehicles', '8@COL1', answered('modified'), vehicle('retired', { status: 'retired', reason: 'retention' })), 4, TO);
    expect(notice?.post).toMatchObject({ mail: { record: { status: 'retired' } } });
    expect(notice?.post.text).toMatch(/ACCEPT MODIFY\n.*\nTHE RECORD HAS BEEN REMOVED FROM THE FILE: ITS TIME IS OVER\nMKE\/RETIRED STOLEN VEHICLE/);
  });

  it.each([['', 'nothing'], ['8', 'no terminal'], ['8@', 'an empty terminal']])('is said to nobody where %j names %s', (corr) => {
    expect(told(answered('entered'), corr)).toEqual([]);
  });

  it.each(['submitted', 'change-submitted', 'cleared', 'cancelled', 'retired', 'unheard-of'])('is not what %s says', (what) => {
    expect(told(vehicle(what))).toEqual([]);
  });
});

describe('a locate', () => {
  const located = { by: 'OHCLP0000', at: '2026-11-20T13:00:00.000Z', mke: 'LV', fields: { DOR: ['20261120'] } };

  it('is told to every terminal of the owner, with who found it, when, under which case', () => {
    const [notice] = told(vehicle('located', { status: 'located', located }, { fields: { LIC: ['GHX4471'] }, located: { RCA: ['CL-7'] } }), undefined);
    expect(notice).toMatchObject({ terminals: ['COL1', 'COL2'], post: { mail: { kind: 'notice', to: 'OHCOP0000', record: { status: 'located' } } } });
    expect(notice?.post.text).toMatch(/LOCATE NOTICE\nTHE FOLLOWING RECORD \(STOLEN VEHICLE\) WAS LOCATED BY OHCLP0000 ON 20261120 CASE CL-7\n[\s\S]*LIC\/GHX4471/);
    expect(notice?.post.mail).not.toHaveProperty('re');
  });

  it('without a case number names none', () => {
    expect(told(vehicle('located', { status: 'located', located }))[0]?.post.text).toMatch(/ON 20261120\n/);
  });

  it('that removes the record says so', () => {
    const ended = vehicle('retired', { status: 'retired', located });
    const [notice, ...others] = noticesOf(commitOf('vehicles', undefined, vehicle('located', { status: 'located', located }), ended), 4, TO);
    expect(others).toEqual([]);
    expect(notice?.post).toMatchObject({ text: expect.stringContaining('REMOVED FROM THE FILE'), mail: { record: { status: 'retired' } } });
  });
});

describe('the line', () => {
  const line = (t: string, fn: string, d: JsonObject = {}): OpenedEvent =>
    ({ t, tv: 1, s: `line/NCIC/${IDX}`, sv: 1, d: { line: 'NCIC', function: fn, file: 'vehicle', stream: STREAM, idx: IDX, lid: '00000004', mke: 'EV', ori: 'OHCOP0000', corr: '8@COL1', ...d }, p: { fields: { LIC: ['GHX4471'] } } });
  const said = (event: OpenedEvent) => {
    const commit = commitOf('exchange', undefined, event);
    return tellsOfLines(commit) ? lineNoticesOf(commit, 4, TO) : [];
  };

  it('that keeps silent is told of to the terminal that waits', () => {
    expect(said(line('line.silent', 'enter'))).toMatchObject([
      { terminals: ['COL1'], post: { kid: STREAM, text: expect.stringMatching(/NCIC HAS NOT ANSWERED YET\. THE ENTER IS STILL PENDING[\s\S]*LIC\/GHX4471/), mail: { re: 8, kind: 'notice', mri: mriOf('exchange', 2, 4, 7) } } },
    ]);
  });

  it.each(['locate', 'clear', 'cancel', 'purge'])('that refuses a %s is told of to sender and control room, each terminal once', (fn) => {
    const answer = { accepted: false, reason: 'REJECT - NOT ON FILE' };
    expect(said(line('line.answered', fn, { answer }))).toMatchObject([
      { terminals: ['COL1', 'CTL1'], post: { text: expect.stringMatching(new RegExp(`NCIC HAS REFUSED THE ${fn.toUpperCase()}: REJECT - NOT ON FILE\\nTHE LEADS RECORD STANDS`)) } },
    ]);
    const [unasked, ...others] = said(line('line.answered', fn, { answer, corr: '' }));
    expect([unasked?.terminals, others]).toEqual([['CTL1', 'COL1'], []]);
    expect(unasked?.post.mail).not.toHaveProperty('re');
  });

  it('that refuses a locate is told of with the case of whoever found it, wherever the event has it', () => {
    const by = { by: 'OHCLP0000', date: '20261120' };
    const refusal = (located: JsonObject) => line('line.answered', 'locate', { answer: { accepted: false }, located });
    const text = (event: OpenedEvent) => said(event)[0]?.post.text;
    const sealed = refusal(by);
    expect(text({ ...sealed, p: { fields: { LIC: ['GHX4471'] }, located: { case: 'CL-7' } } })).toMatch(/LIC\/GHX4471[\s\S]*OHCLP0000.*CL-7/);
    expect(text(refusal({ ...by, case: 'CL-7' }))).toMatch(/OHCLP0000.*CL-7/);
    expect(text({ ...sealed, p: 'destroyed' })).toMatch(/LOCATED\/20261120 OHCLP0000$/);
  });

  it.each([['enter', false], ['modify', false], ['enter', true], ['clear', true]])('that answers to %s (accepted: %p) leaves the word to the file, or needs none', (fn, accepted) => {
    expect(said(line('line.answered', fn, { answer: { accepted } }))).toEqual([]);
    expect(said(line('line.sent', fn))).toEqual([]);
  });
});

describe('a record that NCIC has cancelled by itself', () => {
  const reviewed = (cancelled: boolean) => {
    const d = { line: 'NCIC', function: 'locate', file: 'wanted-person', stream: 'wanted-person/WP00000004', idx: 'WP00000004', lid: '00000004', nic: 'W897683961', mke: 'EW', ori: 'OHCOP0000', located: { by: 'OHCLP0000', date: '20081202', disposition: 'NOEX' }, cancelled };
    const event: OpenedEvent = { t: 'line.reviewed', tv: 1, s: 'line/NCIC/WP00000004', sv: 4, d, p: { fields: { NAM: ['PUBLIC,JOHN Q'], EXL: ['1'], OCA: ['89CRA2181'] }, parts: { 'SUPPLEMENTAL DATA': { AKA: ['OTHER,JOHN'] } } } };
    return lineNoticesOf({ ...commitOf('exchange', undefined, event), head: { at: '2008-12-03T15:49:00.000Z' } } as unknown as Commit, 4, TO);
  };

  it('is told to the terminals of its agency, in the manual’s words', () => {
    const [notice, ...others] = reviewed(true);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['COL1', 'COL2'], post: { kid: 'wanted-person/WP00000004', mail: { kind: 'notice', to: 'OHCOP0000' } } });
    const lines = notice?.post.text.split('\n') ?? [];
    expect(lines.slice(1, 6)).toEqual([
      '$.E. OHCOP0000',
      'NCIC SERIOUS ERROR CANCELLATION NOTIFICATION AT 1049 EST 20081203',
      'YOUR ENTRY NIC/W897683961, OCA/89CRA2181 WAS CANCELED BY NCIC QUALITY CONTROL. NCIC ERROR 19040',
      'MKE/CANCELED WANTED PERSON',
      'EXL/1 - FULL EXTRADITION UNLESS OTHERWISE NOTED IN THE MIS FIELD',
    ]);
    expect(notice?.post.text).toMatch(/\nSUPPLEMENTAL DATA\nAKA\/OTHER,JOHN\nNIC\/W897683961 .*\nCANCELED\/20081203 NOEX\nTHE ABOVE CANCELED[\s\S]*YOU MAY REENTER RECORD/);
  });

  it('and one that it keeps is told to nobody', () => { expect(reviewed(false)).toEqual([]); });
});
