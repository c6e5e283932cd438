import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, explain, findMessageKey, identify, tagsOfKey } from './index.js';
import { message, TODAY } from './messages.fixture.js';

type Given = Readonly<Record<string, string | readonly string[]>>;
const faults = (mke: string, fields: Given, args: readonly string[] = []) => check(message(mke, fields, args), { today: TODAY }).faults;
const codes = (mke: string, fields: Given, args: readonly string[] = []): readonly string[] =>
  faults(mke, fields, args).map(({ code, tag = '', why }) => `${code} ${tag}${why === undefined ? '' : ` ${why}`}`);

const ALERT = {
  CONT: 'SGT D HOLIDAY', CT1: '6145550100', INCD: '20261120', LTCI: 'N', HOME: 'N', INCL: 'HIGH ST AND BROAD ST', ALRT: 'THREATENED OFFICERS. A/B 12.',
} as const;
const NUMBERS = { LID: '25COP004', 'COP-ID': '00000004' } as const;
const without = (fields: Given, tag: string): Given => Object.fromEntries(Object.entries(fields).filter(([each]) => each !== tag));

describe('an entry into the COP file', () => {
  it('takes the least, and a subject with four vehicles', () => {
    expect(codes('ECOP', ALERT)).toEqual([]);
    const vehicles = Object.fromEntries(['', '2', '3', '4'].flatMap((n) => [[`LIC${n}`, `A${n}1`], [`LIS${n}`, 'OH'], [`LIY${n}`, '2027'], [`LIT${n}`, 'PC'], [`VIN${n}`, `V${n}1`], [`VMA${n}`, 'FORD'], [`VYR${n}`, '2020'], [`VMO${n}`, 'TAU'], [`VST${n}`, '4D'], [`VCO${n}`, 'RED']]));
    const subject = { NAM: 'THREAT,JOHN Q', DOB: '19800214', SEX: 'M', RAC: 'W', HGT: '511', WGT: '180', EYE: 'BRO', HAI: 'BLK', INVD: '123456789', OLN: 'AB123456', OLS: 'OH', OLY: '2028', ADR: '1 MAIN ST', CTY: 'COLUMBUS', STA: 'OH', AGE: '46' };
    expect(codes('ECOP', { ...ALERT, ...subject, ...vehicles, ALR2: 'SEEN NORTHBOUND' })).toEqual([]);
  });

  it.each(['VIN', 'VIN2', 'VIN3', 'VIN4'])('tells of a %s that does not conform, and asks for no MIS, which it has not (D10)', (tag) => {
    const notices = (vin: string) => check(message('ECOP', { ...ALERT, VIN: '1M8GDM9AXKP042788', [tag]: vin }), { today: TODAY }).notices;
    expect([notices('1M8GDM9A1KP042788'), notices('1M8GDM9AXKP042788')]).toEqual([['VIN NONCONFORMING'], []]);
  });

  it.each(Object.keys(ALERT))('needs %s', (tag) => {
    expect(codes('ECOP', without(ALERT, tag))).toEqual([`MISSING_FIELD ${tag}`]);
    expect(codes('MCOP', { ...without(ALERT, tag), ...NUMBERS })).toEqual([`MISSING_FIELD ${tag}`]);
    expect(codes('MCOP', { ...ALERT, ...NUMBERS, [tag]: '' })).toEqual([`MISSING_FIELD ${tag} not-deletable`]);
  });

  it.each<[Given, readonly string[]]>([
    [{ LTCI: 'X' }, ['FIELD_ERROR LTCI form']],
    [{ HOME: 'X' }, ['FIELD_ERROR HOME code']],
    [{ HOME: 'B' }, []],
    [{ HOME: 'Y' }, []],
    [{ LTCI: 'Y' }, []],
    [{ LTCI: 'Y', HOME: 'Y' }, ['FIELD_ERROR HOME taylor-alone']],
    [{ LTCI: 'Y', HOME: 'B' }, ['FIELD_ERROR HOME taylor-alone']],
    [{ INCD: '20261122' }, ['FIELD_ERROR INCD future']],
    [{ ALR3: 'LINES COME BY COP3' }, ['UNKNOWN_FIELD ALR3']],
    [{ LID: '25COP004' }, ['UNKNOWN_FIELD LID']],
    [{ LIS2: 'OH' }, ['MISSING_FIELD LIC2 hangs-on']],
    [{ OLS: 'OH' }, ['MISSING_FIELD OLN hangs-on']],
    [{ LIC: 'A1' }, []],
    [{ VIN3: 'V1', VMA3: 'FORD' }, []],
  ])('%j: %j (decision D1)', (fields, said) => {
    expect(codes('ECOP', { ...ALERT, ...fields })).toEqual(said);
  });

  it('explains what Taylor alerts exclude', () => {
    const [fault] = faults('ECOP', { ...ALERT, LTCI: 'Y', HOME: 'B' });
    expect(explain(fault!, 'ECOP')).toContain('with LTCI Y the HOME must be N');
  });
});

