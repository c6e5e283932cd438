import { describe, expect, it } from '@jest/globals';
import { lookupOf, lookupsFor } from '../lookups.js';
import { searchKeys } from '../search-keys.js';
import { BASE, BY, type Fields, FINDER, given, IDX, NIC, onFile, OWNER } from './missing.fixture.js';
import { alertOf, missingRules } from './missing.rules.js';

describe('a missing person', () => {
  it('waits for NCIC, and keeps everything that leads to a person out of the clear', () => {
    const { events } = given().done(['EMD', { ...BASE, SOC: '123456789', MIS: 'RED COAT' }]).history;
    expect(events).toMatchObject([{ t: 'missing-person.submitted', s: `missing-person/${IDX}`, d: { line: 'NCIC', request: 'enter', kind: 'missing' } }]);
    for (const value of ['WANDERER', '123456789', 'RED COAT', '19500501', 'D-1"']) expect(JSON.stringify(events[0]?.d)).not.toContain(value);
  });

  it.each([
    ['FBI', { FBI: '1A' }, { NAM: 'OTHER,MAN', DOB: '19510501', OCA: 'D-2', FBI: '1A' }],
    ['name and miscellaneous number', { MNU: 'PP-1' }, { DOB: '19510501', OCA: 'D-2', MNU: 'PP-1' }],
    ['name and social security number', { SOC: '123456789' }, { DOB: '19510501', OCA: 'D-2', SOC: '123456789' }],
    ['license and state', { OLN: 'R1', OLS: 'OH', OLY: '2027' }, { NAM: 'OTHER,MAN', DOB: '19510501', OCA: 'D-2', OLN: 'R1', OLS: 'OH', OLY: '2028' }],
    ['VIN, make and name', { VIN: '1FA', VYR: '2020', VMA: 'FORD', VST: '4D' }, { DOB: '19510501', OCA: 'D-2', VIN: '1FA', VYR: '2021', VMA: 'FORD', VST: '2D' }],
    ['plate and name', { LIC: 'A1', LIS: 'OH', LIY: '2027', LIT: 'PC' }, { DOB: '19510501', OCA: 'D-2', LIC: 'A1', LIS: 'OH', LIY: '2027', LIT: 'PC' }],
    ['case and name', {}, { DOB: '19510501' }],
    ['date of birth and name', {}, { OCA: 'D-2' }],
  ])('is not entered twice by %s', (_, first, again) => {
    onFile(first).refused('EMO', { ...BASE, ...again }, { code: 'ON_FILE', idx: IDX });
  });

  it('is found by description with a birth that was told later', () => {
    const { DOB: _, ...rest } = BASE;
    const record = given().done(['EMD', { ...rest, FBI: '1A' }]).answered('AcceptEntry').done(['EMN', { ...BY, DOB: '19500501' }]).answered('AcceptChange').record();
    expect(searchKeys(missingRules, record)).toContainEqual(expect.stringMatching(/^LOOK:M\|W\|BLU\|GRY\|.*\|19500501$/));
  });

  it('is another one of another name, and of another agency', () => {
    onFile().done(['EMD', { ...BASE, NAM: 'OTHER,MAN' }]);
    expect(onFile().history.tell('EnterRecord', { mke: 'EMD', ori: FINDER, fields: Object.fromEntries(Object.entries(BASE).map(([tag, value]) => [tag, [value as string]])) })).toMatchObject({ out: 'accepted' });
  });

  it('stays until somebody ends it; on a plate alone until a year after the plate’s last', () => {
    expect(onFile().record().retire).toBeUndefined();
    const { DOB: _, ...rest } = BASE;
    const plate = (LIY: string) => given().done(['EMD', { ...rest, LIC: 'A1', LIS: 'OH', LIY, LIT: 'PC' }]).answered('AcceptEntry').record().retire;
    expect(plate('2027')).toBe('2029-01-01T05:05:00.000Z');
    expect(plate('NX')).toBe('2027-11-21T05:05:00.000Z');
  });

  it('is modified by its agency, once NCIC has agreed', () => {
    const person = onFile().done(['MM', { ...BY, HAI: 'WHI' }]);
    expect(person.record()).toMatchObject({ fields: { HAI: ['GRY'] }, change: { fields: { HAI: ['WHI'] } } });
    expect(person.answered('AcceptChange').record()).toMatchObject({ fields: { HAI: ['WHI'] } });
    person.refused('MM', { ...BY, HAI: 'BRO' }, { code: 'NOT_OWNER' }, FINDER);
  });

  it.each([
    ['its case number', { NIC, OCA: 'D-9' }],
    ['its case number, beside its name', { NIC, NAM: 'WANDERER,WILL', OCA: 'D-9' }],
    ['its case number, beside the number of LEADS', { LID: IDX.slice(2), OCA: 'D-9' }],
    ['its name, beside the number of NCIC', { NIC, NAM: 'OTHER,MAN' }],
    ['its name, beside the number of LEADS', { IDX, NAM: 'OTHER,MAN' }],
  ])('is not meant where %s is another, which is no change (D22)', (_, named) => {
    onFile().refused('MM', { ...named, HAI: 'WHI' }, { code: 'NOT_ON_FILE' });
  });

  it('gets another name and another case number by a second value, or beside what names it', () => {
    const changed = (fields: Fields) => onFile().done(['MM', fields]).record().change?.fields;
    expect(changed({ NIC, OCA: ['D-1', 'D-9'] })).toMatchObject({ OCA: ['D-9'] });
    expect(changed({ ...BY, NAM: 'OTHER,MAN' })).toMatchObject({ NAM: ['OTHER,MAN'] });
    expect(changed({ IDX, NAM: ['WANDERER,WILL', 'OTHER,MAN'] })).toMatchObject({ NAM: ['OTHER,MAN'] });
  });

  it('changes its category, never between juvenile and adult', () => {
    expect(onFile().done(['MM', { ...BY, MKE: 'EMEC', CMC: '70' }]).answered('AcceptChange').record()).toMatchObject({ mke: 'EMEC', fields: { CMC: ['70'] } });
    onFile().refused('MM', { ...BY, MKE: 'EMEC' }, { code: 'MISSING_FIELD', tag: 'CMC' });
    onFile().refused('MM', { ...BY, MKE: 'EMJ', DOE: '20300101' }, { code: 'FIELD_ERROR', tag: 'MKE', why: 'other-kind' });
    const juvenile = onFile({ DOB: '20100501', DOE: '20280501' }, 'EMJ').refused('MM', { ...BY, MKE: 'EMD' }, { code: 'FIELD_ERROR', tag: 'MKE' });
    expect(juvenile.done(['MM', { ...BY, MKE: 'EMJC', CMC: '70' }]).answered('AcceptChange').record().mke).toBe('EMJC');
  });

  it('of eighteen who was entered as a juvenile is modified all the same', () => {
    const juvenile = onFile({ DOB: '20081121', DOE: '20281121' }, 'EMJ').wait('P10D');
    juvenile.done(['MM', { ...BY, HAI: 'RED' }]).answered('AcceptChange').refused('MM', { ...BY, DOB: '20081120' }, { code: 'FIELD_ERROR', tag: 'DOB', why: 'juvenile' });
  });

  it('comes on its agency’s list after three months, a juvenile first after thirty days (D19)', () => {
    const listed = (mke: string, more = {}) => onFile(more, mke).record().validation?.month;
    expect(listed('EMD')).toBe('202702');
    expect([listed('EMJ', { DOB: '20100501', DOE: '20280501' }), listed('EMJC', { DOB: '20100501', DOE: '20280501', CMC: '70' })]).toEqual(['202701', '202701']);
  });

  it('that is located leaves the file at once; the locate is another agency’s', () => {
    onFile().refused('LM', { ...BY, DOR: '20261120', EXT: 'RELD' }, { code: 'NOT_AUTHORIZED', why: 'own-locate' });
    const { history } = onFile().done(['LM', { ...BY, DOR: '20261120', EXT: 'RELD', RCA: 'H-1' }, FINDER]);
    expect(history.events.slice(-2)).toMatchObject([
      { t: 'missing-person.located', d: { line: 'NCIC', request: 'locate', status: 'located' } },
      { t: 'missing-person.retired', d: { status: 'retired', reason: 'located', due: { retire: null, month: null, comparison: null } } },
    ]);
  });

  it.each(['CM', 'XM'])('is ended by %s of its own agency, all its parts with it', (mke) => {
    const person = onFile().done(['EMN', { ...BY, AKA: 'W,BILL' }]).answered('AcceptChange').refused(mke, BY, { code: 'NOT_OWNER' }, FINDER).done([mke, BY]);
    expect(person.record()).toMatchObject({ status: mke === 'CM' ? 'cleared' : 'cancelled' });
    person.refused('XMN', { ...BY, AKA: 'W,BILL' }, { code: 'NOT_ON_FILE' });
  });

  it('is shown in green, and as an alert in red with its name above', () => {
    const look = (MNP: string) => missingRules.look?.({ mke: 'EME', kind: 'missing', fields: { MNP: [MNP] } });
    expect(missingRules.background).toBe('green');
    expect([look('MP'), look('AA'), look('SA')]).toEqual([
      { caveat: 'IMMED CONFIRM WITH ORI' },
      { background: 'red', alert: 'AMBER ALERT', caveat: 'IMMED CONFIRM WITH ORI' },
      { background: 'red', alert: 'ENDANGERED MISSING ADULT ALERT', caveat: 'IMMED CONFIRM WITH ORI' },
    ]);
    expect(alertOf({ fields: {} })).toBeUndefined();
  });
});

