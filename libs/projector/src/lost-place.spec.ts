import { describe, expect, it } from '@jest/globals';
import type { Commit } from '@statewire/ledger';
import { lostPlace } from './lost-place.js';

const commit = (seq: number, at: string) => ({ head: { seq, at } }) as unknown as Commit;
const [old, older, fresh, slow] = [commit(7, '2026-11-20T23:59:59.999Z'), commit(6, '2026-11-20T00:00:00.000Z'), commit(8, '2026-11-21T00:00:00.000Z'), commit(9, '2026-11-20T23:59:59.998Z')];

describe('a place that was lost', () => {
  const asked = (commits: readonly Commit[]) => {
    const place = lostPlace('2026-11-21T00:00:00.000Z');
    return commits.map((each) => [place.takes(each), place.isFound()]);
  };

  it('is found at the first commit that is new enough, and stays there for one whose clock was slow', () => {
    expect(asked([older, old, fresh, slow])).toEqual([[false, false], [false, false], [true, true], [true, true]]);
  });

  it('is the same when commits are asked about again', () => {
    expect(asked([old, fresh, slow, old, fresh, slow])).toEqual([[false, false], [true, true], [true, true], [false, true], [true, true], [true, true]]);
  });
});
