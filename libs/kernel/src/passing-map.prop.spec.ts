import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PassingMap } from './passing-map.js';

const step = fc.record({ key: fc.integer({ min: 0, max: 60 }), value: fc.option(fc.nat()) });

describe('a passing map', () => {
  it('holds what a map would hold, in its order, whatever has gone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const passing = new PassingMap<number, number>();
        const plain = new Map<number, number>();
        for (const { key, value } of steps) {
          if (value === null) passing.delete(key);
          else passing.set(key, value);
          if (value === null) plain.delete(key);
          else plain.set(key, value);
          expect([passing.size, passing.get(key)]).toEqual([plain.size, plain.get(key)]);
        }
        expect([passing.keys(), passing.values(), [...passing]]).toEqual([[...plain.keys()], [...plain.values()], [...plain]]);
        expect([...new PassingMap(plain)]).toEqual([...plain]);
      }),
    );
  });
});