describe('supplemental data of a missing person', () => {
  it('are added once NCIC has agreed, found by, and gone at once when they are cancelled', () => {
    const person = onFile().done(['EMN', { NAM: 'WANDERER,WILL', OCA: 'D-1', AKA: 'FISHING,GONE', SMT: ['TAT R ARM', 'PRCD L EAR'], SOC: '000000010' }]).answered('AcceptChange');
    expect(person.record().parts).toEqual({ 'SUPPLEMENTAL DATA': { AKA: ['FISHING,GONE'], SMT: ['TAT R ARM', 'PRCD L EAR'], SOC: ['000000010'] } });
    expect(searchKeys(missingRules, person.record())).toContain('SOC:000000010');
    person.done(['XMN', { ...BY, SMT: 'TAT R ARM', SOC: '000000010' }]);
    expect(person.record()).toMatchObject({ parts: { 'SUPPLEMENTAL DATA': { AKA: ['FISHING,GONE'], SMT: ['PRCD L EAR'] } } });
    expect(person.history.events.at(-1)).toMatchObject({ t: 'missing-person.supplemented', d: { line: 'NCIC', request: 'reduce', askedKey: 'XMN' } });
  });

  it('are nine a message, and the owner’s', () => {
    const dates = Array.from({ length: 10 }, (_, n) => `1950060${String(n)}`.replace('19500600', '19500610'));
    onFile().refused('EMN', { ...BY, DOB: dates }, { code: 'FIELD_ERROR', why: 'nine-items' }).refused('EMN', { ...BY, AKA: 'A,B' }, { code: 'NOT_OWNER' }, FINDER)
      .done(['EMN', { ...BY, DOB: dates.slice(1) }]).refused('EMN', { ...BY, AKA: 'A,B' }, { code: 'PENDING_CHANGE' });
  });
});

