import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSameSet, ownerAmong, partitionsOf } from './rendezvous.js';

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9.:-]{1,12}$/), { minLength: 1, maxLength: 8 });
const partitions = 64;
const all = Array.from({ length: partitions }, (_, n) => n);

describe('the owner of a partition', () => {
  it('does not depend on the order in which the instances are known', () => {
    fc.assert(
      fc.property(names, (instances) => {
        expect(all.map((partition) => ownerAmong([...instances].reverse(), partition))).toEqual(all.map((partition) => ownerAmong(instances, partition)));
      }),
    );
  });

  it('is one of the instances, and the shares of all make up the whole', () => {
    fc.assert(
      fc.property(names, (instances) => {
        const shares = instances.flatMap((instance) => [...partitionsOf(instance, instances, partitions)]);

        expect(shares.sort((a, b) => a - b)).toEqual(all);
      }),
    );
  });

  it('changes only to an instance that came', () => {
    fc.assert(
      fc.property(names, ([newcomer = '', ...others]) => {
        for (const partition of all) {
          const [before, now] = [ownerAmong(others, partition), ownerAmong([...others, newcomer], partition)];
          expect([before, newcomer]).toContain(now);
        }
      }),
    );
  });

  it('is nobody where there is none', () => {
    expect(ownerAmong([], 0)).toBeUndefined();
  });

  it('falls to three instances in fair shares', () => {
    const shares = ['a', 'b', 'c'].map((instance) => partitionsOf(instance, ['a', 'b', 'c'], 3_000).size);

    expect(Math.min(...shares)).toBeGreaterThan(850);
  });
});

describe('two sets of partitions', () => {
  it.each([
    [[], [], true],
    [[1, 2], [2, 1], true],
    [[1], [2], false],
    [[1], [1, 2], false],
    [[1, 2], [1], false],
  ])('%j and %j are the same: %j', (a, b, isSame) => {
    expect(isSameSet(new Set(a), new Set(b))).toBe(isSame);
  });
});
