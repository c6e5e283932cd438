import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allFieldRules, allMessageKeys, check, fieldRule, splitPrivacy, tableOf, TABLES, translate } from './index.js';
import { message } from './messages.fixture.js';
import { hasCode } from './tables.js';

const rules = allFieldRules();
const MANUAL_TAGS = (
  'ADD ADR AGE AKA ALR2 ALR3 ALRT BCI BCO BHN BLE BLT BMA BRA BTY BXR BYR CAT CFR CID CIT CMC COD CONT COP-ID COU CRC CT1 CTY CTZ DCH DCL DIS DLC DLI DLO ' +
  'DNA DNO DOB DOC DOD DOE DOI DOR DOT DOV DOW DPT DRE DRT DSE DTE DTR DTW DVR DXR EBS ENS EPD EXL EXT EYE FBI FPA FPC FUD HAI HGT HIT HOME HSP HUL ' +
  'IDX IMG IMN IMR IMT INC INCD INCL IND INVD IPF IPT IRI ISS JWL JWT KEY LAI LIC LID LIS LIT LIY LKA LKI LPN LTCI MIS MKE MNP MNU MPA MPC NAM NIC NOA NPA NPF ' +
  'OAN OCA OFF OLN OLS OLY OOC ORI PAR PER POB PRO PUR QKEY QTYP RAC RCA REG REQ RPP RPS RRI RSH RTW SEX SER SKN SMT SOC SSN STA TYP VCD VCO VIN VMA VMO ' +
  'VNP VOR VRC VRX VST VTF VYR WGT ZIP LIC2 LIS3 LIT4 LIY2 VIN3 VYR4 VMA2 VMO3 VST4 VCO2'
).split(' ');

describe('the field dictionary', () => {
  it('knows the tags of the manual', () => {
    expect(MANUAL_TAGS.filter((tag) => fieldRule(tag) === undefined)).toEqual([]);
  });

  it('knows the date of arrest, of which the facts have the tag alone', () => {
    expect(fieldRule('DOA')).toMatchObject({ name: 'date of arrest', lengthMax: 8, privacy: 'public' });
  });

  it('gives each tag one meaning a file', () => {
    const meanings = rules.flatMap(({ tag, files }) => (files ?? ['everywhere']).map((file) => `${tag} in ${file}`));
    expect(meanings.filter((meaning, at) => meanings.indexOf(meaning) !== at)).toEqual([]);
  });

  it('says of every field what it is and what it may hold', () => {
    for (const { name, says, lengthMax, valuesMax } of rules) {
      expect(name).toMatch(/^\S.*\S$/);
      expect(says).toMatch(/^\S.*\S$/);
      expect(lengthMax).toBeGreaterThan(0);
      expect(valuesMax).toBeGreaterThan(0);
    }
  });

  it('has tags that the dot format can carry', () => {
    expect(rules.filter(({ tag }) => !/^[A-Z][A-Z0-9-]{0,11}$/.test(tag))).toEqual([]);
  });

  it.each([
    ['STA', undefined, 'state'], ['STA', 'chl', 'status of the permit'], ['STA', 'towed', 'place where the vehicle is stored'],
    ['CID', 'cop', 'number of the COP record'], ['CID', 'towed', 'number of days of court-ordered immobilization'],
    ['DOE', 'chl', 'date of expiry'], ['DOE', 'wanted-person', 'date of emancipation'], ['LIC', 'vehicle', 'license plate number'],
  ] as const)('tells %s in %s', (tag, file, name) => {
    expect(fieldRule(tag, file)?.name).toBe(name);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', '', 'ZZZ'])('has no field %p', (tag) => {
    expect(fieldRule(tag)).toBeUndefined();
  });
});

describe('a fingerprint classification', () => {
  it.each([['12AA0908TT1311PI1210', []], ['XXSR0908TT1311PI12UC', []], ['12AA0908TT1311PI12', ['form']], ['HELLO WORLD OF PRINT', ['form']], ['12AA0908QQ1311PI1210', ['code']], ['1AA20908TT1311PI1210', ['form']]])('%s', (FPC, whys) => {
    expect(check(message('EW', { FPC }), { today: '20261121' }).faults.filter(({ tag }) => tag === 'FPC').map(({ why }) => why)).toEqual(whys);
  });
});

