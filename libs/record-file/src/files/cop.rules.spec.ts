import { describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import type { Instant } from '@statewire/kernel';
import { countedAfterLoss, historyOf, type History } from '../history.fixture.js';
import { facesOf } from '../faces.js';
import { isLive, type RecordView } from '../record.js';
import { recordDecider } from '../record.decider.js';
import { lookupOf } from '../lookups.js';
import { searchKeys } from '../search-keys.js';
import { backgroundOf, lookOf } from '../shown.js';
import { copRules } from './cop.rules.js';

const START = '2026-11-20T13:00:00.000Z';
const COLUMBUS = { ori: 'OHCOP0000', key: 'county/25' };
const ALERT = { CONT: 'SGT A', CT1: '6145550100', INCD: '20261120', LTCI: 'N', HOME: 'N', INCL: 'MAIN ST', ALRT: 'ARMED' };

type Given = Readonly<Record<string, string | readonly string[]>>;
const message = (mke: string, fields: Given, ori = COLUMBUS.ori) =>
  ({ mke, ori, county: 25, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value])) });

const opened = (start: Instant = START): History => historyOf(recordDecider([copRules], standardCatalogue, { partition: 1, partitions: 4, series: 1 }), start);
const last = (history: History): RecordView => history.records().at(-1) as RecordView;

const enter = (history: History, fields: Given = {}): RecordView => {
  expect(history.tell('EnterRecord', message('ECOP', { ...ALERT, ...fields }), COLUMBUS)).toMatchObject({ out: 'accepted' });
  return last(history);
};
const numbersOf = ({ lid, fields }: RecordView) => ({ LID: lid, 'COP-ID': fields['CID'] ?? [] });
const treat = (history: History, type: string, mke: string, fields: Given, ori?: string) => history.tell(type, message(mke, fields, ori), { ...COLUMBUS, ...(ori === undefined ? {} : { ori }) });

describe('the numbers of COP records (decision D12)', () => {
  it('are counted per county and year, beside an IDX and a CID that never return', () => {
    const history = opened();
    expect([enter(history), enter(history)].map(({ idx, lid, fields }) => [idx, lid, fields['CID'], fields['DTE']])).toEqual([
      ['CP10000005', '25COP001', ['10000005'], ['20261120']], ['CP10000009', '25COP002', ['10000009'], ['20261120']],
    ]);
    history.tell('EnterRecord', { ...message('ECOP', ALERT, 'OH0490000'), county: 49 }, { ori: 'OH0490000', key: 'county/49' });
    expect(last(history)).toMatchObject({ idx: 'CP10000013', lid: '49COP001' });
    history.tell('EnterRecord', { ...message('ECOP', ALERT, 'OH0020000'), county: 2 }, { ori: 'OH0020000', key: 'county/2' });
    expect(last(history).lid).toBe('02COP001');
  });

  it('begin anew each year of Ohio, and pass over what a record holds', () => {
    const history = opened('2027-01-01T04:59:00.000Z');
    enter(history, { LTCI: 'Y' });
    const gone = enter(history);
    expect(gone.lid).toBe('25COP002');
    treat(history, 'CancelRecord', 'DCOP', numbersOf(gone));
    history.moveTo('2027-01-01T05:00:00.000Z');
    expect(enter(history).lid).toBe('25COP002');
    expect(enter(history).lid).toBe('25COP003');
  });

  it('are not given again in their year, whoever had them, and what a record is changed to later counts for no other year', () => {
    const history = opened('2026-12-31T13:00:00.000Z');
    const [first, second] = [enter(history), enter(history, { LTCI: 'Y' })];
    treat(history, 'CancelRecord', 'DCOP', numbersOf(first));
    const third = enter(history);
    treat(history, 'CancelRecord', 'DCOP', numbersOf(third));
    expect([third.lid, enter(history).lid]).toEqual(['25COP003', '25COP004']);
    history.moveTo('2027-01-01T13:00:00.000Z');
    expect(treat(history, 'ModifyRecord', 'MCOP', { ...numbersOf(second), ALRT: 'CALM' })).toMatchObject({ out: 'accepted' });
    expect(enter(history).lid).toBe('25COP001');
  });

  it('are counted on behind those that were lost', () => {
    const history = opened();
    enter(history);
    treat(history, 'CancelRecord', 'DCOP', numbersOf(enter(history)));
    expect(countedAfterLoss(recordDecider([copRules], standardCatalogue, { partition: 1, partitions: 4, series: 1 }), history.events)).toEqual(new Map([['numbers', 2], ['numbers/25/2026', 2]]));
  });

  it('have four digits when three do not hold them', () => {
    const numbering = copRules.kinds['alert']?.numbering;
    expect([1, 999, 1_000].map((count) => numbering?.lid('25/2026', count))).toEqual(['25COP001', '25COP999', '25COP1000']);
    expect(numbering?.counted('25COP1000', START)).toEqual({ series: '25/2026', count: 1_000 });
  });
});

