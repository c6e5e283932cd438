import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Addresses } from '../notice.js';
import { noticesOf } from '../notices.js';

const IDX = 'WP60000004';
const STREAM = `wanted-person/${IDX}`;
const TERMINALS: Readonly<Record<string, readonly string[]>> = { OHCOP0000: ['COL1', 'COL2'], OHCLP0000: ['CLE1'] };
const TO: Addresses = { terminalsOf: (ori) => TERMINALS[ori] ?? [], controlRoom: () => ['CTL1'], reachedBy: () => [] };
const RECORD: JsonObject = {
  file: 'wanted-person', idx: IDX, lid: '60000004', nic: 'W000000001', kind: 'wanted', mke: 'EW-C', owner: 'OHCOP0000', status: 'located', at: '2026-11-21T05:05:00.000Z',
  fields: { EXL: ['1'] }, located: { by: 'OHCLP0000', at: '2026-11-20T13:00:00.000Z', mke: 'LW', fields: { DOR: ['20261120'], EXT: ['DETN'] } },
};
const SEALED: JsonObject = { fields: { NAM: ['PUBLIC,JOHN Q'], DOB: ['19710506'], SEX: ['M'], OCA: ['08TRD05887'] } };
const DETAINER = { DETAINER: { DNO: ['D-1'], IRI: ['OHCLP0000'] } };

const told = (what: string, d: JsonObject = {}, p: JsonObject = {}, corr?: string) => {
  const event: OpenedEvent = { t: `wanted-person.${what}`, tv: 1, s: STREAM, sv: 5, d: { ...RECORD, ...d }, p: { ...SEALED, ...p } };
  const commit = { position: { part: { ledger: 'wanted-persons', gen: 1, index: 2 }, seq: 7 }, body: { ev: [event], ...(corr === undefined ? {} : { corr }) } } as unknown as Commit;
  return noticesOf(commit, 4, TO);
};

describe('the reminder of a locate', () => {
  const due = { retire: '2026-11-26T05:05:00.000Z', reminder: null };

  it('has the manual’s words, and goes to every terminal of the owner', () => {
    const [notice, ...others] = told('noticed', { due, clock: { kind: 'reminder', due: '2026-11-21T05:05:00.000Z' } });
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ terminals: ['COL1', 'COL2'], post: { kid: STREAM, mail: { kind: 'notice', to: 'OHCOP0000' } } });
    expect(notice?.post.text.split('\n').slice(1)).toEqual([
      'L.E.A.D.S. AUTOMATED MESSAGE WARRANT LOCATE NOTICE',
      'THE FOLLOWING RECORD WAS LOCATED YESTERDAY BY OHCLP0000 AND WILL AUTO PURGE IN FOUR DAYS UNLESS A DETAINER IS PLACED ON IT',
      `MKE/EW-C LID/60000004 IDX/${IDX} NIC/W000000001`,
      'NAM/PUBLIC,JOHN Q DOB/19710506 SEX/M',
      'ORI/OHCOP0000 OCA/08TRD05887',
    ]);
  });

  it('is without a NIC where NCIC has given none', () => {
    const { nic: _, ...local } = RECORD;
    const event = { t: 'wanted-person.noticed', tv: 1, s: STREAM, sv: 5, d: { ...local, clock: { kind: 'reminder', due: '' } }, p: SEALED };
    const commit = { position: { part: { ledger: 'wanted-persons', gen: 1, index: 2 }, seq: 7 }, body: { ev: [event] } } as unknown as Commit;
    expect(noticesOf(commit, 4, TO)[0]?.post.text).toContain(`\nMKE/EW-C LID/60000004 IDX/${IDX}\n`);
  });

  it('says nothing of a clock that it does not know', () => { expect(told('noticed', { clock: { kind: 'other', due: '' } })).toEqual([]); });
});

