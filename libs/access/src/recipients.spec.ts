import { describe, expect, it } from '@jest/globals';
import { BROADCAST_CODES, counties } from '@statewire/catalogue';
import type { Agency } from '@statewire/contracts';
import fc from 'fast-check';
import { Directory } from './directory.js';
import { isSelected, recipientsIn, recipientsOf, type Roll } from './recipients.js';

const agency = (ori: string, county: number | null, more: Partial<Agency> = {}): Agency => ({
  ori, name: `AGENCY ${ori}`, city: 'CITY', county, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct', entry: true, staffed24x7: true, servedBy: null,
  groups: [], phone: '6145550100', ...more,
});
const post = (ori: string, county: number, groups: readonly string[], district: number | null = null): Agency => agency(ori, county, { class: 'state', groups: ['OHP', ...groups], district });

const rollOf = (agencies: readonly Agency[], terminals: readonly (readonly [id: string, ori: string])[]): Roll => {
  const directory = new Directory();
  for (const one of agencies) directory.apply({ t: 'agency.registered', d: { agency: one } });
  for (const [id, ori] of terminals) directory.apply({ t: 'terminal.registered', d: { terminal: { id, ori, kind: 'fixed' } } });
  return directory;
};

const ROLL = rollOf(
  [
    agency('OHCOP0000', 25), agency('OH0250000', 25, { class: 'county' }), agency('OH0250100', 25, { access: 'non-terminal', servedBy: 'OH0250000' }),
    agency('OH025015J', 25, { class: 'county', type: 'court' }), agency('OHCLP0000', 18), agency('OH0180000', 18, { class: 'county' }), agency('OH0650000', 65, { class: 'county' }),
    agency('OH0310000', 31, { class: 'county' }), agency('OH0990000', null), agency('OH0990100', 3),
    post('OHOHP0000', 25, ['GHQ']), post('OHOHP4900', 49, ['SCALES'], 6), post('OHOHP2200', 22, ['TURNPIKE'], 10),
  ],
  [
    ['COL2', 'OHCOP0000'], ['COL1', 'OHCOP0000'], ['FRA1', 'OH0250000'], ['CRT1', 'OH025015J'], ['CLE1', 'OHCLP0000'], ['CUY1', 'OH0180000'], ['PIC1', 'OH0650000'],
    ['HAM1', 'OH0310000'], ['FAR1', 'OH0990000'], ['GHQ1', 'OHOHP0000'], ['WJF1', 'OHOHP4900'], ['TNP1', 'OHOHP2200'],
  ],
);
const reach = (...destinations: readonly string[]): string => recipientsOf(destinations, ROLL).terminals.join(' ');

describe('a destination', () => {
  it.each([
    ['OHCOP0000', 'COL1 COL2'],
    ['OHALLOHPT', 'GHQ1 TNP1 WJF1'],
    ['OHALLOHPS', 'WJF1'],
    ['OHALLGHQT', 'GHQ1'],
    ['OHALLOHP6', 'GHQ1 WJF1'],
    ['OHALLOHP1', ''],
    ['OHALLTERM', 'CLE1 COL1 COL2 CRT1 CUY1 FAR1 FRA1 GHQ1 HAM1 PIC1 TNP1 WJF1'],
    ['OHALLLAKE', 'CLE1 CUY1 TNP1'],
    ['OHALLRIVR', 'HAM1'],
    ['OHALLIS70', 'COL1 COL2 CRT1 FRA1 GHQ1 WJF1'],
    ['OHALLIS77', 'CLE1 CUY1'],
    ['OHALLSHRF', 'CUY1 FRA1 HAM1 PIC1'],
    ['OHALLPLCE', 'CLE1 COL1 COL2 FAR1'],
    ['OHALLTNPK', 'CLE1 CUY1 TNP1'],
    ['OHALLCN18', 'CLE1 CUY1'],
    ['OHADJCN65', 'COL1 COL2 CRT1 FRA1 GHQ1 PIC1 WJF1'],
    ['OHALLCOPS', 'CLE1 COL1 COL2 CUY1 FAR1 FRA1 GHQ1 HAM1 PIC1 TNP1 WJF1'],
    ['OH9999999', ''],
    ['OHALLCN89', ''],
  ])('%s reaches %s', (destination, terminals) => {
    expect(reach(destination)).toBe(terminals);
  });

  it('that is a non-terminal agency is reached at the agency that serves it', () => {
    expect(recipientsOf(['OH0250100'], ROLL).reached).toEqual([{ destination: 'OH0250100', title: 'AGENCY OH0250100', agencies: ['OH0250000'], terminals: ['FRA1'] }]);
  });

  it('that is LEADS Control is the control room, under its own ORI or another', () => {
    const named = rollOf([agency('OHLEADSCY', 25, { groups: ['CONTROL'] })], [['CTL1', 'OHLEADSCY']]);
    const other = rollOf([agency('OHCOP0000', 25), post('OHOHP0040', 25, ['CONTROL'])], [['COL1', 'OHCOP0000'], ['CTL1', 'OHOHP0040']]);
    for (const roll of [named, other]) expect(recipientsOf(['OHLEADSCY'], roll).terminals).toEqual(['CTL1']);
    expect(reach('OHLEADSCY')).toBe('');
  });

  it.each(['no-leads-access', 'retired'])('reaches no terminal of an agency that has %s', (access) => {
    const roll = rollOf([agency('OHCOP0000', 25), agency('OH0250200', 25, { access }), agency('OH0250300', 25, { access: 'non-terminal', servedBy: 'OH0250200' })], [['COL1', 'OHCOP0000'], ['OLD1', 'OH0250200']]);
    for (const destination of ['OHALLTERM', 'OHALLCOPS', 'OHALLCN25']) expect(recipientsOf([destination], roll)).toMatchObject({ terminals: ['COL1'], agencies: ['OHCOP0000'] });
    for (const destination of ['OH0250200', 'OH0250300']) expect(recipientsOf([destination], roll).terminals).toEqual([]);
    expect(recipientsIn([{ title: 'county', counties: 'own' }], roll, { ori: 'OHCOP0000' }).terminals).toEqual(['COL1']);
  });

  it('is titled with its number', () => {
    expect(recipientsOf(['OHALLCN05', 'OHALLOHP6'], ROLL).reached.map(({ title }) => title)).toEqual(['all in county 05', 'Highway Patrol terminals of district 6']);
  });
});

