import { describe, expect, it, jest } from '@jest/globals';
import { Directory } from '@statewire/access';
import { manualClock } from '@statewire/clock';
import type { Platform } from '@statewire/service-kit';
import type { SeatedRequest } from './audience.guard.js';
import { BroadcastsController, type Preview } from './broadcasts.controller.js';
import type { Sessions } from './sessions.service.js';

const AGENCY = { county: 25, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct', entry: true, staffed24x7: true, servedBy: null, groups: [], phone: '6145550100' };
const operator = { id: 'ctl1', certification: 'FQO', certifiedUntil: '2031-01-01', roles: ['control'] };

/** What OHALLTERM would reach in a state of so many agencies with so many terminals each, of which the first ones are attended. */
const previewing = (agencies: number, terminalsEach: number) => {
  const directory = new Directory();
  const oris = Array.from({ length: agencies }, (_, n) => `OH${String(n).padStart(5, '0')}00`);
  for (const ori of oris) directory.apply({ t: 'agency.registered', d: { agency: { ...AGENCY, ori, name: `AGENCY ${ori}`, city: 'CITY' } } });
  for (let n = 0; n < terminalsEach; n += 1) {
    for (const ori of oris) directory.apply({ t: 'terminal.registered', d: { terminal: { id: `T${String(n)}${ori}`, ori, kind: 'fixed' } } });
  }
  const looks = jest.spyOn(directory.terminals as Map<string, unknown>, 'get');
  const platform = { directory, clock: manualClock('2026-11-20T13:00:00.000Z') } as unknown as Platform;
  const sessions = { attended: () => new Set(oris.map((ori) => `T0${ori}`)) } as unknown as Sessions;
  const request = { body: { dri: 'OHALLTERM' }, seat: { operator, agency: { ...AGENCY, ori: oris[0] }, terminal: { id: 'CTL1' } } } as unknown as SeatedRequest;
  return { oris, looks, preview: (): Preview => new BroadcastsController(platform, sessions).preview(request) };
};

describe('the preview of a message', () => {
  it('names each agency that it reaches with its own terminals, and which of them are attended', () => {
    const { oris, preview } = previewing(3, 2);
    const { agencies, agencyCount, terminalCount, inoperativeCount } = preview();
    expect(agencies).toEqual(oris.map((ori) => ({
      ori, name: `AGENCY ${ori}`, city: 'CITY', county: 25, terminals: [{ id: `T0${ori}`, operative: true }, { id: `T1${ori}`, operative: false }],
    })));
    expect({ agencyCount, terminalCount, inoperativeCount }).toEqual({ agencyCount: 3, terminalCount: 6, inoperativeCount: 3 });
  });

  it('of one to the whole state looks at each terminal a few times, not once for every agency', () => {
    const { looks, preview } = previewing(100, 6);
    expect(preview().terminalCount).toBe(600);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(3 * 600);
  });
});
