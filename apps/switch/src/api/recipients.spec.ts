import { describe, expect, it } from '@jest/globals';
import { Directory } from '@statewire/access';
import { manualClock } from '@statewire/clock';
import type { Platform } from '@statewire/service-kit';
import { inoperativeOf, watchedOf } from './recipients.js';

const directory = new Directory();
const session = (terminal: string, expiresAt: string): void => {
  directory.apply({ t: 'session.opened', d: { session: { tokenHash: terminal, operator: terminal.toLowerCase(), terminal, ori: 'OHOHP4900', openedAt: '2026-11-20T08:00:00.000Z', expiresAt } } });
};
session('WJF1', '2026-11-20T20:00:00.000Z');
session('TNP1', '2026-11-20T12:00:00.000Z');
const platform = { directory, clock: manualClock('2026-11-20T13:00:00.000Z') } as unknown as Platform;

describe('a terminal', () => {
  it('is inoperative when nobody is logged on there, or no longer', () => {
    expect(inoperativeOf(platform, ['GHQ1', 'TNP1', 'WJF1'])).toEqual(['GHQ1', 'TNP1']);
    expect(inoperativeOf(platform, [])).toEqual([]);
  });

  it('that is inoperative is told of when the code that reaches it says so', () => {
    const reached = (destination: string, ...terminals: readonly string[]) => ({ destination, title: '', agencies: [], terminals });
    expect(watchedOf({ terminals: [], agencies: [], reached: [reached('OHALLOHPT', 'GHQ1', 'WJF1'), reached('OHALLTERM', 'CLE1'), reached('OHCLP0000', 'CLE1')] })).toEqual(['GHQ1', 'WJF1']);
  });
});