describe('a detainer', () => {
  it('is told to the agency that holds the person', () => {
    const [notice, ...others] = told('detained', {}, { parts: DETAINER });
    expect(others).toEqual([]);
    expect(notice?.terminals).toEqual(['CLE1']);
    expect(notice?.post.text).toMatch(/\n\$\.O\. INCARCERATING AGENCY NOTIFICATION\nOHCOP0000 HAS PLACED[\s\S]*NIC\/W000000001\nNAM\/PUBLIC,JOHN Q[\s\S]*DNO\/D-1/);
  });

  it('that is changed, moved to another agency, taken back, or ends with its record is told of at each place where the person was held', () => {
    const said = (what: string, d: JsonObject, p: JsonObject = { parts: DETAINER }) => told(what, d, p).map(({ terminals, post }) => [terminals.join(), post.text.split('\n')[2]]);
    expect(said('detained', { askedKey: 'MDW' })).toEqual([['CLE1', 'OHCOP0000 HAS CHANGED THE DETAINER ON A PERSON WHOM YOUR AGENCY HOLDS']]);
    expect(said('detained', { askedKey: 'MDW', more: { left: 'OHCLP0000' } }, { parts: { DETAINER: { IRI: ['OHCOP0000'] } } })).toEqual([
      ['COL1,COL2', 'OHCOP0000 HAS PLACED A DETAINER ON A PERSON WHOM YOUR AGENCY HOLDS'], ['CLE1', 'OHCOP0000 HAS NO DETAINER WITH YOUR AGENCY ANY MORE ON THIS PERSON'],
    ]);
    expect(said('released', { more: { left: 'OHCLP0000' } }, {})).toEqual([['CLE1', 'OHCOP0000 HAS NO DETAINER WITH YOUR AGENCY ANY MORE ON THIS PERSON']]);
    expect(told('detained', { askedKey: 'MDW', more: { left: 'OHCLP0000' } }, { parts: { DETAINER: { IRI: ['OHCOP0000'] } } }).map(({ post }) => post.text.includes('\nDETAINER '))).toEqual([true, false]);
    expect([said('released', {}, {}), said('cleared', { status: 'cleared' }, {})]).toEqual([[], []]);
    expect(said('cleared', { status: 'cleared' })).toEqual([['CLE1', 'OHCOP0000 HAS CLEARED ITS RECORD AND HAS NO DETAINER WITH YOUR AGENCY ANY MORE ON THIS PERSON']]);
  });

  it('that ends because its record was not validated is told of too, unless the end of the sentence was told before', () => {
    const validation = { reason: 'unvalidated', status: 'retired', clock: { kind: 'unvalidated', due: '2027-04-01T04:05:00.000Z' } };
    const said = (d: JsonObject, DSE?: string) => told('retired', { ...validation, ...d }, { parts: { DETAINER: { ...DETAINER.DETAINER, ...(DSE === undefined ? {} : { DSE: [DSE] }) } } })
      .map(({ terminals, post }) => [terminals.join(), post.text.split('\n')[2]]);
    const notValidated = [['CLE1', 'OHCOP0000 HAS NOT VALIDATED ITS RECORD AND HAS NO DETAINER WITH YOUR AGENCY ANY MORE ON THIS PERSON']];
    expect([said({}), said({}, '20280301')]).toEqual([notValidated, notValidated]);
    const more = { sentence: '2027-03-31T04:05:00.000Z' };
    // The end was told, and is another one since, or is not known any more.
    expect([said({ more }, '20280301'), said({ more })]).toEqual([notValidated, notValidated]);
    expect([said({ more }, '20270331'), said({ more, reason: 'located' }, '20270331'), told('retired', validation)]).toEqual([[], [], []]);
  });

  it('in a place without an ORI is told to nobody', () => { expect(told('detained', {}, { parts: { DETAINER: { INC: ['STATE PRISON'] } } })).toEqual([]); });

  it('whose sentence ends is told to owner and holder', () => {
    const notices = told('noticed', { at: '2027-03-01T05:05:00.000Z', due: { retire: '2027-03-07T05:05:00.000Z' }, clock: { kind: 'sentence', due: '2027-03-01T05:05:00.000Z' } }, { parts: DETAINER });
    expect(notices.map(({ terminals }) => terminals)).toEqual([['COL1', 'COL2'], ['CLE1']]);
    expect(new Set(notices.map(({ post }) => post.mail.mri)).size).toBe(2);
    expect(notices[0]?.post.text).toMatch(/DETAINER NOTICE\nTHE SENTENCE[\s\S]*AUTO PURGE IN FIVE DAYS[\s\S]*NIC\/W000000001\n/);
  });
});

