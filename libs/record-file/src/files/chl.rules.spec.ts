import { beforeEach, describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import { countedAfterLoss, historyOf, replay, type History } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { chlRules } from './chl.rules.js';

type Fields = Readonly<Record<string, string | readonly string[]>>;

const START = '2026-11-20T13:00:00.000Z';
const IDX = 'CH80000004';
const HOLDER: Fields = {
  NAM: 'PERMIT,ANN Q', SEX: 'F', RAC: 'W', DOB: '19661213', ADR: '16 HIGH DRIVE', CTY: 'COLUMBUS', RST: 'OH', ZIP: '43215', DOI: '20261120', DOE: '20261130', STA: 'A', ISS: 'NICHOLS,RONALD L',
};
const NAMED = { NAM: 'PERMIT,ANN Q', LID: '80000004' };

let life: History;
beforeEach(() => { life = historyOf(recordDecider([chlRules], standardCatalogue, { partition: 0, partitions: 4, series: 8 }), START); });

const tell = (type: string, mke: string, fields: Fields, ori = 'OH0250000', county = 25, key = 'county/25') =>
  life.tell(type, { mke, ori, county, staffed24x7: true, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value])) }, { key, ori });
const enter = (fields: Fields = {}, mke = 'ECP') => tell('EnterRecord', mke, { ...HOLDER, ...fields });
const modify = (fields: Fields, ori?: string) => tell('ModifyRecord', 'MCP', { ...NAMED, ...fields }, ori);
const record = () => life.records()[0];

