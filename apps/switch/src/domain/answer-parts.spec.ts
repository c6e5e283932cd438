import { describe, expect, it } from '@jest/globals';
import type { Response } from '@statewire/contracts';
import fc from 'fast-check';
import { ANSWER_BYTES_MAX, isShort, partsOf, TEXT_BYTES_MAX } from './answer-parts.js';
import type { Shown } from './journal.decider.js';

const response = (n: number, text: string): Response => ({ source: 'LEADS', mke: 'WANTED PERSON', background: 'red', text: `${String(n)} ${text}` });
const shown = (n: number, text: string): Shown => ({ stream: `wanted-person/WP${String(n)}`, version: 1, response: response(n, text) });
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
/** What a seal and a frame make of so many bytes. */
const framed = (bytes: number): number => Math.ceil(bytes / 3) * 4;

describe('an answer', () => {
  it('that one commit holds has no parts', () => {
    expect(partsOf({ says: 'ASKED', shown: [], outside: [] })).toEqual([]);
    expect(partsOf({ says: 'ASKED', shown: [shown(1, 'X'.repeat(10_000))], outside: [response(2, 'X'.repeat(10_000))] })).toEqual([]);
    expect(partsOf({ says: 'X'.repeat(40_000), faults: [{ code: 'FORMAT' }], shown: [], outside: [] })).toEqual([]);
  });

  it('has all of its responses in its parts, in their order, and each part fits into a frame beside the message', () => {
    const text = fc.tuple(fc.constantFrom('X', '"', '\n', 'é', '€'), fc.nat({ max: 6_000 })).map(([sign, count]) => sign.repeat(count));
    fc.assert(fc.property(fc.array(text, { maxLength: 30, size: 'max' }), fc.array(text, { maxLength: 30, size: 'max' }), (ours, others) => {
      const answer = { says: 'ASKED', shown: ours.map((each, n) => shown(n, each)), outside: others.map((each, n) => response(n, each)) };
      const parts = partsOf(answer);
      if (parts.length === 0) expect(framed(TEXT_BYTES_MAX + bytesOf(answer))).toBeLessThan(128 * 1024);
      else expect({ shown: parts.flatMap((part) => part.shown), outside: parts.flatMap((part) => part.outside) }).toEqual({ shown: answer.shown, outside: answer.outside });
      for (const part of parts) {
        expect(part.shown.length + part.outside.length).toBeGreaterThan(0);
        expect(framed(TEXT_BYTES_MAX + bytesOf(part))).toBeLessThan(128 * 1024);
      }
    }), { numRuns: 100 });
  });

  it('fills its parts', () => {
    const parts = partsOf({ says: '', shown: Array.from({ length: 100 }, (_, n) => shown(n, 'X'.repeat(2_000))), outside: [] });
    expect(parts).toHaveLength(5);
    for (const part of parts.slice(0, -1)) expect(bytesOf(part)).toBeGreaterThan(0.8 * ANSWER_BYTES_MAX);
  });
});

describe('a message', () => {
  it.each([['X', 32_000, true], ['X', 33_000, false], ['"', 15_000, true], ['"', 17_000, false], ['\u0001', 5_000, true], ['\u0001', 6_000, false], ['€', 10_000, true], ['€', 11_000, false]])(
    'of %j, %d times, is short: %s', (sign, count, short) => {
      expect(isShort(sign.repeat(count))).toBe(short);
    });
});