describe('a record that was retired last month', () => {
  it('is told to its owner', () => {
    const [notice] = told('noticed', { status: 'retired', due: { purged: null }, clock: { kind: 'purged', due: '2026-12-06T05:05:00.000Z' } });
    expect(notice?.post.text).toMatch(/\n\$\.P\.[\s\S]*WAS RETIRED LAST MONTH[\s\S]*NIC\/W000000001[\s\S]*OCA\/08TRD05887/);
  });

  it('is told without what it does not hold (facts.md §2.1)', () => {
    const [notice] = told('noticed', { status: 'retired', clock: { kind: 'purged', due: '2026-12-06T05:05:00.000Z' } }, { fields: { NAM: ['PLATE,ONLY'], SEX: ['M'], OCA: ['26-1'] } });
    expect(notice?.post.text.split('\n').slice(-2)).toEqual(['NAM/PLATE,ONLY SEX/M', 'ORI/OHCOP0000 OCA/26-1']);
  });
});

describe('the final word on further data', () => {
  it.each([
    ['supplemented', { answers: 3 }, /ACCEPT SUPPLEMENT\nNCIC HAS ACCEPTED THE DATA[\s\S]*SUPPLEMENTAL DATA\nAKA\/OTHER,JOHN/],
    ['change-refused', {}, /REJECT SUPPLEMENT\nNCIC SAYS: REJECT - X\nTHE RECORD STANDS AS IT WAS/],
    ['cleared', { endedChange: 3, endedAsked: '8@COL1' }, /REJECT SUPPLEMENT\nTHE RECORD WAS CLEARED BEFORE NCIC HAD ANSWERED/],
  ])('(%s) names them, and the key', (what, d, text) => {
    const [notice] = told(what, { askedKey: 'EN', status: 'active', ...d }, { parts: { 'SUPPLEMENTAL DATA': { AKA: ['OTHER,JOHN'] } }, ...(what === 'change-refused' ? { reason: 'REJECT - X' } : {}) }, '8@COL1');
    expect(notice).toMatchObject({ terminals: ['COL1'], post: { text: expect.stringMatching(text), mail: { mke: 'EN', re: 8 } } });
  });

  it.each([['MD', 'MODIFY SUPPLEMENT'], ['MMP', 'MODIFY SUPPLEMENT'], ['ED', 'SUPPLEMENT'], ['EMP', 'SUPPLEMENT']])('of %s is called %s', (askedKey, name) => {
    const said = (what: string, d: JsonObject) => told(what, { askedKey, status: 'active', ...d }, {}, '8@COL1')[0]?.post.text.split('\n')[1];
    expect([said('supplemented', { answers: 3 }), said('change-refused', {}), said('located', { endedChange: 3, endedAsked: '8@COL1' })])
      .toEqual([`ACCEPT ${name}`, `REJECT ${name}`, `REJECT ${name}`]);
  });

  it('is none for what LEADS alone keeps', () => { expect(told('supplemented', { changed: ['OFF'] }, {}, '8@COL1')).toEqual([]); });
});

describe('a locate of a wanted person', () => {
  it('says what becomes of the person', () => {
    const [notice] = told('located');
    expect(notice?.post.text).toMatch(/WAS LOCATED BY OHCLP0000 ON 20261120 EXT DETN\nMKE\/LOCATED WANTED PERSON - CAUTION\nEXL\/1 - FULL EXTRADITION[\s\S]*LOCATED\/20261120 DETN OHCLP0000/);
  });
});
