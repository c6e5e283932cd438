import { describe, expect, it } from '@jest/globals';
import type { Commit } from '@statewire/ledger';
import { lostPlace } from './lost-place.js';

const at = (instant: string) => ({ head: { at: instant } }) as unknown as Commit;

describe('a place that was lost', () => {
  it('is found at the first commit that is new enough, and stays there for one whose clock was slow', () => {
    const place = lostPlace('2026-11-21T00:00:00.000Z');
    const taken = ['2026-11-20T23:59:59.999Z', '2026-11-21T00:00:00.000Z', '2026-11-20T23:59:59.998Z'].map((instant) => [place.takes(at(instant)), place.isFound()]);

    expect(taken).toEqual([[false, false], [true, true], [true, true]]);
  });
});
