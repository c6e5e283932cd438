import { describe, expect, it, jest } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import { newCheckpoints } from './checkpoints.js';

const at = (seq: number) => ({ next: BigInt(seq), seq, head: 'h', headOffset: 0n });

describe('checkpoints whose saving fails', () => {
  it.each([['views/unavailable', 5], ['views/lost', 1]])('with %s are tried %d times in two and a half seconds', async (code, times) => {
    jest.useFakeTimers();
    const failures: number[] = [];
    const saved = newCheckpoints(() => Promise.reject(new Failure(code, 'not now', true)), (attempt) => { failures.push(attempt); });
    for (let step = 1; step <= 5; step += 1) {
      saved.note(at(step));
      await jest.advanceTimersByTimeAsync(500);
    }
    jest.useRealTimers();

    expect(failures).toHaveLength(times);
  });
});
