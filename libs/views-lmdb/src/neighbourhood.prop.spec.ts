import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { neighbourhoodOf } from './neighbourhood.js';

const lid = (n: number): string => `vehicle/SV${String(n).padStart(8, '0')}#retention`;

describe('where a document lies', () => {
  it('is another place for each id', () => {
    const part = fc.constantFrom('', 'SV', '/', '#', '1', '0', '12', '\n');
    const id = fc.tuple(part, fc.nat({ max: 20_000 }), fc.integer({ min: 1, max: 17 }), part).map(([before, n, width, after]) => `${before}${String(n).padStart(width, '0')}${after}`);

    fc.assert(
      fc.property(id, id, (one, other) => {
        fc.pre(one !== other);
        expect(neighbourhoodOf(one)).not.toEqual(neighbourhoodOf(other));
      }),
      { numRuns: 2_000 },
    );
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
