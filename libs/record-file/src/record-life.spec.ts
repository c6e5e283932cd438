import { describe, expect, it } from '@jest/globals';
import type { DomainDecision, Fault, JsonObject } from '@statewire/kernel';
import { historyOf, type History, type Telling } from './history.fixture.js';
import { ENTRY, FINDER, IDX, knowledge, message, NIC, OWNER, partRules, towedRules } from './part.fixture.js';
import { recordDecider } from './record.decider.js';

const START = '2026-11-20T13:00:00.000Z';
const NEW_YEAR_2031 = '2031-01-01T05:05:00.000Z';

type Step = readonly [type: string, payload: JsonObject, telling?: Telling];

const enter = (fields: JsonObject = {}): Step => ['EnterRecord', message('EP', { ...ENTRY, ...(fields as Record<string, string>) })];
const accepted: Step = ['AcceptEntry', { idx: IDX, nic: NIC }];
const named = { NIC, OCA: '26-1' };
const modify = (fields: Record<string, string | string[]>, ori = OWNER): Step => ['ModifyRecord', message('MP', { ...named, ...fields }, { ori })];
const locate = (ori = FINDER): Step => ['LocateRecord', message('LP', { ...named, DOR: '20261120', RCA: 'CL-1' }, { ori })];
const clear = (ori = OWNER): Step => ['ClearRecord', message('CP', { ...named, DCL: '20261120' }, { ori })];
const cancel = (ori = OWNER): Step => ['CancelRecord', message('XP', { ...named, DOC: '20261120' }, { ori })];
/** The owner takes back an entry that has no number of NCIC's yet. */
const withdraw = (ori = OWNER): Step => ['CancelRecord', message('XP', { SER: 'S1', OCA: '26-1', DOC: '20261120' }, { ori })];
const timer = (due: string, stream = `part/${IDX}`): Step => ['FireTimer', { stream, kind: 'retire', due }];

const onFile = [enter(), accepted] as const;
const changing = [...onFile, modify({ MIS: 'BLUE' })] as const;
const located = [...onFile, locate()] as const;
const TEN_DAYS = '2026-12-01T05:05:00.000Z';

const given = (...steps: readonly Step[]) => {
  const history: History = historyOf(recordDecider([partRules, towedRules], knowledge, { partition: 0, partitions: 4 }), START);
  for (const step of steps) expect(history.tell(...step)).toMatchObject({ out: 'accepted' });
  return {
    when: (...step: Step) => {
      const decision: DomainDecision = history.tell(...step);
      return {
        history,
        then: (...what: readonly string[]) => {
          expect(decision).toMatchObject({ out: 'accepted', events: what.map((t) => ({ t: `part.${t}` })) });
          return history;
        },
        thenRefused: (...faults: readonly Fault[]) => { expect(decision).toEqual({ out: 'rejected', faults }); },
      };
    },
  };
};

describe('an entry', () => {
  it('waits for the line with a number of its own', () => {
    const { events } = given().when(...enter()).then('submitted');
    expect(events[0]).toMatchObject({
      s: `part/${IDX}`,
      d: { idx: IDX, lid: '00000004', status: 'pending', owner: OWNER, line: 'NCIC', request: 'enter', version: 1, fields: { BRA: ['FORD'] } },
      p: { fields: { SER: ['S1'], OCA: ['26-1'], MIS: ['RED'] } },
    });
    expect(events[0]?.d['due']).toBeUndefined();
  });

  it('goes on file when the line accepts it', () => {
    const { records } = given(enter()).when(...accepted).then('entered');
    expect(records()).toMatchObject([{ status: 'active', nic: NIC, entered: START, retire: NEW_YEAR_2031, version: 2 }]);
  });

  it('says to which transmission a final word is owed, and once that is given to which version it was the answer', () => {
    const [type, payload] = enter();
    const history = given([type, payload, { corr: '8@COL1' }]).when(...accepted).then('entered');
    expect(history.events.map(({ d }) => [d['asked'], d['answers']])).toEqual([['8@COL1', undefined], [undefined, 1]]);
    expect(given(enter()).when(...accepted).then('entered').events[0]?.d).not.toHaveProperty('asked');
    const withdrawn = given([type, payload, { corr: '8@COL1' }]).when(...withdraw()).then('cancelled');
    expect(withdrawn.events[1]?.d['endedAsked']).toBe('8@COL1');
  });

  it('is gone when the line refuses it, and the reason is sealed', () => {
    const { events, table } = given(enter()).when('RefuseEntry', { idx: IDX, reason: 'REJECT' }).then('refused');
    expect(events[1]).toMatchObject({ d: { status: 'refused' }, p: { reason: 'REJECT' } });
    expect([...table.keys()]).toEqual(['numbers']);
  });

  it('can be made again after it was refused, under another number', () => {
    given(enter(), ['RefuseEntry', { idx: IDX, reason: 'REJECT' }]).when(...enter()).then('submitted');
  });

  it('is final at once in a file that no line holds', () => {
    const { history } = given().when('EnterRecord', message('ET', ENTRY));
    expect(history.records()).toMatchObject([{ idx: 'TV00000004', status: 'active', entered: START }]);
    expect(history.events[0]?.d['line']).toBeUndefined();
  });
});

