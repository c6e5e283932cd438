import { describe, expect, it } from '@jest/globals';
import { vehicleRules } from './files/vehicle.rules.js';
import type { RecordView } from './record.js';
import { identificationKey, identificationKeys, searchKey, searchKeys } from './search-keys.js';

const record = (status: RecordView['status']): RecordView => ({
  file: 'vehicle', idx: 'SV00000004', lid: '00000004', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status, version: 2, at: '', nic: 'V000000001',
  fields: { LIC: ['GHX4471'], LIS: ['OH'], OCA: ['26-1'], LKI: ['OHCLP0000'], LKA: ['C-1'] },
});

const FOUND_BY = [
  'NIC:V000000001', 'LIC:GHX4471', 'LIC+LIS:GHX4471|OH', 'IDX:SV00000004', 'LID:00000004', 'ORI+OCA:OHCOP0000|26-1', 'LKI+LKA:OHCLP0000|C-1',
];

describe('a record in the index', () => {
  it.each(['active', 'located'] as const)('is found by all that it holds while %s', (status) => {
    expect(searchKeys(vehicleRules, record(status))).toEqual(FOUND_BY);
  });

  it.each(['pending', 'cleared', 'cancelled', 'retired', 'refused'] as const)('is not found by inquiries while %s', (status) => {
    expect(searchKeys(vehicleRules, record(status))).toEqual([]);
  });

  it('is found by updates while it waits for the line, and no longer than it lives', () => {
    expect(identificationKeys(vehicleRules, record('pending'))).toEqual(['stolen NIC+OCA:V000000001|26-1', 'stolen LIC+OCA:GHX4471|26-1']);
    expect(identificationKeys(vehicleRules, record('cleared'))).toEqual([]);
  });

  it('is asked for by the keys that it is stored under', () => {
    expect(searchKeys(vehicleRules, record('active'))).toContain(searchKey(['LIC', 'LIS'], ['GHX4471', 'OH']));
    expect(identificationKeys(vehicleRules, record('active'))).toContain(identificationKey('stolen', ['NIC', 'OCA'], ['V000000001', '26-1']));
  });
});
