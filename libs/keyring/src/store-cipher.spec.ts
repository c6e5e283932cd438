import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isFailure } from '@statewire/kernel';
import { storeCipher } from './store-cipher.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const codeOf = (action: () => unknown): string | undefined => {
  try {
    action();
    return undefined;
  } catch (cause) {
    return isFailure(cause) ? cause.code : String(cause);
  }
};

describe('a stored value', () => {
  const key = randomBytes(32);
  const cipher = storeCipher(key);

  it.each(['', 'a', 'text '.repeat(1000)])('is given back as it went in', (text) => {
    expect(cipher.open(cipher.seal(bytes(text), bytes('place')), bytes('place')).toString()).toBe(text);
  });

  it.each(['', 'a', 'Ä€😀', 'text '.repeat(1000), '€'.repeat(40_000)])('is the same given as a text', (text) => {
    expect(cipher.open(cipher.seal(text, bytes('place')), bytes('place')).toString()).toBe(text);
  });

  it('opens under the same key in another process', () => {
    expect(storeCipher(Buffer.from(key)).open(cipher.seal(bytes('text'), bytes('p')), bytes('p')).toString()).toBe('text');
  });

  it('shows nothing of its text, and no two are alike', () => {
    const sealed = Array.from({ length: 2000 }, () => cipher.seal(bytes('ABC1234'), bytes('p')).toString('latin1'));

    expect(sealed.some((text) => text.includes('ABC'))).toBe(false);
    expect(new Set(sealed).size).toBe(2000);
  });

  it('does not open under another key, or at another place', () => {
    const sealed = cipher.seal(bytes('text'), bytes('here'));

    expect(codeOf(() => storeCipher(randomBytes(32)).open(sealed, bytes('here')))).toBe('keyring/damaged');
    expect(codeOf(() => cipher.open(sealed, bytes('there')))).toBe('keyring/damaged');
  });

  it('does not open with any byte flipped, nor cut', () => {
    const sealed = cipher.seal(bytes('text'), bytes('p'));
    const flipped = Array.from(sealed, (byte, n) => Buffer.from(sealed).fill(byte ^ 1, n, n + 1));
    const cut = Array.from(sealed, (_, n) => sealed.subarray(0, n));

    for (const wrong of [...flipped, ...cut]) expect(codeOf(() => cipher.open(wrong, bytes('p')))).toBe('keyring/damaged');
  });
});
