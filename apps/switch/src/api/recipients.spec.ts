import { describe, expect, it } from '@jest/globals';
import { inoperativeOf, watchedOf } from './recipients.js';

const sessions = { attended: () => new Set(['WJF1']) };

describe('a terminal', () => {
  it('is inoperative when nobody is logged on there, or no longer', () => {
    expect(inoperativeOf(sessions, ['GHQ1', 'TNP1', 'WJF1'])).toEqual(['GHQ1', 'TNP1']);
    expect(inoperativeOf(sessions, [])).toEqual([]);
  });

  it('that is inoperative is told of when the code that reaches it says so', () => {
    const reached = (destination: string, ...terminals: readonly string[]) => ({ destination, title: '', agencies: [], terminals });
    expect(watchedOf({ terminals: [], agencies: [], reached: [reached('OHALLOHPT', 'GHQ1', 'WJF1'), reached('OHALLTERM', 'CLE1'), reached('OHCLP0000', 'CLE1')] })).toEqual(['GHQ1', 'WJF1']);
  });
});