describe('a change', () => {
  it('keeps what it does not name, leaves no option behind, and begins the clocks anew', () => {
    const history = opened();
    const record = enter(history, { NAM: 'DOE,JOHN', LIC: 'A1' });
    history.moveTo('2026-11-22T12:00:00.000Z');
    const changed = treat(history, 'ModifyRecord', 'MCOP', { ...numbersOf(record), ...ALERT, ALRT: 'ARMED WITH A RIFLE', LIC: '', BRD: 'Y' });
    expect(changed).toMatchObject({ out: 'accepted', events: [{ t: 'cop.modified', d: { broadcast: true, due: { purge: '2026-11-24T12:00:00.000Z', notice: '2026-11-22T20:00:00.000Z' } } }] });
    expect(last(history).fields).toMatchObject({ NAM: ['DOE,JOHN'], ALRT: ['ARMED WITH A RIFLE'], CID: record.fields['CID'] });
    expect(Object.keys(last(history).fields)).not.toEqual(expect.arrayContaining(['BRD']));
    expect(last(history).fields['LIC']).toBeUndefined();
    const quiet = treat(history, 'ModifyRecord', 'MCOP', { ...numbersOf(record), ...ALERT });
    expect(JSON.stringify(quiet)).not.toContain('broadcast');
  });

  it('may make another kind of it', () => {
    const history = opened();
    const record = enter(history);
    treat(history, 'ModifyRecord', 'MCOP', { ...numbersOf(record), ...ALERT, LTCI: 'Y' });
    expect(last(history).clocks).toEqual({ list: '2027-01-01T05:05:00.000Z' });
  });

  it.each<[string, Given, object]>([
    ['by another agency', {}, { code: 'NOT_OWNER' }],
    ['with a number that is not the record’s', { 'COP-ID': '10000099' }, { code: 'NOT_ON_FILE' }],
    ['to a Taylor alert that is a Blue Alert', { LTCI: 'Y', HOME: 'B' }, { code: 'FIELD_ERROR', tag: 'HOME' }],
    ['without the text', { ALRT: '' }, { code: 'MISSING_FIELD', tag: 'ALRT' }],
  ])('is refused %s', (_, fields, fault) => {
    const history = opened();
    const record = enter(history);
    const asked = { ...numbersOf(record), ...ALERT, ...fields };
    expect(treat(history, 'ModifyRecord', 'MCOP', asked, 'code' in fault && fault.code === 'NOT_OWNER' ? 'OH0250000' : undefined)).toMatchObject({ out: 'rejected', faults: [fault] });
  });
});

describe('additional text (decision D5)', () => {
  const given = () => {
    const history = opened();
    const numbers = numbersOf(enter(history));
    return { history, say: (fields: Given) => treat(history, 'TreatRecord', 'COP3', { ...numbers, ...fields }), lines: () => last(history).fields['ALR3'] };
  };

  it('is added, changed and deleted line by line', () => {
    const { say, lines, history } = given();
    expect(say({ ACT: 'A', ALR3: ['ONE', 'TWO'] })).toMatchObject({ out: 'accepted', events: [{ t: 'cop.supplemented' }] });
    say({ ACT: 'A', ALR3: 'THREE' });
    say({ ACT: 'M', LIN: '02', ALR3: 'SECOND' });
    expect(lines()).toEqual(['ONE', 'SECOND', 'THREE']);
    say({ ACT: 'D', LIN: '01' });
    expect(lines()).toEqual(['SECOND', 'THREE']);
    say({ ACT: 'D', LIN: '01' });
    say({ ACT: 'D', LIN: '01' });
    expect(lines()).toBeUndefined();
    expect(JSON.stringify(history.events.map(({ d }) => d))).not.toContain('SECOND');
  });

  it.each<[Given, object]>([
    [{ ACT: 'M', LIN: '01', ALR3: 'X' }, { code: 'FIELD_ERROR', tag: 'LIN', why: 'no-such-line' }],
    [{ ACT: 'D', LIN: '01' }, { code: 'FIELD_ERROR', tag: 'LIN', why: 'no-such-line' }],
    [{ ACT: 'A', ALR3: Array.from({ length: 19 }, () => 'X') }, { code: 'FIELD_ERROR', tag: 'ALR3', why: 'lines-full' }],
  ])('%j is refused', (fields, fault) => {
    expect(given().say(fields)).toMatchObject({ out: 'rejected', faults: [fault] });
  });

  it('holds eighteen lines, and a change gives one line', () => {
    const { say } = given();
    expect(say({ ACT: 'A', ALR3: Array.from({ length: 18 }, () => 'X') })).toMatchObject({ out: 'accepted' });
    expect(say({ ACT: 'A', ALR3: 'Y' })).toMatchObject({ faults: [{ tag: 'ALR3', why: 'lines-full' }] });
    expect(say({ ACT: 'M', LIN: '18', ALR3: ['Y', 'Z'] })).toMatchObject({ faults: [{ tag: 'ALR3', why: 'too-many' }] });
  });

  it('begins the clocks anew', () => {
    const { history, say } = given();
    history.moveTo('2026-11-21T13:00:00.000Z');
    say({ ACT: 'A', ALR3: 'X' });
    expect(last(history).clocks).toMatchObject({ purge: '2026-11-23T13:00:00.000Z', notice: '2026-11-21T21:00:00.000Z' });
  });
});