describe('dental data', () => {
  const ED = { DXR: 'Y', MPA: 'N', DCH: 'ALL', DRE: 'BRACES' };
  const entered = () => onFile().done(['ED', { ...BY, ...ED }]).answered('AcceptChange');

  it('are entered once, changed tooth by tooth, and cancelled', () => {
    const person = entered();
    expect(person.record().parts).toEqual({ 'DENTAL DATA': { DXR: ['Y'], MPA: ['N'], DCH: ['ALL'], DRE: ['BRACES'] } });
    person.refused('ED', { ...BY, ...ED }, { code: 'ON_FILE', idx: IDX, why: 'dental-data' });
    person.done(['MD', { ...BY, DCH: '03 MO', DRE: '' }]).answered('AcceptChange');
    expect(person.record().parts?.['DENTAL DATA']).toEqual({ DXR: ['Y'], MPA: ['N'], DCH: [expect.stringMatching(/^01-V 02-V 03-MO 04-V /)] });
    person.done(['XD', BY]);
    expect(person.record().parts).toEqual({});
    expect(person.history.events.at(-1)).toMatchObject({ d: { request: 'reduce', askedKey: 'XD' } });
  });

  it.each(['MD', 'XD'])('that are not there are not found by %s', (mke) => {
    onFile().refused(mke, { ...BY, ...(mke === 'MD' ? { DXR: 'N' } : {}) }, { code: 'NOT_ON_FILE', why: 'no-dental-data' });
  });

  it('name every tooth', () => {
    onFile().refused('ED', { ...BY, ...ED, DCH: '01-V 02-V' }, { code: 'FIELD_ERROR', tag: 'DCH', why: 'teeth' });
    entered().refused('MD', { ...BY, DCH: '01-R' }, { code: 'FIELD_ERROR', tag: 'DCH', why: 'teeth' });
  });

  it('are their owner’s, one change at a time', () => {
    entered().refused('MD', { ...BY, DXR: 'N' }, { code: 'NOT_OWNER' }, FINDER);
    onFile().done(['ED', { ...BY, ...ED }]).refused('XD', BY, { code: 'PENDING_CHANGE' });
  });
});

