import { describe, expect, it } from '@jest/globals';
import { recordText, type ShownRecord } from './index.js';

const record: ShownRecord = {
  mke: 'EV',
  ori: 'OHCOP0000',
  fields: {
    MIS: ['DENT LEFT DOOR. SEE REPORT A/B 12.'], OCA: ['26-00123'], DOT: ['20261120'], VCO: ['RED'], VST: ['4D'], VMO: ['TAU'], VMA: ['FORD'], VYR: ['2021'],
    VIN: ['1FAHP2E8XAG100001'], LIT: ['PC'], LIY: ['2027'], LIS: ['OH'], LIC: ['GHX4471'],
  },
  idx: 'SV00000001',
  lid: '00000001',
  nic: 'V123456789',
};

describe('a record that belongs to another', () => {
  it('names it, and says its day of entry where its file does', () => {
    const image = { mke: 'EIM', ori: 'OHCOP0000', idx: 'IM40000004', lid: '40000004', fields: { IMT: ['M'] }, of: 'WP20000004', entered: '20261120' };
    expect(recordText('image', image)).toMatch(/IDX\/IM40000004 LID\/40000004\nBASE RECORD IDX\/WP20000004$/);
    expect(recordText('image', image)).not.toContain('20261120');
  });
});

describe('the text of a vehicle record', () => {
  it("begins with what it is and prints the fields in the manual's order", () => {
    expect(recordText('vehicle', record).split('\n')).toEqual([
      'MKE/STOLEN VEHICLE',
      'ORI/OHCOP0000 LIC/GHX4471 LIS/OH LIY/2027 LIT/PC',
      'VIN/1FAHP2E8XAG100001 VYR/2021',
      'VMA/FORD VMO/TAU VST/4D VCO/RED DOT/20261120',
      'OCA/26-00123',
      'MIS/DENT LEFT DOOR. SEE REPORT A/B 12.',
      'NIC/V123456789 IDX/SV00000001 LID/00000001',
    ]);
  });

  it('shows a locate', () => {
    const lines = recordText('vehicle', { ...record, located: { by: 'OHCLP0000', date: '20261121', case: 'CL-1' } }).split('\n');
    expect(lines[0]).toBe('MKE/LOCATED STOLEN VEHICLE');
    expect(lines.at(-1)).toBe('LOCATED/20261121 OHCLP0000 CL-1');
    expect(recordText('vehicle', { ...record, located: { by: 'OHCLP0000', date: '20261121' } })).toMatch(/LOCATED\/20261121 OHCLP0000$/);
  });

  it.each([['cancelled', 'CANCELED '], ['cleared', 'CLEARED '], ['retired', 'RETIRED '], ['refused', 'REFUSED '], ['active', ''], ['pending', '']])(
    'says that it is %s',
    (status, word) => {
      expect(recordText('vehicle', { ...record, status })).toMatch(new RegExp(`^MKE/${word}STOLEN VEHICLE\n`));
    },
  );

  it('prints every value once, also of a field that the order does not name', () => {
    const text = recordText('vehicle', { ...record, fields: { ...record.fields, ZZZ: ['A', 'B'], VOW: ['P'], NOA: [''] } });
    for (const said of ['ZZZ/A', 'ZZZ/B', 'VOW/P', 'VIN/1FAHP2E8XAG100001']) expect(text.split(said)).toHaveLength(2);
    expect(text).not.toContain('NOA/');
  });

  it('prints such fields last, in the order of their names', () => {
    expect(recordText('vehicle', { ...record, fields: { ZZZ: ['A'], YYY: ['B'], WWW: ['C'], OCA: ['D'] } })).toMatch(/OCA\/D[\s\S]*WWW\/C YYY\/B ZZZ\/A/);
  });

  it('breaks lines between fields only', () => {
    const MIS = Array.from({ length: 60 }, () => 'WORDS').join(' ');
    const text = recordText('vehicle', { ...record, fields: { ...record.fields, MIS: [MIS], VMA: ['TRUKTWENTY CHARACTERS LG'], LKI: ['OHCLP0000'], LKA: ['12345678901234567890'], NOA: ['Y'] } });
    expect(text).toContain(`\nMIS/${MIS}\n`);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([`MIS/${MIS}`]);
  });

  it('fills a line of 80 characters and no more', () => {
    const shown = (OCA: string): string => recordText('vehicle', { ...record, fields: { OCA: [OCA], NOA: ['Y'] } });
    expect(shown('A'.repeat(70))).toContain(`OCA/${'A'.repeat(70)} NOA/Y\n`);
    expect(shown('A'.repeat(71))).toContain(`OCA/${'A'.repeat(71)}\nNOA/Y\n`);
  });

  it('leaves out numbers that are not given yet, and names an unknown key by itself', () => {
    const { nic: _nic, ...pending } = record;
    expect(recordText('vehicle', pending)).not.toContain('NIC/');
    expect(recordText('gun', { ...pending, mke: 'EG' })).toMatch(/^MKE\/EG\nORI\/OHCOP0000/);
  });
});
