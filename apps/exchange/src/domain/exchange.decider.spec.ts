import { describe, expect, it } from '@jest/globals';
import { addMs } from '@statewire/clock';
import type { DomainDecision, DomainEvent, FoldedEvent, Instant, JsonObject } from '@statewire/kernel';
import { countedAfterLoss, draftOf } from '@statewire/record-file/history.fixture';
import { exchangeDecider } from './exchange.decider.js';
import { ncicSearch } from './ncic-search.js';

const START = '2026-11-20T13:00:00.000Z';
const STREAM = 'line/NCIC/SV00000004';
const RECORD = 'vehicle/SV00000004';
const SILENT = { VIN: ['1FA'], MIS: ['NCIC-SILENT'] };

const request = (fn: string, more: JsonObject = {}): JsonObject => ({
  line: 'NCIC', function: fn, file: 'vehicle', ledger: 'vehicles', home: 'OHCOP0000', stream: RECORD, idx: 'SV00000004', lid: '00000004', mke: 'EV', ori: 'OHCOP0000', fields: { VIN: ['1FA'] }, ...more,
});

/** The exchange's partition; `sealed` events are folded as after their key was destroyed. */
const line = () => {
  const table = new Map<string, unknown>();
  let now: Instant = START;
  let sv = 0;
  const tell = (type: string, payload: JsonObject, corr = '8@COL1', sealed = false): readonly DomainEvent[] | string => {
    const decision: DomainDecision = exchangeDecider.decide(draftOf(table), { id: String(++sv), type, key: 'NCIC', by: { ori: '', device: '', user: '' }, payload, corr }, now);
    if (decision.out === 'rejected') return decision.faults.map(({ code }) => code).join();
    const events = JSON.parse(JSON.stringify(decision.events)) as typeof decision.events;
    for (const event of events) {
      const folded: FoldedEvent = sealed ? { ...event, sv: ++sv, p: 'destroyed' } : { ...event, sv: ++sv };
      exchangeDecider.evolve(draftOf(table), folded, { at: now, seq: sv });
    }
    return events;
  };
  const found = () => ncicSearch(draftOf(table), { mke: 'QV', fields: { VIN: ['1FA'] } }, '20261120', () => true);
  return {
    tell,
    fold: (event: Pick<FoldedEvent, 't' | 'd' | 'p'>) => { exchangeDecider.evolve(draftOf(table), { tv: 1, s: STREAM, sv: ++sv, ...event }, { at: now, seq: sv }); },
    fire: (kind: string, due: Instant) => tell('FireTimer', { stream: STREAM, kind, due }),
    at: (instant: Instant) => { now = instant; },
    held: () => found().map(({ nic }) => nic),
    located: () => found().map(({ located }) => located),
    open: () => [...table.keys()].filter((key) => key.startsWith('open/')).length,
  };
};
const types = (events: readonly DomainEvent[] | string) => (typeof events === 'string' ? events : events.map(({ t }) => t));
const ANSWER = addMs(START, 900_000);
const SILENCE = addMs(START, 60_000);

