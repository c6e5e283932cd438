import { describe, expect, it } from '@jest/globals';
import { check, type MessageKey } from './index.js';
import { GOOD, message, TODAY } from './messages.fixture.js';
import { checkStructure } from './structure-check.js';

const ENTRY = { OCA: '26-00123', DOT: '20261120', VIN: '1M8GDM9AXKP042788', VYR: '2021', VMA: 'FORD', VST: '4D' };
const judged = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>) => {
  const { faults, notices } = check({ ...message(mke, {}), fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value].flat()])) }, { today: TODAY });
  return { faults: faults.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' ')), notices };
};

describe('the faults of a message', () => {
  it('are a hundred at most, of however many', () => {
    const { faults } = judged('EV', { ...ENTRY, ...Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`X${String(n)}`, 'A'])) });

    expect(faults).toHaveLength(100);
    expect(faults.at(-1)).toBe('UNKNOWN_FIELD X99');
  });

  it('are a hundred at most of all kinds together, the first in the order of their codes', () => {
    const { faults } = judged('EV', { LIC: 'G-1', ...Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`X${String(n)}`, 'A'])) });

    expect([faults.length, faults.at(-1)]).toEqual([100, 'MISSING_FIELD OCA']);
  });

  it('repeat twenty letters of a tag that is none, and each of them once', () => {
    const { faults } = judged('EV', { ...ENTRY, [`${'X'.repeat(20)}A`]: 'A', [`${'X'.repeat(20)}B`]: 'A' });

    expect(faults).toEqual([`UNKNOWN_FIELD ${'X'.repeat(20)}`]);
  });

  it('are told apart by tag and reason', () => {
    expect(judged('EV', { ...ENTRY, DOT: '20270101', LIC: 'G-1', LIS: 'OH', LIY: '1990', LIT: 'PC' }).faults).toEqual(['FIELD_ERROR DOT future', 'FIELD_ERROR LIC form', 'FIELD_ERROR LIY too-old']);
  });
});

describe('the notices of a message', () => {
  it.each([
    ['QW', { NAM: 'SMITH,JOHN', DOB: '19800101', LIC: 'ZCF0BW', VIN: '1FAHP2E8XA0123456' }, ['NO HOT FILE IS SEARCHED BY NAME BESIDE LIC VIN - FOR THE NAME ASK AGAIN WITH NAM AND DOB ALONE']],
    ['WW', { NAM: 'SMITH,JOHN', DOB: '19800101', SOC: '111223333' }, [expect.stringContaining('BESIDE SOC')]],
    ['QW', { NAM: 'SMITH,JOHN', DOB: '19800101', SEX: 'M' }, []],
    ['QW', { NAM: 'SMITH,JOHN', OCA: '26-1' }, []],
    ['QW', { LIC: 'ZCF0BW' }, []],
  ])('of %s with %j say whether the name is searched', (mke, fields, expected) => {
    expect(judged(mke, fields)).toEqual({ faults: [], notices: expected });
  });

  const nonconforming = { ...ENTRY, VIN: '1M8GDM9A1KP042788' };

  it('are those of one that is taken alone', () => {
    expect(judged('EV', nonconforming).notices).toHaveLength(1);
    expect(judged('EV', { ...nonconforming, VMA: 'NONE' }).notices).toEqual([]);
    expect(judged('EV', ENTRY).notices).toEqual([]);
  });

  it('advise SVIN in MIS where it does not begin with it', () => {
    const said = (MIS: string) => judged('EV', { ...nonconforming, MIS }).notices;

    expect(said('SVIN STATE ASSIGNED')).toEqual(['VIN NONCONFORMING']);
    expect(said('NO SVIN')).toEqual([expect.stringContaining('must be SVIN')]);
  });

  it('are of the VIN that a modification brings, not of the one by which it names the record', () => {
    const changed = (...VIN: readonly string[]) => judged('MV', { VIN, OCA: '26-00123' }).notices;

    expect([changed(nonconforming.VIN, ENTRY.VIN), changed(ENTRY.VIN, nonconforming.VIN).length]).toEqual([[], 1]);
  });
});

describe('a condition', () => {
  const key = { conditions: [{ why: 'both', when: [{ tag: 'VMA', in: ['FORD'] }, { tag: 'VYR', in: ['2021'] }], must: { tag: 'VST', in: ['4D'] }, says: '' }] } as unknown as MessageKey;
  const whys = (fields: Readonly<Record<string, string>>) => checkStructure(key, Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])), { today: TODAY }).map(({ why }) => why);

  it('binds where all that it asks for holds', () => {
    expect(whys({ VMA: 'FORD', VYR: '2021', VST: '2D' })).toEqual(['both']);
    expect([whys({ VMA: 'FORD', VYR: '2020', VST: '2D' }), whys({ VMA: 'CHEV', VYR: '2021', VST: '2D' }), whys({ VMA: 'FORD', VYR: '2021', VST: '4D' })]).toEqual([[], [], []]);
  });
});

describe('fingerprint classes', () => {
  it.each([
    ['12TT1213141516171819', []],
    ['12TTTT13141516171819', []],
    ['12ZZ1213141516171819', ['FIELD_ERROR FPC code']],
    ['12T11213141516171819', ['FIELD_ERROR FPC form']],
    ['121T1213141516171819', ['FIELD_ERROR FPC form']],
  ])('are ten pairs, each a count or a code: %s', (FPC, expected) => {
    const { NAM = '', SEX = '', RAC = '', HGT = '', WGT = '', HAI = '', OFF = '', OCA = '', DOB = '', DOW = '', EXL = '' } = GOOD;
    expect(judged('EW', { NAM, SEX, RAC, HGT, WGT, HAI, OFF, OCA, DOB, DOW, EXL, FPC }).faults.filter((fault) => fault.includes('FPC'))).toEqual(expected);
  });
});