describe('a message', () => {
  it('leaves out the terminal that sends it, not its agency’s others', () => {
    expect(recipientsOf(['OHALLPLCE'], ROLL, { ori: 'OHCOP0000', terminal: 'COL1' }).terminals).toEqual(['CLE1', 'COL2', 'FAR1']);
  });

  it('comes to the sending terminal too when its own ORI is listed', () => {
    expect(recipientsOf(['OHCOP0000', 'OHALLPLCE'], ROLL, { ori: 'OHCOP0000', terminal: 'COL1' }).terminals).toContain('COL1');
  });

  it('goes to the sender’s county and the patrol where its selections say so', () => {
    const to = [{ title: 'county', counties: 'own', type: 'law-enforcement' }, { title: 'patrol', groups: ['OHP'] }] as const;
    expect(recipientsIn(to, ROLL, { ori: 'OH0250000', terminal: 'FRA1' }).terminals).toEqual(['COL1', 'COL2', 'GHQ1', 'TNP1', 'WJF1']);
    expect(recipientsIn(to, ROLL, { ori: 'OH0990000' }).terminals).toEqual(['GHQ1', 'TNP1', 'WJF1']);
  });
});

describe('a terminal that moves to another agency', () => {
  it('gets the messages of that one alone', () => {
    const roll = rollOf([agency('OHCOP0000', 25), agency('OHCLP0000', 18)], [['T1', 'OHCOP0000'], ['T1', 'OHCLP0000']]);
    expect([recipientsOf(['OHCOP0000'], roll).terminals, recipientsOf(['OHCLP0000'], roll).terminals]).toEqual([[], ['T1']]);
  });
});

describe('a reservation', () => {
  it('names whose agencies it is for', () => {
    const reserved = BROADCAST_CODES.find(({ code }) => code === 'OHALLTNPK')?.reservedFor ?? {};
    expect([...ROLL.agencies.values()].filter((one) => isSelected(one, reserved)).map(({ ori }) => ori)).toEqual(['OHOHP2200']);
  });
});

describe('whatever is addressed', () => {
  const anyCode = fc.constantFrom(...BROADCAST_CODES).chain(({ code }) =>
    fc.integer({ min: 1, max: 88 }).map((n) => code.replace('XX', String(n).padStart(2, '0')).replace('#', String((n % 9) + 1))));
  const anyRoll = fc.array(fc.tuple(fc.integer({ min: 1, max: 88 }), fc.constantFrom('municipal', 'county', 'state'), fc.constantFrom('law-enforcement', 'court'), fc.subarray(['OHP', 'GHQ', 'SCALES']), fc.nat({ max: 3 })))
    .map((rows) => rollOf(
      rows.map(([county, kind, type, groups], n) => agency(`OH${String(n).padStart(7, '0')}`, county, { class: kind, type, groups })),
      rows.flatMap(([, , , , terminals], n) => Array.from({ length: terminals }, (_, t) => [`T${String(n)}X${String(t)}`, `OH${String(n).padStart(7, '0')}`] as const)),
    ));

  it('reaches each terminal once: the union of what each destination reaches', () => {
    fc.assert(fc.property(anyRoll, fc.array(anyCode, { maxLength: 6 }), (roll, codes) => {
      const { terminals, reached, agencies } = recipientsOf(codes, roll);
      expect(new Set(terminals).size).toBe(terminals.length);
      expect(new Set(terminals)).toEqual(new Set(codes.flatMap((one) => recipientsOf([one], roll).terminals)));
      expect(new Set(reached.flatMap((one) => one.terminals))).toEqual(new Set(terminals));
      expect(new Set(agencies)).toEqual(new Set(terminals.map((id) => roll.terminals.get(id)?.ori)));
    }));
  });

  it('in a county and its neighbours is the union of those counties', () => {
    fc.assert(fc.property(anyRoll, fc.integer({ min: 1, max: 88 }), (roll, n) => {
      const codeOf = (county: number): string => `OHALLCN${String(county).padStart(2, '0')}`;
      const around = [n, ...(counties().get(n)?.neighbours ?? [])].map(codeOf);
      expect(recipientsOf([`OHADJCN${String(n).padStart(2, '0')}`], roll).terminals).toEqual(recipientsOf(around, roll).terminals);
    }));
  });
});
