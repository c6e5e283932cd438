import { describe, expect, it } from '@jest/globals';
import type { Fault } from '@statewire/kernel';
import { BASE, BY, detainer, FINDER, given, IDX, listed, locate, NIC, onFile, OTHER, OWNER } from './wanted.fixture.js';

describe('a warrant', () => {
  it('waits for NCIC, says nothing of the person in the clear, and stays until somebody ends it', () => {
    const entry = given().done(['EW', BASE]);
    expect(entry.history.events[0]).toMatchObject({ t: 'wanted-person.submitted', d: { idx: IDX, line: 'NCIC', request: 'enter' } });
    const clear = JSON.stringify(entry.history.events[0]?.d);
    for (const value of ['SAMPLE', '19880423']) expect(clear).not.toContain(value);
    expect(entry.answered('AcceptEntry').record()).toMatchObject({ status: 'active', nic: NIC });
    expect(entry.record().retire).toBeUndefined();
  });

  it('has EXL 1 where the message leaves it out; a modification does not bring it by deleting another one', () => {
    const { EXL: _, ...rest } = BASE;
    const entry = given().done(['EW', rest]).answered('AcceptEntry');
    expect(entry.record().fields['EXL']).toEqual(['1']);
    onFile({ EXL: '2', MIS: 'SURROUNDING STATES' }).refused('MW', { ...BY, EXL: '' }, { code: 'MISSING_FIELD', tag: 'EXL', why: 'not-deletable' });
  });

  it.each([
    ['FBI number', { FBI: '123A' }, { NAM: 'OTHER,NAME' }],
    ['name and miscellaneous number', { MNU: 'PP-1' }, {}],
    ['name and social security number', { SOC: '123456789' }, {}],
    ['name and licence', { OLN: 'RH1', OLS: 'OH', OLY: '2027' }, { OLY: '2028' }],
    ['name and vehicle', { VIN: '1FAHP2E8XA0000001', VYR: '2021', VMA: 'FORD', VST: '4D' }, { VYR: '2020' }],
    ['name and plate', { LIC: 'GHX1', LIS: 'OH', LIY: '2027', LIT: 'PC' }, {}],
    ['name and birth', {}, { DOB: '19880423' }],
    ['name and case', {}, { OCA: '26-1', FBI: '999B' }],
  ])('is not entered twice by the same agency by %s', (_, number, other) => {
    const again = { ...BASE, ...number, DOB: '19990101', OCA: '26-2', ...other };
    onFile(number).refused('EW', again, { code: 'ON_FILE', idx: IDX });
    // Of another agency it is another warrant.
    expect(onFile(number).history.tell('EnterRecord', { mke: 'EW', ori: FINDER, staffed24x7: true, fields: listed(again) }, { ori: FINDER, key: FINDER })).toMatchObject({ out: 'accepted' });
  });

  it('is changed, and becomes one with caution but no juvenile', () => {
    const want = onFile().refused('MW', { ...BY, MKE: 'EWJ' }, { code: 'FIELD_ERROR', tag: 'MKE', why: 'other-kind' })
      .refused('MW', { ...BY, MKE: 'EW-C' }, { code: 'MISSING_FIELD', tag: 'CMC' })
      .done(['MW', { ...BY, MKE: 'EW-C', CMC: ['00', '20'] }]);
    expect(want.record()).toMatchObject({ mke: 'EW', change: { mke: 'EW-C' } });
    expect(want.answered('AcceptChange').record()).toMatchObject({ mke: 'EW-C', fields: { CMC: ['00', '20'] } });
  });

  it('needs what its entry needed', () => {
    onFile().refused('MW', { ...BY, DOB: '' }, { code: 'MISSING_FIELD' }).refused('MW', { ...BY, EXL: '2' }, { code: 'MISSING_FIELD', tag: 'MIS', why: 'exl-mis' });
  });

  it('of an agency that is not staffed at all hours needs instructions (D11)', () => {
    expect(given().history.tell('EnterRecord', { mke: 'EW', ori: OWNER, staffed24x7: false, fields: listed(BASE) }, { ori: OWNER, key: OWNER }))
      .toMatchObject({ faults: [{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }] });
  });
});

