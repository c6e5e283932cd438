import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, checkRecord, explain, fieldRule, standardCatalogue, tagsOfKey, type Message } from './index.js';
import { aChange, fullest, least, message, plus, TODAY, without, withTags } from './messages.fixture.js';

const keys = allMessageKeys().filter(({ file, function: asked }) => file === 'missing-person' && asked !== 'inquire');
const entries = keys.filter((key) => key.function === 'enter');
const faultsOf = (given: Message, staffed24x7 = true) => check(given, { today: TODAY, staffed24x7 }).faults;
const said = (given: Message) => faultsOf(given).map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));
const key = (mke: string) => keys.find((each) => each.mke === mke) ?? (() => { throw new Error(mke); })();
const others = (each: (typeof keys)[number]) => [...(each.needs ?? []), ...(each.oneOf ?? []).map(([first = '']) => first), ...(each.function === 'modify' ? [aChange(each)] : []), ...(each.function === 'modify-supplement' ? (each.changes ?? []).slice(0, 1) : [])];

describe('the message keys of the missing person file', () => {
  it('are those of the manual', () => {
    expect(keys.map(({ mke }) => mke).sort()).toEqual(
      'CM ED EMD EMDC EME EMEC EMI EMIC EMJ EMJC EMN EMO EMOC EMP EMPN EMV EMVC LM MD MM MMP XD XM XMN XMP XMPN'.split(' '),
    );
  });

  it.each(keys)('$mke is taken with the least that it needs, and with all that it knows', (each) => {
    expect(faultsOf(least(each))).toEqual([]);
    expect(faultsOf(fullest(standardCatalogue, each))).toEqual([]);
  });

  it.each(keys.flatMap((each) => (each.needs ?? []).map((tag) => ({ each, mke: each.mke, tag }))))('$mke needs $tag', ({ each, tag }) => {
    expect(faultsOf(without(fullest(standardCatalogue, each), tag))).toContainEqual({ code: 'MISSING_FIELD', tag });
  });

  it.each(keys.flatMap((each) => (each.together ?? []).flatMap((group) => group.map((tag) => ({ each, mke: each.mke, tag })))))('$mke misses $tag beside the rest of its group', ({ each, tag }) => {
    expect(faultsOf(without(fullest(standardCatalogue, each), tag))).toContainEqual({ code: 'MISSING_FIELD', tag, why: 'together' });
  });

  it.each(keys.flatMap((each) => (each.identifiedBy ?? []).map((tags) => ({ each, mke: each.mke, tags, names: tags.join(' and ') }))))('$mke is identified by $names', ({ each, tags }) => {
    expect(faultsOf(withTags(each, [...tags, ...others(each)]))).toEqual([]);
  });

  it.each(keys.filter(({ identifiedBy }) => identifiedBy !== undefined))('$mke is refused without an identification', (each) => {
    expect(said(withTags(each, others(each).filter((tag) => tag !== 'NAM')))).toContainEqual(expect.stringMatching(/^MISSING_FIELD NIC.* identification$/));
  });

  it.each(keys.flatMap((each) => [...tagsOfKey(each.mke)].map((tag) => ({ each, mke: each.mke, tag }))))('$mke refuses a value of $tag that is too long', ({ each, tag }) => {
    const long = 'A'.repeat((fieldRule(tag, each.file)?.lengthMax ?? 0) + 1);
    expect(faultsOf(plus(fullest(standardCatalogue, each), { [tag]: [long] }))).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'length' });
  });
});