describe('a number', () => {
  it('is never given twice, in whatever partition, kind or file', () => {
    const lids = [0, 1, 2, 3].flatMap((partition) => {
      const history = historyOf(recordDecider([partRules, towedRules], knowledge, { partition, partitions: 4 }), START);
      for (const n of [1, 2, 3]) {
        history.tell('EnterRecord', message('EP', { ...ENTRY, SER: `S${String(n)}` }));
        history.tell('EnterRecord', message('ET', ENTRY));
      }
      return history.records().map(({ lid }) => lid);
    });
    expect(new Set(lids).size).toBe(24);
  });
});

describe('a refusal', () => {
  const change = 3;
  const rows: readonly (readonly [string, readonly Step[], Step, ...Fault[]])[] = [
    ['the same entry, pending', [enter()], enter(), { code: 'ON_FILE', idx: IDX }],
    ['the same entry, active', onFile, enter(), { code: 'ON_FILE', idx: IDX }],
    ['the same entry, located', located, enter(), { code: 'ON_FILE', idx: IDX }],
    ['an entry by the number that a change will give', [...onFile, modify({ SER: 'S2' })], enter({ SER: 'S2' }), { code: 'ON_FILE', idx: IDX }],
    ['an entry with every fault at once', onFile, enter({ BRA: 'FORDS', SER: '' }), { code: 'MISSING_FIELD', tag: 'SER/OAN' }, { code: 'FIELD_ERROR', tag: 'BRA' }],
    ['an entry without after-hours instructions', [], ['EnterRecord', message('EP', { ...ENTRY, MIS: '' }, { staffed24x7: false })], { code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }],
    ['a key that no file has', [], ['EnterRecord', message('EX', ENTRY)], { code: 'UNKNOWN_MKE' }],
    ['a key of another function', onFile, ['ClearRecord', message('MP', named)], { code: 'UNKNOWN_MKE' }],

    ['a message that names no record', onFile, ['ClearRecord', message('CP', { OCA: '26-1' })], { code: 'MISSING_FIELD', tag: 'NIC/SER/IDX/LID' }],
    ['another case number', onFile, ['ClearRecord', message('CP', { ...named, OCA: 'X' })], { code: 'NOT_ON_FILE' }],
    ['a LID that is another record\'s', onFile, ['ClearRecord', message('CP', { ...named, LID: '00000008' })], { code: 'NOT_ON_FILE' }],
    ['an index that names another record', onFile, ['ClearRecord', message('CP', named, { idx: 'PT00000008' })], { code: 'NOT_ON_FILE' }],
    ['an index whose record is named otherwise', onFile, ['ClearRecord', message('CP', { ...named, OCA: 'X' }, { idx: IDX })], { code: 'NOT_ON_FILE' }],
    ['two records of one identification', [...onFile, enter({ BRA: 'DEER' }), ['AcceptEntry', { idx: 'PT00000008', nic: 'V000000002' }]], ['ClearRecord', message('CP', { SER: 'S1', OCA: '26-1' })], { code: 'AMBIGUOUS', why: 'several-records' }],

    ['a modification by another agency', onFile, modify({ MIS: 'X' }, FINDER), { code: 'NOT_OWNER' }],
    ['a clear by another agency', onFile, clear(FINDER), { code: 'NOT_OWNER' }],
    ['a cancel by another agency', onFile, cancel(FINDER), { code: 'NOT_OWNER' }],
    ['a locate by the owner', onFile, locate(OWNER), { code: 'NOT_AUTHORIZED', why: 'own-locate' }],
    ['a clear of a pending entry', [enter()], ['ClearRecord', message('CP', { SER: 'S1', OCA: '26-1' })], { code: 'NOT_ON_FILE' }],
    ['a locate of a pending entry', [enter()], ['LocateRecord', message('LP', { SER: 'S1', OCA: '26-1' }, { ori: FINDER })], { code: 'NOT_ON_FILE' }],
    ['a cancel of another agency\'s pending entry', [enter()], withdraw(FINDER), { code: 'NOT_ON_FILE' }],
    ['a modification of a pending entry', [enter()], ['ModifyRecord', message('MP', { SER: 'S1', OCA: '26-1', MIS: 'X' })], { code: 'PENDING_CHANGE', idx: IDX }],

    ['a modification of a located record', located, modify({ MIS: 'X' }), { code: 'LOCATED', idx: IDX }],
    ['a modification while one is pending', changing, modify({ MIS: 'X' }), { code: 'PENDING_CHANGE', idx: IDX }],
    ['a modification without a change', onFile, modify({}), { code: 'MISSING_FIELD', why: 'nothing-changed' }],
    ['a modification of NCIC\'s number', onFile, modify({ NIC: [NIC, 'V000000009'] }), { code: 'FIELD_ERROR', tag: 'NIC', why: 'assigned' }],
    ['a modification that takes the last identifier', onFile, modify({ SER: '' }), { code: 'MISSING_FIELD', tag: 'SER/OAN' }],
    ['a modification that takes the instructions', onFile, ['ModifyRecord', message('MP', { ...named, MIS: '' }, { staffed24x7: false })], { code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }],
    ['a modification into a duplicate', [...onFile, enter({ SER: 'S2' })], modify({ SER: 'S2' }), { code: 'ON_FILE', idx: 'PT00000008' }],

    ['an acceptance of an active record', onFile, accepted, { code: 'OBSOLETE', idx: IDX }],
    ['an acceptance of a record that never was', [], accepted, { code: 'OBSOLETE', idx: IDX }],
    ['an acceptance of a stranger', [], ['AcceptEntry', { idx: 'ZZ00000004', nic: NIC }], { code: 'OBSOLETE', idx: 'ZZ00000004' }],
    ['a refusal of an active record', onFile, ['RefuseEntry', { idx: IDX, reason: 'R' }], { code: 'OBSOLETE', idx: IDX }],
    ['an acceptance of a change that a locate ended', [...changing, locate()], ['AcceptChange', { idx: IDX, change }], { code: 'OBSOLETE', idx: IDX }],
    ['a refusal of a change that a clear ended', [...changing, clear()], ['RefuseChange', { idx: IDX, change, reason: 'R' }], { code: 'OBSOLETE', idx: IDX }],
    ['an acceptance of another change', changing, ['AcceptChange', { idx: IDX, change: 2 }], { code: 'OBSOLETE', idx: IDX }],
    ['a timer of before the locate', located, timer(NEW_YEAR_2031), { code: 'OBSOLETE', idx: IDX }],
    ['a timer of another kind', onFile, ['FireTimer', { stream: `part/${IDX}`, kind: 'notice', due: NEW_YEAR_2031 }], { code: 'OBSOLETE', idx: IDX }],
    ['a timer of a cleared record', [...onFile, clear()], timer(NEW_YEAR_2031), { code: 'OBSOLETE', idx: IDX }],
    ['a clear of a cleared record', [...onFile, clear()], clear(), { code: 'NOT_ON_FILE' }],
  ];

  it.each(rows)('meets %s', (_, before, command, ...faults) => { given(...before).when(...command).thenRefused(...faults); });
});

