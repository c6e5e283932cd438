import { describe, expect, it } from '@jest/globals';
import { check, checkRecord, explain, findMessageKey, type MessageKey } from './index.js';
import { messageKeyContract } from './message-key.contract.js';
import { least, plus, TODAY, withTags, without } from './messages.fixture.js';

messageKeyContract({ file: 'plate', named: 'CL EL LL ML XL', unidentified: 'NIC/IDX/LIC' });
messageKeyContract({ file: 'part', named: 'CP EP LP MP XP', unidentified: 'NIC/IDX/SER/OAN' });
messageKeyContract({ file: 'towed', named: 'CT ET MT TV XT', unidentified: 'VIN/LIC' });

const keyOf = (mke: string): MessageKey => findMessageKey(mke) as MessageKey;
const given = (mke: string, further: Readonly<Record<string, string>>, ...missing: readonly string[]) =>
  check(plus(without(least(keyOf(mke)), ...missing), Object.fromEntries(Object.entries(further).map(([tag, value]) => [tag, [value]]))), { today: TODAY }).faults;

describe('the list of towed vehicles', () => {
  const asked = (fields: Readonly<Record<string, readonly string[]>>, ori = 'OHCOP0000') => check({ mke: 'TV', ori, args: [], fields }, { today: TODAY }).faults;

  it('is that of the agency that asks for it, named or not (D24)', () => {
    expect([asked({ ALL: ['Y'] }), asked({ ALL: ['Y'], ORI: ['OHCOP0000'] })]).toEqual([[], []]);
    expect(asked({ ALL: ['Y'], ORI: ['OH0180000'] })).toEqual([{ code: 'FIELD_ERROR', tag: 'ORI', why: 'not-own' }]);
    expect(asked({ LIC: ['GHX4471'], ORI: ['OHCOP0000'] })).toEqual([{ code: 'MISSING_FIELD', tag: 'ALL', why: 'hangs-on' }]);
  });

  it.each(['VIN', 'LIC'])('is not asked for together with a %s, whose answer it would hide', (tag) => {
    expect(asked({ ALL: ['Y'], [tag]: ['GHX4471'] })).toEqual([{ code: 'FIELD_ERROR', tag, why: 'all-alone' }]);
  });

  it('is not asked for with ALL/N, which alone asks for nothing', () => {
    expect(asked({ ALL: ['N'] })).toEqual([{ code: 'MISSING_FIELD', tag: 'VIN/LIC/ALL', why: 'one-of' }]);
    expect(asked({ ALL: ['N'], ORI: ['OHCOP0000'] })).toContainEqual({ code: 'MISSING_FIELD', tag: 'VIN/LIC/ALL', why: 'one-of' });
    expect(asked({ ALL: ['N'], LIC: ['GHX4471'] })).toEqual([]);
  });
});

describe('a stolen plate', () => {
  it('may have expired long ago', () => { expect(given('EL', { LIY: '2011' })).toEqual([]); });

  it('of an agency that is not staffed at all hours needs instructions', () => {
    expect(check(least(keyOf('EL')), { today: TODAY, staffed24x7: false }).faults).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
  });
});

