import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, checkRecord, explain, fieldRule, standardCatalogue, tableOf, tagsOfKey, type Message } from './index.js';
import { aChange, fullest, least, message, plus, TODAY, without, withTags } from './messages.fixture.js';

const keys = allMessageKeys().filter(({ file, function: asked }) => file === 'wanted-person' && asked !== 'inquire');
const entries = keys.filter((key) => key.function === 'enter');
const faultsOf = (given: Message, staffed24x7 = true) => check(given, { today: TODAY, staffed24x7 }).faults;
const key = (mke: string) => entries.find((each) => each.mke === mke) ?? (() => { throw new Error(mke); })();

describe('the message keys of the wanted person file', () => {
  it('are those of the manual, and the temporary want of decision D7', () => {
    expect(keys.map(({ mke }) => mke).sort()).toEqual('AWW CW CWW DW EN ENS EW EW-C EWJ EWJ-C EWT EWT-C LW MDW MW XDW XN XNS XW'.split(' '));
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
    const others = [...(each.needs ?? []), ...(each.oneOf ?? []).map(([first = '']) => first), ...(each.function === 'modify' ? [aChange(each)] : [])];
    expect(faultsOf(withTags(each, [...tags, ...others]))).toEqual([]);
  });

  it.each(keys.filter(({ identifiedBy }) => identifiedBy !== undefined))('$mke is refused without a complete identification', (each) => {
    const bare = withTags(each, [...(each.needs ?? []), ...(each.oneOf ?? []).map(([first = '']) => first)]);
    expect(faultsOf(bare)).toContainEqual({ code: 'MISSING_FIELD', tag: 'NIC/OCA/NAM/LID/IDX', why: 'identification' });
    expect(faultsOf(plus(bare, { NIC: ['W123456789'] }))).toContainEqual({ code: 'MISSING_FIELD', tag: 'OCA/NAM/LID/IDX', why: 'identification' });
  });

  it.each(keys.flatMap((each) => [...tagsOfKey(each.mke)].map((tag) => ({ each, mke: each.mke, tag }))))('$mke refuses a value of $tag that is too long', ({ each, tag }) => {
    const faults = faultsOf(plus(fullest(standardCatalogue, each), { [tag]: ['A'.repeat((fieldRule(tag, each.file)?.lengthMax ?? 0) + 1)] }));
    expect(faults).toContainEqual({ code: 'FIELD_ERROR', tag, why: 'length' });
  });

  it.each(entries)('$mke has one of the numbers that lead to a person', (each) => {
    const numbers = ['DOB', 'FBI', 'MNU', 'SOC', 'OLN', 'OLS', 'OLY', 'LIC', 'LIS', 'LIY', 'LIT', 'VIN', 'VYR', 'VMA', 'VST', 'VMO', 'VCO'];
    const bare = without(fullest(standardCatalogue, each), ...numbers);
    expect(faultsOf(bare)).toContainEqual({ code: 'MISSING_FIELD', tag: 'DOB/FBI/MNU/SOC/OLN/LIC/VIN', why: 'one-of' });
    if (each.mke.startsWith('EWJ')) return;
    for (const given of [{ DOB: ['19880423'] }, { FBI: ['123AB'] }, { SOC: ['123456789'] }, { MNU: ['PP-1'] }]) expect(faultsOf(plus(bare, given))).toEqual([]);
  });
});

