import { describe, expect, it } from '@jest/globals';
import { BASE, BY, detainer, FINDER, given, listed, locate, NIC, onFile } from './wanted.fixture.js';

describe('supplemental data', () => {
  const EN = { AKA: ['OTHER,ANN', 'THIRD,ANN'], DOB: '19900101', OLN: 'RH1', OLS: 'OH', OLY: '2027' };

  it('wait for NCIC, sealed, and then lead to the record', () => {
    const want = onFile().done(['EN', { ...BY, ...EN }]);
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.change-submitted', d: { request: 'modify', change: { key: 'EN', what: 'supplemented' } } });
    expect(JSON.stringify(want.history.events.at(-1)?.d)).not.toMatch(/OTHER|19900101|RH1/);
    expect(want.record().parts).toBeUndefined();
    expect(want.record().change?.parts).toEqual({ 'SUPPLEMENTAL DATA': listed(EN) });
    want.answered('AcceptChange');
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.supplemented', d: { askedKey: 'EN', answers: 3 } });
    expect(want.record()).toMatchObject({ fields: { DOB: ['19880423'] }, parts: { 'SUPPLEMENTAL DATA': listed(EN) } });
  });

  it('are dropped when NCIC refuses them', () => {
    const want = onFile().done(['EN', { ...BY, ...EN }]).answered('RefuseChange');
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.change-refused', d: { askedKey: 'EN' } });
    expect([want.record().parts, want.record().change]).toEqual([undefined, undefined]);
  });

  it('are added to, taken from item by item, and gone with the last', () => {
    const want = onFile().done(['EN', { ...BY, ...EN }]).answered('AcceptChange').done(['EN', { ...BY, AKA: 'FOURTH,ANN', OLN: 'KY1', OLS: 'KY', OLY: '2028' }]).answered('AcceptChange');
    expect(want.record().parts?.['SUPPLEMENTAL DATA']).toMatchObject({ AKA: ['OTHER,ANN', 'THIRD,ANN', 'FOURTH,ANN'], OLN: ['RH1', 'KY1'], OLS: ['OH', 'KY'], OLY: ['2027', '2028'] });
    want.done(['XN', { ...BY, OLN: 'RH1', AKA: 'THIRD,ANN' }]);
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.supplemented', d: { line: 'NCIC', request: 'reduce' } });
    expect(want.record().parts?.['SUPPLEMENTAL DATA']).toEqual({ AKA: ['OTHER,ANN', 'FOURTH,ANN'], DOB: ['19900101'], OLN: ['KY1'], OLS: ['KY'], OLY: ['2028'] });
    want.done(['XN', { ...BY, AKA: ['OTHER,ANN', 'FOURTH,ANN'], DOB: '19900101', OLN: 'KY1' }]);
    expect(want.record().parts).toEqual({});
  });

  it('are nine a message at most, new ones, and ones that are there', () => {
    const names = Array.from({ length: 10 }, (_, n) => `N${'ABCDEFGHIJ'.charAt(n)},ANN`);
    const want = onFile().refused('EN', { ...BY, AKA: names.slice(0, 8), DOB: ['19900101', '19900102'] }, { code: 'FIELD_ERROR', why: 'nine-items' });
    want.done(['EN', { ...BY, AKA: names.slice(0, 9) }]).answered('AcceptChange');
    want.refused('EN', { ...BY, AKA: names.slice(8) }, { code: 'FIELD_ERROR', tag: 'AKA', why: 'held' }).refused('XN', { ...BY, SOC: '123456789' }, { code: 'NOT_ON_FILE', tag: 'SOC' });
  });

  it('with a caution code that says other need the words of the record', () => {
    const want = onFile().refused('EN', { ...BY, CMC: ['01', '05'] }, { code: 'MISSING_FIELD', tag: 'MIS', why: 'unexplained' });
    want.done(['MW', { ...BY, MIS: 'FEARS DOGS' }]).answered('AcceptChange').done(['EN', { ...BY, CMC: ['01', '05'] }]).answered('AcceptChange');
    want.done(['MW', { ...BY, MIS: 'FEARS CATS', HAI: 'BLK' }]).answered('AcceptChange');
    want.refused('MW', { ...BY, MIS: '' }, { code: 'MISSING_FIELD', tag: 'MIS', why: 'explains' }).done(['XN', { ...BY, CMC: '01' }], ['MW', { ...BY, MIS: '' }]);
  });

  it('are nine of a kind at most', () => {
    const births = Array.from({ length: 9 }, (_, n) => `199001${String(n + 10)}`);
    const want = onFile().done(['EN', { ...BY, DOB: births }]).answered('AcceptChange');
    want.refused('EN', { ...BY, DOB: '19900201' }, { code: 'FIELD_ERROR', tag: 'DOB', why: 'too-many' });
  });

  it('are the owner’s alone, one message at a time', () => {
    onFile().refused('EN', { ...BY, ...EN }, { code: 'NOT_OWNER' }, FINDER).done(['EN', { ...BY, ...EN }]).refused('EN', { ...BY, SOC: '123456789' }, { code: 'PENDING_CHANGE' });
    given().done(['EW', BASE]).refused('EN', { NAM: 'SAMPLE,ANN J', OCA: '26-1', ...EN }, { code: 'PENDING_CHANGE' });
  });

  it('beside a name that is not the record’s are refused', () => { onFile().refused('EN', { ...BY, NAM: 'OTHER,NAME', ...EN }, { code: 'FIELD_ERROR', tag: 'NAM', why: 'other-name' }); });

  it('tell a license of one state from the same number of another', () => {
    const OH = { OLN: 'RH1', OLS: 'OH', OLY: '2027' };
    const want = onFile().done(['EN', { ...BY, ...OH }]).answered('AcceptChange').refused('EN', { ...BY, ...OH, OLY: '2029' }, { code: 'FIELD_ERROR', tag: 'OLN', why: 'held' });
    want.done(['EN', { ...BY, OLN: 'RH1', OLS: 'KY', OLY: '2028' }]).answered('AcceptChange');
    expect(want.record().parts?.['SUPPLEMENTAL DATA']).toEqual({ OLN: ['RH1', 'RH1'], OLS: ['OH', 'KY'], OLY: ['2027', '2028'] });
    want.refused('XN', { ...BY, OLN: 'RH1' }, { code: 'AMBIGUOUS', tag: 'OLN' }).refused('XN', { ...BY, OLN: 'RH1', OLS: 'TX' }, { code: 'NOT_ON_FILE', tag: 'OLN' });
    expect(want.done(['XN', { ...BY, OLN: 'RH1', OLS: 'KY' }]).record().parts?.['SUPPLEMENTAL DATA']).toEqual(listed(OH));
  });

  it('stay when the record itself changes', () => {
    const want = onFile().done(['EN', { ...BY, ...EN }]).answered('AcceptChange').done(['MW', { ...BY, DOB: '19880424' }]).answered('AcceptChange');
    expect(want.record()).toMatchObject({ fields: { DOB: ['19880424'] }, parts: { 'SUPPLEMENTAL DATA': { DOB: ['19900101'] } } });
  });
});

