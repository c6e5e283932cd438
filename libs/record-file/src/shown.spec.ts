import { describe, expect, it } from '@jest/globals';
import type { RecordView } from './record.js';
import { backgroundOf, fieldsFor, recordLines } from './shown.js';

const record: RecordView = {
  file: 'wanted-person', idx: 'WP20000004', lid: '20000004', kind: 'wanted', mke: 'EW', owner: 'OHCOP0000', status: 'active', version: 2, at: '2026-11-20T13:00:00.000Z',
  fields: { NAM: ['SAMPLE,ANN'], VLN: ['CLERK ONE'] },
};

describe('who has validated a record', () => {
  it.each([['OHCOP0000', [], true], ['OHOHP0040', ['OHP', 'CONTROL'], true], ['OHCLP0000', ['OHP'], false]])('is known to %s of %j: %s', (ori, groups, known) => {
    const reader = { ori, groups };
    expect('VLN' in fieldsFor(record, reader)).toBe(known);
    expect(fieldsFor(record, reader)['NAM']).toEqual(['SAMPLE,ANN']);
  });

  it('stands in no text, which anybody may read', () => {
    expect(recordLines(record)).toContain('NAM/SAMPLE,ANN');
    expect(recordLines(record)).not.toContain('VLN');
  });
});

describe('a wanted person', () => {
  const CAUTION = { CMC: ['00'] };

  it.each([
    ['in the key', { mke: 'EW-C' }, 'red'], ['in a code', { fields: CAUTION }, 'red'], ['in supplemental data', { parts: { 'SUPPLEMENTAL DATA': CAUTION } }, 'red'],
    ['nowhere', { parts: { 'SUPPLEMENTAL DATA': { AKA: ['A,B'] } } }, 'blue'],
  ])('with a caution indicator %s is %3$s', (_, more, background) => { expect(backgroundOf({ ...record, ...more })).toBe(background); });
});