describe('a modification', () => {
  const changeOf = (history: History) => history.records()[0]?.change;

  it('leaves the former record in force until the line has accepted it', () => {
    const history = given(...onFile).when(...modify({ MIS: '', BRA: 'DEER' })).then('change-submitted');
    expect(history.records()).toMatchObject([{ fields: { MIS: ['RED'], BRA: ['FORD'] }, change: { number: 3, changed: ['MIS', 'BRA'] } }]);
    expect(changeOf(history)?.fields).toEqual({ OCA: ['26-1'], SER: ['S1'], BRA: ['DEER'] });
    expect(history.events[2]?.d).toMatchObject({ line: 'NCIC', request: 'modify' });

    history.tell('AcceptChange', { idx: IDX, change: 3 });
    expect(history.records()[0]?.fields).toEqual({ OCA: ['26-1'], SER: ['S1'], BRA: ['DEER'] });
    expect(history.events[3]).toMatchObject({ t: 'part.modified', d: { changed: ['MIS', 'BRA'], answers: 3 } });
    expect(history.events[3]?.d).not.toHaveProperty('askedKey');
    expect(changeOf(history)).toBeUndefined();
  });

  it('may name its record by more numbers of the system than it needs', () => {
    const history = given(...onFile).when(...modify({ LID: '00000004', IDX, MIS: 'BLUE' })).then('change-submitted');
    expect(changeOf(history)?.changed).toEqual(['MIS']);
  });

  it('is owed its final word, also where a locate ends it', () => {
    const [type, payload] = modify({ MIS: 'BLUE' });
    const history = given(...onFile, [type, payload, { corr: '9@COL1' }]).when(...locate()).then('located');
    expect(history.events.map(({ d }) => [(d['change'] as JsonObject | undefined)?.['asked'], d['endedAsked']]).slice(2)).toEqual([['9@COL1', undefined], [undefined, '9@COL1']]);
    expect(changeOf(given(...onFile).when(...modify({ MIS: 'BLUE' })).then('change-submitted'))).not.toHaveProperty('asked');
  });

  it('that the line refuses leaves nothing behind', () => {
    const history = given(...changing).when('RefuseChange', { idx: IDX, change: 3, reason: 'REJECT' }).then('change-refused');
    expect(history.records()[0]).toMatchObject({ status: 'active', fields: { MIS: ['RED'] }, refusal: 'REJECT' });
    expect(changeOf(history)).toBeUndefined();
    expect(history.tell(...modify({ MIS: 'GREEN' }))).toMatchObject({ out: 'accepted' });
    const [refused, after] = history.events.slice(-2);
    expect([refused, after].map((event) => [event?.d['reason'], (event?.p as JsonObject | undefined)?.['reason']])).toEqual([[undefined, 'REJECT'], [undefined, undefined]]);
    expect(history.records()[0]).not.toHaveProperty('refusal');
  });

  it('gives an identifying tag its second value, and frees the first', () => {
    const history = given(...onFile, modify({ OCA: ['26-1', '26-2'], SER: 'S2' }), ['AcceptChange', { idx: IDX, change: 3 }]).when(...enter()).then('submitted');
    expect(history.records()[0]).toMatchObject({ idx: IDX, fields: { OCA: ['26-2'], SER: ['S2'] } });
  });

  it('reckons the life anew when the identifiers come or go', () => {
    const oan = modify({ SER: '', OAN: 'O1' });
    const history = given(...onFile, oan).when('AcceptChange', { idx: IDX, change: 3 }).then('modified');
    expect(history.records()[0]?.retire).toBe(NEW_YEAR_2031);
  });

  it('is final at once in a file that no line holds', () => {
    const { history } = given(['EnterRecord', message('ET', ENTRY)]).when('ModifyRecord', message('MT', { SER: 'S1', OCA: '26-1', MIS: 'BLUE' }));
    expect(history.records()).toMatchObject([{ fields: { MIS: ['BLUE'] }, version: 2 }]);
  });
});

