import { describe, expect, it } from '@jest/globals';
import { keyIn } from './idempotency-key.js';

describe('an Idempotency-Key', () => {
  it.each([undefined, 'a', '!~', 'k'.repeat(64)])('may be %j', (given) => { expect(keyIn(given)).toBe(given); });

  it.each(['', 'a b', 'a\t', 'é', 'k'.repeat(65)])('may not be %j', (given) => {
    expect(() => keyIn(given)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ status: 400 }) as unknown }));
  });
});
