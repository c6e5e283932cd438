import { describe, expect, it } from '@jest/globals';
import { recordText, tableOf, type ShownRecord } from './index.js';

const record: ShownRecord = {
  mke: 'EW-C', ori: 'OHCOP0000', idx: 'WP20000004', lid: '20000004', nic: 'W000000001', status: 'active',
  fields: { MIS: ['BITES'], OCA: ['26-1'], DOW: ['20261101'], OFF: ['2399', '5011'], HAI: ['BRO'], WGT: ['135'], HGT: ['505'], DOB: ['19880423'], RAC: ['W'], SEX: ['F'], NAM: ['SAMPLE,ANN J'], CMC: ['00', '20'], EXL: ['1'] },
};

describe('the text of a wanted person record', () => {
  it('says first how far and how careful, in words', () => {
    expect(recordText('wanted-person', record).split('\n')).toEqual([
      'MKE/WANTED PERSON - CAUTION',
      'EXL/1 - FULL EXTRADITION UNLESS OTHERWISE NOTED IN THE MIS FIELD',
      'CMC/00 - ARMED AND DANGEROUS CMC/20 - KNOWN TO ABUSE DRUGS',
      'ORI/OHCOP0000 NAM/SAMPLE,ANN J SEX/F RAC/W DOB/19880423',
      'HGT/505 WGT/135 HAI/BRO',
      'OFF/LARCENY - LARCENY OFF/PAROLE VIOLATION - SEE MIS - OBSTRUCT SEE MIS',
      'DOW/20261101 OCA/26-1',
      'MIS/BITES',
      'NIC/W000000001 IDX/WP20000004 LID/20000004',
    ]);
  });

  it.each([...tableOf('EXL').keys()])('has words for extradition %s', (code) => {
    expect(recordText('wanted-person', { ...record, fields: { EXL: [code] } })).toMatch(new RegExp(`EXL/${code} - [A-Z]`));
  });

  it('prints its parts under their names, in the same order of fields', () => {
    const text = recordText('wanted-person', { ...record, parts: { 'SUPPLEMENTAL DATA': { AKA: ['OTHER,ANN'], DOB: ['19900101'] }, 'ADD-ON WARRANT 1': { OFF: ['2399'] } } });
    expect(text).toContain('\nSUPPLEMENTAL DATA\nDOB/19900101 AKA/OTHER,ANN\nADD-ON WARRANT 1\nOFF/LARCENY - LARCENY\nNIC/');
  });

  it('prints each of several plates, licenses and vehicles with its own state and year', () => {
    const further = {
      LIC: ['X1', 'Q2', 'Z3'], LIS: ['MI', 'OH', 'MI'], LIY: ['2027', '2027', '2028'], LIT: ['PC', 'PC', 'TK'], OLN: ['R1', 'R1'], OLS: ['OH', 'KY'], OLY: ['2027', '2028'], VIN: ['1FA'], VYR: ['2001'], VMA: ['FORD'], VST: ['4D'],
    };
    const lines = recordText('wanted-person', { ...record, parts: { 'SUPPLEMENTAL DATA': further } }).split('\n');
    expect(lines.slice(lines.indexOf('SUPPLEMENTAL DATA') + 1, -1).join(' ')).toBe([
      'OLN/R1 OLS/OH OLY/2027 OLN/R1 OLS/KY OLY/2028',
      'LIC/X1 LIS/MI LIY/2027 LIT/PC LIC/Q2 LIS/OH LIY/2027 LIT/PC LIC/Z3 LIS/MI LIY/2028 LIT/TK',
      'VIN/1FA VYR/2001 VMA/FORD VST/4D',
    ].join(' '));
  });

  it('prints plates and states as they stand where nobody knows which belong together', () => {
    expect(recordText('wanted-person', { ...record, parts: { 'SUPPLEMENTAL DATA': { LIC: ['X1', 'Q2', 'Z3'], LIS: ['MI', 'OH'] } } })).toContain('\nLIC/X1 LIC/Q2 LIC/Z3 LIS/MI LIS/OH\n');
  });

  it('says when and by whom it was queried last', () => {
    expect(recordText('missing-person', { ...record, mke: 'EMD', fields: { NAM: ['SAMPLE,ANN'], DLI: ['20261120'], LAI: ['OHCLP0000'], MIS: ['X'] } })).toMatch(/\nDLI\/20261120 LAI\/OHCLP0000\nMIS\/X\n/);
  });

  it('says when it was entered, once it was', () => {
    expect(recordText('wanted-person', { ...record, entered: '20261120' })).toMatch(/\nNIC\/W000000001 IDX\/WP20000004 LID\/20000004 DTE\/20261120$/);
  });

  it('shows a locate, and one with NOEX below alone', () => {
    const located = (disposition: string): string => {
      const { status: _, ...standing } = record;
      return recordText('wanted-person', { ...standing, located: { by: 'OHCLP0000', date: '20261121', disposition, case: 'CL-1' } });
    };
    expect(located('EXTR')).toMatch(/^MKE\/LOCATED WANTED PERSON - CAUTION\n[\s\S]*\nLOCATED\/20261121 EXTR OHCLP0000 CL-1$/);
    expect(located('NOEX')).toMatch(/^MKE\/WANTED PERSON - CAUTION\n[\s\S]*\nLOCATED\/20261121 NOEX OHCLP0000 CL-1$/);
  });
});