describe('an entry of a missing person', () => {
  const NUMBERS = ['DOB', 'FBI', 'MNU', 'SOC', 'OLN', 'OLS', 'OLY', 'LIC', 'LIS', 'LIY', 'LIT', 'VIN', 'VYR', 'VMA', 'VST', 'VMO', 'VCO'];
  const bare = (mke: string) => without(fullest(standardCatalogue, key(mke)), 'MIS', 'CMC', 'DNA', 'DLO');

  it.each([
    ['EMD', 'MISSING PERSON - DISABILITY'], ['EMEC', 'MISSING PERSON - ENDANGERED - CAUTION'], ['EMI', 'MISSING PERSON - INVOLUNTARY'],
    ['EMJC', 'MISSING PERSON - JUVENILE - CAUTION'], ['EMV', 'MISSING PERSON - VICTIM'], ['EMO', 'MISSING PERSON - OTHER'],
  ])('%s shows as %s', (mke, translation) => {
    expect(key(mke)).toMatchObject({ translation, function: 'enter', right: 'enter', sentTo: ['LEADS', 'NCIC'] });
  });

  it.each(entries.filter(({ mke }) => mke.length === 4))('$mke needs a caution code, and words for code 01 wherever it stands', ({ mke }) => {
    expect(said(bare(mke))).toEqual(['MISSING_FIELD CMC']);
    expect(said(plus(bare(mke), { CMC: ['50', '01'] }))).toEqual(['MISSING_FIELD MIS cmc-other']);
    expect(said(plus(bare(mke), { CMC: ['50', '01'], MIS: ['AFRAID OF UNIFORMS'] }))).toEqual([]);
  });

  it.each(entries.filter(({ mke }) => !mke.startsWith('EMJ')))('$mke has one of seven numbers', ({ mke }) => {
    const none = without(fullest(standardCatalogue, key(mke)), ...NUMBERS);
    expect(said(none)).toEqual(['MISSING_FIELD DOB/FBI/MNU/SOC/OLN/LIC/VIN one-of']);
    for (const given of [{ DOB: ['19880423'] }, { FBI: ['123AB'] }, { SOC: ['123456789'] }, { MNU: ['PP-1'] }]) expect(said(plus(none, given))).toEqual([]);
  });

  it.each(['EMJ', 'EMJC'])('%s has the dates of birth and emancipation, and needs no other number', (mke) => {
    const none = without(fullest(standardCatalogue, key(mke)), ...NUMBERS);
    expect(said(without(none, 'DOE'))).toEqual(['MISSING_FIELD DOB', 'MISSING_FIELD DOE']);
    expect(said(plus(none, { DOB: ['20100423'] }))).toEqual([]);
  });

  it('says where DNA is held', () => {
    expect(said(plus(bare('EMO'), { DNA: ['Y'] }))).toEqual(['MISSING_FIELD DLO dna-where']);
  });

  it.each([
    ['EMD', ['MP']], ['EMDC', ['MP']], ['EMJ', ['MP']], ['EMO', ['MP']], ['EMV', ['DV']], ['EMVC', ['DV']],
    ['EME', ['AA', 'CA', 'MP']], ['EMI', ['AA', 'CA', 'MP']], ['EMEC', ['AA', 'CA', 'MP']],
  ])('%s takes the codes %j of a child', (mke, codes) => {
    const child = plus(fullest(standardCatalogue, key(mke)), { DOB: ['20100423'] });
    const taken = ['AA', 'CA', 'DV', 'MP', 'SA'].filter((code) => !faultsOf(plus(child, { MNP: [code] })).some(({ tag }) => tag === 'MNP'));
    expect(taken.filter((code) => !faultsOf(plus(child, { MNP: [code] })).some(({ why }) => why === 'mnp-senior'))).toEqual(codes);
  });

  it.each(['AA', 'CA'])('takes MNP %s for a child alone, whose age is known (D25)', (MNP) => {
    const endangered = plus(fullest(standardCatalogue, key('EME')), { MNP: [MNP] });
    expect(said(plus(endangered, { DOB: ['20081122'] }))).toEqual([]);
    expect(said(plus(endangered, { DOB: ['20081121'] }))).toEqual(['FIELD_ERROR DOB mnp-child']);
    expect(said(without(endangered, 'DOB'))).toEqual(['MISSING_FIELD DOB mnp-child']);
    expect(explain({ code: 'FIELD_ERROR', tag: 'DOB', why: 'mnp-child' }, 'EME')).toMatch(/with MNP CA or AA .* under 18/);
  });

  it('takes MNP SA for adults', () => {
    const endangered = plus(fullest(standardCatalogue, key('EMI')), { MNP: ['SA'] });
    expect(said(plus(endangered, { DOB: ['19500501'] }))).toEqual([]);
    expect(said(plus(endangered, { DOB: ['19900501'] }))).toEqual([]);
    expect(said(without(endangered, 'DOB'))).toEqual([]);
    expect(said(plus(endangered, { DOB: ['20100501'] }))).toEqual(['FIELD_ERROR DOB mnp-senior']);
  });

  it('knows a juvenile from an adult on the day of the eighteenth birthday', () => {
    const of = (mke: string, DOB: string) => said(plus(fullest(standardCatalogue, key(mke)), { DOB: [DOB] }));
    expect([of('EMJ', '20081122'), of('EMJ', '20081121')]).toEqual([[], ['FIELD_ERROR DOB juvenile']]);
    expect([of('EMO', '20081122'), of('EMO', '20081121')]).toEqual([['FIELD_ERROR DOB adult'], []]);
    expect([of('EMD', '20200101'), of('EME', '20200101'), of('EMI', '19300101'), of('EMV', '20200101')]).toEqual([[], [], [], []]);
  });

  it('takes small children', () => {
    const child = fullest(standardCatalogue, key('EMD'));
    expect(said(plus(child, { HGT: ['208'], WGT: ['030'] }))).toEqual([]);
    expect(said(plus(child, { HGT: ['012'], WGT: ['000'] }))).toEqual(['FIELD_ERROR HGT form', 'FIELD_ERROR WGT form']);
  });

  it.each(entries)('$mke of an agency that is not staffed at all hours says how a hit is confirmed (D11)', (each) => {
    expect(faultsOf(without(fullest(standardCatalogue, each), 'MIS'), false)).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
  });

  it('grows older on file: an age is judged when what it hangs on changes', () => {
    const { fields } = plus(fullest(standardCatalogue, key('EMJ')), { DOB: ['20081122'] });
    const judged = (...changed: readonly string[]) => checkRecord('EMJ', fields, { today: '20270101', changed: new Set(changed) });
    expect(judged('HAI')).toEqual([]);
    expect(judged('DOB')).toEqual([{ code: 'FIELD_ERROR', tag: 'DOB', why: 'juvenile' }]);
    expect(judged('MKE')).toEqual([{ code: 'FIELD_ERROR', tag: 'DOB', why: 'juvenile' }]);
  });

  it('was at its entry as old as a date of birth says that comes later; a category that comes later looks at that day', () => {
    const { fields } = plus(fullest(standardCatalogue, key('EMJ')), { DOB: ['20081122'] });
    const judged = (entered: string, ...changed: readonly string[]) => checkRecord('EMJ', fields, { today: '20270101', entered, changed: new Set(changed) });
    expect([judged('20261121', 'DOB'), judged('20261122', 'DOB').map(({ why }) => why), judged('20261121', 'MKE', 'DOB').map(({ why }) => why)]).toEqual([[], ['juvenile'], ['juvenile']]);
  });

  it('gets a caution code at any age, and a category only of its own age', () => {
    const of = (mke: string, born: string, MNP: string) => plus(fullest(standardCatalogue, key(mke)), { DOB: [born], MNP: [MNP] }).fields;
    const became = (former: string, mke: string, fields: ReturnType<typeof of>) =>
      checkRecord(mke, fields, { today: '20270101', changed: new Set(['MKE', 'CMC']), former });
    expect(became('EMJ', 'EMJC', of('EMJC', '20081122', 'MP'))).toEqual([]);
    expect(became('EME', 'EMEC', of('EMEC', '20081122', 'CA'))).toEqual([]);
    expect(became('EMD', 'EMO', of('EMO', '20200101', 'MP'))).toEqual([{ code: 'FIELD_ERROR', tag: 'DOB', why: 'adult' }]);
  });
});

