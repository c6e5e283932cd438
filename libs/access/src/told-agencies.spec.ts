import { describe, expect, it } from '@jest/globals';
import type { Agency } from '@statewire/contracts';
import { Directory } from './directory.js';
import { judgeTold, untold } from './told-agencies.js';

const agency = (ori: string): Agency =>
  ({ ori, name: ori, city: 'CITY', county: 25, district: null, class: 'county', type: 'corrections', access: 'direct', entry: false, staffed24x7: true, servedBy: null, groups: [], phone: '' });
const ROLL = new Directory();
for (const ori of ['OHCLP0000', 'OH025013C']) ROLL.apply({ t: 'agency.registered', d: { agency: agency(ori) } });
ROLL.apply({ t: 'terminal.registered', d: { terminal: { id: 'CLE1', ori: 'OHCLP0000', kind: 'fixed' } } });

const judged = (IRI: string) => judgeTold(['IRI'], { IRI: [IRI], DNO: ['OH9999999'] }, ROLL);
const nobodyAt = (IRI: string) => untold(['IRI'], { IRI: [IRI] }, ROLL);

describe('an agency that a message names to be told', () => {
  it.each(['OHCLP0000', 'OH025013C', 'KY0560000', ''])('may be %j', (ori) => { expect(judged(ori)).toEqual([]); });

  it.each(['OH9999999', 'OHALLTERM', 'OHLEADSCY'])('may not be %s, which is no agency of this state', (ori) => {
    expect(judged(ori)).toEqual([{ code: 'FIELD_ERROR', tag: 'IRI', why: 'unknown-agency' }]);
  });

  it('hears nothing where it has no terminal', () => {
    expect([nobodyAt('OHCLP0000'), nobodyAt('OH025013C'), nobodyAt('KY0560000')]).toEqual([[], [{ tag: 'IRI', ori: 'OH025013C' }], [{ tag: 'IRI', ori: 'KY0560000' }]]);
    expect([nobodyAt(''), untold(['IRI'], {}, ROLL), untold([], { IRI: ['KY0560000'] }, ROLL)]).toEqual([[], [], []]);
  });
});