describe('a person with information', () => {
  const PERSON = { NAM: 'TELLER,STORY', SEX: 'F', RAC: 'W' };
  const FIRST = 'PERSON WITH INFORMATION 1';
  const known = () => onFile().done(['EMP', { ...BY, ...PERSON, LIC: 'B2', LIS: 'OH', LIY: '2027', LIT: 'PC' }]).answered('AcceptChange');

  it('lies with the record that the system’s numbers name, whatever its own name', () => {
    expect(known().record()).toMatchObject({ fields: { NAM: ['WANDERER,WILL'], SEX: ['M'] }, parts: { [FIRST]: { NAM: ['TELLER,STORY'], SEX: ['F'], LIC: ['B2'] } } });
    for (const naming of [{ NIC }, { IDX }, { LID: '00000004' }, { LID: '00000004', OCA: 'D-1' }]) onFile().done(['EMP', { ...naming, ...PERSON }]);
    expect(searchKeys(missingRules, known().record())).toContain('LIC:B2');
  });

  it('is entered once by name, changed, added to, and taken back at once', () => {
    const person = known().refused('EMP', { ...BY, ...PERSON }, { code: 'ON_FILE', tag: 'NAM', idx: IDX });
    person.done(['MMP', { ...BY, HGT: '505', RAC: 'B' }]).answered('AcceptChange').done(['EMPN', { ...BY, NAM: 'TELLER,STORY', AKA: 'TELLER,TALE' }]).answered('AcceptChange');
    expect(person.record().parts?.[FIRST]).toMatchObject({ NAM: ['TELLER,STORY'], HGT: ['505'], RAC: ['B'], AKA: ['TELLER,TALE'] });
    person.done(['MMP', { ...BY, HGT: '' }]).answered('AcceptChange').done(['XMPN', { ...BY, AKA: 'TELLER,TALE' }]);
    expect(person.record().parts?.[FIRST]).toEqual({ NAM: ['TELLER,STORY'], SEX: ['F'], RAC: ['B'], LIC: ['B2'], LIS: ['OH'], LIY: ['2027'], LIT: ['PC'] });
    expect(person.done(['XMP', BY]).record().parts).toEqual({});
    person.refused('XMP', BY, { code: 'NOT_ON_FILE' });
  });

  it('keeps the rules of an entry whatever is changed: no plate without its state, no caution that nothing explains', () => {
    known().refused('MMP', { ...BY, OLN: 'R1', OLY: '2027' }, { code: 'MISSING_FIELD', tag: 'OLS', why: 'together' })
      .refused('MMP', { ...BY, LIC: '' }, { code: 'MISSING_FIELD', tag: 'LIC', why: 'together' })
      .refused('MMP', { ...BY, CMC: '01' }, { code: 'MISSING_FIELD', tag: 'MIS', why: 'cmc-other' })
      .refused('EMPN', { ...BY, CMC: '01' }, { code: 'MISSING_FIELD', tag: 'MIS', why: 'unexplained' })
      .done(['MMP', { ...BY, CMC: '01', MIS: 'BITES' }]).answered('AcceptChange').done(['MMP', { ...BY, LIC: '', LIS: '', LIY: '', LIT: '' }]);
  });

  it('may be sent again with a plate that has expired on file, and gets none', () => {
    const expired = { code: 'FIELD_ERROR', tag: 'LIY', why: 'too-old' } as const;
    known().wait('P3Y').refused('MMP', { ...BY, LIY: '2026' }, expired).refused('MMP', { ...BY, LIC: 'C3', LIY: '2027' }, expired).refused('MMP', { ...BY, LIS: 'MI' }, expired)
      .done(['MMP', { ...BY, LIY: '2027', HAI: 'GRY' }]);
  });

  it('of whom several plates or births are known loses none by a change of one', () => {
    const two = known().done(['EMPN', { ...BY, LIC: 'C3', LIS: 'MI', LIY: '2027', LIT: 'PC', DOB: '19800101' }]).answered('AcceptChange');
    two.refused('MMP', { ...BY, LIC: 'D4' }, { code: 'FIELD_ERROR', tag: 'LIC', why: 'several-held' }).refused('MMP', { ...BY, LIY: '2028' }, { code: 'FIELD_ERROR', tag: 'LIY', why: 'several-held' });
    two.done(['MMP', { ...BY, DOB: '19800102' }]).answered('AcceptChange');
    expect(two.done(['XMPN', { ...BY, LIC: 'B2' }]).record().parts?.[FIRST]).toMatchObject({ LIC: ['C3'], LIS: ['MI'], DOB: ['19800102'] });
  });

  it('is told from another by name', () => {
    const two = known().done(['EMP', { ...BY, ...PERSON, NAM: 'TATTLE,TIM' }]).answered('AcceptChange').refused('XMP', BY, { code: 'AMBIGUOUS', tag: 'NAM' });
    two.refused('XMP', { ...BY, NAM: 'NOBODY,NED' }, { code: 'NOT_ON_FILE', tag: 'NAM' }).refused('MMP', { ...BY, NAM: 'TATTLE,TIM' }, { code: 'MISSING_FIELD', why: 'nothing-changed' });
    expect(Object.keys(two.done(['XMP', { ...BY, NAM: 'TELLER,STORY' }]).record().parts ?? {})).toEqual(['PERSON WITH INFORMATION 2']);
  });

  it('is found by name, birth and looks of their own, the missing person by those of the missing', () => {
    const teller = { ...PERSON, RAC: 'B', DOB: '19700101' };
    const record = onFile().done(['EMP', { ...BY, ...teller }]).answered('AcceptChange').record();
    const keys = searchKeys(missingRules, record);
    const finds = (asked: Fields): boolean => lookupsFor([{ files: ['missing-person'], by: ['NAM'] }], Object.fromEntries(Object.entries(asked).map(([tag, value]) => [tag, [value as string]])), '20261120')
      .some(({ places, fits }) => places.some((place) => 'key' in place && keys.includes(place.key)) && fits(record) !== undefined);
    const { NAM, DOB } = BASE;
    expect([{ ...teller }, { NAM: teller.NAM, DOB: teller.DOB }, { NAM, DOB, SEX: 'M', RAC: 'W' }, { NAM, DOB }].map((asked) => finds(asked as Fields))).toEqual([true, true, true, true]);
    expect([{ ...teller, SEX: 'M' }, { ...teller, RAC: 'W' }, { NAM: teller.NAM, DOB }, { NAM, DOB: teller.DOB }, { NAM, DOB, SEX: 'F' }].map((asked) => finds(asked as Fields))).toEqual([false, false, false, false, false]);
  });

  it('names no record of the missing: whoever finds the one has not found the other', () => {
    const { OCA } = BASE;
    const person = onFile().done(['EMP', { ...BY, ...PERSON }]).answered('AcceptChange');
    person.refused('LM', { NAM: PERSON.NAM, OCA: OCA as string, DOR: '20261120', EXT: 'RELD' }, { code: 'NOT_ON_FILE' }, FINDER);
    person.refused('MM', { NAM: PERSON.NAM, OCA: OCA as string, HAI: 'WHI' }, { code: 'NOT_ON_FILE' });
    const fits = (NAM: string) => lookupOf('missing-person', 'missing', { NAM, OCA: OCA as string }).fits(person.record()) !== undefined;
    expect([fits(BASE['NAM'] as string), fits(PERSON.NAM)]).toEqual([true, false]);
    person.done(['LM', { NAM: BASE['NAM'] as string, OCA: OCA as string, DOR: '20261120', EXT: 'RELD' }, FINDER]);
  });

  it('keeps no record of a plate alone on file; further data of the missing do', () => {
    const { DOB: _, ...rest } = BASE;
    const plate = () => given().done(['EMD', { ...rest, LIC: 'A1', LIS: 'OH', LIY: '2027', LIT: 'PC' }]).answered('AcceptEntry');
    expect(plate().done(['EMP', { ...BY, ...PERSON, DOB: '19700101' }]).answered('AcceptChange').record().retire).toBe('2029-01-01T05:05:00.000Z');
    expect(plate().done(['EMN', { ...BY, DOB: '19500501' }]).answered('AcceptChange').record().retire).toBeUndefined();
  });

  it('keeps the place among the others when it changes', () => {
    const two = known().done(['EMP', { ...BY, ...PERSON, NAM: 'TATTLE,TIM' }]).answered('AcceptChange').done(['MMP', { ...BY, NAM: PERSON.NAM, HGT: '505' }]).answered('AcceptChange');
    expect(Object.keys(two.record().parts ?? {})).toEqual([FIRST, 'PERSON WITH INFORMATION 2']);
  });

  it('is one of nine at most', () => {
    const person = onFile();
    for (const letter of 'ABCDEFGHI') person.done(['EMP', { ...BY, ...PERSON, NAM: `TELLER,${letter}` }]).answered('AcceptChange');
    person.refused('EMP', { ...BY, ...PERSON }, { code: 'FIELD_ERROR', tag: 'NAM', why: 'too-many' });
  });
});

