import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { neighbourhoodOf } from './neighbourhood.js';

const lid = (n: number): string => `vehicle/SV${String(n).padStart(8, '0')}#retention`;

describe('where a document lies', () => {
  it('is another place for each id', () => {
    const part = fc.constantFrom('', 'SV', '/', '#', '1', '0', '12', '\n');
    const pieces = fc.record({ before: part, n: fc.nat({ max: 20_000 }), width: fc.integer({ min: 1, max: 17 }), after: part });
    const idOf = ({ before, n, width, after }: Readonly<{ before: string; n: number; width: number; after: string }>) => `${before}${String(n).padStart(width, '0')}${after}`;
    // Any other, one with something else behind its number, and one whose number is greater by a power of two.
    const pair = fc.oneof(
      fc.tuple(pieces, pieces),
      fc.tuple(pieces, part).map(([one, after]) => [one, { ...one, after }] as const),
      fc.tuple(pieces, fc.nat({ max: 14 })).map(([one, power]) => [one, { ...one, n: one.n + 2 ** power }] as const),
    );
    let inOneArea = 0;

    fc.assert(
      fc.property(pair.map(([one, other]) => [idOf(one), idOf(other)] as const), ([one, other]) => {
        fc.pre(one !== other);
        if (neighbourhoodOf(one).area === neighbourhoodOf(other).area) inOneArea += 1;
        expect(neighbourhoodOf(one)).not.toEqual(neighbourhoodOf(other));
      }),
      { numRuns: 2_000 },
    );
    expect(inOneArea).toBeGreaterThan(50);
  });

  it.each([1, 2, 4, 16])('is in order, in few areas, for what one of %d partitions numbers', (partitions) => {
    const places = Array.from({ length: 1_000 }, (_, count) => neighbourhoodOf(lid(count * partitions + partitions - 1)));
    const areas = new Map<string, number[]>();
    for (const { area, place = -1 } of places) areas.set(area, [...(areas.get(area) ?? []), place]);

    expect(areas.size).toBeLessThanOrEqual(20);
    for (const inOne of areas.values()) expect(inOne).toEqual([...inOne].sort((a, b) => a - b));
    for (const place of [...areas.values()].flat()) expect(place >= 0 && place < 256).toBe(true);
  });

  it('is shared by no two of four partitions', () => {
    const areasOf = (partition: number) => new Set(Array.from({ length: 1_000 }, (_, count) => neighbourhoodOf(lid(count * 4 + partition)).area));
    const [first, second] = [areasOf(0), areasOf(1)];

    expect([...first].filter((area) => second.has(area))).toEqual([]);
  });

  it('is an area of its own where an id has no number', () => {
    expect(neighbourhoodOf('picture/ab12cd34')).toEqual({ area: 'picture/ab12cd34', place: undefined });
  });
});