describe('the conditions of a wanted person entry', () => {
  const bare = (mke: string) => without(fullest(standardCatalogue, key(mke)), 'MIS', 'CMC', 'DNA', 'DLO');

  it.each(['EW-C', 'EWJ-C', 'EWT-C'])('%s needs a caution code', (mke) => {
    expect(faultsOf(bare(mke))).toEqual([{ code: 'MISSING_FIELD', tag: 'CMC' }]);
  });

  it('explains caution 01, wherever it stands', () => {
    expect(faultsOf(plus(bare('EW'), { CMC: ['00', '01'] }))).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'cmc-other' }]);
    expect(faultsOf(plus(bare('EW'), { CMC: ['00', '01'], MIS: ['BITES'] }))).toEqual([]);
  });

  it.each([...tableOf('EXL').keys()])('tells the limits of extradition %s', (code) => {
    const missing = ['2', '4', '5', 'B', 'D', 'E'].includes(code);
    expect(faultsOf(plus(bare('EW'), { EXL: [code] }))).toEqual(missing ? [{ code: 'MISSING_FIELD', tag: 'MIS', why: 'exl-mis' }] : []);
    expect(faultsOf(plus(bare('EW'), { EXL: [code], MIS: ['ADJACENT COUNTIES'] }))).toEqual([]);
  });

  it.each(['4901', '5005', '5011', '5012', '5015'])('tells which offense, where %s says SEE MIS', (code) => {
    expect(faultsOf(plus(bare('EW'), { OFF: [code] }))).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'off-mis' }]);
  });

  it('says where DNA is held', () => {
    expect(faultsOf(plus(bare('EW'), { DNA: ['Y'] }))).toEqual([{ code: 'MISSING_FIELD', tag: 'DLO', why: 'dna-where' }]);
    expect(faultsOf(plus(bare('EW'), { DNA: ['N'] }))).toEqual([]);
  });

  it.each(['VYR', 'VMA', 'VST'])('VIN drags %s', (tag) => {
    expect(faultsOf(without(bare('EW'), tag))).toContainEqual({ code: 'MISSING_FIELD', tag, why: `vin-needs-${tag.toLowerCase()}` });
  });

  it('a vehicle without plate and number says nothing', () => {
    expect(faultsOf(without(bare('EW'), 'VIN', 'LIC', 'LIS', 'LIY', 'LIT'))).toContainEqual({ code: 'MISSING_FIELD', tag: 'VIN/LIC', why: 'hangs-on' });
  });

  it.each(['8100', '8101', '8102'])('of a juvenile with offense %s names the original one', (code) => {
    expect(faultsOf(without(plus(bare('EWJ'), { OFF: [code] }), 'OOC'))).toEqual([{ code: 'MISSING_FIELD', tag: 'OOC', why: 'ooc' }]);
  });

  it('of a juvenile has the dates of birth, emancipation and violation', () => {
    expect(faultsOf(without(bare('EWJ'), 'DOB', 'DOE', 'DOV')).map(({ tag }) => tag)).toEqual(['DOB', 'DOE', 'DOV']);
    expect(faultsOf(plus(bare('EW'), { DOV: ['20261101'] }))).toEqual([{ code: 'UNKNOWN_FIELD', tag: 'DOV' }]);
  });

  it.each(entries)('$mke of an agency that is not staffed at all hours says how a hit is confirmed (D11)', (each) => {
    expect(faultsOf(without(fullest(standardCatalogue, each), 'MIS'), false)).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
  });

  it('takes no plate that expired more than a year ago (D15)', () => {
    expect(faultsOf(plus(bare('EW'), { LIY: ['2024'] }))).toEqual([{ code: 'FIELD_ERROR', tag: 'LIY', why: 'too-old' }]);
  });

  it.each([['SAMPLE ANN'], ['SAMPLE,'], ['A,B,C'], ['1,A']])('takes no name such as %s', (NAM) => {
    expect(faultsOf(plus(bare('EW'), { NAM: [NAM] }))).toEqual([{ code: 'FIELD_ERROR', tag: 'NAM', why: 'form' }]);
  });

  it('holds of a changed record too', () => {
    const record = { ...bare('EW').fields, EXL: ['2'] };
    expect(checkRecord('EW', record, { today: TODAY, changed: new Set(['EXL']) })).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'exl-mis' }]);
  });
});

describe('a changed record', () => {
  const JUVENILE = { DOE: ['20280101'], DOV: ['20261101'], OOC: ['1399'] };
  const faultsIn = (mke: string, changed: readonly string[]) =>
    checkRecord(mke, { ...least(key('EW')).fields, ...JUVENILE }, { today: TODAY, changed: new Set(changed) }).map(({ code, tag, why }) => [code, tag, why].join(' '));

  it.each(['EW', 'EW-C', 'EWT'])('entered with %s comes by nothing that a juvenile alone has, and is changed although it came by that before', (mke) => {
    expect(faultsIn(mke, ['DOE', 'DOV', 'OOC']).filter((fault) => !fault.includes('CMC'))).toEqual(['DOE', 'DOV', 'OOC'].map((tag) => `UNKNOWN_FIELD ${tag} of-another-kind`));
    expect(faultsIn(mke, ['HAI']).filter((fault) => !fault.includes('CMC'))).toEqual([]);
    expect(explain({ code: 'UNKNOWN_FIELD', tag: 'DOE', why: 'of-another-kind' }, 'MW')).toBe('UNKNOWN FIELD DOE - a record of this kind has no such field');
  });

  it('of a juvenile has them', () => { expect(faultsIn('EWJ', ['DOE', 'DOV', 'OOC'])).toEqual([]); });
});

