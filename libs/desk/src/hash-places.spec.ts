import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HashPlaces } from './hash-places.js';

const step = fc.record({ remove: fc.boolean(), hash: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()), number: fc.nat(5) });
const inOrder = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((one, other) => one - other);

describe('numbers by hashes', () => {
  it('are found by their hash, several of one hash beside each other, until they are taken away', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const places = new HashPlaces();
        const model = new Map<number, Set<number>>();
        for (const { remove, hash, number } of steps) {
          const held = model.get(hash) ?? new Set();
          model.set(hash, held);
          if (remove) {
            places.remove(hash, number);
            held.delete(number);
          } else {
            places.add(hash, number);
            held.add(number);
          }
        }
        for (const [hash, held] of model) expect(inOrder(places.of(hash))).toEqual(inOrder(held));
      }),
    );
  });

  it('are found among many that came and went', () => {
    const places = new HashPlaces();
    const hash = (n: number): number => Math.imul(n, 0x9e3779b1) | 0;
    for (let n = 0; n < 100_000; n += 1) {
      places.add(hash(n), n);
      if (n >= 1_000) places.remove(hash(n - 1_000), n - 1_000);
    }

    for (let n = 99_000; n < 100_000; n += 1) expect(places.of(hash(n))).toEqual([n]);
    expect([places.of(hash(98_999)), places.of(hash(5))]).toEqual([[], []]);
  });
});
