import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dentalChart } from './dental.js';

const TEETH = Array.from({ length: 32 }, (_, at) => String(at + 1).padStart(2, '0'));
const V = TEETH.map((tooth) => `${tooth}-V`);
const but = (tooth: string, code: string): readonly string[] => V.map((each) => (each.startsWith(tooth) ? `${tooth}-${code}` : each));

describe('dental characteristics', () => {
  it('are said at once for all teeth', () => {
    expect(dentalChart(['ALL'])).toBe('ALL');
    expect(dentalChart(['UNK'])).toBe('UNK');
  });

  it('are said tooth by tooth, however number and code are joined', () => {
    const chart = but('03', 'MOD').join(' ');
    for (const sign of ['', '-', ':', '=', ' ', '/']) expect(dentalChart([chart.replaceAll('-', sign)])).toBe(chart);
    expect(dentalChart([chart.replaceAll(' ', ',')])).toBe(chart);
    expect(dentalChart(chart.split(' '))).toBe(chart);
    expect(dentalChart([chart.replaceAll(/\d\d-/g, '')])).toBe(chart);
    expect(dentalChart([chart.replace(/^01-/, '1-')])).toBe(chart);
  });

  it('are ALL where every tooth is untouched, UNK where nothing is known of any', () => {
    expect(dentalChart(V)).toBe('ALL');
    expect(dentalChart(TEETH.map((tooth) => `${tooth}-/`))).toBe('UNK');
    expect(dentalChart(TEETH.map((tooth) => `${tooth}/`))).toBe('UNK');
  });

  it.each(['M', 'O', 'D', 'F', 'L', 'MODFL', 'MOR', 'DC', 'LRC', 'X', '/'])('may be %s of a tooth', (code) => {
    expect(dentalChart(but('17', code))).toBe(but('17', code).join(' '));
  });

  it.each(['R', 'C', 'RC', 'MM', 'VM', 'XM', 'M/', 'Z', 'ALL', ''])('are never %j of a tooth', (code) => {
    expect(dentalChart(but('17', code))).toBeUndefined();
  });

  it('name each of the thirty-two teeth once', () => {
    expect(dentalChart(V.slice(1))).toBeUndefined();
    expect(dentalChart([...V, '05-X'])).toBeUndefined();
    expect(dentalChart([...V.slice(1), '33-V'])).toBeUndefined();
    expect(dentalChart([...V.slice(1), '00-V'])).toBeUndefined();
    expect(dentalChart([...V.slice(1), '01'])).toBeUndefined();
    expect(dentalChart([''])).toBeUndefined();
    expect(dentalChart([])).toBeUndefined();
  });

  it('are changed for the teeth that a modification names', () => {
    expect(dentalChart(['03-MO'], 'ALL')).toBe(but('03', 'MO').join(' '));
    expect(dentalChart(['03 MOD 04 X'], but('03', 'MO').join(' '))).toBe(but('03', 'MOD').map((each) => (each === '04-V' ? '04-X' : each)).join(' '));
    expect(dentalChart(['UNK'], 'ALL')).toBe('UNK');
    expect(dentalChart(['03-Q'], 'ALL')).toBeUndefined();
  });

  it('read as what they were written from', () => {
    const code = fc.oneof(fc.constantFrom('V', 'X', '/'), fc.subarray([...'MODFL'], { minLength: 1 }).chain((surfaces) => fc.subarray(['R', 'C']).map((more) => [...surfaces, ...more].join(''))));
    fc.assert(fc.property(fc.array(code, { minLength: 32, maxLength: 32 }), (codes) => {
      const chart = dentalChart([codes.join(' ')]);
      expect(chart).toBeDefined();
      expect(dentalChart([chart ?? ''])).toBe(chart);
    }));
  });

  it('of any text are a chart or none, in linear time', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400, size: 'max' }), (text) => { expect(dentalChart([text], 'ALL')?.length ?? 0).toBeLessThan(400); }));
  });
});
