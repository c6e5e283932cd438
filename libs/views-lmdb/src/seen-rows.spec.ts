import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { anyRow, noRow } from './seen-rows.js';

const rowOf = (n: number): Buffer => Buffer.concat([Buffer.of(1), createHash('sha256').update(String(n)).digest().subarray(0, 16)]);
const rows = (from: number, to: number): Buffer[] => Array.from({ length: to - from }, (_, n) => rowOf(from + n));

describe('the rows seen in a store that was empty', () => {
  it('are those that were added, and hardly any other', () => {
    const seen = noRow();
    for (const row of rows(0, 20_000)) seen.add(row);

    expect(rows(0, 20_000).every((row) => seen.mayHave(row))).toBe(true);
    expect(rows(20_000, 40_000).filter((row) => seen.mayHave(row)).length).toBeLessThan(20);
  });

  it('are told apart by their last byte alone, as those of one area are', () => {
    const seen = noRow();
    const of = (area: number, place: number): Buffer => Buffer.concat([rowOf(area).subarray(0, -1), Buffer.of(place)]);
    const places = Array.from({ length: 128 }, (_, place) => 2 * place);
    for (let area = 0; area < 100; area += 1) for (const place of places) seen.add(of(area, place));

    const others = Array.from({ length: 100 }, (_, area) => places.map((place) => of(area, place + 1))).flat();
    expect(others.filter((row) => seen.mayHave(row)).length).toBeLessThan(20);
  });

  it('may be any once there are more than can be told apart', () => {
    const seen = noRow();
    const [row = rowOf(0)] = rows(0, 1);
    for (let n = 0; n < 600_001; n += 1) seen.add(row);

    expect(seen.mayHave(rowOf(1))).toBe(true);
  });
});

it('a store that may hold anything may have any row', () => {
  anyRow.add(rowOf(0));
  expect(anyRow.mayHave(rowOf(1))).toBe(true);
});