describe('an extension', () => {
  it('gives eight hours more each time, and leaves the notices where they were', () => {
    const history = opened();
    const { lid } = enter(history);
    history.moveTo('2026-11-20T14:00:00.000Z');
    expect(treat(history, 'TreatRecord', 'EXT', { LID: lid })).toMatchObject({ out: 'accepted', events: [{ t: 'cop.extended' }] });
    treat(history, 'TreatRecord', 'EXT', { LID: lid });
    expect(last(history).clocks).toEqual({ notice: '2026-11-20T21:00:00.000Z', final: '2026-11-23T01:00:00.000Z', purge: '2026-11-23T05:00:00.000Z' });
  });

  it.each([{ LTCI: 'Y' }, { HOME: 'Y' }, { HOME: 'B' }])('of %j is refused: it is never purged (decision D3)', (fields) => {
    const history = opened();
    const { lid } = enter(history, fields);
    expect(treat(history, 'TreatRecord', 'EXT', { LID: lid })).toMatchObject({ faults: [{ code: 'PROHIBITED', why: 'not-purged' }] });
  });
});

describe('a deletion', () => {
  const SUBJECT = { NAM: 'DOE,JOHN', OLN: 'AB1', INVD: '123456789', LIC: 'A1', LIC4: 'D4', LIS4: 'PA' };
  const given = (fields: Given = SUBJECT) => {
    const history = opened();
    return { history, record: enter(history, fields) };
  };

  it.each<Given>([{ NAM: 'DOE,JOHN' }, { OLN: 'AB1' }, { SOC: '123456789' }, { LIC: 'A1' }, { LIC: 'D4' }, { NAM: 'DOE,JOHN', LIC: 'D4' }])('names one datum of the record: %j', (datum) => {
    const { history, record } = given();
    expect(treat(history, 'CancelRecord', 'DCOP', { LID: record.lid, ...datum })).toMatchObject({ out: 'accepted', events: [{ t: 'cop.cancelled' }] });
    expect(history.records().filter(isLive)).toEqual([]);
    const again = given();
    expect(treat(again.history, 'CancelRecord', 'DCOP', { 'COP-ID': again.record.fields['CID'] ?? [], ...datum })).toMatchObject({ out: 'accepted' });
  });

  it.each<[Given, object]>([
    [{ NAM: 'SOMEBODY,ELSE' }, { code: 'NOT_ON_FILE' }],
    [{ NAM: 'DOE,JOHN', LIC: 'Z9' }, { code: 'NOT_ON_FILE' }],
    [{ 'COP-ID': '10000005' }, { code: 'MISSING_FIELD', tag: 'NAM/OLN/SOC/LIC' }],
    [{}, { code: 'MISSING_FIELD' }],
  ])('with %j is refused', (fields, fault) => {
    const { history, record } = given();
    expect(treat(history, 'CancelRecord', 'DCOP', { LID: record.lid, ...fields })).toMatchObject({ out: 'rejected', faults: [fault] });
  });

  it('of a record without such a datum names both numbers', () => {
    const { history, record } = given({});
    expect(treat(history, 'CancelRecord', 'DCOP', numbersOf(record))).toMatchObject({ out: 'accepted' });
  });

  it('is the owner’s alone', () => {
    const { history, record } = given();
    expect(treat(history, 'CancelRecord', 'DCOP', { LID: record.lid, NAM: 'DOE,JOHN' }, 'OH0250000')).toMatchObject({ faults: [{ code: 'NOT_OWNER' }] });
  });
});

