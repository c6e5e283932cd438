import { describe, expect, it } from '@jest/globals';
import { BROADCAST_CODES, counties, readBroadcastCode, type CountyFlag } from './index.js';

describe('the broadcast codes', () => {
  it('are the sixteen of the manual and the one of the system', () => {
    expect(BROADCAST_CODES.filter(({ systemOnly }) => systemOnly === undefined)).toHaveLength(16);
    expect(BROADCAST_CODES.filter(({ systemOnly }) => systemOnly === true).map(({ code }) => code)).toEqual(['OHALLCOPS']);
  });

  it.each([['OHALLTERM', undefined], ['OHALLOHP1', 1], ['OHALLOHP9', 9], ['OHALLCN01', 1], ['OHALLCN88', 88], ['OHADJCN25', 25]])('%s is read with the number %p', (text, number) => {
    expect(readBroadcastCode(text)?.number).toBe(number);
    expect(readBroadcastCode(text)).toBeDefined();
  });

  it.each(['OHALLCN00', 'OHALLCN89', 'OHALLCN7', 'OHALLCN', 'OHALLCNXX', 'OHADJCN99', 'OHALLOHP0', 'OHALLOHP#', 'OHALLOHP10', 'OHALLOHP', 'OHALLIS76', 'OHCOP0000', '', 'XX'])('%s is none', (text) => {
    expect(readBroadcastCode(text)).toBeUndefined();
  });

  it('tells the Highway Patrol’s own codes from its districts', () => {
    expect(['OHALLOHPT', 'OHALLOHPS', 'OHALLOHP6'].map((text) => readBroadcastCode(text)?.rule.code)).toEqual(['OHALLOHPT', 'OHALLOHPS', 'OHALLOHP#']);
  });
});

/** facts.md §7.2. */
const GROUPS: Readonly<Record<CountyFlag, string>> = {
  lakeErieShore: '4 18 22 43 47 48 62 72',
  ohioRiver: '1 5 7 8 13 15 27 31 41 44 53 56 73 84',
  i70: '7 12 23 25 30 45 49 57 60 68',
  i71: '3 14 18 21 24 25 29 31 49 52 59 65 70 83 85',
  i75: '2 6 9 31 32 48 55 57 75 83 87',
  i77: '18 30 61 76 77 79 84',
  turnpike: '18 22 26 47 48 50 62 67 72 77 78 86 87',
};

describe('the counties', () => {
  const all = [...counties().values()];

  it('are 88, each in one of nine districts', () => {
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 88 }, (_, n) => n + 1));
    expect(all.every(({ district }) => district >= 1 && district <= 9)).toBe(true);
  });

  it.each(Object.entries(GROUPS))('of %s are %s', (flag, numbers) => {
    expect(all.filter(({ flags }) => flags.has(flag as CountyFlag)).map(({ number }) => number).join(' ')).toBe(numbers);
  });

  it('border on each other, 226 times', () => {
    for (const { number, neighbours } of all) for (const other of neighbours) expect(counties().get(other)?.neighbours).toContain(number);
    expect(all.flatMap(({ neighbours }) => neighbours)).toHaveLength(2 * 226);
    expect(counties().get(25)?.neighbours).toEqual([21, 23, 45, 49, 65, 80]);
  });
});