describe('a pattern of the catalogue', () => {
  const conditions = allMessageKeys().flatMap(({ conditions: list = [] }) => list.flatMap(({ when, must }) => [...when, must].flatMap(({ matches }) => matches ?? [])));
  const tails = rules.flatMap(({ codings = [] }) => codings.flatMap((coding) => (coding.form === 'headed' ? [coding.tail] : [])));
  const patterns = [...rules.flatMap(({ pattern, refused }) => [pattern, ...(refused === undefined ? [] : [refused])]), ...conditions, ...tails];
  const sources = [...new Set(patterns.map(({ source }) => source))];

  it.each(sources)('%s takes linear time', (source) => {
    const started = performance.now();
    for (const unit of ['A', '0', ' ', 'A ', 'A,', '-A', 'SVIN', '/', 'a=', '\u00e9']) new RegExp(source).test(`${unit.repeat(100_000)}\u0000`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a personal field', () => {
  it.each('NAM DOB SOC OLN VIN LIC OAN SER MIS OCA RCA LKA TXT ALRT ADR ZIP SEX RAC IMG RTW SMT MNU DCH REQ'.split(' '))('is %s', (tag) => {
    expect(fieldRule(tag)?.privacy).toBe('personal');
  });

  it.each('NIC IDX LID ORI LKI RRI LIS LIY LIT VYR VMA VMO VST VCO DOT DOC DCL DOR RPP NPA VNP EXL OFF'.split(' '))('is not %s', (tag) => {
    expect(fieldRule(tag)?.privacy).toBe('public');
  });

  it('is every free text', () => {
    expect(rules.filter(({ freeText, privacy }) => freeText && privacy === 'public')).toEqual([]);
  });

  it('is parted from the public ones; so is a tag that nobody knows', () => {
    expect(splitPrivacy({ VIN: ['A'], LIS: ['OH'], ZZZ: ['?'] })).toEqual({ public: { LIS: ['OH'] }, personal: { VIN: ['A'], ZZZ: ['?'] } });
  });

  it('may be so in one file alone', () => {
    expect(splitPrivacy({ STA: 'A' }, 'chl').public).toEqual({ STA: 'A' });
    expect(splitPrivacy({ STA: 'LOT 5' }, 'towed').personal).toEqual({ STA: 'LOT 5' });
  });
});

describe('a code table', () => {
  it.each([...TABLES])('%s has codes with meanings', (name) => {
    const table = tableOf(name);
    expect(table.size).toBeGreaterThan(0);
    expect([...table].filter(([code, meaning]) => code === '' || meaning === '')).toEqual([]);
  });

  it('is named here if and only if its file is there', () => {
    const files = readdirSync(new URL('../data/', import.meta.url)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    expect(files.filter((name) => name !== 'ohio-counties').sort()).toEqual([...TABLES].sort());
  });

  it('is read once', () => {
    expect(tableOf('LIT')).toBe(tableOf('LIT'));
  });

  it("holds the manual's plate types, all 67", () => {
    expect(tableOf('LIT').size).toBe(67);
  });

  it('has no code from the prototype', () => {
    expect(hasCode(['VMA'], 'constructor')).toBe(false);
  });

  it('joins the names that share a code', () => {
    expect(tableOf('VMO').get('100')).toMatch(/L100; 100; /);
  });
});

describe('a translation', () => {
  it.each([
    ['VST', 'MC', 'MOTORCYCLE'],
    ['VCO', 'RED/WHI', 'RED / WHITE'],
    ['VMA', 'AEROBLUEBIRD', 'AIRCRAFT OF A MAKE THAT IS NOT LISTED BLUEBIRD'],
    ['EXT', 'DETN', 'HELD ON CHARGES OF THE LOCATING AGENCY'],
  ])('of %s %s is %s', (tag, code, meaning) => {
    expect(translate(tag, code)).toBe(meaning);
  });

  it.each([['LIT', 'QQ'], ['VCO', 'RED/QQ'], ['MIS', 'WORDS'], ['ZZZ', 'A'], ['VMA', 'QQQQ']])('of %s %s is none', (tag, code) => {
    expect(translate(tag, code)).toBeUndefined();
  });

  it('depends on the file where the tag does', () => {
    expect(translate('STA', 'A', 'chl')).toBe('ACTIVE');
    expect(translate('STA', 'OH')).toBe('OHIO');
  });
});
