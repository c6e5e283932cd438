import { describe, expect, it } from '@jest/globals';
import { compareWithUnidentified } from './unidentified.js';
import { UNIDENTIFIED } from './unidentified-persons.js';

const [FIRST, SECOND, , FOURTH] = UNIDENTIFIED;
const OLD_MAN = { SEX: ['M'], RAC: ['W'], DOB: ['19500501'], HGT: ['511'], WGT: ['170'], EYE: ['BLU'], HAI: ['GRY'], DLC: ['20261101'] };
const nics = (fields: Readonly<Record<string, readonly string[]>>) => compareWithUnidentified(fields).map(({ nic }) => nic);

describe('a comparison with the unidentified', () => {
  it('finds nobody by a description alone', () => {
    expect(nics(OLD_MAN)).toEqual([]);
  });

  it('finds who shares a mark, and says in what both agree', () => {
    const [match] = compareWithUnidentified({ ...OLD_MAN, SMT: ['TAT R ARM', 'TAT L CALF'] });
    expect(match).toMatchObject({ nic: FIRST?.nic, agrees: ['SEX', 'DOB', 'RAC', 'HGT', 'WGT', 'EYE', 'HAI', 'SMT'] });
    expect(match?.text).toMatch(/^MKE\/UNIDENTIFIED DECEASED\nORI\/PA0020000 SEX\/M RAC\/W EYB\/1944-1954 HGT\/509-600 WGT\/160-185/);
  });

  it.each([['BLT', 'BNEG'], ['SMT', 'TAT L CALF'], ['JWT', 'WA']])('counts %s', (tag, value) => {
    expect(nics({ ...OLD_MAN, [tag]: [value] })).toEqual([FIRST?.nic]);
  });

  it.each([
    ['of another sex', { SEX: ['F'] }],
    ['of another race', { RAC: ['B'] }],
    ['of another blood type', { BLT: ['ONEG'] }],
    ['born too late', { DOB: ['19700101'] }],
    ['too tall', { HGT: ['605'] }],
    ['seen after the death', { DLC: ['20310101'] }],
  ])('excludes who is %s', (_, other) => {
    expect(nics({ ...OLD_MAN, SMT: ['TAT L CALF'], ...other })).toEqual([]);
  });

  it.each([['EYE', 'BRO'], ['HAI', 'BRO'], ['WGT', '240']])('lets %s differ, as it changes', (tag, value) => {
    expect(nics({ ...OLD_MAN, SMT: ['TAT L CALF'], BLT: ['BNEG'], [tag]: [value] })).toEqual([FIRST?.nic]);
  });

  it('does not need what nobody knows', () => {
    const { RAC: _, ...rest } = OLD_MAN;
    expect(nics({ ...rest, SMT: ['TAT L CALF'], RAC: ['U'] })).toEqual([FIRST?.nic]);
    expect(nics({ SMT: ['TAT L CALF'] })).toEqual([]);
  });

  it('compares teeth: what is restored stays so, what is gone stays gone, UNK says nothing', () => {
    const woman = { SEX: ['F'], RAC: ['B'], DOB: ['19950101'], HGT: ['504'] };
    const chart = SECOND?.teeth ?? '';
    expect(nics({ ...woman, DCH: [chart] })).toEqual([SECOND?.nic]);
    expect(nics({ ...woman, DCH: [chart.replace('16-X', '16-V')] })).toEqual([SECOND?.nic]);
    expect(nics({ ...woman, DCH: [chart.replace('01-V', '01-X')] })).toEqual([]);
    expect(nics({ ...woman, DCH: ['UNK'] })).toEqual([]);
    expect(nics({ ...woman, DCH: ['ALL'] })).toEqual([]);
  });

  it('compares fingerprint classifications', () => {
    expect(nics({ SEX: ['M'], DOB: ['20100101'], HGT: ['408'], HAI: ['BRO'], FPC: [FOURTH?.prints ?? ''] })).toEqual([FOURTH?.nic]);
  });
});
