import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderedText, plainText } from './ordered-text.js';

/** Any code units at all, lone surrogates too, with the edges of the escape often among them. */
const text = fc
  .array(fc.oneof(fc.constantFrom(0, 0x41, 0xfff, 0x1000, 0x3800, 0xd7fe, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff), fc.integer({ min: 0, max: 0xffff })), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));
const sign = (a: boolean, b: boolean) => Number(a) - Number(b);

describe('ordered text', () => {
  it('is read back as it was', () => {
    fc.assert(fc.property(text, (given) => { expect(plainText(orderedText(given))).toBe(given); }));
  });

  it('is in the order of code units, whether compared by bytes or by code units', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [orderedText(a), orderedText(b)];
        expect([sign(x > y, x < y), Buffer.compare(Buffer.from(x), Buffer.from(y))]).toEqual([sign(a > b, a < b), sign(a > b, a < b)]);
      }),
    );
  });

  it('survives the way through UTF-8', () => {
    fc.assert(fc.property(text, (given) => { expect(Buffer.from(orderedText(given)).toString()).toBe(orderedText(given)); }));
  });

  it('leaves what people write as it is', () => {
    expect(orderedText('LIC:ABC1234 Müller 東京 ~')).toBe('LIC:ABC1234 Müller 東京 ~');
  });
});
