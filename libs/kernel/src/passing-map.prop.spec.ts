import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PassingMap } from './passing-map.js';

const step = fc.record({ key: fc.integer({ min: 0, max: 60 }), value: fc.option(fc.nat()) });

/** How many entries each table held that was made for a passing map in which so many stay while so many others come and go. */
const tablesMade = (stay: number, pass: number): readonly number[] => {
  const made: number[] = [];
  class Counted<K, V> extends Map<K, V> {
    constructor(entries: Iterable<readonly [K, V]>) {
      super(entries);
      made.push(this.size);
    }
  }
  const plain = globalThis.Map;
  globalThis.Map = Counted as MapConstructor;
  try {
    const passing = new PassingMap<number, number>();
    for (let n = 0; n < stay; n += 1) passing.set(-n, n);
    for (let n = 1; n <= pass; n += 1) {
      passing.set(n, n);
      passing.delete(n);
      passing.delete(n);
    }
    return made;
  } finally {
    globalThis.Map = plain;
  }
};

describe('a passing map', () => {
  it('holds what a map would hold, in its order, whatever has gone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const passing = new PassingMap<number, number>();
        const plain = new Map<number, number>();
        const seen: unknown[] = [];
        const expected: unknown[] = [];
        for (const { key, value } of steps) {
          if (value === null) passing.delete(key);
          else passing.set(key, value);
          if (value === null) plain.delete(key);
          else plain.set(key, value);
          seen.push(passing.size, passing.get(key));
          expected.push(plain.size, plain.get(key));
        }
        expect(seen).toEqual(expected);
        expect([passing.keys(), passing.values(), [...passing]]).toEqual([[...plain.keys()], [...plain.values()], [...plain]]);
        expect([...new PassingMap(plain)]).toEqual([...plain]);
      }),
    );
  });

  it('is copied to a table without a predecessor whenever as many have gone as stay, and thirty-two more', () => {
    expect(tablesMade(0, 31)).toEqual([0]);
    expect(tablesMade(0, 96)).toEqual([0, 0, 0, 0]);
    expect(tablesMade(100, 131)).toEqual([0]);
    expect(tablesMade(100, 264)).toEqual([0, 100, 100]);
  });
});