describe('a change of a COP record', () => {
  it('is named by both its numbers', () => {
    expect(codes('MCOP', { ...ALERT, LID: '25COP004' })).toEqual(['MISSING_FIELD COP-ID identification']);
    expect(codes('MCOP', ALERT)).toEqual(['MISSING_FIELD LID identification', 'MISSING_FIELD COP-ID identification']);
    expect(codes('MCOP', { ...ALERT, ...NUMBERS, BRD: 'Y', NAM: '' })).toEqual([]);
    expect(codes('COP3', { ...NUMBERS, ACT: 'A', ALR3: ['NOW ON FOOT', 'ARMED'] })).toEqual([]);
  });

  it.each<[Given, readonly string[]]>([
    [{}, ['MISSING_FIELD ACT']],
    [{ ACT: 'X', ALR3: 'A' }, ['FIELD_ERROR ACT form']],
    [{ ACT: 'A' }, ['MISSING_FIELD ALR3 alr3-of-a']],
    [{ ACT: 'A', LIN: '01', ALR3: 'A' }, ['FIELD_ERROR LIN lin-of-a']],
    [{ ACT: 'M', LIN: '01' }, ['MISSING_FIELD ALR3 alr3-of-m']],
    [{ ACT: 'M', ALR3: 'A' }, ['MISSING_FIELD LIN lin-of-m']],
    [{ ACT: 'M', LIN: '19', ALR3: 'A' }, ['FIELD_ERROR LIN form']],
    [{ ACT: 'M', LIN: '18', ALR3: 'A' }, []],
    [{ ACT: 'D' }, ['MISSING_FIELD LIN lin-of-d']],
    [{ ACT: 'D', LIN: '02' }, []],
    [{ ACT: 'D', LIN: '02', ALR3: 'A' }, ['FIELD_ERROR ALR3 alr3-of-d']],
    [{ ACT: 'A', ALR3: 'X'.repeat(61) }, ['FIELD_ERROR ALR3 length']],
    [{ ACT: 'A', ALR3: Array.from({ length: 19 }, () => 'X') }, ['FIELD_ERROR ALR3 too-many']],
  ])('COP3 with %j: %j (decision D5)', (fields, said) => {
    expect(codes('COP3', { ...NUMBERS, ...fields })).toEqual(said);
  });

  it('EXT has the LID in front of its fields, and that alone', () => {
    expect(codes('EXT', {}, ['25COP004'])).toEqual([]);
    expect(identify(message('EXT', {}, ['25COP004']))?.by).toEqual({ LID: '25COP004' });
    expect(codes('EXT', { LID: '25COP004' })).toEqual([]);
    expect(codes('EXT', {})).toEqual(['MISSING_FIELD LID identification']);
    expect(codes('EXT', {}, ['25XYZ'])).toEqual(['FIELD_ERROR LID form']);
  });
});

describe('a deletion of a COP record', () => {
  it.each<[Given, readonly string[]]>([
    [{ LID: '25COP004', NAM: 'DOE,JOHN' }, []],
    [{ LID: '25COP004', OLN: 'AB1' }, []],
    [{ 'COP-ID': '00000004', SOC: '123456789' }, []],
    [{ 'COP-ID': '00000004', LIC: 'A1' }, []],
    [{ LID: '25COP004', 'COP-ID': '00000004' }, []],
    [{ LID: '25COP004' }, ['MISSING_FIELD NAM/OLN/SOC/LIC/COP-ID identification']],
    [{ NAM: 'DOE,JOHN' }, ['MISSING_FIELD LID/OLN/SOC/LIC/COP-ID identification']],
    [{ LID: '25COP004', DOB: '19800101' }, ['UNKNOWN_FIELD DOB', 'MISSING_FIELD NAM/OLN/SOC/LIC/COP-ID identification']],
  ])('%j: %j', (fields, said) => {
    expect(codes('DCOP', fields)).toEqual(said);
  });
});

describe('the hot sheet', () => {
  it.each<[Given, readonly string[]]>([
    [{ QTYP: 'AL' }, []],
    [{ QTYP: 'BA' }, []],
    [{ QTYP: 'CO', QKEY: '25' }, []],
    [{ QTYP: 'CO' }, ['MISSING_FIELD QKEY qkey-of-county']],
    [{ QTYP: 'CO', QKEY: '89' }, ['FIELD_ERROR QKEY form']],
    [{ QTYP: 'IT', QKEY: '25' }, ['FIELD_ERROR QKEY qkey-alone']],
    [{ QTYP: 'XX' }, ['FIELD_ERROR QTYP code']],
    [{}, ['MISSING_FIELD QTYP']],
  ])('%j: %j (decision D2)', (fields, said) => {
    expect(codes('COPP', fields)).toEqual(said);
  });
});

describe('the keys of the COP file', () => {
  it('are all there, and leave no tag of the manual’s list out', () => {
    const keys = allMessageKeys().filter(({ file }) => file === 'cop').map(({ mke }) => mke);
    expect(keys).toEqual(['ECOP', 'MCOP', 'COP3', 'EXT', 'DCOP', 'COPP']);
    const given = ['CID', 'DTE', 'IDX', 'MKE', 'ORI'];
    const manual = 'ADR AGE ALRT ALR2 CID CONT CTY CT1 DOB DTE EYE HAI HGT HOME IDX INCD INCL INVD LIC LIS LIT LIY LTCI MKE NAM OLN OLS OLY ORI RAC SEX SMT STA WGT VIN VYR VMA VMO VST VCO VCO4 LIC2'.split(' ');
    expect(manual.filter((tag) => !given.includes(tag) && !tagsOfKey('ECOP').has(tag))).toEqual([]);
    expect(findMessageKey('ECOP')?.right).toBe('enter');
  });
});