describe('a stolen part', () => {
  it.each(['FORD', 'DEER', 'MASS', 'MERC', 'FORDSPECIAL'])('bears the brand %s, of a maker of cars, machines, boats or with its name', (brand) => {
    expect(given('EP', { BRA: brand })).toEqual([]);
  });

  it.each(['QQQQ', 'A'])('bears no brand %s', (brand) => { expect(given('EP', { BRA: brand })).toEqual([{ code: 'FIELD_ERROR', tag: 'BRA', why: 'code' }]); });

  it.each(['PART', 'ENGN', 'TRMN'])('with brand %s says in MIS whose make it is', (brand) => {
    expect(given('EP', { BRA: brand, MIS: '12' })).toEqual([{ code: 'FIELD_ERROR', tag: 'MIS', why: 'brand-in-mis' }]);
    expect(given('EP', { BRA: brand, MIS: 'CUMMINS DIESEL' })).toEqual([]);
  });

  it('with brand CERF is a blank certificate, and its number the serial number', () => {
    expect(given('EP', { BRA: 'CERF', CAT: 'CF' })).toEqual([]);
    expect(given('EP', { BRA: 'CERF', CAT: 'CT', MIS: '12' })).toEqual([{ code: 'FIELD_ERROR', tag: 'MIS', why: 'brand-in-mis' }]);
    expect(given('EP', { BRA: 'CERF', CAT: 'EN' })).toEqual([{ code: 'FIELD_ERROR', tag: 'CAT', why: 'blank-certificate' }]);
  });

  it.each([['OB', 'ser-of-outboard'], ['CF', 'ser-of-document'], ['CT', 'ser-of-document'], ['VP', 'ser-of-document']])('of category %s has a serial number', (category, why) => {
    expect(given('EP', { CAT: category, OAN: 'OWN1' }, 'SER')).toEqual([{ code: 'MISSING_FIELD', tag: 'SER', why }]);
    expect(given('EP', { CAT: category })).toEqual([]);
  });

  it('has an owner-applied number that is not its serial number', () => {
    expect(given('EP', { OAN: 'SER998' })).toEqual([{ code: 'FIELD_ERROR', tag: 'OAN', why: 'oan-as-ser' }]);
    expect(given('EP', { OAN: 'OWN1' })).toEqual([]);
    expect(given('EP', { OAN: 'SER998' }, 'SER')).toEqual([]);
  });

  it.each(['I350', 'H25', 'C12000', 'L5', 'P9'])('that is an engine has the power %s', (power) => { expect(given('EP', { EPD: power })).toEqual([]); });

  it('has no power where it is none, nor half a one', () => {
    expect(given('EP', { CAT: 'TN', EPD: 'I350' })).toEqual([{ code: 'FIELD_ERROR', tag: 'EPD', why: 'epd-of-engine' }]);
    expect(explain({ code: 'FIELD_ERROR', tag: 'EPD', why: 'epd-of-engine' }, 'EP')).toContain('only given with CAT EN or OB');
    for (const power of ['350', 'I3.5', 'X350', 'I']) expect(given('EP', { EPD: power })).toEqual([{ code: 'FIELD_ERROR', tag: 'EPD', why: 'code' }]);
  });

  it('keeps these rules when it is changed', () => {
    const record = { OCA: ['1'], DOT: ['20261120'], BRA: ['FORD'], CAT: ['TN'], SER: ['S1'], EPD: ['I350'], MIS: ['GEAR'] };
    expect(checkRecord('EP', record, { today: TODAY, changed: new Set(['CAT']) })).toEqual([{ code: 'FIELD_ERROR', tag: 'EPD', why: 'epd-of-engine' }]);
  });
});

describe('a towed vehicle', () => {
  it('is known by plate, with all that belongs to one, or by VIN', () => {
    expect(given('ET', {}, 'VIN')).toEqual([{ code: 'MISSING_FIELD', tag: 'VIN/LIC', why: 'one-of' }]);
    expect(given('ET', { LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' }, 'VIN')).toEqual([]);
    expect(given('ET', { LIC: 'GHX4471', LIS: 'OH' }).map(({ tag }) => tag)).toEqual(['LIY', 'LIT']);
  });

  it('is immobilized from a day to a later one', () => {
    expect(given('ET', { IPF: '20261201', IPT: '20261130' })).toEqual([{ code: 'FIELD_ERROR', tag: 'IPT', why: 'immobilized-from-to' }]);
    for (const day of ['20261201', '20270101']) expect(given('ET', { IPF: '20261201', IPT: day })).toEqual([]);
    expect(given('ET', { IPF: '20261201' })).toEqual([]);
  });

  it.each(['DUS', 'OVI', 'IMM', 'FOR', 'ABN', 'ACC', 'OTH'])('was towed for %s', (reason) => { expect(given('ET', { TYP: reason })).toEqual([]); });

  it('is cleared with advice to say when it was released', () => {
    expect(check(withTags(keyOf('CT'), ['VIN', 'OCA']), { today: TODAY }).notices.join()).toContain('DVR');
    expect(check(withTags(keyOf('CT'), ['VIN', 'OCA', 'DVR']), { today: TODAY }).notices).toEqual([]);
  });
});

describe('a list of what was entered in a month', () => {
  it.each(['00', '13', '1'])('is of no month %s', (month) => { expect(given('VEH', { MON: month })).toMatchObject([{ code: 'FIELD_ERROR', tag: 'MON' }]); });
  it('is of the vehicle, plate or part file', () => {
    for (const file of ['EV', 'EF', 'EL', 'EP']) expect(given('VEH', { COD: file })).toEqual([]);
    expect(given('VEH', { COD: 'ET' })).toEqual([{ code: 'FIELD_ERROR', tag: 'COD', why: 'narrower' }]);
  });
});