describe('a handgun license', () => {
  it('is on file at once and for ever, under a permit number of its county, its holder sealed', () => {
    expect(enter()).toMatchObject({ events: [{ t: 'chl.entered', d: { idx: IDX, status: 'active', due: { retire: null } } }] });
    expect(record()).toMatchObject({ fields: { PER: ['25-FRA-000001-P'], COI: ['25'] } });
    for (const value of ['PERMIT,ANN Q', '16 HIGH DRIVE', '19661213', '25-FRA']) expect(JSON.stringify(life.events[0]?.d)).not.toContain(value);
    enter({ NAM: 'OTHER,BOB', COI: '18' }, 'TCP');
    expect(life.records()[1]?.fields).toMatchObject({ PER: ['25-FRA-000002-T'], COI: ['18'] });
  });

  it('gets no permit number that was lost', () => {
    enter();
    enter({ NAM: 'OTHER,BOB' });
    expect(countedAfterLoss(recordDecider([chlRules], standardCatalogue, { partition: 0, partitions: 4, series: 8 }), life.events)).toEqual(new Map([['numbers', 2], ['numbers/permits/25', 2]]));
  });

  it('is counted in its county alone, also by a desk that counts several, and after a restart', () => {
    const ross = (fields: Fields) => tell('EnterRecord', 'ECP', { ...HOLDER, ...fields }, 'OH0710000', 71, 'county/71');
    enter();
    ross({});
    enter({ NAM: 'OTHER,BOB' });
    modify({ ORI: 'OH0710000' }, 'OH0710000');
    const decider = recordDecider([chlRules], standardCatalogue, { partition: 0, partitions: 4, series: 8 });
    expect(replay(decider, life.events)).toEqual(life.table);
    ross({ NAM: 'OTHER,BOB' });
    expect(life.records().map(({ fields }) => fields['PER']?.[0])).toEqual(['25-FRA-000001-P', '71-ROS-000001-P', '25-FRA-000002-P', '71-ROS-000002-P']);
  });

  it('is held once a kind while it is active', () => {
    enter();
    expect(enter()).toMatchObject({ faults: [{ code: 'ON_FILE', idx: IDX }] });
    expect(enter({ STA: 'S' })).toMatchObject({ faults: [{ code: 'ON_FILE', idx: IDX }] });
    expect(enter({}, 'TCP')).toMatchObject({ out: 'accepted' });
    modify({ STA: 'R' });
    expect(enter()).toMatchObject({ out: 'accepted' });
    expect(modify({ ADR: '1 MAIN ST' })).toMatchObject({ out: 'accepted' });
    expect(modify({ STA: 'A' })).toMatchObject({ faults: [{ code: 'ON_FILE' }] });
  });

  it('expires on the day after its last one, and only while it is active', () => {
    enter();
    const due = '2026-12-01T05:05:00.000Z';
    expect(record()?.clocks).toEqual({ expiry: due });
    const fire = () => life.tell('FireTimer', { stream: `chl/${IDX}`, kind: 'expiry', due }, { key: 'county/25' });
    expect(fire()).toMatchObject({ events: [{ t: 'chl.expired', d: { fields: { STA: ['E'] }, due: { expiry: null } } }] });
    expect(fire()).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    modify({ STA: 'A', DOE: '20311120' });
    expect(record()?.clocks).toEqual({ expiry: '2031-11-21T05:05:00.000Z' });
    modify({ STA: 'S' });
    expect(record()?.clocks).toBeUndefined();
  });

  it('that is entered or changed after its last day expires with that, and is never shown as active', () => {
    expect(enter({ DOI: '20211119', DOE: '20261119' })).toMatchObject({ events: [{ t: 'chl.entered', d: { fields: { STA: ['A'] } } }, { t: 'chl.expired', d: { fields: { STA: ['E'] }, due: { expiry: null } } }] });
    expect(record()).toMatchObject({ version: 2, fields: { STA: ['E'] } });
    expect(modify({ STA: 'A' })).toMatchObject({ events: [{ t: 'chl.modified' }, { t: 'chl.expired' }] });
    expect(record()).toMatchObject({ version: 4, fields: { STA: ['E'] } });
    expect(enter({ DOI: '20211119', DOE: '20261119', STA: 'S' })).toMatchObject({ events: [{ t: 'chl.entered', d: { fields: { STA: ['S'] } } }] });
    expect(modify({ STA: 'A', DOE: '20261120' })).toMatchObject({ events: [{ t: 'chl.modified', d: { due: { expiry: '2026-11-21T05:05:00.000Z' } } }] });
  });

  it('that is over with its change is validated three months after that, as any changed one is', () => {
    enter({ DOE: '20311120' });
    const monthOf = () => record()?.validation?.month;
    const entered = monthOf();
    life.moveTo('2027-05-03T13:00:00.000Z');
    expect(modify({ DOE: '20270502' })).toMatchObject({ events: [{ t: 'chl.modified' }, { t: 'chl.expired' }] });
    expect([entered, monthOf()]).toEqual(['202702', '202708']);
  });

  it('is changed by its owner; what the system gave stays', () => {
    enter();
    expect(modify({ ADR: '1 MAIN ST' })).toMatchObject({ events: [{ t: 'chl.modified' }] });
    expect(record()).toMatchObject({ fields: { ADR: ['1 MAIN ST'], PER: ['25-FRA-000001-P'] } });
    modify({ COI: '71' });
    expect(record()).toMatchObject({ fields: { COI: ['71'] } });
    modify({ COI: '' });
    expect(record()).toMatchObject({ fields: { COI: ['25'] } });
    expect(modify({ ADR: '' })).toMatchObject({ faults: [{ code: 'MISSING_FIELD', tag: 'ADR' }] });
    expect(modify({})).toMatchObject({ faults: [{ code: 'MISSING_FIELD', why: 'nothing-changed' }] });
    expect(modify({ ORI: 'OH0180000' })).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'ORI', why: 'not-the-sender' }] });
  });

  it('is taken over by another sheriff’s own ORI alone, who may change it from then on', () => {
    enter();
    const other = 'OH0180000';
    expect(modify({ ADR: '1 MAIN ST' }, other)).toMatchObject({ faults: [{ code: 'NOT_OWNER' }] });
    expect(modify({ ORI: 'OH0710000' }, other)).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'ORI', why: 'not-the-sender' }] });
    expect(modify({ ORI: other, ADR: '1 MAIN ST' }, other)).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'ORI', why: 'ori-alone' }] });
    expect(modify({ ORI: other }, other)).toMatchObject({ events: [{ t: 'chl.transferred', d: { owner: other, more: { formerOwner: 'OH0250000' } } }] });
    expect(modify({ ADR: '1 MAIN ST' }, other)).toMatchObject({ out: 'accepted' });
    expect(record()).toMatchObject({ owner: other, fields: { PER: ['25-FRA-000001-P'] } });
    expect(modify({ ADR: '2 MAIN ST' })).toMatchObject({ faults: [{ code: 'NOT_OWNER' }] });
  });

  it('that its sheriff had confirmed on his list is on no list of the sheriff who takes it over before it has been his for three months', () => {
    const other = 'OH0180000';
    enter({ DOE: '20311120' });
    life.moveTo('2027-02-08T13:00:00.000Z');
    expect(life.tell('ValidateRecord', { idx: IDX, ori: 'OH0250000' }, { key: 'county/25' })).toMatchObject({ out: 'accepted' });
    expect(record()?.validation).toMatchObject({ done: { month: '202702' } });
    modify({ ORI: other }, other);
    expect(record()?.validation).toEqual({ month: '202705' });
  });

  it('is not taken over by a sheriff who has an active one of that kind for the same person', () => {
    const other = 'OH0180000';
    enter();
    modify({ ORI: other }, other);
    enter();
    const again = { LID: '80000008', ORI: other };
    expect(modify(again, other)).toMatchObject({ faults: [{ code: 'ON_FILE', idx: IDX }] });
    modify({ STA: 'R' }, other);
    expect(modify(again, other)).toMatchObject({ events: [{ t: 'chl.transferred' }] });
  });
});
