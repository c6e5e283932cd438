import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { descriptionKeys, descriptionRanges, descriptionScore } from './description.js';
import { askedDescriptions, askedPeople, heldDescriptions, heldPeople, TODAY } from './person.fixture.js';
import { blocksAsked, blocksOf, matchScore } from './person.js';

describe('the index', () => {
  it('has everybody whom the matcher finds in one of the blocks asked for', () => {
    fc.assert(fc.property(askedPeople, heldPeople, (asked, held) => {
      if (matchScore(asked, held) === undefined) return;
      const kept = blocksOf(held);
      expect(blocksAsked(asked).some((block) => kept.includes(block))).toBe(true);
    }), { numRuns: 3_000 });
  });

  it('has every description that the matcher finds in one of the ranges asked for', () => {
    let found = 0;
    fc.assert(fc.property(askedDescriptions, heldDescriptions, (asked, { births, height, weight }) => {
      // What the matcher does not bend is the same, or it would find next to nobody.
      const held = { ...asked, births, height, weight };
      if (descriptionScore(asked, held, TODAY) === undefined) return;
      found += 1;
      const ranges = descriptionRanges(asked, TODAY);
      expect(descriptionKeys(held).some((key) => ranges.some(([from, to]) => from <= key && key < to))).toBe(true);
    }), { numRuns: 3_000 });
    expect(found).toBeGreaterThan(20);
  });
});

describe('the matcher', () => {
  it('finds nobody less when asked more broadly', () => {
    fc.assert(fc.property(askedPeople, heldPeople, (asked, held) => {
      const plain = matchScore({ ...asked, expandedName: false, expandedBirth: false }, held);
      const wider = matchScore({ ...asked, expandedName: true, expandedBirth: true }, held);
      if (plain !== undefined) expect(wider).toBeGreaterThanOrEqual(plain);
    }), { numRuns: 2_000 });
  });

  it('always finds somebody under the very name and birth on file', () => {
    fc.assert(fc.property(heldPeople, ({ names, births, ...held }) => {
      for (const name of names) for (const birth of births) expect(matchScore({ names: [name], births: [birth] }, { names, births, ...held })).toBeGreaterThanOrEqual(80);
    }));
  });

  it('gives no more than a hundred', () => {
    fc.assert(fc.property(askedPeople, heldPeople, (asked, held) => {
      expect(matchScore(asked, held) ?? 100).toBeLessThanOrEqual(100);
    }));
  });
});
