import { describe, expect, it } from '@jest/globals';
import { Waking } from './waking.js';

describe('whoever waits', () => {
  it('goes on when the work is done, whether it went well or not', async () => {
    const waking = new Waking();
    await waking.until(Promise.resolve());
    await expect(waking.until(Promise.reject(new Error('away')))).resolves.toBeUndefined();
  });

  it('can be woken, and waking nobody does nothing', async () => {
    const waking = new Waking();
    waking.wake();
    const waiting = waking.until(new Promise(() => undefined));
    waking.wake();
    await waiting;
  });
});
