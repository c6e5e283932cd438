import { describe, expect, it } from '@jest/globals';
import { findMessageKey } from '@statewire/catalogue';
import { vehicleRules } from './files/vehicle.rules.js';
import { wantedListings } from './files/wanted-lists.js';
import type { FileRules } from './file-rules.js';
import { lookupOf, lookupsFor } from './lookups.js';
import { personOf } from './persons.js';
import type { RecordView } from './record.js';
import { enteredListing } from './entered-lists.js';
import { searchKeys } from './search-keys.js';

const record = (status: RecordView['status']): RecordView => ({
  file: 'vehicle', idx: 'SV00000004', lid: '00000004', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status, version: 2, at: '', nic: 'V000000001',
  fields: { LIC: ['GHX4471'], LIS: ['OH'], OCA: ['26-1'], LKI: ['OHCLP0000'], LKA: ['C-1'] },
});

const FOUND_BY = ['NIC:V000000001', 'LIC:GHX4471', 'OCA:26-1', 'LKA:C-1'];

describe('a record in the index', () => {
  it.each(['pending', 'active', 'located'] as const)('is found by all that it holds while %s', (status) => {
    expect(searchKeys(vehicleRules, record(status))).toEqual(FOUND_BY);
  });

  it.each(['cleared', 'cancelled', 'retired', 'refused'] as const)('is not found while %s', (status) => {
    expect(searchKeys(vehicleRules, record(status))).toEqual([]);
  });

  it('lies in one place by all the numbers that are asked for by each other', () => {
    const fields = { VIN: ['1FA'], SER: ['1FA'], OAN: ['O-1'] };
    expect(searchKeys({ ...vehicleRules, foundBy: ['VIN', 'SER', 'OAN'] }, { ...record('active'), fields })).toEqual(['VIN:1FA', 'VIN:O-1']);
    const places = lookupsFor(findMessageKey('QV')?.searches ?? [], { VIN: ['1FA'] }, '20261120').flatMap((lookup) => lookup.places);
    expect(new Set(places.map((place) => ('key' in place ? place.key : '')))).toEqual(new Set(['VIN:1FA']));
  });

  it('is found once for each of its faces', () => {
    const rules: FileRules = { ...vehicleRules, foundBy: ['LIC'], faces: (fields) => ['LIC', 'LIC2'].map((tag) => ({ LIC: fields[tag] ?? [] })) };
    expect(searchKeys(rules, { ...record('active'), fields: { LIC: ['A1'], LIC2: ['B2'] } })).toEqual(['LIC:A1', 'LIC:B2']);
  });

  it('of a person is found by every name and birth, by description, and on its lists', () => {
    const rules: FileRules = { ...vehicleRules, foundBy: ['OCA'], person: personOf, described: true, listings: enteredListing('WAR') };
    const fields = { NAM: ['SMITH,A'], AKA: ['JONES,B'], DOB: ['19660501'], SEX: ['M'], RAC: ['W'], EYE: ['BLU'], HAI: ['GRY'], HGT: ['511'], WGT: ['170'], OCA: ['26-1'] };
    expect(searchKeys(rules, { ...record('active'), fields, entered: '2026-11-20T13:00:00.000Z' })).toEqual([
      'OCA:26-1', 'NAME:S530|19660501', 'NAME:J520|19660501', 'LOOK:M|W|BLU|GRY|17|71|19660501', 'LIST:vehicle/OHCOP0000/202611|2026-11-20T13:00:00.000Z|SV00000004',
    ]);
  });

  it('of a person is found by description with each date of birth that is said to be the person’s', () => {
    const looks = { SEX: ['M'], RAC: ['W'], EYE: ['BLU'], HAI: ['GRY'], HGT: ['511'], WGT: ['170'], DOB: ['19660501'] };
    const parts = { 'SUPPLEMENTAL DATA': { DOB: ['19700101'] }, 'PERSON WITH INFORMATION 1': { DOB: ['19900101'] } };
    expect(searchKeys({ ...vehicleRules, foundBy: [], described: true }, { ...record('active'), fields: looks, parts })).toEqual(['LOOK:M|W|BLU|GRY|17|71|19660501', 'LOOK:M|W|BLU|GRY|17|71|19700101']);
  });
});

describe('the list of a month', () => {
  const asked = (month: string, now: string) => enteredListing('WAR').asked['WAR']?.({ ORI: ['OHCOP0000'], MON: [month] }, now);

  it('is that of the last month of the name that has begun', () => {
    expect(['11', '12', '01'].map((month) => asked(month, '2026-11-20T13:00:00.000Z'))).toEqual(['OHCOP0000/202611', 'OHCOP0000/202512', 'OHCOP0000/202601']);
  });

  it('may be of one kind', () => {
    const { keys, asked: { VEH: ask } } = enteredListing('VEH', ({ mke }) => mke.slice(0, 2));
    const list = ask?.({ ORI: ['OHCOP0000'], MON: ['11'], COD: ['EV'] }, '2026-11-20T13:00:00.000Z') ?? '';
    expect(keys({ ...record('active'), mke: 'EV-A', entered: '2026-11-02T03:00:00.000Z' })).toEqual([list]);
    expect(keys(record('pending'))).toEqual([]);
  });
});

describe('the list of a zip code', () => {
  it('holds a warrant once, by the first five digits of each that it or its further data name', () => {
    const lists = wantedListings.keys({ ...record('active'), entered: '2026-11-20T13:00:00.000Z', fields: { ZIP: ['441011234'] }, parts: { 'SUPPLEMENTAL DATA': { ZIP: ['44101', '43215'] } } });
    expect(lists).toEqual(['OHCOP0000/202611', 'ZIP/44101', 'ZIP/43215']);
    expect(['44101', '441019999'].map((zip) => wantedListings.asked['ZIP']?.({ ZIP: [zip] }, '2026-11-20T13:00:00.000Z'))).toEqual(['ZIP/44101', 'ZIP/44101']);
  });
});

describe('an identification', () => {
  const fits = (identification: Readonly<Record<string, string>>, kind = 'stolen') => lookupOf('vehicle', kind, identification).fits(record('pending')) !== undefined;

  it('means the record that agrees in all its tags', () => {
    expect([fits({ NIC: 'V000000001', OCA: '26-1' }), fits({ LIC: 'GHX4471', OCA: '26-1' }), fits({ LID: '00000004' }), fits({ IDX: 'SV00000004' })]).toEqual([true, true, true, true]);
    expect([fits({ NIC: 'V000000001', OCA: '26-2' }), fits({ LIC: 'GHX4471', OCA: '26-1' }, 'felony'), fits({ IDX: 'SV00000005' })]).toEqual([false, false, false]);
  });

  it('is looked up by its best tag: a record number names its place', () => {
    expect(lookupOf('vehicle', 'stolen', { OCA: '26-1', NIC: 'V000000001' }).places).toEqual([{ key: 'NIC:V000000001' }]);
    expect(lookupOf('vehicle', 'stolen', { LID: '00000004', OCA: '26-1' }).places).toEqual([{ key: 'LID:00000004' }, { idx: 'SV00000004' }, { idx: 'FV00000004' }]);
  });

  it('by nothing that the file is found by is a defect of its rules', () => {
    expect(() => lookupOf('vehicle', 'stolen', { VCO: 'RED' })).toThrow(/VCO/);
  });
});
