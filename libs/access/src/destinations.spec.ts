import { describe, expect, it } from '@jest/globals';
import type { Agency } from '@statewire/contracts';
import { addressees, judgeDestinations } from './destinations.js';
import { Directory } from './directory.js';

const agency = (ori: string, more: Partial<Agency> = {}): Agency => ({
  ori, name: ori, city: 'CITY', county: 25, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct', entry: true, staffed24x7: true, servedBy: null, groups: [], phone: '', ...more,
});
const police = agency('OHCOP0000');
const turnpike = agency('OHOHP2200', { class: 'state', groups: ['OHP'], district: 10 });
const SIX = ['OHCOP0000', 'OH0000001', 'OH0000002', 'OH0000003', 'OH0000004', 'OH0000005'];
const ROLL = new Directory();
for (const one of [police, turnpike, ...SIX.slice(1).map((ori) => agency(ori))]) ROLL.apply({ t: 'agency.registered', d: { agency: one } });
ROLL.apply({ t: 'agency.registered', d: { agency: agency('OH0250200', { access: 'retired' }) } });
for (const id of ['COL1', 'COL2']) ROLL.apply({ t: 'terminal.registered', d: { terminal: { id, ori: 'OHCOP0000', kind: 'fixed' } } });
const AM = { by: 'destinations', orisMax: 5, codesMax: 10 } as const;

const judged = (DRI: string, by: Agency = police) =>
  judgeDestinations(AM, { DRI: [DRI] }, ROLL, by).map(({ code, tag, why, destination }) => [code, tag, why, destination].filter((part) => part !== undefined).join(' '));
const county = (n: number): string => `OHALLCN${String(n).padStart(2, '0')}`;
const counties = (count: number): string => Array.from({ length: count }, (_, n) => county(n + 1)).join(' ');

describe('the destinations of a message', () => {
  it.each([
    ['OHCOP0000', police],
    [SIX.slice(0, 5).join(','), police],
    ['OHCOP0000 OHALLTERM', police],
    ['OHALLTERM PA', police],
    ['OHALLLAKE PA NY', police],
    [counties(10), police],
    ['OHALLTNPK', turnpike],
  ])('may be %s', (DRI, by) => { expect(judged(DRI, by)).toEqual([]); });

  it.each([
    [SIX.join(' '), 'FIELD_ERROR DRI too-many-oris'],
    [counties(11), 'FIELD_ERROR DRI too-many-codes'],
    [`${counties(10)} PA`, 'FIELD_ERROR DRI too-many-codes'],
    ['OH9999999', 'FIELD_ERROR DRI unknown-destination OH9999999'],
    ['OHALLCN89', 'FIELD_ERROR DRI unknown-destination OHALLCN89'],
    ['OHALLOHP0', 'FIELD_ERROR DRI unknown-destination OHALLOHP0'],
    ['OH0250200', 'FIELD_ERROR DRI destination-without-access OH0250200'],
    ['OHALLTERM OHCOP0000', 'FIELD_ERROR DRI ori-after-code OHCOP0000'],
    ['PA', 'FIELD_ERROR DRI state-alone PA'],
    ['OHCOP0000 PA OHALLTERM', 'FIELD_ERROR DRI state-alone PA'],
    ['OHALLCOPS', 'FIELD_ERROR DRI system-code OHALLCOPS'],
    ['OHALLTNPK', 'NOT_AUTHORIZED DRI reserved-code OHALLTNPK'],
  ])('may not be %s: %s', (DRI, fault) => { expect(judged(DRI)).toEqual([fault]); });

  it('may be LEADS Control where there is a control room', () => {
    const roll = new Directory();
    expect(judgeDestinations(AM, { DRI: ['OHLEADSCY'] }, roll, police)).toHaveLength(1);
    roll.apply({ t: 'agency.registered', d: { agency: agency('OHOHP0040', { groups: ['OHP', 'CONTROL'] }) } });
    expect(judgeDestinations(AM, { DRI: ['OHLEADSCY OHALLTERM'] }, roll, police)).toEqual([]);
  });

  it('are all told at once', () => {
    expect(judged('OH9999999 OHALLTNPK OHALLCOPS')).toHaveLength(3);
  });

  it('that a rule gives are never wrong', () => {
    expect(judgeDestinations({ by: 'rule', to: [] }, { DRI: ['X'] }, ROLL, police)).toEqual([]);
  });
});

describe('the addressees', () => {
  it('are found by the destinations, or by the rule', () => {
    expect(addressees(AM, { DRI: ['OHALLCN25'] }, ROLL, { ori: 'OHCOP0000', terminal: 'COL1' }).terminals).toEqual(['COL2']);
    expect(addressees({ by: 'rule', to: [{ title: 'own county', counties: 'own' }] }, {}, ROLL, { ori: 'OHCOP0000' }).terminals).toEqual(['COL1', 'COL2']);
  });
});
