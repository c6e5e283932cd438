import { describe, expect, it } from '@jest/globals';
import { bucketOf, buckets, partitionOf } from './bucket.js';

describe('a home key', () => {
  it('falls into a bucket by its CRC-32', () => {
    // 0xcbf43926 is the check value of CRC-32 for the nine digits.
    expect(bucketOf('123456789')).toBe(0xcbf43926 % buckets);
    expect(bucketOf('')).toBe(0);
  });

  it('lives where its bucket does', () => {
    expect(partitionOf('OHCOP0000', 4)).toBe(bucketOf('OHCOP0000') % 4);
  });

  it('spreads over all partitions', () => {
    const used = new Set(Array.from({ length: 200 }, (_, index) => partitionOf(`OHAGY${String(index)}`, 4)));

    expect([...used].sort()).toEqual([0, 1, 2, 3]);
  });
});