describe('what a COP record is found by', () => {
  const record = () => enter(opened(), { NAM: 'DOE,JOHN', DOB: '19800214', INVD: '123456789', LIC: 'A1', LIS: 'OH', LIC2: 'B2', LIS2: 'KY', VIN2: 'V2' });

  /** Without the record's place within each list. */
  const keysOf = (found: RecordView): readonly string[] => searchKeys(copRules, found).map((key) => (key.startsWith('LIST:') ? (key.split('|')[0] ?? '') : key));

  it('is the subject, and each vehicle with its own state', () => {
    const found = record();
    expect(facesOf(copRules, found).map(({ fields }) => [fields['LIC'], fields['LIS'], fields['VIN']])).toEqual([[['A1'], ['OH'], undefined], [['B2'], ['KY'], ['V2']]]);
    expect(keysOf(found)).toEqual(expect.arrayContaining(
      ['LIC:A1', 'LIC:B2', 'VIN:V2', 'SOC:123456789', 'LID:25COP001', 'COP-ID:10000005', 'NAME:D000|19800214', 'LIST:cop/AL', 'LIST:cop/IT', 'LIST:cop/CO/25']));
    for (const named of [{ LID: '25COP001' }, { LID: '25COP001', 'COP-ID': '10000005' }, { LID: '25COP001', LIC: 'B2' }, { 'COP-ID': '10000005', SOC: '123456789' }]) {
      expect(lookupOf('cop', 'alert', named).fits(found)).toBeDefined();
    }
    expect(lookupOf('cop', 'alert', { LID: '25COP001', LIC: 'Z9' }).fits(found)).toBeUndefined();
  });

  it('is on an agency’s list for validation when it is long-term', () => {
    expect(keysOf(enter(opened(), { LTCI: 'Y' }))).toEqual(expect.arrayContaining(['LIST:cop/TA', 'LIST:cop/LT/OHCOP0000']));
    expect(keysOf(enter(opened(), { HOME: 'B' }))).toEqual(expect.arrayContaining(['LIST:cop/BA', 'LIST:cop/LT/OHCOP0000']));
    expect(keysOf(enter(opened(), { HOME: 'Y' }))).toContain('LIST:cop/HS');
  });
});

describe('the validation of a COP record (decision D3)', () => {
  it('is each quarter for Taylor alerts and Blue Alerts, which stay on file when nobody confirms them, and never for the others', () => {
    const kinds = [{ LTCI: 'Y' }, { HOME: 'B' }, { HOME: 'Y' }, {}];
    expect(kinds.map((fields) => enter(opened(), fields).validation)).toEqual([{ month: '202701' }, { month: '202701' }, undefined, undefined]);
    const history = opened();
    const { idx } = enter(history, { LTCI: 'Y' });
    for (const due of ['2027-01-16T05:05:00.000Z', '2027-03-01T05:05:00.000Z']) {
      history.moveTo(due);
      expect(history.tell('FireTimer', { stream: `cop/${idx}`, kind: 'unvalidated', due }, COLUMBUS)).toMatchObject({ out: 'accepted', events: [{ t: 'cop.noticed' }] });
    }
    expect(last(history)).toMatchObject({ status: 'active', validation: { month: '202704' } });
  });

  it('begins when a change makes a record long-term, and ends when a change makes it something else', () => {
    const history = opened();
    const numbers = numbersOf(enter(history, { LTCI: 'Y' }));
    const change = (flags: Given) => treat(history, 'ModifyRecord', 'MCOP', { ...numbers, ...ALERT, ...flags });
    change({ LTCI: 'N', HOME: 'Y' });
    expect(last(history).validation).toEqual({});
    expect(history.events.at(-1)?.d['due']).toMatchObject({ unvalidated: null });
    change({ LTCI: 'N', HOME: 'B' });
    expect(last(history).validation).toEqual({ month: '202701' });
  });
});

describe('how a COP record is shown', () => {
  it.each<[Given, string, string]>([
    [{}, 'red', 'IMMEDIATE THREAT'], [{ LTCI: 'Y' }, 'red', 'TAYLOR ALERT'], [{ HOME: 'Y' }, 'red', 'HOMELAND SECURITY'], [{ HOME: 'B' }, 'blue', 'BLUE ALERT'],
  ])('%j is %s, %s, and no basis to arrest', (fields, color, words) => {
    const found = enter(opened(), fields);
    expect(backgroundOf(found)).toBe(color);
    expect(lookOf(found)).toMatchObject({ title: `CAUTION OHIO POLICE - ${words}`, caveat: expect.stringContaining('CANNOT BE USED AS THE BASIS TO STOP, DETAIN OR ARREST') });
  });
});
