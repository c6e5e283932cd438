import { describe, expect, it } from '@jest/globals';
import { newSlots } from './slots.js';

describe('slots', () => {
  it('let so many go on at once, and the next in order when one has ended, however', async () => {
    const slots = newSlots(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (n: number, fails = false) => slots.run(() => {
      begun.push(n);
      return new Promise<number>((resolve, reject) => { ends[n] = () => { if (fails) reject(new Error('failed')); else resolve(n); }; });
    });
    const all = [work(0, true), work(1), work(2), work(3)];
    expect([begun, slots.waiting]).toEqual([[0, 1], 2]);

    ends[0]?.();
    await expect(all[0]).rejects.toThrow('failed');
    expect([begun, slots.waiting]).toEqual([[0, 1, 2], 1]);

    ends[1]?.();
    expect(await all[1]).toBe(1);
    expect([begun, slots.waiting]).toEqual([[0, 1, 2, 3], 0]);
    ends[2]?.();
    ends[3]?.();
    expect(await Promise.all(all.slice(2))).toEqual([2, 3]);
    expect(await slots.run(() => Promise.resolve('free'))).toBe('free');
  });
});
