import { describe, expect, it } from '@jest/globals';
import { Failure, failingAs, hasCode } from './failure.js';

const unavailable = (cause: unknown) => new Failure('store/unavailable', 'The store cannot be reached.', true, { cause });

describe('what was thrown', () => {
  it('has the code that it says', () => {
    expect(hasCode(Object.assign(new Error('there is none'), { code: 'ENOENT' }), 'EEXIST', 'ENOENT')).toBe(true);
    expect(hasCode({ code: 11_000 }, 11_000)).toBe(true);
  });

  it.each([[{ code: 'EACCES' }], [{ code: '11000' }], [new Error('ENOENT')], ['ENOENT'], [null], [undefined]])('has no other: %p', (thrown) => {
    expect(hasCode(thrown, 'ENOENT', 11_000)).toBe(false);
  });
});

describe('what may fail outside', () => {
  it('gives what it gives', async () => {
    expect(await failingAs(unavailable, () => Promise.resolve(7))).toBe(7);
  });

  it('fails as the failure that is made of the cause, or as the one it failed with itself', async () => {
    const [cause, taken] = [new Error('reset'), new Failure('store/taken', 'It is taken.', false)];

    await expect(failingAs(unavailable, () => Promise.reject(cause))).rejects.toMatchObject({ code: 'store/unavailable', cause });
    await expect(failingAs(unavailable, () => Promise.reject(taken))).rejects.toBe(taken);
  });
});
