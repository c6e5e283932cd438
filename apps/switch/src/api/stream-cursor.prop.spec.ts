import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursorText, parseCursor, type Place } from './stream-cursor.js';

const offset = fc.bigInt({ min: -1n, max: 10n ** 18n });
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const place: fc.Arbitrary<Place> = fc.record({
  state: fc.record({ next: offset, seq: fc.maxSafeNat(), head: hash, headOffset: offset }),
  skip: fc.nat({ max: 100 }),
});
const places = fc.array(place, { minLength: 1, maxLength: 16 });
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the cursor of a stream', () => {
  it('comes back as it went out', () => {
    fc.assert(fc.property(places, (at) => { expect(parseCursor(cursorText(at, 'vehicles.1/0@7/0'), at.length)).toEqual(at); }));
  });

  it('that was given out before events were marked comes back too, and one with more behind it does not', () => {
    const bare = (at: readonly Place[]) => at.map(({ state, skip }) => [String(state.next), state.seq, state.head, String(state.headOffset), skip]);
    fc.assert(fc.property(places, (at) => {
      expect(parseCursor(encoded(bare(at)), at.length)).toEqual(at);
      for (const more of [[1], [null], ['a', 'b'], ['x'.repeat(65)]]) expect(parseCursor(encoded([...bare(at), ...more]), at.length)).toBeUndefined();
    }));
  });

  it('holds nothing that a header or an address could not carry', () => {
    fc.assert(fc.property(places, (at) => { expect(cursorText(at, 'vehicles.1/0@7/0')).toMatch(/^[\w-]+$/); }));
  });

  it('of another number of partitions is none', () => {
    fc.assert(fc.property(places, fc.integer({ min: 1, max: 20 }), (at, partitions) => {
      expect(parseCursor(cursorText(at, 'vehicles.1/0@7/0'), partitions) === undefined).toBe(partitions !== at.length);
    }));
  });

  it('cut short or lengthened is none', () => {
    fc.assert(fc.property(places, fc.nat(), fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom(...'AZaz09-_') }), (at, cut, more) => {
      const text = cursorText(at, 'vehicles.1/0@7/0');
      expect(parseCursor(text.slice(0, cut % (text.length - 1)), at.length)).toBeUndefined();
      expect(parseCursor(`${more}${text}`, at.length)).toBeUndefined();
    }));
  });

  it('is none in any nonsense, and nonsense never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json().map(encoded), fc.array(fc.array(fc.jsonValue(), { minLength: 5, maxLength: 5 })).map(encoded)), (text) => {
      expect(parseCursor(text, 4)).toBeUndefined();
    }));
  });

  const head = 'a'.repeat(43);
  it.each([
    ['a number instead of a text', [1, 1, head, '0', 0]], ['a negative count', ['1', -1, head, '0', 0]], ['a broken count', ['1', 1.5, head, '0', 0]], ['a count that is a text', ['1', '1', head, '0', 0]],
    ['a hash that is too short', ['1', 1, 'a', '0', 0]], ['an offset beyond all', ['9'.repeat(20), 1, head, '0', 0]], ['a negative skip', ['1', 1, head, '0', -1]], ['a member more', ['1', 1, head, '0', 0, 0]],
    ['a hash that is no text', ['1', 1, [head], '0', 0]],
  ])('with %s is none', (_, broken) => {
    expect(parseCursor(encoded([broken]), 1)).toBeUndefined();
    expect(parseCursor(encoded([['1', 1, head, '0', 0]]), 1)).toHaveLength(1);
  });
});