describe('a temporary felony want (D7)', () => {
  const want = () => onFile({}, 'EWT');

  it('is over after 48 hours, at the hour', () => {
    expect(want().record().retire).toBe('2026-11-22T13:00:00.000Z');
    const at = want();
    expect(at.ring('retire', at.record().retire)).toMatchObject({ out: 'accepted', events: [{ t: 'wanted-person.retired', d: { request: 'purge', reason: 'retention' } }] });
  });

  it.each([['MW', { HAI: 'BLK' }, OWNER], ['LW', { DOR: '20261120', EXT: 'EXTR' }, FINDER], ['DW', { DOD: '20261120', DNO: '1', IRI: FINDER }, OWNER]])(
    'takes no %s', (mke, fields, ori) => { want().refused(mke, { ...BY, ...fields }, { code: 'PROHIBITED', why: 'temporary-want' }, ori); },
  );

  it('takes further data, and is over no later for it', () => {
    const added = want().done(['EN', { ...BY, AKA: 'A,B' }]).answered('AcceptChange').done(['ENS', { ...BY, NAM: 'VICTIM,VERA' }]).answered('AcceptChange').done(['XN', { ...BY, AKA: 'A,B' }]);
    expect(added.record()).toMatchObject({ retire: '2026-11-22T13:00:00.000Z', parts: { 'STOLEN OR FRAUDULENT IDENTIFIERS': { NAM: ['VICTIM,VERA'] } } });
  });

  it('is cleared and cancelled like others', () => {
    expect(want().done(['CW', { ...BY, DCL: '20261120' }]).record().status).toBe('cleared');
    expect(want().done(['XW', { ...BY, DOC: '20261120' }]).record().status).toBe('cancelled');
  });
});

describe('a locate', () => {
  it.each(['EXTR', 'DETN'])('with %s removes the record after the fifth day', (EXT) => {
    const want = onFile().done(locate(EXT));
    expect(want.record()).toMatchObject({ status: 'located', retire: '2026-11-26T05:05:00.000Z', clocks: { reminder: '2026-11-21T05:05:00.000Z' } });
    expect(want.ring('retire', want.record().retire)).toMatchObject({ events: [{ t: 'wanted-person.retired', d: { reason: 'located', due: { retire: null, reminder: null, sentence: null } } }] });
  });

  it('again begins the five days anew, and never removes', () => {
    const want = onFile().done(locate('EXTR')).wait('P2D').done(locate('DETN', OTHER));
    expect(want.record()).toMatchObject({ status: 'located', retire: '2026-11-28T05:05:00.000Z', clocks: { reminder: '2026-11-23T05:05:00.000Z' } });
  });

  it('with NOEX leaves the record in force, as it was', () => {
    const want = onFile().done(locate('NOEX'));
    expect(want.record()).toMatchObject({ status: 'active', located: { by: FINDER, fields: { EXT: ['NOEX'] } } });
    expect(want.record().retire).toBeUndefined();
    expect(want.record().clocks).toBeUndefined();
    expect(want.done(['MW', { ...BY, EXL: '3' }]).answered('AcceptChange').record()).toMatchObject({ status: 'active', located: { by: FINDER }, fields: { EXL: ['3'] } });
  });

  it('with NOEX twice removes it at once', () => {
    const want = onFile().done(locate('NOEX'), locate('NOEX', OTHER));
    expect(want.history.events.slice(-2).map(({ t }) => t)).toEqual(['wanted-person.located', 'wanted-person.retired']);
    expect(want.record()).toMatchObject({ status: 'retired', reason: 'second-locate' });
    want.refused('CW', { ...BY, DCL: '20261120' }, { code: 'NOT_ON_FILE' });
  });

  it('with EXTR after NOEX begins the five days', () => {
    expect(onFile().done(locate('NOEX')).wait('P1D').done(locate('EXTR', OTHER)).record()).toMatchObject({ status: 'located', retire: '2026-11-27T05:05:00.000Z' });
  });

  it.each(['EXTR', 'DETN'])('with NOEX is refused after one with %s', (EXT) => { onFile().done(locate(EXT)).refused(...refusedLocate('NOEX', { code: 'LOCATED', why: 'noex-after-locate' })); });

  it('is refused while a detainer stands', () => { onFile().done(locate('DETN'), detainer()).refused(...refusedLocate('EXTR', { code: 'DETAINER' })); });

  it('is refused to the entering agency, and for an entry that waits', () => {
    onFile().refused('LW', { ...BY, DOR: '20261120', EXT: 'EXTR' }, { code: 'NOT_AUTHORIZED', why: 'own-locate' }, OWNER);
    given().done(['EW', BASE]).refused('LW', { NAM: 'SAMPLE,ANN J', OCA: '26-1', DOR: '20261120', EXT: 'EXTR' }, { code: 'NOT_ON_FILE' }, FINDER);
  });

  it('ends a modification that waits', () => {
    expect(onFile().done(['MW', { ...BY, HAI: 'BLK' }], locate('EXTR')).history.events.at(-1)?.d).toMatchObject({ endedChange: 3, status: 'located' });
  });

  it('stops modifications and further data', () => {
    onFile().done(locate('EXTR')).refused('MW', { ...BY, HAI: 'BLK' }, { code: 'LOCATED' }).refused('EN', { ...BY, AKA: 'A,B' }, { code: 'LOCATED' });
  });
});
const refusedLocate = (EXT: string, fault: Partial<Fault>) => ['LW', { ...BY, DOR: '20261120', EXT }, fault, OTHER] as const;

