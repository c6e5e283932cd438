import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recent } from './recent.js';

const entriesMax = 10;
const step = fc.oneof(
  fc.record({ set: fc.nat(15), value: fc.nat(1000) }),
  fc.record({ get: fc.nat(15) }),
  fc.record({ remove: fc.nat(15) }),
);

describe('what was used last', () => {
  it('is never given back with an old value, nor after it was deleted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const kept = recent<number, number>(entriesMax);
        const model = new Map<number, number>();
        for (const action of steps) {
          if ('set' in action) {
            kept.set(action.set, action.value);
            model.set(action.set, action.value);
          } else if ('remove' in action) {
            kept.delete(action.remove);
            model.delete(action.remove);
          } else {
            expect([undefined, model.get(action.get)]).toContain(kept.get(action.get));
          }
        }
      }),
    );
  });

  it('is still there while fewer others than half the entries were used since, and the rest is let go', () => {
    const kept = recent<number, number>(entriesMax);
    for (let n = 0; n < 100; n += 1) {
      kept.set(n, n);
      kept.get(0);
    }

    expect([kept.get(0), kept.get(99), kept.get(50)]).toEqual([0, 99, undefined]);
    expect(Array.from({ length: 100 }, (_, n) => kept.get(n)).filter((value) => value !== undefined).length).toBeLessThanOrEqual(entriesMax);
  });

  it('is forgotten when all is cleared', () => {
    const kept = recent<number, number>(entriesMax);
    for (let n = 0; n < 8; n += 1) kept.set(n, n);
    kept.clear();

    expect(Array.from({ length: 8 }, (_, n) => kept.get(n))).toEqual(Array(8).fill(undefined));
  });
});