describe('a locate', () => {
  it('is effective at once and leaves ten days', () => {
    const history = given(...onFile).when(...locate()).then('located');
    expect(history.records()[0]).toMatchObject({
      status: 'located', retire: TEN_DAYS, located: { by: FINDER, at: START, mke: 'LP', fields: { DOR: ['20261120'], RCA: ['CL-1'] } },
    });
    expect(history.events[2]).toMatchObject({ d: { line: 'NCIC', request: 'locate' }, p: { located: { RCA: ['CL-1'] } } });
  });

  it('finds the record of another agency by the index that the switch resolved', () => {
    given(...onFile).when('LocateRecord', message('LP', named, { ori: FINDER, idx: IDX }), { key: OWNER }).then('located');
  });

  it('a second time ends the record', () => {
    const history = given(...located).when(...locate('OH0180000')).then('located', 'retired');
    expect(history.records()[0]).toMatchObject({ status: 'retired', reason: 'second-locate', located: { by: 'OH0180000' }, version: 5 });
    expect(history.events[4]?.d).toMatchObject({ due: { retire: null }, line: 'NCIC', request: 'purge' });
  });

  it('a second time begins the term anew where the file\'s rules say so', () => {
    const find: Step = ['LocateRecord', message('LT', { SER: 'S1', OCA: '26-1' }, { ori: FINDER })];
    const history = historyOf(recordDecider([towedRules], knowledge, { partition: 0, partitions: 4 }), START);
    history.tell('EnterRecord', message('ET', ENTRY));
    history.tell(...find);
    history.moveTo('2026-11-25T13:00:00.000Z');
    history.tell(...find);
    expect(history.records()).toMatchObject([{ status: 'located', retire: '2026-12-06T05:05:00.000Z', version: 3 }]);
  });

  it('ends a pending change', () => {
    const history = given(...changing).when(...locate()).then('located');
    expect(history.events[3]?.d).toMatchObject({ endedChange: 3, fields: { BRA: ['FORD'] } });
    expect(history.events[3]?.d['change']).toBeUndefined();
  });

  it('is followed by the owner\'s clear', () => { given(...located).when(...clear()).then('cleared'); });
});