describe('stolen or fraudulent identifiers', () => {
  const PART = 'STOLEN OR FRAUDULENT IDENTIFIERS';

  it.each([[{ NIC, OCA: '26-1', NAM: 'VICTIM,VERA' }], [{ NAM: ['SAMPLE,ANN J', 'VICTIM,VERA'], OCA: '26-1' }], [{ NIC, OCA: '26-1', AKA: 'VICTIM,VERA' }], [{ NIC, OCA: '26-1', NAM: 'SAMPLE,ANN J', AKA: 'VICTIM,VERA' }]])(
    'have a name of their own: %j', (fields) => {
      expect(onFile().done(['ENS', { ...fields, DOB: '19700101' }]).answered('AcceptChange').record().parts).toEqual({ [PART]: { NAM: ['VICTIM,VERA'], DOB: ['19700101'] } });
    },
  );

  it('are taken back', () => {
    const want = onFile().done(['ENS', { ...BY, NAM: 'VICTIM,VERA', SOC: '123456789' }]).answered('AcceptChange').done(['XNS', { ...BY, NAM: 'VICTIM,VERA' }]);
    expect(want.record().parts).toEqual({ [PART]: { SOC: ['123456789'] } });
    want.refused('XNS', BY, { code: 'MISSING_FIELD', why: 'nothing-changed' });
  });
});

