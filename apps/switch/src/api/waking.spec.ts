import { describe, expect, it } from '@jest/globals';
import { Waking } from './waking.js';

describe('whoever waits', () => {
  it('goes on when the work is done, and fails as it does', async () => {
    const waking = new Waking();
    await waking.until(Promise.resolve());
    await expect(waking.until(Promise.reject(new Error('away')))).rejects.toThrow('away');
  });

  it('can be woken, and waking nobody does nothing', async () => {
    const waking = new Waking();
    waking.wake();
    const waiting = waking.until(new Promise(() => undefined));
    waking.wake();
    await waiting;
  });

  it('does not hear of what fails after it was woken', async () => {
    const waking = new Waking();
    let fail: (cause: Error) => void = () => undefined;
    const waiting = waking.until(new Promise((_, reject) => { fail = reject; }));
    waking.wake();
    fail(new Error('too late'));
    await expect(waiting).resolves.toBeUndefined();
  });
});
