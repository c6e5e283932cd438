import { describe, expect, it } from '@jest/globals';
import { allMessageKeys, check, standardCatalogue } from './index.js';
import { fullest, least, message, TODAY } from './messages.fixture.js';

const keys = allMessageKeys().filter(({ file }) => file === 'driver');
const faultsOf = (...asked: Parameters<typeof message>) => check(message(...asked), { today: TODAY }).faults.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

describe('the inquiries to the Bureau of Motor Vehicles', () => {
  it('are those of the manual; by name and by the numbers of people they go to LEADS and NCIC too', () => {
    expect(keys.map(({ mke }) => mke).sort()).toEqual(['DK', 'DL', 'DN', 'DS', 'ECK', 'ECL', 'ECS']);
    expect(keys.filter(({ sentTo }) => sentTo.includes('LEADS') && sentTo.includes('NCIC')).map(({ mke }) => mke).sort()).toEqual(['DL', 'DN', 'DS']);
    expect(keys.every(({ sentTo }) => sentTo.includes('BMV'))).toBe(true);
  });

  it.each(keys)('$mke is taken with the least that it needs, and with all that it knows', (key) => {
    for (const asked of [least(key), fullest(standardCatalogue, key)]) expect(check(asked, { today: TODAY }).faults).toEqual([]);
  });

  it.each([['DS', '111223333'], ['ECS', '111223333'], ['DL', 'ZZ000015'], ['ECL', 'ZZ000015'], ['DK', '019917658'], ['ECK', '019917658']])(
    '%s has its number in front of the fields, as the answers of the BMV write it', (mke, number) => {
      expect(faultsOf(mke, {}, [number])).toEqual([]);
      expect(faultsOf(mke, { REQ: 'UNIT 12' }, [number])).toEqual([]);
      expect(faultsOf(mke, {})).toHaveLength(1);
    });

  it.each([
    ['DN', {}, 'MISSING_FIELD NAM'], ['DN', { NAM: 'PUBLIC,JOHN', COU: '89' }, 'FIELD_ERROR COU form'], ['DN', { NAM: ['A,B', 'C,D'] }, 'FIELD_ERROR NAM too-many'],
    ['DS', { SOC: '111-22-3333' }, 'FIELD_ERROR SOC length'], ['DS', { SOC: ['111223333', '222334444'] }, 'FIELD_ERROR SOC too-many'], ['DL', { SOC: '111223333' }, 'UNKNOWN_FIELD SOC'],
    ['DS', { SOC: '111223333', REQ: 'SIXTEEN LETTERS.' }, 'FIELD_ERROR REQ length'],
  ])('%s with %j is refused: %s', (mke, fields, fault) => {
    expect(faultsOf(mke, fields as unknown as Record<string, string>)).toContain(fault);
  });

  it('say that a name without a date of birth asks the BMV alone', () => {
    const noticesOf = (fields: Record<string, string>) => check(message('DN', fields), { today: TODAY }).notices;
    expect(noticesOf({ NAM: 'PUBLIC,JOHN' })).toEqual([expect.stringContaining('LEADS AND NCIC WERE NOT ASKED')]);
    expect(noticesOf({ NAM: 'PUBLIC,JOHN', DOB: '19820508' })).toEqual([]);
  });
});