describe('an end', () => {
  it.each([
    ['clear', clear(), 'cleared', 'CP', 'clear'],
    ['cancel', cancel(), 'cancelled', 'XP', 'cancel'],
  ] as const)('by %s is told to the line, and nothing of the record is kept', (_, step, what, mke, request) => {
    const history = given(...changing).when(...step).then(what);
    expect(history.events.at(-1)?.d).toMatchObject({ status: what, line: 'NCIC', request, endedChange: 3, due: { retire: null }, ended: { by: OWNER, mke } });
    expect([...history.table.keys()]).toEqual(['numbers']);
  });

  it.each([
    ['its time', onFile, NEW_YEAR_2031, 'retention'],
    ['ten days after a locate', located, TEN_DAYS, 'located'],
  ] as const)('comes with %s', (_, before, due, reason) => {
    const history = given(...before).when(...timer(due)).then('retired');
    expect(history.records()[0]).toMatchObject({ status: 'retired', reason });
    expect([...history.table.keys()]).toEqual(['numbers']);
  });
});

describe('an entry that its owner cancels before the line has answered', () => {
  it('stays cancelled, and the line hears that nobody waits for its answer', () => {
    const history = given(enter()).when(...withdraw()).then('cancelled');
    expect(history.events[1]?.d).toMatchObject({ line: 'NCIC', request: 'withdraw' });
    expect(history.tell(...enter())).toMatchObject({ out: 'accepted' });
  });

  it('is taken back from the line when that accepts it', () => {
    const history = given(enter(), withdraw()).when(...accepted).then('withdrawn');
    expect(history.events[2]?.d).toMatchObject({ status: 'cancelled', nic: NIC, line: 'NCIC', request: 'cancel', version: 3, ended: { mke: 'XP' } });
    expect([...history.table.keys()]).toEqual(['numbers']);
  });

  it('leaves nothing to do when the line refuses it', () => {
    const history = given(enter(), withdraw()).when('RefuseEntry', { idx: IDX, reason: 'R' }).then('withdrawn');
    expect(history.events[2]?.p).toMatchObject({ reason: 'R' });
    expect(history.events[2]?.d['line']).toBeUndefined();
    expect([...history.table.keys()]).toEqual(['numbers']);
  });
});
