import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Failure } from './failure.js';
import { within } from './within.js';

const late = () => new Failure('store/late', 'no answer', true);

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

describe('what is waited for so long', () => {
  it('gives what it gives, and fails as it fails, and leaves no timer', async () => {
    const cause = new Error('reset');

    expect(await within(100, Promise.resolve(7), late)).toBe(7);
    await expect(within(100, Promise.reject(cause), late)).rejects.toBe(cause);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('fails as late when the time is over, and what comes of it then is nobody’s', async () => {
    let fail = (_: Error): void => undefined;
    const waiting = expect(within(100, new Promise((_, reject) => { fail = reject; }), late)).rejects.toMatchObject({ code: 'store/late' });
    jest.advanceTimersByTime(99);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    await waiting;

    fail(new Error('nobody hears this'));
  });
});