describe('a request to a line', () => {
  it('goes out and is answered in one commit, its fields sealed under the record’s key', () => {
    const { tell, held, open } = line();
    const events = tell('ForwardToLine', request('enter'));
    expect(types(events)).toEqual(['line.sent', 'line.answered']);
    for (const event of typeof events === 'string' ? [] : events) {
      expect(event).toMatchObject({ s: STREAM, kid: RECORD, p: { fields: { VIN: ['1FA'] } }, d: { line: 'NCIC', function: 'enter', corr: '8@COL1' } });
      expect(JSON.stringify(event.d)).not.toContain('1FA');
    }
    expect([held(), open()]).toEqual([['V000000001'], 0]);
  });

  it('gets no number that was lost', () => {
    const { tell } = line();
    const events = [...tell('ForwardToLine', request('enter')), ...tell('ForwardToLine', request('enter')), ...tell('ForwardToLine', request('locate', { nic: 'V000000001' }))]
      .flatMap((event) => (typeof event === 'string' ? [] : [{ ...event, sv: 1 }]));
    expect(countedAfterLoss(exchangeDecider, events)).toEqual(new Map([['ncic/count', 2]]));
  });

  it('keeps apart, and sealed, what the record says of others', () => {
    const { tell, held } = line();
    const PAPERS = { 'FALSE PAPERS': { VIN: ['2FA'] } };
    const events = tell('ForwardToLine', request('enter', { parts: PAPERS }));
    for (const event of typeof events === 'string' ? [] : events) {
      expect(event.p).toMatchObject({ fields: { VIN: ['1FA'] }, parts: PAPERS });
      expect(JSON.stringify(event.d)).not.toContain('2FA');
    }
    expect(held()).toEqual(['V000000001']);
  });

  describe('that locates the record', () => {
    const NIC = 'V000000001';
    const LOCATED = { by: 'OHCLP0000', date: '20261120', case: 'JOHN DOE 555-0100' };

    it('has the other agency’s case sealed, and NCIC knows it', () => {
      const { tell, located } = line();
      tell('ForwardToLine', request('enter'));
      const asked = [request('locate', { nic: NIC, located: LOCATED }), request('modify', { nic: NIC, change: 3, located: LOCATED })];
      const events = asked.flatMap<DomainEvent>((payload) => tell('ForwardToLine', payload) as readonly DomainEvent[]);
      expect(types(events)).toEqual(['line.sent', 'line.answered', 'line.sent', 'line.answered']);
      for (const { d, p } of events) expect([d['located'], p?.['located']]).toEqual([{ by: 'OHCLP0000', date: '20261120' }, { case: LOCATED.case }]);
      expect(JSON.stringify(events.map(({ d }) => d))).not.toContain('JOHN DOE');
      expect(located()).toEqual([LOCATED]);
    });

    it('is folded from earlier events, which have the case in the open, as well as without the case once its key was destroyed', () => {
      const { tell, fold, located } = line();
      tell('ForwardToLine', request('enter'));
      fold({ t: 'line.answered', d: { ...request('locate', { nic: NIC, located: LOCATED }), answer: { accepted: true, nic: NIC } }, p: { fields: {} } });
      expect(located()).toEqual([LOCATED]);
      const { case: _, ...open } = LOCATED;
      fold({ t: 'line.answered', d: { ...request('locate', { nic: NIC, located: open }), answer: { accepted: true, nic: NIC } }, p: 'destroyed' });
      expect(located()).toEqual([open]);
    });

    it.each(['silent', 'withdrawn'])('while an answer is awaited says nothing of the case where it is %s', (what) => {
      const { tell, fire, at } = line();
      tell('ForwardToLine', request('enter', { fields: SILENT, located: LOCATED }));
      at(SILENCE);
      const events = what === 'silent' ? fire('silence', SILENCE) : tell('ForwardToLine', request('withdraw', { located: LOCATED }));
      expect(types(events)).toEqual([`line.${what}`]);
      for (const event of typeof events === 'string' ? [] : events) expect(JSON.stringify(event.d)).not.toContain('JOHN DOE');
    });
  });

  it('that NCIC keeps silent about waits with two timers: for the notice and for the answer', () => {
    const { tell, held, open } = line();
    const events = tell('ForwardToLine', request('enter', { fields: SILENT }));
    expect(events).toMatchObject([{ t: 'line.sent', d: { due: { answer: ANSWER, silence: SILENCE } } }]);
    expect([held(), open()]).toEqual([[], 1]);
  });
});