describe('what is said of a wanted person later', () => {
  const BY = { NIC: 'W123456789', OCA: '26-1' };
  const faults = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>) =>
    faultsOf(message(mke, { ...BY, ...fields })).map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

  it.each([['DETN', []], ['EXTR', []], ['NOEX', []], ['RELD', ['FIELD_ERROR EXT narrower']]])('a locate says %s', (EXT, expected) => {
    expect(faults('LW', { DOR: TODAY, EXT })).toEqual(expected);
  });

  it('a locate says what becomes of the person', () => {
    expect(faults('LW', { DOR: TODAY })).toEqual(['MISSING_FIELD EXT']);
    expect(faults('LW', { DOR: '20261122', EXT: 'EXTR' })).toEqual(['FIELD_ERROR DOR future']);
    expect(faults('LW', { DOR: TODAY, EXT: 'EXTR', HIT: ['1', '4'], NPF: 'JI2', PAR: '1', RPS: 'HIT STATE' })).toEqual([]);
  });

  it.each([['NOT WANTED', []], ['WARRANT DISMISSED', []], ['NOT MISSING', ['FIELD_ERROR RPS narrower']]])('a cancellation gives the reason %s', (RPS, expected) => {
    expect(faults('XW', { DOC: TODAY, RPS })).toEqual(expected);
  });

  it.each([['20261120', []], ['20261119', ['FIELD_ERROR DOC too-old']]])('a cancellation is dated %s', (DOC, expected) => {
    expect(faults('XW', { DOC })).toEqual(expected);
  });

  it.each([['20281121', []], ['99999999', []], ['20281341', ['FIELD_ERROR DSE date']]])('a sentence ends on %s', (DSE, expected) => {
    expect(faults('DW', { DOD: TODAY, DNO: 'D-1', IRI: 'OHCLP0000', DSE })).toEqual(expected);
  });

  it('a detainer says where the person is held', () => {
    expect(faults('DW', { DOD: TODAY, DNO: 'D-1' })).toEqual(['MISSING_FIELD IRI/INC one-of']);
  });

  it('a modification of a detainer deletes what is given empty, if a detainer does without', () => {
    expect(faults('MDW', { INC: '', DSE: '' })).toEqual([]);
    expect(faults('MDW', { DNO: '' })).toEqual(['MISSING_FIELD DNO not-deletable']);
    expect(faults('MDW', {})).toEqual(['MISSING_FIELD DOD/DNO/IRI/INC/DIS/DSE one-of', 'MISSING_FIELD nothing-changed']);
  });

  it.each(['EWT', 'EWT-C'])('%s has the limits of a felony (facts §1.4)', (mke) => {
    const limits = (EXL: string) => faults(mke, { EXL, MIS: 'SURROUNDING STATES' }).filter((fault) => fault.includes('EXL'));
    expect([limits('1'), limits('6'), limits('A')]).toEqual([[], [], ['FIELD_ERROR EXL exl-felony']]);
  });

  it('a further warrant tells what its codes leave open', () => {
    expect(faults('AWW', { OFF: '5011', DOW: TODAY, EXL: '2' })).toEqual(['MISSING_FIELD MIS exl-mis', 'MISSING_FIELD MIS off-mis']);
    expect(faults('AWW', { OFF: '5011', DOW: TODAY, EXL: '2', MIS: 'PAROLE VIOLATION, OHIO ONLY' })).toEqual([]);
  });

  it.each([['EWT', [expect.stringMatching(/ends after 48 hours, and this warrant with it/)]], ['EWT-C', [expect.anything()]], ['EW', []]])('a further warrant on a record of %s is told what becomes of it', (mke, expected) => {
    expect(standardCatalogue.advise(message('AWW', { ...BY, OFF: '2399', DOW: TODAY }), { status: 'active', mke, fields: {}, today: TODAY })).toEqual(expected);
    expect(check(message('AWW', { ...BY, OFF: '2399', DOW: TODAY }), { today: TODAY }).notices).toEqual([]);
  });

  it.each(['EN', 'MW'])('a vehicle number that does not conform is told of with %s (D10)', (mke) => {
    expect(check(message(mke, { ...BY, VIN: '1FAHP2E8XA0000001', VYR: '2021', VMA: 'FORD', VST: '4D' }), { today: TODAY }).notices).toEqual([expect.stringContaining('VIN NONCONFORMING')]);
  });

  it('the number of a warrant is written as the court writes it', () => {
    expect(faults('AWW', { OFF: '2399', DOW: TODAY, WNO: '26-CR-001/A' })).toEqual([]);
  });

  it('a supplement says something', () => {
    expect(faults('EN', {})).toEqual(['MISSING_FIELD AKA/DOB/SMT/SOC/MNU/CMC/CTZ/OLN/LIC/VIN one-of']);
    expect(faults('EN', { AKA: ['A,B', 'C,D'], SMT: 'TAT R ARM' })).toEqual([]);
    expect(faults('EN', { OLN: 'X1' })).toEqual(['MISSING_FIELD OLS together', 'MISSING_FIELD OLY together']);
    expect(faults('EN', { HAI: 'BLK' })).toContain('UNKNOWN_FIELD HAI');
  });

  it.each([['TAT R ARM', []], ['PRCD L EAR', []], ['TAT R ARM EAGLE AND SNAKE', []], ['MC DRUGAB', []], ['TATTOO', ['FIELD_ERROR SMT code']], ['TAT', ['FIELD_ERROR SMT code']], ['TAT R ARM AN EAGLE THAT EATS A SNAKE', ['FIELD_ERROR SMT code']]])(
    'a mark is a code, and words where they help: %s', (SMT, expected) => { expect(faults('EN', { SMT })).toEqual(expected); },
  );

  it('false papers bear a name of their own', () => {
    expect(faults('ENS', { NAM: 'FALSE,NAME', DOB: '19900101' })).toEqual([]);
    expect(faultsOf(message('ENS', { NAM: ['SAMPLE,ANN J', 'FALSE,NAME'], OCA: '26-1' }))).toEqual([]);
  });

  it('a modification may make the want one with caution', () => {
    expect(faults('MW', { MKE: 'EW-C', CMC: '00' })).toEqual([]);
  });
});