describe('a plate that has expired on file', () => {
  const PLATE = { LIC: 'GHX1', LIS: 'OH', LIY: '2027', LIT: 'PC' };
  const expired = () => onFile(PLATE).wait('P3Y');

  it('may come along as it is, and gets no other year that lies as far back (D15)', () => {
    expect(expired().done(['MW', { ...BY, ...PLATE, HAI: 'BLK' }]).answered('AcceptChange').record().fields).toMatchObject({ HAI: ['BLK'], LIY: ['2027'] });
    expired().refused('MW', { ...BY, LIY: '2026', HAI: 'BLK' }, { code: 'FIELD_ERROR', tag: 'LIY', why: 'too-old' }).done(['MW', { ...BY, LIY: '2028' }]);
  });
});

describe('the reminder of a locate', () => {
  it('comes the day after, once', () => {
    const want = onFile().done(locate('EXTR'));
    const due = want.record().clocks?.['reminder'];
    expect(want.wait('P1D').ring('reminder', due)).toMatchObject({ events: [{ t: 'wanted-person.noticed', d: { clock: { kind: 'reminder', due }, due: { reminder: null, retire: '2026-11-26T05:05:00.000Z' } } }] });
    expect(want.ring('reminder', due)).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('does not come where a detainer stands, nor when that is taken away later', () => {
    const want = onFile().done(locate('DETN'), detainer());
    expect(want.record().clocks).toBeUndefined();
    expect(want.wait('P2D').done(['XDW', BY]).record().clocks).toBeUndefined();
  });
});

describe('the reminder of a locate whose detainer went on the same day', () => {
  it('comes', () => {
    expect(onFile().done(locate('EXTR'), detainer(), ['XDW', BY]).record().clocks).toEqual({ reminder: '2026-11-21T05:05:00.000Z' });
  });
});

describe('the reminder of a second locate', () => {
  it('comes, though a detainer came and went on the same day', () => {
    expect(onFile().done(locate('EXTR'), detainer(), ['XDW', BY], locate('DETN', OTHER)).record().clocks).toEqual({ reminder: '2026-11-21T05:05:00.000Z' });
  });
});

describe('a retired record', () => {
  it('is told of on the first Sunday of the next month, once, and then forgotten', () => {
    const want = onFile().done(locate('NOEX'), locate('NOEX', OTHER));
    const due = '2026-12-06T05:05:00.000Z';
    expect(want.record().clocks).toEqual({ purged: due });
    expect(want.history.table.size).toBe(2);
    expect(want.ring('purged', due)).toMatchObject({ events: [{ t: 'wanted-person.noticed', d: { status: 'retired', clock: { kind: 'purged', due }, due: { purged: null, retire: null } } }] });
    expect(want.history.table.size).toBe(1);
    expect(want.ring('purged', due)).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('that its owner ended needs no word', () => {
    expect(onFile().done(['CW', { ...BY, DCL: '20261120' }]).record().clocks).toBeUndefined();
  });
});

describe('a detainer', () => {
  it('keeps the record, and says so to NCIC', () => {
    const want = onFile().done(locate('DETN'), detainer());
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.detained', d: { request: 'detain', due: { retire: null } } });
    expect(JSON.stringify(want.history.events.at(-1)?.d)).not.toContain('D-1');
    expect(want.record()).toMatchObject({ status: 'located', parts: { DETAINER: { DNO: ['D-1'], IRI: [FINDER] } } });
  });

  it('is placed on a located record alone, once, by the owner', () => {
    onFile().refused(...placedDetainer({ code: 'PROHIBITED', why: 'not-located' }));
    onFile().done(locate('NOEX')).refused(...placedDetainer({ code: 'PROHIBITED', why: 'not-located' }));
    onFile().done(locate('DETN'), detainer()).refused(...placedDetainer({ code: 'DETAINER' }));
    onFile().done(locate('DETN')).refused(...placedDetainer({ code: 'NOT_OWNER' }), FINDER);
  });

  it('with the end of the sentence is told on that day, and the record goes five days later', () => {
    const want = onFile().done(locate('DETN'), detainer({ DIS: '20261121', DSE: '20270301' }));
    expect(want.record()).toMatchObject({ retire: '2027-03-07T05:05:00.000Z', clocks: { sentence: '2027-03-01T05:05:00.000Z' } });
    expect(want.ring('sentence', '2027-03-01T05:05:00.000Z')).toMatchObject({ events: [{ t: 'wanted-person.noticed', d: { due: { sentence: null, retire: '2027-03-07T05:05:00.000Z' } } }] });
    expect(want.ring('retire', '2027-03-07T05:05:00.000Z')).toMatchObject({ events: [{ t: 'wanted-person.retired' }] });
  });

  it('for life has no end', () => {
    const want = onFile().done(locate('DETN'), detainer({ DSE: '99999999' }));
    expect([want.record().retire, want.record().clocks]).toEqual([undefined, undefined]);
  });

  it('is changed in all else in the five days after the sentence, whose end is neither said again nor put back', () => {
    const want = onFile().done(locate('DETN'), detainer({ DSE: '20261123' })).wait('P4D');
    expect(want.done(['MDW', { ...BY, INC: 'PRISON' }]).record()).toMatchObject({ retire: '2026-11-29T05:05:00.000Z', parts: { DETAINER: { INC: ['PRISON'], DSE: ['20261123'] } } });
    for (const DSE of ['20261122', '20261123']) want.refused('MDW', { ...BY, DSE }, { code: 'FIELD_ERROR', tag: 'DSE', why: 'sentence-over' });
    want.refused('MDW', { ...BY, DIS: '20261124' }, { code: 'FIELD_ERROR', tag: 'DSE', why: 'sentence' }).done(['MDW', { ...BY, DSE: '20261130' }]);
  });

  it.each([[{ DIS: '20270301', DSE: '20270228' }, 'sentence'], [{ DSE: '20261119' }, 'sentence-over']])('does not end before it begins, or before today: %j', (more, why) => {
    onFile().done(locate('DETN')).refused(detainer()[0], { ...detainer()[1], ...more }, { code: 'FIELD_ERROR', tag: 'DSE', why });
  });

  it('is modified', () => {
    const want = onFile().done(locate('DETN'), detainer(), ['MDW', { ...BY, DSE: '20270301', INC: 'STATE PRISON' }]);
    expect(want.record()).toMatchObject({ retire: '2027-03-07T05:05:00.000Z', parts: { DETAINER: { DNO: ['D-1'], DSE: ['20270301'], INC: ['STATE PRISON'] } } });
    onFile().done(locate('DETN')).refused('MDW', { ...BY, INC: 'X' }, { code: 'NOT_ON_FILE' });
  });

  it('modified, loses what is given empty, but not both places', () => {
    const want = onFile().done(locate('DETN'), detainer({ INC: 'COUNTY JAIL', DSE: '20270301' }), ['MDW', { ...BY, INC: '', DSE: '' }]);
    expect([want.record().retire, want.record().clocks]).toEqual([undefined, undefined]);
    expect(want.record().parts).toEqual({ DETAINER: { DOD: ['20261120'], DNO: ['D-1'], IRI: [FINDER] } });
    want.refused('MDW', { ...BY, IRI: '' }, { code: 'MISSING_FIELD', tag: 'IRI/INC', why: 'not-deletable' });
  });

  it('taken away, the record stays five days more, for a new one to be placed', () => {
    const want = onFile().done(locate('DETN'), detainer({ DSE: '20270301' })).wait('P10D').refused('XDW', { ...BY, DNO: 'D-2' }, { code: 'NOT_ON_FILE', tag: 'DNO' }).done(['XDW', BY]);
    expect(want.record()).toMatchObject({ status: 'located', retire: '2026-12-06T05:05:00.000Z', parts: {} });
    expect(want.record().clocks).toBeUndefined();
    expect(want.done(detainer()).record().retire).toBeUndefined();
    onFile().done(locate('DETN')).refused('XDW', BY, { code: 'NOT_ON_FILE' });
  });

  it('says which agency it has left, once', () => {
    const want = onFile().done(locate('DETN'), detainer());
    const left = () => want.record().more?.['left'];
    expect(left()).toBeUndefined();
    want.done(['MDW', { ...BY, DNO: 'D-2' }]);
    expect([left(), want.history.events.at(-1)?.d['askedKey']]).toEqual([undefined, 'MDW']);
    want.done(['MDW', { ...BY, IRI: OTHER }]);
    expect(left()).toBe(FINDER);
    want.done(['XDW', BY]);
    expect(left()).toBe(OTHER);
    want.done(detainer());
    expect([left(), want.history.events.at(-1)?.d['askedKey']]).toEqual([undefined, undefined]);
  });

  it('does not hinder its owner from clearing or cancelling', () => {
    expect(onFile().done(locate('DETN'), detainer(), ['CW', { ...BY, DCL: '20261120' }]).record().status).toBe('cleared');
  });
});
const placedDetainer = (fault: Partial<Fault>) => [detainer()[0], detainer()[1], fault] as const;
