import { describe, expect, it } from '@jest/globals';
import { check, findMessageKey } from './index.js';
import { message, TODAY } from './messages.fixture.js';

type Fields = Readonly<Record<string, string | readonly string[]>>;
const faults = (mke: string, fields: Fields): readonly string[] =>
  check(message(mke, fields), { today: TODAY }).faults.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

const NAM = 'SAMPLE,ANN J';
const LOOKS = { SEX: 'M', RAC: 'W', HGT: '511', WGT: '170', HAI: 'GRY', EYE: 'BLU', AGE: '76' };
const NUMBERS: Fields = { NIC: 'W123456789', IDX: 'WP00000001', LID: '00000001', SOC: '123456789', FBI: '123456AA1', MNU: 'PP-123456', OLN: 'RH123456', LIC: 'GHX4471', VIN: '1FA' };
const ONE_OF = 'MISSING_FIELD DOB/OCA/NIC/IDX/LID/SOC/FBI/MNU/OLN/LIC/VIN one-of';

describe.each(['QW', 'WW'])('%s', (mke) => {
  it.each([
    { NAM, DOB: '19880423' }, { NAM, DOB: ['19880423', '19880424'], SEX: 'F', RAC: 'W', ENS: 'Y', EBS: '1', RSH: 'Y', IND: 'Y' }, { NAM, OCA: '26-1' },
    { OLN: 'RH123456', OLS: 'OH' }, { LIC: 'GHX4471', LIS: 'OH' }, { VIN: '1FA', VMA: 'FORD' }, { NAM, SOC: '123456789', DOB: '19880423' },
    // A missing person's record may hold it: the manual's example of supplemental data does.
    { SOC: '000000010' },
    ...Object.entries(NUMBERS).map(([tag, value]) => ({ [tag]: value })),
  ])('is taken with %j', (fields) => {
    expect(faults(mke, fields as Fields)).toEqual([]);
  });

  it.each<[Fields, readonly string[]]>([
    [{ NAM }, [ONE_OF]],
    [{ NAM, SEX: 'F', RAC: 'W' }, [ONE_OF]],
    [{ DOB: '19880423' }, ['MISSING_FIELD NAM hangs-on']],
    [{ OCA: '26-1' }, ['MISSING_FIELD NAM hangs-on']],
    [{ LIS: 'OH' }, [ONE_OF, 'MISSING_FIELD LIC hangs-on']],
    [{ NAM: 'SAMPLE ANN', DOB: '19880423' }, ['FIELD_ERROR NAM form']],
    [{ NAM, DOB: '19880431' }, ['FIELD_ERROR DOB date']],
    [{ NAM, DOB: '19880423', SEX: 'Q' }, ['FIELD_ERROR SEX code']],
    [{ NAM, DOB: '19880423', EBS: '2' }, ['FIELD_ERROR EBS form']],
    [{ NAM, DOB: '19880423', HGT: '511' }, ['UNKNOWN_FIELD HGT']],
  ])('with %j is refused', (fields, said) => {
    expect(faults(mke, fields)).toEqual(said);
  });
});

describe('QM', () => {
  it('is taken with a description, and with a name beside it', () => {
    expect([faults('QM', LOOKS), faults('QM', { ...LOOKS, NAM, ENS: 'Y', IND: 'N', RSH: 'Y' })]).toEqual([[], []]);
  });

  it.each(Object.keys(LOOKS))('needs %s', (tag) => {
    expect(faults('QM', Object.fromEntries(Object.entries(LOOKS).filter(([other]) => other !== tag)))).toEqual([`MISSING_FIELD ${tag}`]);
  });

  it('knows no other field', () => {
    expect(faults('QM', { ...LOOKS, DOB: '19500501' })).toEqual(['UNKNOWN_FIELD DOB']);
  });
});

describe('a list', () => {
  it('of warrants is of a zip code, of five or nine digits', () => {
    expect([faults('ZIP', { ZIP: '43215' }), faults('ZIP', { ZIP: '432151234' }), faults('ZIP', {}), faults('ZIP', { ZIP: '432' })]).toEqual([[], [], ['MISSING_FIELD ZIP'], ['FIELD_ERROR ZIP form']]);
    expect(faults('ZIP', { ZIP: '43215', PAG: '20261120130000000WP00000001' })).toEqual([]);
  });

  it('of entries is of a month, and of another agency where that is named', () => {
    expect([faults('WAR', { MON: '11' }), faults('WAR', { MON: '11', ORI: 'OHCLP0000' }), faults('WAR', {}), faults('WAR', { MON: '13' })]).toEqual([[], [], ['MISSING_FIELD MON'], ['FIELD_ERROR MON form']]);
  });
});

describe('the files of an inquiry', () => {
  const searched = (mke: string) => (findMessageKey(mke)?.searches ?? []).flatMap(({ files, by }) => files.map((file) => `${file} ${by.join(' ')}`));

  it('are those of the manual', () => {
    const numbers = 'NIC IDX LID SOC FBI MNU OLN LIC VIN OCA NAM';
    const property = ['vehicle', 'plate', 'part'];
    expect(searched('QW')).toEqual([...['wanted-person', 'missing-person', 'cop', 'chl'].map((file) => `${file} ${numbers}`), ...property.map((file) => `${file} LIC VIN NIC IDX LID`), 'part VIN', 'part VIN']);
    expect(searched('WW')).toEqual([`wanted-person ${numbers}`, `cop ${numbers}`]);
    expect(searched('QV')).toEqual([...property.map((file) => `${file} NIC IDX LID VIN OAN LIC SER`), 'part VIN', 'part VIN', 'vehicle SER', 'vehicle SER', ...['wanted-person', 'missing-person', 'cop'].map((file) => `${file} VIN LIC SER OAN`), 'cop IDX LID']);
    expect([searched('QM'), searched('ZIP'), searched('WAR')]).toEqual([['missing-person '], [], []]);
  });

  it.each(['QV', 'QW'])('of %s are asked for a vehicle number among the serial and the owner-applied numbers of parts (decision D14)', (mke) => {
    expect((findMessageKey(mke)?.searches ?? []).flatMap(({ files, as }) => (files.join() === 'part' ? [as?.['VIN']] : []))).toEqual(['SER', 'OAN']);
  });

  it('go outside with QV, QW and QM, and with the keys of LEADS alone never', () => {
    expect(['QV', 'QW', 'QM', 'WW', 'ZIP', 'WAR'].map((mke) => findMessageKey(mke)?.sentTo.includes('NCIC'))).toEqual([true, true, true, false, false, false]);
  });
});
