import { describe, expect, it } from '@jest/globals';
import { ohioDate, ohioTime } from '@statewire/clock';
import fc from 'fast-check';
import { vehicleRules } from './files/vehicle.rules.js';
import { wantedRules } from './files/wanted.rules.js';
import { endOfTerm, retirement } from './retention.js';

const retires = (kind: 'stolen' | 'felony', tag: string, entered: string) =>
  retirement(vehicleRules.kinds[kind]?.retention ?? [], { mke: 'EV', fields: { [tag]: ['X'] } }, entered);

describe('the life of a vehicle record', () => {
  it.each([
    ['stolen', 'VIN', '2004-06-01T12:00:00.000Z', '2009-01-01T05:05:00.000Z'],
    ['stolen', 'OAN', '2004-06-01T12:00:00.000Z', '2009-01-01T05:05:00.000Z'],
    ['stolen', 'LIC', '2026-11-20T13:00:00.000Z', '2027-02-19T05:05:00.000Z'],
    ['felony', 'VIN', '2026-11-20T13:00:00.000Z', '2027-02-19T05:05:00.000Z'],
    // New Year's Eve in Ohio is already the new year on the line of instants.
    ['stolen', 'VIN', '2027-01-01T04:59:00.000Z', '2031-01-01T05:05:00.000Z'],
    ['stolen', 'VIN', '2027-01-01T05:00:00.000Z', '2032-01-01T05:05:00.000Z'],
    // Ninety days that end in daylight saving time.
    ['stolen', 'LIC', '2027-01-10T13:00:00.000Z', '2027-04-11T04:05:00.000Z'],
  ] as const)('of a %s one with %s entered at %s is over at %s', (kind, tag, entered, over) => {
    expect(retires(kind, tag, entered)).toBe(over);
  });

  it('needs a rule', () => { expect(() => retirement([{ where: ['VIN'], term: { days: 1 } }], { mke: 'EV', fields: {} }, '2026-11-20T13:00:00.000Z')).toThrow('no retention rule'); });
});

describe('the life of a wanted person record', () => {
  const entered = '2026-11-20T13:00:00.000Z';
  const retires = (fields: Readonly<Record<string, string>>, mke = 'EW', parts = {}) =>
    retirement(wantedRules.kinds['wanted']?.retention ?? [], { mke, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])), parts }, entered);

  it.each([
    ['with a number of the person has no end by itself', { DOB: '19880423', LIC: 'X1', LIY: '2027' }, 'EW', undefined],
    ['with the plate alone ends a year after the plate', { LIC: 'X1', LIY: '2027' }, 'EW', '2029-01-01T05:05:00.000Z'],
    ['with a plate that never expires ends a year after the entry', { LIC: 'X1', LIY: 'NX' }, 'EWJ', '2027-11-21T05:05:00.000Z'],
    ['with a plate of no year ends a year after the entry', { LIC: 'X1' }, 'EW', '2027-11-21T05:05:00.000Z'],
    ['that is temporary ends after 48 hours (D7)', { DOB: '19880423' }, 'EWT-C', '2026-11-22T13:00:00.000Z'],
  ] as const)('%s', (_, fields, mke, over) => { expect(retires(fields, mke)).toBe(over); });

  it('counts the numbers of supplemental data', () => {
    expect(retires({ LIC: 'X1', LIY: '2027' }, 'EW', { 'SUPPLEMENTAL DATA': { SOC: ['123456789'] } })).toBeUndefined();
  });

  it('with several plates alone ends a year after the last of them, whichever was told first', () => {
    const of = (LIY: string, later: string) => retires({ LIC: 'X1', LIY }, 'EW', { 'SUPPLEMENTAL DATA': { LIC: ['X2'], LIY: [later] } });
    expect([of('2026', '2029'), of('2029', '2026'), of('2025', 'NX')]).toEqual(['2031-01-01T05:05:00.000Z', '2031-01-01T05:05:00.000Z', '2027-11-21T05:05:00.000Z']);
  });
});

describe('a term of years', () => {
  const entered = '2026-11-20T13:00:00.000Z';

  it('is another for each number of years', () => {
    const of = (year: string, years: number) => retirement([{ term: { years, after: 'LIY' } }], { mke: 'EW', fields: { LIY: [year] } }, entered);
    expect([of('2027', 2), of('NX', 2), of('NX', 1)]).toEqual(['2030-01-01T05:05:00.000Z', '2028-11-21T05:05:00.000Z', '2027-11-21T05:05:00.000Z']);
    expect([4, 1].map((yearsAfterThisOne) => endOfTerm({ yearsAfterThisOne }, entered))).toEqual(['2031-01-01T05:05:00.000Z', '2028-01-01T05:05:00.000Z']);
  });
});

describe('a term of days', () => {
  it('ends at five past midnight in Ohio, after the last of its days, whatever the season', () => {
    const instants = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2039-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 400 }), (began, days) => {
        const end = endOfTerm({ days }, began.toISOString());
        expect(ohioTime(end)).toBe('0005');
        const dayNumber = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / 86_400_000;
        expect(dayNumber(ohioDate(end)) - dayNumber(ohioDate(began.toISOString()))).toBe(days + 1);
      }),
    );
  });
});
