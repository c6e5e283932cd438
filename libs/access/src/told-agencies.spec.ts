import { describe, expect, it } from '@jest/globals';
import type { Agency } from '@statewire/contracts';
import { Directory } from './directory.js';
import { untold } from './told-agencies.js';

const agency = (ori: string): Agency =>
  ({ ori, name: ori, city: 'CITY', county: 25, district: null, class: 'county', type: 'corrections', access: 'direct', entry: false, staffed24x7: true, servedBy: null, groups: [], phone: '' });
const ROLL = new Directory();
for (const ori of ['OHCLP0000', 'OH025013C']) ROLL.apply({ t: 'agency.registered', d: { agency: agency(ori) } });
ROLL.apply({ t: 'terminal.registered', d: { terminal: { id: 'CLE1', ori: 'OHCLP0000', kind: 'fixed' } } });

const nobodyAt = (IRI: string) => untold(['IRI'], { IRI: [IRI], DNO: ['OH9999999'] }, ROLL);

describe('an agency that a message names to be told', () => {
  it('hears nothing where it has no terminal', () => {
    for (const ori of ['OH025013C', 'KY0560000', 'OH9999999']) expect(nobodyAt(ori)).toEqual([{ tag: 'IRI', ori }]);
    expect(nobodyAt('OHCLP0000')).toEqual([]);
    expect([nobodyAt(''), untold(['IRI'], {}, ROLL), untold([], { IRI: ['KY0560000'] }, ROLL)]).toEqual([[], [], []]);
  });
});