describe('an add-on warrant', () => {
  const AWW = { OFF: '5499', DOW: '20261110', WNO: 'W2' };

  it('is on file at once, and NCIC hears nothing of it', () => {
    const want = onFile().done(['AWW', { ...BY, ...AWW }], ['AWW', { ...BY, OFF: '1399', DOW: '20261111' }]);
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.supplemented' });
    for (const event of want.history.events.slice(-2)) expect(event.d).not.toHaveProperty('request');
    expect(want.record().parts).toEqual({ 'ADD-ON WARRANT 1': listed(AWW), 'ADD-ON WARRANT 2': listed({ OFF: '1399', DOW: '20261111' }) });
    want.refused('AWW', { ...BY, ...AWW }, { code: 'ON_FILE' });
  });

  it('is cancelled by what tells it from the others', () => {
    const want = onFile().done(['AWW', { ...BY, ...AWW }], ['AWW', { ...BY, OFF: '1399', DOW: '20261110' }]).refused('CWW', { ...BY, DOW: '20261110' }, { code: 'AMBIGUOUS' }).refused('CWW', { ...BY, WNO: 'W9' }, { code: 'NOT_ON_FILE' });
    expect(want.done(['CWW', { ...BY, WNO: 'W2' }]).record().parts).toEqual({ 'ADD-ON WARRANT 2': listed({ OFF: '1399', DOW: '20261110' }) });
  });
});

describe('a name that is not the record’s', () => {
  const WRONG = { ...BY, NAM: 'OTHER,NAME' };
  const DATA = { DXR: 'Y', MPA: 'N', DCH: 'ALL' };
  const AWW = { OFF: '5499', DOW: '20261110', WNO: 'W2' };

  it.each([['AWW', AWW], ['CWW', { WNO: 'W2' }], ['ED', DATA], ['MD', { DCH: 'UNK' }], ['XD', {}]])('stops %s', (mke, fields) => {
    onFile().done(['AWW', { ...BY, ...AWW }]).refused(mke, { ...WRONG, ...fields }, { code: 'FIELD_ERROR', tag: 'NAM', why: 'other-name' });
  });

  it('stops a detainer, its change and its removal, as it stops a locate', () => {
    const want = onFile().done(locate('DETN')).refused('DW', { ...WRONG, DOD: '20261120', DNO: 'D-1', IRI: FINDER }, { code: 'NOT_ON_FILE' }).done(detainer());
    want.refused('MDW', { ...WRONG, DNO: 'D-2' }, { code: 'NOT_ON_FILE' }).refused('XDW', WRONG, { code: 'NOT_ON_FILE' });
    want.done(['MDW', { ...BY, NAM: 'SAMPLE,ANN J', DNO: 'D-2' }], ['XDW', { ...BY, NAM: 'SAMPLE,ANN J' }]);
  });
});

describe('dental data of a wanted person', () => {
  const PART = 'DENTAL DATA';
  const ED = { DXR: 'Y', MPA: 'N', DCH: 'ALL' };

  it('wait for NCIC as a missing person’s do, and are changed and taken by the same keys', () => {
    const want = onFile().done(['ED', { ...BY, ...ED }]);
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.change-submitted', d: { request: 'modify', change: { key: 'ED', what: 'supplemented' } } });
    expect(want.answered('AcceptChange').record().parts).toEqual({ [PART]: listed(ED) });
    want.refused('ED', { ...BY, ...ED }, { code: 'ON_FILE', why: 'dental-data' });
    want.done(['MD', { ...BY, DCH: 'UNK', DRE: 'GOLD CROWN' }]).answered('AcceptChange');
    expect(want.record().parts).toEqual({ [PART]: listed({ ...ED, DCH: 'UNK', DRE: 'GOLD CROWN' }) });
    expect(want.done(['XD', BY]).record().parts).toEqual({});
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.supplemented', d: { request: 'reduce', askedKey: 'XD' } });
    want.refused('XD', BY, { code: 'NOT_ON_FILE', why: 'no-dental-data' }).refused('MD', { ...BY, DCH: 'UNK' }, { code: 'NOT_ON_FILE', why: 'no-dental-data' });
  });

  it('are the owner’s alone', () => { onFile().refused('ED', { ...BY, ...ED }, { code: 'NOT_OWNER' }, FINDER); });
});
