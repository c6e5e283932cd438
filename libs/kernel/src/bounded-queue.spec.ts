import { describe, expect, it } from '@jest/globals';
import { boundedQueue } from './bounded-queue.js';

/** Works that end when they are told to, and which of them have begun. */
const works = () => {
  const inTurn = boundedQueue({ atOnceMax: 2, waitingMax: 2, code: 'gate/busy', says: 'Too many at the gate.' });
  const begun: number[] = [];
  const ends = new Map<number, (how: 'well' | 'badly') => void>();
  const begin = (n: number) =>
    inTurn(() => {
      begun.push(n);
      return new Promise<number>((resolve, reject) => ends.set(n, (how) => { if (how === 'well') resolve(n); else reject(new Error('badly')); }));
    });
  return { begin, begun, end: (n: number, how: 'well' | 'badly' = 'well') => ends.get(n)?.(how) };
};

describe('of those who come at once', () => {
  it('two are looked at, the next wait for their turn, and it comes in order, however the others end', async () => {
    const { begin, begun, end } = works();
    const [one, two, three, four] = [1, 2, 3, 4].map(begin);
    expect(begun).toEqual([1, 2]);

    end(2, 'badly');
    await expect(two).rejects.toThrow('badly');
    expect(begun).toEqual([1, 2, 3]);
    end(3);
    expect(await three).toBe(3);
    expect(begun).toEqual([1, 2, 3, 4]);
    end(1);
    end(4);
    expect(await Promise.all([one, four])).toEqual([1, 4]);
  });

  it('whoever comes when all places to wait are taken is told to try again, and comes in later', async () => {
    const { begin, begun, end } = works();
    const [one] = [1, 2, 3, 4].map(begin);
    await expect(begin(5)).rejects.toMatchObject({ code: 'gate/busy', message: 'Too many at the gate.', canRetry: true });

    end(1);
    await one;
    void begin(6);
    for (const n of [2, 3, 4]) {
      end(n);
      await new Promise(setImmediate);
    }
    expect(begun).toEqual([1, 2, 3, 4, 6]);
  });
});