describe('an unanswered request', () => {
  const waiting = () => {
    const one = line();
    one.tell('ForwardToLine', request('enter', { fields: SILENT }));
    return one;
  };

  it('is told of after a minute, once, and stays open', () => {
    const { fire, open, at } = waiting();
    at(SILENCE);
    expect(fire('silence', SILENCE)).toMatchObject([{ t: 'line.silent', d: { due: { silence: null }, corr: '8@COL1' } }]);
    expect(fire('silence', SILENCE)).toBe('OBSOLETE');
    expect(open()).toBe(1);
  });

  it('is answered when the answer is due, with what was sent, and both timers end', () => {
    const { fire, held, open, at } = waiting();
    at(ANSWER);
    expect(fire('answer', ANSWER)).toMatchObject([{ t: 'line.answered', d: { answer: { accepted: true, nic: 'V000000001' }, due: { answer: null, silence: null }, corr: '8@COL1' }, p: { fields: SILENT } }]);
    expect([held(), open()]).toEqual([['V000000001'], 0]);
    expect([fire('answer', ANSWER), fire('silence', SILENCE)]).toEqual(['OBSOLETE', 'OBSOLETE']);
  });

  it.each([['answer', START], ['answer', SILENCE], ['silence', ANSWER], ['retire', ANSWER], ['constructor', ANSWER]])('is not concerned by a timer %s of %s', (kind, due) => {
    expect(waiting().fire(kind, due)).toBe('OBSOLETE');
  });

  it('is taken back by what ends it, and its answer never comes', () => {
    const { tell, fire, held, open } = waiting();
    const events = tell('ForwardToLine', request('cancel', { fields: {} }));
    expect(events).toMatchObject([{ t: 'line.sent', d: { due: { answer: null, silence: null } } }, { t: 'line.answered' }]);
    expect([open(), held(), fire('answer', ANSWER), fire('silence', SILENCE)]).toEqual([0, [], 'OBSOLETE', 'OBSOLETE']);
  });
});

describe('a question about a record', () => {
  const OLD_MAN = { SEX: ['M'], RAC: ['W'], DOB: ['19500501'], HGT: ['511'], WGT: ['170'], EYE: ['BLU'], HAI: ['GRY'], SMT: ['TAT L CALF'] };
  const compare = request('compare', { file: 'missing-person', nic: 'M000000001', fields: OLD_MAN });

  it('is answered with texts that lie in the sealed part, and changes nothing', () => {
    const { tell, open, held } = line();
    const events = tell('ForwardToLine', compare);
    expect(events).toMatchObject([{ t: 'line.sent' }, { t: 'line.answered', kid: RECORD, d: { answer: { accepted: true, nic: 'M000000001' } }, p: { said: [expect.stringMatching(/^MKE\/UNIDENTIFIED[\s\S]*AGREES IN SEX/)] } }]);
    for (const event of typeof events === 'string' ? [] : events) expect(JSON.stringify(event.d)).not.toMatch(/UNIDENTIFIED|19500501/);
    expect([held(), open()]).toEqual([[], 0]);
  });

  it('leaves unanswered what is still unanswered', () => {
    const { tell, fire, open, at } = line();
    tell('ForwardToLine', request('enter', { fields: SILENT }));
    tell('ForwardToLine', compare);
    expect(open()).toBe(1);
    at(ANSWER);
    expect(fire('answer', ANSWER)).toMatchObject([{ t: 'line.answered' }]);
  });
});

describe('the exchange', () => {
  it('folds requests whose record was expunged', () => {
    const { tell, held, open } = line();
    expect(types(tell('ForwardToLine', request('enter'), '8@COL1', true))).toEqual(['line.sent', 'line.answered']);
    expect([held(), open()]).toEqual([[], 0]);
    expect(types(tell('ForwardToLine', request('enter', { idx: 'SV00000008' })))).toEqual(['line.sent', 'line.answered']);
    expect(held()).toEqual(['V000000002']);
  });

  it('knows no timer of a request that never was, and no other command', () => {
    expect([line().fire('answer', ANSWER), line().tell('Forget', {})]).toEqual(['OBSOLETE', 'DEFECT']);
  });
});

