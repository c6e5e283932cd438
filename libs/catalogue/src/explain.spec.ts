import { FAULT_CODES } from '@statewire/kernel';
import { describe, expect, it } from '@jest/globals';
import { allFieldRules, allMessageKeys, check, explain } from './index.js';
import { message, TODAY } from './messages.fixture.js';

describe('the sentence about a fault', () => {
  it.each([...FAULT_CODES])('says something of %s', (code) => {
    expect(explain({ code })).toMatch(/^[A-Z ]{6,}/);
  });

  it('is the code’s words alone where nothing else is known', () => {
    expect(explain({ code: 'NOT_AUTHORIZED' })).toBe('ORI NOT AUTHORIZED');
  });

  it('tells the codes of a short table, of a longer one its name, and of a field with further parts its form', () => {
    const said = (tag: string, mke: string): string => explain({ code: 'FIELD_ERROR', tag, why: 'code' }, mke);
    expect(said('SEX', 'QW')).toMatch(/, holds [A-Z]( or [A-Z])+$/);
    expect(said('VST', 'EV')).toMatch(/holds a code of table VST/);
    expect(said('SMT', 'EW')).toMatch(/holds a code of table SMT, and after it words/);
  });

  it('tells what the field may hold, and the rule that it broke', () => {
    expect(explain({ code: 'FIELD_ERROR', tag: 'DOT', why: 'future' }, 'EV')).toBe(
      'FIELD ERR DOT - date of theft, holds a date as CCYYMMDD that is not after today; the date is after today',
    );
    expect(explain({ code: 'MISSING_FIELD', tag: 'DCL' }, 'CV')).toMatch(/^MISSING FIELD DCL - date of clearance/);
  });

  it('tells what to do with a number that is too long', () => {
    expect(explain({ code: 'FIELD_ERROR', tag: 'VIN', why: 'length' }, 'EV')).toMatch(/last 20 characters .* MIS/);
    expect(explain({ code: 'FIELD_ERROR', tag: 'LIC', why: 'length' }, 'EV')).toMatch(/first ten characters .* MIS/);
    expect(explain({ code: 'FIELD_ERROR', tag: 'OCA', why: 'length' }, 'EV')).toMatch(/more than 20 characters/);
  });

  it('tells a modification which rule of the entry the changed record would break', () => {
    expect(explain({ code: 'MISSING_FIELD', tag: 'VMO', why: 'vmo-of-coeq' }, 'MV')).toMatch(/with VMA COEQ the VMO must be CE$/);
  });

  it('tells it of whatever key the record was entered with', () => {
    expect(explain({ code: 'FIELD_ERROR', tag: 'DOB', why: 'juvenile' }, 'MM')).toMatch(/a person of 18 years or older cannot be entered as a missing juvenile$/);
    expect(explain({ code: 'FIELD_ERROR', tag: 'DOB', why: 'mnp-senior' }, 'MM')).toMatch(/with MNP SA the person must be 64 years of age/);
    const enters = allMessageKeys().filter((key) => key.function === 'enter');
    for (const { mke, entry } of allMessageKeys().filter((key) => key.function === 'modify')) {
      const file = enters.find((key) => key.mke === entry)?.file;
      for (const { must, why, says } of enters.filter((key) => key.file === file).flatMap(({ conditions = [] }) => conditions)) {
        expect(explain({ code: 'FIELD_ERROR', tag: must.tag, why }, mke)).toContain(says);
      }
    }
  });

  it('tells the codes that this key takes', () => {
    expect(explain({ code: 'FIELD_ERROR', tag: 'RPP', why: 'narrower' }, 'XV')).toMatch(/holds CASE DROPPED or NOT STOLEN$/);
  });

  it('tells the codes of a short table, and the name of a long one', () => {
    expect(explain({ code: 'FIELD_ERROR', tag: 'HOME', why: 'code' }, 'ECOP')).toMatch(/^FIELD ERR HOME - .*, holds Y or N or B$/);
    expect(explain({ code: 'FIELD_ERROR', tag: 'QTYP', why: 'code' }, 'COPP')).toMatch(/holds AL or IT or TA or HS or BA or CO$/);
    expect(explain({ code: 'FIELD_ERROR', tag: 'HAI', why: 'code' }, 'ECOP')).toMatch(/holds a code of table HAI$/);
  });

  it('tells which letters and signs a field takes, whose others look as good', () => {
    const said = (mke: string, fields: Readonly<Record<string, string>>) => check(message(mke, fields), { today: TODAY }).faults.filter(({ why }) => why === 'form').map((fault) => explain(fault, mke));

    expect(said('QW', { NAM: 'MUÑOZ,JOSE', DOB: '19790612' })).toEqual([expect.stringMatching(/^FIELD ERR NAM - .*letters A to Z without accents/)]);
    expect(said('EV', { MIS: 'OWNER’S DOG INSIDE' })).toEqual([expect.stringMatching(/^FIELD ERR MIS - .*letters A to Z.*no accents or curly quotes$/)]);
    const takesAnySign = allFieldRules().filter(({ tag, pattern, codings }) => tag !== 'DCH' && codings === undefined && pattern.test('A~"A'));
    expect(takesAnySign.length).toBeGreaterThan(30);
    for (const { says } of takesAnySign) expect(says).toMatch(/letters A to Z.*no accents or curly quotes/);
  });

  it('names the choice where one of a group is missing', () => {
    expect(explain({ code: 'MISSING_FIELD', tag: 'VIN/LIC', why: 'one-of' }, 'EF')).toBe(
      'MISSING FIELD VIN/LIC - at least one is needed: VIN (vehicle identification number), LIC (license plate number)',
    );
  });

  it('tells which of several values of a field it is about, by its place in the message', () => {
    const said = explain({ code: 'NOT_ON_FILE', tag: 'AKA', why: 'held-by-entry', nth: 2 }, 'XN');
    expect(said).toMatch(/^NOT ON FILE AKA \(NO\. 2 IN THE MESSAGE\) - .*; the entry itself holds it, not the further data: a modification changes it$/);
    expect(explain({ code: 'NOT_ON_FILE', tag: 'AKA', why: 'not-held' }, 'XN')).toMatch(/^NOT ON FILE AKA - .*; the further data do not hold it$/);
  });

  it('names the record in the way, and the key that is none', () => {
    expect(explain({ code: 'ON_FILE', idx: 'SV00000001' })).toMatch(/^REJECT ON FILE IDX\/SV00000001/);
    expect(explain({ code: 'UNKNOWN_MKE', tag: 'MKE' }, 'ZZ')).toBe('UNKNOWN MKE - no such message key');
    expect(explain({ code: 'UNKNOWN_FIELD', tag: 'DCL' }, 'EV')).toBe('UNKNOWN FIELD DCL - EV has no such field');
    expect(explain({ code: 'UNKNOWN_FIELD', tag: '__proto__' })).toBe('UNKNOWN FIELD __proto__ - the key has no such field');
  });

  it.each([['LV', 'NIC or IDX'], ['XP', 'NIC or IDX'], ['LW', 'NIC or IDX or LID'], ['DCOP', 'LID or COP-ID']])('tells by which numbers %s tells records apart', (mke, numbers) => {
    expect(explain({ code: 'AMBIGUOUS', why: 'several-records' }, mke)).toBe(`AMBIGUOUS - it fits several records: their numbers, ${numbers}, tell them apart`);
  });

  it('tells of several records without a number where the key takes none', () => {
    expect(explain({ code: 'AMBIGUOUS', why: 'several-records' }, 'MT')).toBe('AMBIGUOUS - the identification fits several records');
  });

  it('has words for every condition of every key', () => {
    for (const { mke, conditions = [], within = {} } of allMessageKeys()) {
      for (const { must, why, says } of conditions) expect(explain({ code: 'FIELD_ERROR', tag: must.tag, why }, mke)).toContain(says);
      for (const [tag, { says }] of Object.entries(within)) expect(explain({ code: 'FIELD_ERROR', tag, why: 'too-old' }, mke)).toContain(says);
    }
  });

  it('never repeats a value', () => {
    const { faults } = check(message('EV', { VIN: 'SECRET-1', LIC: 'SECRET-2', MIS: `SECRET-3${'X'.repeat(500)}`, DOT: 'SECRET' }), { today: TODAY });
    expect(faults.length).toBeGreaterThan(3);
    expect(faults.map((fault) => explain(fault, 'EV')).join()).not.toContain('SECRET');
    expect(JSON.stringify(faults)).not.toContain('SECRET');
  });
});