describe('the clocks of a missing person', () => {
  const MONTH = '2026-12-21T05:05:00.000Z';
  const TONIGHT = '2026-11-21T05:30:00.000Z';

  it('are set with the acceptance: the end of the month, and the next night', () => {
    expect(given().done(['EMD', BASE]).clocks()).toBeUndefined();
    expect(onFile().clocks()).toEqual({ month: MONTH, comparison: TONIGHT });
  });

  it('tell after the month that something is blank, once', () => {
    const person = onFile().rings('comparison').rings('month');
    expect(person.history.events.at(-1)).toMatchObject({ t: 'missing-person.noticed', d: { clock: { kind: 'month', due: MONTH } } });
    expect(person.history.events.at(-1)?.d).not.toHaveProperty('request');
    expect(person.clocks()).toBeUndefined();
  });

  it('tell of nothing where nothing is blank, wherever it stands', () => {
    const full = onFile({ BLT: 'APOS', FPC: '12AA0908TT1311PI1210', JWT: 'WA' }).done(['EMN', { ...BY, SMT: 'TAT R ARM' }]).answered('AcceptChange');
    expect(full.clocks()).toHaveProperty('month');
    full.done(['ED', { ...BY, DXR: 'N', MPA: 'N', DCH: 'UNK' }]).answered('AcceptChange');
    expect(full.clocks()).not.toHaveProperty('month');
    expect(full.done(['XD', BY]).clocks()).toHaveProperty('month', MONTH);
  });

  it('ask NCIC for a comparison after the entry and after every change of what is compared', () => {
    const person = onFile().rings('comparison');
    expect(person.history.events.at(-1)).toMatchObject({ t: 'missing-person.noticed', d: { line: 'NCIC', request: 'compare', clock: { kind: 'comparison', due: TONIGHT } } });
    expect(JSON.stringify(person.history.events.at(-1)?.d)).not.toContain('19500501');
    expect(person.done(['MM', { ...BY, MIS: 'RED COAT' }]).answered('AcceptChange').clocks()).toEqual({ month: MONTH });
    expect(person.done(['MM', { ...BY, HAI: 'WHI' }]).answered('AcceptChange').clocks()).toEqual({ month: MONTH, comparison: '2026-11-22T05:30:00.000Z' });
    expect(person.rings('comparison').clocks()).toEqual({ month: MONTH });
    expect(person.done(['ED', { ...BY, DXR: 'N', MPA: 'N', DCH: 'ALL' }]).answered('AcceptChange').clocks()).toHaveProperty('comparison');
  });

  it('leave what waits for NCIC as it is', () => {
    const person = onFile().done(['MM', { ...BY, HAI: 'WHI' }]).rings('comparison');
    expect(person.record().change).toBeDefined();
    expect(person.answered('AcceptChange').record().fields['HAI']).toEqual(['WHI']);
    expect(person.clocks()).toHaveProperty('comparison');
  });

  it('stop with the record', () => {
    const person = onFile().done(['CM', { ...BY, DCL: '20261120' }]);
    expect(person.clocks()).toBeUndefined();
    expect(person.history.tell('FireTimer', { stream: `missing-person/${IDX}`, kind: 'month', due: MONTH }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });
});