describe('what is said of a missing person later', () => {
  const BY = { NIC: 'M123456789', OCA: '26-1' };
  const faults = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>) => said(message(mke, { ...BY, ...fields }));

  it('a modification makes no AMBER ALERT, and no record of another file', () => {
    expect(faults('MM', { MNP: 'AA' })).toEqual(['FIELD_ERROR MNP no-amber-by-change']);
    expect(faults('MM', { MNP: 'CA' })).toEqual([]);
    expect(faults('MM', { MKE: 'EMEC', CMC: '70' })).toEqual([]);
    expect(faults('MM', { MKE: 'EW' })).toEqual(['FIELD_ERROR MKE mke-missing']);
    expect(faults('MM', { OCA: ['26-1', ''] })).toEqual(['MISSING_FIELD OCA not-deletable']);
  });

  it.each([['DETN', []], ['RELD', []], ['EXTR', ['FIELD_ERROR EXT narrower']], ['NOEX', ['FIELD_ERROR EXT narrower']]])('a locate says %s', (EXT, expected) => {
    expect(faults('LM', { DOR: TODAY, EXT })).toEqual(expected);
  });

  it('a locate says when, and what becomes of the person', () => {
    expect(faults('LM', {})).toEqual(['MISSING_FIELD DOR', 'MISSING_FIELD EXT']);
    expect(faults('LM', { DOR: TODAY, EXT: 'RELD', RCA: 'H-1', RPS: 'VOL RETURN', PAR: '2', HIT: '7', NPA: '0', NPF: 'JI1', VNP: '0', VOR: '0', VRC: '0' })).toEqual([]);
  });

  it.each([['NOT MISSING', []], ['CASE DROPPED', []], ['NOT WANTED', ['FIELD_ERROR RPS narrower']]])('a cancellation gives the reason %s', (RPS, expected) => {
    expect(faults('XM', { DOC: TODAY, RPS })).toEqual(expected);
  });

  it.each([['20261120', []], ['20261119', ['FIELD_ERROR DOC too-old']]])('a cancellation is dated %s', (DOC, expected) => {
    expect(faults('XM', { DOC })).toEqual(expected);
  });

  it('a clearance is dated, and ought to say who found the person', () => {
    expect(faults('CM', {})).toEqual(['MISSING_FIELD DCL']);
    expect(standardCatalogue.advise(message('CM', { ...BY, DCL: TODAY }), { status: 'active', mke: 'EMD', fields: {}, today: TODAY })).toEqual([expect.stringContaining('RRI and RCA')]);
  });

  it('dental data have three parts, X-rays and models known or not', () => {
    expect(faults('ED', {})).toEqual(['MISSING_FIELD DXR', 'MISSING_FIELD MPA', 'MISSING_FIELD DCH']);
    expect(faults('ED', { DXR: 'X', MPA: 'Y', DCH: 'UNK' })).toEqual(['FIELD_ERROR DXR form']);
    expect(faults('MD', {})).toEqual(['MISSING_FIELD nothing-changed']);
    expect(faults('MD', { DRE: 'BRACES' })).toEqual([]);
    expect(faults('MD', { DRE: '' })).toEqual([]);
    expect(faults('MD', { DXR: '' })).toEqual(['MISSING_FIELD DXR not-deletable']);
    expect(faults('XD', {})).toEqual([]);
  });

  it("the manual's own example of supplemental data is taken", () => {
    const example = { NAM: 'MISSING,GUY B', OCA: 'DAWN-TEST', AKA: 'FISHING,GONE', SMT: ['TAT R ARM', 'PRCD L EAR'], SOC: '000000010' };
    expect(said(message('EMN', example))).toEqual([]);
    expect(faults('EMN', {})).toEqual([expect.stringMatching(/^MISSING_FIELD AKA.* one-of$/)]);
    expect(faults('XMN', { AKA: 'FISHING,GONE' })).toEqual([]);
  });

  it('have the words about a vehicle with its number, and give all of them back', () => {
    const PLATE = { LIC: 'QQ1', LIS: 'OH', LIY: '2026', LIT: 'PC' };
    expect(faults('EMN', { ...PLATE, VYR: '2003' })).toEqual(['MISSING_FIELD VIN hangs-on']);
    expect(faults('EMN', { ...PLATE, VCO: 'RED' })).toEqual([]);
    expect([faults('XMN', { VCO: 'RED' }), faults('XMPN', { VMO: 'ACC' }), faults('XN', { VCO: 'RED' })]).toEqual([[], [], []]);
  });

  it('a person with information is named beside the record', () => {
    const person = { NAM: 'TELLER,STORY', SEX: 'F', RAC: 'W' };
    expect(faults('EMP', person)).toEqual([]);
    expect(said(message('EMP', { ...person, OCA: '26-1' }))).toEqual([expect.stringMatching(/^MISSING_FIELD NIC\/.* identification$/)]);
    for (const mke of ['EMP', 'EMPN']) expect(faults(mke, { ...person, LIC: 'A1', LIS: 'OH', LIY: '2024', LIT: 'PC' })).toContain('FIELD_ERROR LIY too-old');
    expect(faults('MMP', {})).toEqual(['MISSING_FIELD nothing-changed']);
    expect(faults('MMP', { NAM: 'TELLER,STORY', HGT: '' })).toEqual([]);
    expect(faults('XMP', {})).toEqual([]);
    expect(faults('EMPN', { NAM: 'TELLER,STORY', AKA: 'TELLER,TALE' })).toEqual([]);
    expect(faults('XMPN', { AKA: 'TELLER,TALE' })).toEqual([]);
  });
});
