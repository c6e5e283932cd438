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
