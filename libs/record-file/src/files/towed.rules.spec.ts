import { beforeEach, describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import type { Instant } from '@statewire/kernel';
import { historyOf, type History } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { towedRules } from './towed.rules.js';

type Fields = Readonly<Record<string, string>>;

const START = '2026-11-20T13:00:00.000Z';
const STREAM = 'towed/TV00000004';
const TOWED: Fields = {
  OCA: 'T1', TYP: 'OVI', DTW: '20261120', RTW: 'OVI ARREST', VCD: 'DR', STA: '12 IMPOUND RD', VTF: 'HIGH AND BROAD', CFR: 'COURT ORDER', VIN: '1FAHP2E8XA0000001',
};
/** Four in the morning in Ohio, in winter and in summer. */
const AT_FOUR = 'T09:00:00.000Z';

let life: History;
const tell = (type: string, mke: string, fields: Fields) =>
  life.tell(type, { mke, ori: 'OHCOP0000', staffed24x7: true, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])) });
const enter = (fields: Fields): void => { expect(tell('EnterRecord', 'ET', { ...TOWED, ...fields })).toMatchObject({ out: 'accepted' }); };
const modify = (fields: Fields): void => { expect(tell('ModifyRecord', 'MT', { VIN: TOWED['VIN'] ?? '', OCA: 'T1', ...fields })).toMatchObject({ out: 'accepted' }); };
const fire = (kind: string, due: Instant) => life.tell('FireTimer', { stream: STREAM, kind, due }, { key: 'OHCOP0000' });
const planned = () => life.records()[0]?.clocks ?? {};

beforeEach(() => { life = historyOf(recordDecider([towedRules], standardCatalogue, { partition: 0, partitions: 4 }), START); });

describe('a towed vehicle', () => {
  it('is on file at once, its place and its reason sealed', () => {
    enter({});
    const [entered] = life.events;
    expect(entered).toMatchObject({ t: 'towed.entered', d: { idx: 'TV00000004', status: 'active' } });
    for (const value of ['12 IMPOUND RD', 'HIGH AND BROAD', 'OVI ARREST', 'COURT ORDER', TOWED['VIN']]) expect(JSON.stringify(entered?.d)).not.toContain(value);
  });

  it('is entered once under its case: two that agree in what names them could never be told apart again', () => {
    enter({});
    expect(tell('EnterRecord', 'ET', TOWED)).toMatchObject({ faults: [{ code: 'ON_FILE', idx: 'TV00000004' }] });
    enter({ OCA: 'T2' });
    expect(tell('ModifyRecord', 'MT', { VIN: TOWED['VIN'] ?? '', OCA: 'T2', LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' })).toMatchObject({ out: 'accepted' });
    expect(tell('EnterRecord', 'ET', { ...TOWED, OCA: 'T2', VIN: '1FAHP2E8XA0000002', LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' })).toMatchObject({ faults: [{ code: 'ON_FILE' }] });
  });

  it('is told of at four in the morning of its pretrial, of the end of its immobilization, and seven and sixty days after that', () => {
    enter({ DPT: '20261130', IPF: '20261120', IPT: '20270220' });
    expect(planned()).toEqual({
      pretrial: `2026-11-30${AT_FOUR}`, release: `2027-02-20${AT_FOUR}`, 'release-seven-days': `2027-02-27${AT_FOUR}`, 'release-sixty-days': '2027-04-21T08:00:00.000Z',
    });
  });

  it('is not told of a day that had passed', () => {
    enter({ DPT: '20261120', IPT: '20261115' });
    expect(Object.keys(planned())).toEqual(['release-seven-days', 'release-sixty-days']);
  });

  it('gives each of its notices once, also of two on one morning', () => {
    enter({ DPT: '20261130', IPT: '20261130' });
    const morning = `2026-11-30${AT_FOUR}`;
    life.moveTo(morning);
    expect(fire('pretrial', morning)).toMatchObject({ out: 'accepted', events: [{ t: 'towed.noticed', d: { status: 'active', clock: { kind: 'pretrial', due: morning }, due: { pretrial: null, release: morning } } }] });
    expect(fire('pretrial', morning)).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(fire('release', morning)).toMatchObject({ out: 'accepted' });
    expect(Object.keys(planned())).toEqual(['release-seven-days', 'release-sixty-days']);
  });

  it('still gives a notice that is overdue when its record changes, and the new day’s where the day moves', () => {
    enter({ DPT: '20261130' });
    life.moveTo('2026-11-30T12:00:00.000Z');
    modify({ VCO: 'RED' });
    expect(planned()).toEqual({ pretrial: `2026-11-30${AT_FOUR}` });
    modify({ DPT: '20261207' });
    expect(planned()).toEqual({ pretrial: `2026-12-07${AT_FOUR}` });
    modify({ DPT: '' });
    expect(planned()).toEqual({});
  });

  it('stays until somebody ends it; without pretrial and immobilization 180 days', () => {
    enter({});
    expect(life.records()[0]?.retire).toBe('2027-05-20T04:05:00.000Z');
    modify({ DPT: '20261130' });
    expect(life.records()[0]).not.toHaveProperty('retire');
    modify({ DPT: '' });
    expect(life.records()[0]?.retire).toBe('2027-05-20T04:05:00.000Z');
    life.moveTo('2027-05-20T04:05:00.000Z');
    expect(fire('retire', '2027-05-20T04:05:00.000Z')).toMatchObject({ events: [{ t: 'towed.retired', d: { reason: 'retention' } }] });
  });

  it('goes with the modification that leaves it neither, once its 180 days are over', () => {
    enter({ CID: '300' });
    life.moveTo('2027-05-20T04:05:00.000Z');
    expect(tell('ModifyRecord', 'MT', { VIN: TOWED['VIN'] ?? '', OCA: 'T1', CID: '' })).toMatchObject({
      events: [{ t: 'towed.modified', d: { status: 'active' } }, { t: 'towed.retired', d: { status: 'retired', reason: 'retention', due: { retire: null } } }],
    });
  });

  it.each([{ DPT: '20261130' }, { IPF: '20261120' }, { IPT: '20261130' }, { CID: '30' }, { TYP: 'IMM' }])('stays with %j: of a pretrial or an immobilization is told', (fields) => {
    enter(fields);
    expect(life.records()[0]).not.toHaveProperty('retire');
  });

  it.each([['CancelRecord', 'XT', 'cancelled', {}], ['ClearRecord', 'CT', 'cleared', { DVR: '20261120' }]] as const)('is ended by %s at once, and its clocks with it', (type, mke, status, more) => {
    enter({ DPT: '20261130' });
    expect(tell(type, mke, { VIN: TOWED['VIN'] ?? '', OCA: 'T1', ...more })).toMatchObject({ events: [{ d: { status, due: { pretrial: null } } }] });
    expect(fire('pretrial', `2026-11-30${AT_FOUR}`)).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });
});
