import { describe, expect, it } from '@jest/globals';
import { nestingOf } from './nesting.js';

describe('the nesting of a text of JSON', () => {
  it.each([
    ['', 0],
    ['7', 0],
    ['{}', 1],
    ['[[],{"a":[]},[]]', 3],
    ['{"[[":"{{"}', 1],
    ['["\\"[[[",[]]', 2],
    ['["\\\\",[]]', 2],
  ])('of %s is %d', (json, depth) => {
    expect(nestingOf(Buffer.from(json))).toBe(depth);
  });
});