describe('a locate with NOEX', () => {
  const NIC = 'W000000001';
  const WANT = { file: 'wanted-person', ledger: 'wanted-persons', stream: 'wanted-person/WP00000004', mke: 'EW' };
  const DUE = '2026-11-21T05:05:00.000Z';
  const wanted = (fn: string, more: JsonObject = {}) => request(fn, { ...WANT, fields: { NAM: ['SAMPLE,ANN'], DOB: ['19880423'], EXL: ['1'], OCA: ['26-1'] }, ...more });
  const locate = (disposition = 'NOEX') => wanted('locate', { nic: NIC, located: { by: 'OHCLP0000', date: '20261120', disposition, case: 'CL-7' } });
  const of = (EXL: string, MIS: string) => ({ fields: { NAM: ['SAMPLE,ANN'], DOB: ['19880423'], EXL: [EXL], MIS: [MIS] } });
  const reviewed = (entry: JsonObject, ...then: readonly JsonObject[]) => {
    const { tell, fire, at } = line();
    tell('ForwardToLine', wanted('enter', entry));
    for (const asked of then) tell('ForwardToLine', asked);
    at(DUE);
    return fire('review', DUE);
  };

  it('on a record that promises extradition is looked at the day after, and the record cancelled', () => {
    const { tell, fire, at } = line();
    tell('ForwardToLine', wanted('enter'));
    expect(tell('ForwardToLine', locate())).toMatchObject([{ t: 'line.sent' }, { t: 'line.answered', d: { due: { review: DUE } } }]);
    at(DUE);
    const events = fire('review', DUE);
    expect(events).toMatchObject([{ t: 'line.reviewed', s: STREAM, kid: WANT.stream, d: { cancelled: true, nic: NIC, ori: 'OHCOP0000', located: { by: 'OHCLP0000', date: '20261120', disposition: 'NOEX' }, due: { review: null } }, p: { fields: { NAM: ['SAMPLE,ANN'] }, located: { case: 'CL-7' } } }]);
    expect(JSON.stringify(typeof events === 'string' ? {} : events[0]?.d)).not.toContain('CL-7');
    for (const member of ['answer', 'corr']) expect(typeof events === 'string' ? {} : events[0]?.d).not.toHaveProperty(member);
    expect(tell('ForwardToLine', wanted('modify', { nic: NIC, change: 5 }))).toMatchObject([{}, { d: { answer: { accepted: false, reason: 'REJECT - NOT ON FILE' } } }]);
    expect(fire('review', DUE)).toBe('OBSOLETE');
  });

  it.each([['2', 'EXTRADITION FROM ADJACENT STATES'], ['3', ''], ['6', ''], ['C', ''], ['1', 'WILL NOT EXTRADITE BEYOND 200 MILES']])('on a record with EXL/%s and MIS/%s is within its limits', (EXL, MIS) => {
    expect(reviewed(of(EXL, MIS), locate())).toBe('OBSOLETE');
  });

  it.each([['1', ''], ['A', ''], ['1', 'WTD FOR THEFT BAJ']])('on a record with EXL/%s and MIS/%s is not', (EXL, MIS) => {
    expect(reviewed(of(EXL, MIS), locate())).toMatchObject([{ d: { cancelled: true } }]);
  });

  it('leaves a record that was given limits before NCIC looked, or was located anew to be brought back', () => {
    const limits = wanted('modify', { nic: NIC, ...of('2', 'ADJACENT STATES') });
    expect(reviewed({}, locate(), limits)).toMatchObject([{ t: 'line.reviewed', d: { cancelled: false } }]);
    expect(reviewed({}, locate(), locate('EXTR'))).toMatchObject([{ d: { cancelled: false } }]);
    expect(reviewed({}, locate(), wanted('cancel', { nic: NIC }))).toMatchObject([{ d: { cancelled: false } }]);
  });

  it('with another disposition is not looked at', () => { expect(reviewed({}, locate('DETN'))).toBe('OBSOLETE'); });
});
