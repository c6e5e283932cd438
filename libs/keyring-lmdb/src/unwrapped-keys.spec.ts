import { describe, expect, it } from '@jest/globals';
import { unwrappedKeys } from './unwrapped-keys.js';

describe('a key at hand', () => {
  const key = new Uint8Array(32).fill(7);

  it('is forgotten before five minutes are over, used or not', () => {
    let now = 0;
    const keys = unwrappedKeys(() => now);
    keys.set('a', key);
    now = 239_999;
    expect(keys.get('a')).toBe(key);
    now = 240_000;
    expect(keys.get('a')).toBeUndefined();
    keys.close();
  });

  it('makes room for others when there are too many', () => {
    const keys = unwrappedKeys();
    for (let n = 0; n <= 50_000; n += 1) keys.set(String(n), Uint8Array.of(n % 251));

    expect([keys.get('0'), keys.get('1'), keys.get('50000')]).toEqual([undefined, Uint8Array.of(1), Uint8Array.of(50_000 % 251)]);
    keys.close();
  });

  it('is gone once it is to be forgotten, and wiped', () => {
    const keys = unwrappedKeys();
    keys.set('a', key);
    keys.forget('a');

    expect(keys.get('a')).toBeUndefined();
    expect(key).toEqual(new Uint8Array(32));
    keys.close();
  });
});
