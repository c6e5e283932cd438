import { describe, expect, it } from '@jest/globals';
import { heldByLine, keptFromLine, takenFromLine } from '../line.js';
import { valuesOf } from '../record.js';
import { searchKeys } from '../search-keys.js';
import { BASE, BY, FINDER, given, IDX, locate, NIC, onFile, OWNER } from './wanted.fixture.js';
import { wantedRules } from './wanted.rules.js';

const BY_CASE = { NAM: 'SAMPLE,ANN J', OCA: '26-1' };

describe('a warrant that LEADS alone keeps (D18)', () => {
  const LEADS_ONLY = { EXL: '4', MIS: 'ADJACENT COUNTIES' };

  it.each(['4', 'D'])('is on file at once with EXL %s, and its changes too', (EXL) => {
    const want = given().done(['EW', { ...BASE, ...LEADS_ONLY, EXL }]);
    expect(want.history.events[0]).toMatchObject({ t: 'wanted-person.entered', d: { status: 'active' } });
    expect(want.done(['MW', { ...BY_CASE, HAI: 'BLK' }]).record()).toMatchObject({ status: 'active', fields: { HAI: ['BLK'] } });
    expect(want.done(['LW', { ...BY_CASE, DOR: '20261120', EXT: 'EXTR' }, FINDER]).record().status).toBe('located');
    for (const event of want.history.events) expect(event.d).not.toHaveProperty('request');
  });

  const widening = () => given().done(['EW', { ...BASE, ...LEADS_ONLY }], ['MW', { ...BY_CASE, EXL: '1' }]);

  it('goes to NCIC when a modification widens it, and no other change comes between', () => {
    const want = widening();
    expect(want.history.events.at(-1)?.d).toMatchObject({ request: 'enter', line: 'NCIC' });
    for (const [mke, fields] of [['MW', { HAI: 'BLK' }], ['EN', { AKA: 'A,B' }], ['AWW', { OFF: '5499', DOW: '20261110' }]] as const) {
      want.refused(mke, { ...BY_CASE, ...fields }, { code: 'PENDING_CHANGE' });
    }
    expect(want.answered('AcceptEntry').record()).toMatchObject({ nic: NIC, fields: { EXL: ['1'] } });
    expect(want.record().change).toBeUndefined();
  });

  it('goes to NCIC as an entry, and no word on a change answers that', () => {
    const want = widening();
    const change = want.record().change?.number ?? 0;
    for (const type of ['AcceptChange', 'RefuseChange']) expect(want.history.tell(type, { idx: IDX, change, reason: 'REJECT' }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('says of further data, and of nothing else, under which key they came', () => {
    const want = given().done(['EW', { ...BASE, ...LEADS_ONLY }], ['MW', { ...BY_CASE, HAI: 'BLK' }], ['EN', { ...BY_CASE, AKA: 'OTHER,ANN' }]);
    expect(want.history.events.map(({ d }) => d['askedKey'])).toEqual([undefined, undefined, 'EN']);
  });

  it.each([
    ['a clear', ['CW', { ...BY_CASE, DCL: '20261120' }, OWNER], 'cleared'],
    ['a cancel', ['XW', { ...BY_CASE, DOC: '20261120' }, OWNER], 'cancelled'],
    ['a locate', ['LW', { ...BY_CASE, DOR: '20261120', EXT: 'EXTR' }, FINDER], 'located'],
    ['a locate with NOEX', ['LW', { ...BY_CASE, DOR: '20261120', EXT: 'NOEX' }, FINDER], 'active'],
  ] as const)('is ended by %s in that change, and NCIC has to cancel what it accepts after all', (_, step, status) => {
    const want = widening();
    const number = want.record().change?.number ?? 0;
    want.done(step);
    expect(want.history.events.at(-1)).toMatchObject({ d: { status, request: 'withdraw', endedChange: number } });
    want.answered('AcceptEntry', { change: number });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.withdrawn', d: { status, line: 'NCIC', request: 'cancel' } });
    expect(want.history.events.at(-1)?.d['formerNic'] ?? want.record().nic).toBe(NIC);
    expect(want.record()).toMatchObject({ status, fields: { EXL: ['4'] } });
    expect(want.history.tell('AcceptEntry', { idx: IDX, nic: NIC, change: number }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('is none of NCIC’s where NCIC refuses what was ended', () => {
    const want = widening();
    const number = want.record().change?.number ?? 0;
    want.done(['LW', { ...BY_CASE, DOR: '20261120', EXT: 'NOEX' }, FINDER]).answered('RefuseEntry', { change: number });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.withdrawn', d: { status: 'active' } });
    expect(want.history.events.at(-1)?.d).not.toHaveProperty('request');
  });

  it('may be widened again, and only the word on that counts', () => {
    const want = widening();
    const first = want.record().change?.number ?? 0;
    want.done(['LW', { ...BY_CASE, DOR: '20261120', EXT: 'NOEX' }, FINDER], ['MW', { ...BY_CASE, EXL: '1' }]);
    want.answered('AcceptEntry', { change: first });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.withdrawn', d: { request: 'cancel', formerNic: NIC } });
    expect(want.record().change).toMatchObject({ joins: true });
    expect(want.answered('AcceptEntry', { nic: 'W000000002' }).record()).toMatchObject({ nic: 'W000000002', fields: { EXL: ['1'] } });
  });

  it('that was widened again, and accepted, waits for no word on the time before', () => {
    const want = widening();
    const first = want.record().change?.number ?? 0;
    want.done(['LW', { ...BY_CASE, DOR: '20261120', EXT: 'NOEX' }, FINDER], ['MW', { ...BY_CASE, EXL: '1' }]).answered('AcceptEntry');
    expect(want.history.tell('AcceptEntry', { idx: IDX, nic: 'W000000002', change: first }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('that was ended, located a second time and removed is still taken from NCIC', () => {
    const want = widening();
    const number = want.record().change?.number ?? 0;
    const noex = ['LW', { ...BY_CASE, DOR: '20261120', EXT: 'NOEX' }, FINDER] as const;
    want.done(noex, noex).answered('AcceptEntry', { change: number });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.withdrawn', d: { status: 'retired', nic: NIC, request: 'cancel' } });
    expect(new Set(want.history.events.map(({ sv, d }) => sv === d['version']))).toEqual(new Set([true]));
  });

  it('stays what it was when NCIC refuses it', () => {
    const want = given().done(['EW', { ...BASE, ...LEADS_ONLY }], ['MW', { ...BY_CASE, EXL: '1' }]).answered('RefuseEntry');
    expect(want.record()).toMatchObject({ status: 'active', fields: { EXL: ['4'] }, refusal: 'REJECT - X' });
    expect(want.record().nic).toBeUndefined();
  });

  it.each(['4', 'D'])('is taken from NCIC when a modification narrows it to EXL %s, and keeps the number that its notices carry', (EXL) => {
    const want = onFile().done(['MW', { ...BY, ...LEADS_ONLY, EXL }]);
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.modified', d: { nic: NIC, request: 'cancel', formerNic: NIC } });
    expect([heldByLine(want.record()), keptFromLine(wantedRules, want.record())]).toEqual([false, undefined]);
    for (const [mke, fields, ori] of [['MW', { HAI: 'BLK' }], ['LW', { DOR: '20261120', EXT: 'NOEX' }, FINDER], ['CW', { DCL: '20261120' }]] as const) {
      want.done([mke, { ...BY, ...fields }, ori ?? OWNER]);
      expect(want.record().nic).toBe(NIC);
      expect(want.history.events.at(-1)?.d).not.toHaveProperty('request');
    }
  });

  it('that was narrowed and is widened again is entered anew, and found by all the numbers that it had', () => {
    const want = onFile();
    const numbers = [NIC];
    for (const next of ['W000000002', 'W000000003']) {
      want.done(['MW', { ...BY, ...LEADS_ONLY }], ['MW', { ...BY, EXL: '1' }]);
      expect(want.history.events.at(-1)?.d).toMatchObject({ request: 'enter', change: { joins: true } });
      numbers.unshift(want.answered('AcceptEntry', { nic: next }).record().nic ?? '');
      expect(heldByLine(want.record())).toBe(true);
    }
    expect(numbers).toEqual(['W000000003', 'W000000002', NIC]);
    for (const nic of numbers) {
      expect(searchKeys(wantedRules, want.record())).toContain(`NIC:${nic}`);
      want.done(['MW', { ...BY, NIC: nic, HAI: nic === NIC ? 'BLK' : 'GRY' }]).answered('AcceptChange');
    }
    want.refused('MW', { ...BY, NIC: 'W000000009', HAI: 'BLK' }, { code: 'NOT_ON_FILE' });
    want.done(['CW', { ...BY, DCL: '20261120' }]);
    expect(want.history.events.at(-1)?.d).toMatchObject({ status: 'cleared', nic: 'W000000003', request: 'clear' });
  });

  it('that was narrowed, and whose widening NCIC takes too late, stays what it was, and NCIC cancels the number that it gave', () => {
    const want = onFile().done(['MW', { ...BY, ...LEADS_ONLY }], ['MW', { ...BY, EXL: '1' }]);
    const number = want.record().change?.number ?? 0;
    want.done(locate('NOEX')).answered('AcceptEntry', { nic: 'W000000002', change: number });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.withdrawn', d: { nic: NIC, request: 'cancel', formerNic: 'W000000002' } });
    expect(heldByLine(want.record())).toBe(false);
  });
});

describe('a record that NCIC has cancelled by itself', () => {
  const lapsed = () => onFile().done(locate('NOEX')).answered('LapseRecord');

  it('stays with LEADS, found by its old number, and NCIC hears of it no more', () => {
    const want = lapsed();
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.lapsed', d: { status: 'active', nic: NIC, more: { lapsed: NIC } } });
    expect(want.history.tell('LapseRecord', { idx: IDX, nic: NIC }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    for (const step of [locate('EXTR'), ['CW', { ...BY, DCL: '20261120' }], ['XW', { ...BY, DOC: '20261120' }]] as const) {
      const ended = lapsed().done(step);
      expect(ended.history.events.at(-1)?.d).not.toHaveProperty('request');
    }
  });

  it.each([
    [{ EXL: '2', MIS: 'ADJACENT STATES' }], [{ EXL: '3' }], [{ EXL: 'B', MIS: 'SURROUNDING COUNTIES', HAI: 'BLK' }], [{ MIS: 'WILL EXTRADITE FROM ADJACENT STATES ONLY' }],
  ])('comes back to NCIC with a change to %j, which tells limits, as an entry under another number', (limits) => {
    const want = lapsed().done(['MW', { ...BY, ...limits }]);
    expect(want.history.events.at(-1)).toMatchObject({ d: { line: 'NCIC', request: 'enter', change: { joins: true } } });
    want.answered('AcceptEntry', { nic: 'W000000002' });
    expect(want.history.events.at(-1)).toMatchObject({ t: 'wanted-person.modified', d: { nic: 'W000000002', nicsBefore: [NIC], joined: true, more: {} } });
    want.done(['MW', { NIC: 'W000000002', OCA: '26-1', HAI: 'GRY' }]).answered('AcceptChange').done(['MW', { ...BY, HAI: 'BLK' }]);
    expect(want.history.events.at(-1)).toMatchObject({ d: { request: 'modify' } });
    expect(valuesOf(want.record(), 'NIC')).toEqual(['W000000002', NIC]);
  });

  it.each([
    ['MW', { HAI: 'BLK' }], ['MW', { HAI: 'BLK', EXL: '1' }], ['MW', { EXL: 'A' }], ['MW', { MIS: 'WALKS WITH A LIMP' }], ['EN', { AKA: 'OTHER,ANN' }],
    ['ENS', { NAM: ['SAMPLE,ANN J', 'VICTIM,VERA'] }], ['ED', { DXR: 'Y', MPA: 'N', DCH: 'ALL' }],
  ] as const)('does not come back by %s with %j: LEADS alone takes that', (mke, fields) => {
    const want = lapsed().done([mke, { ...BY, ...fields }]);
    const { record } = want;
    expect(record()).toMatchObject({ status: 'active', nic: NIC, more: { lapsed: NIC } });
    expect(record().change).toBeUndefined();
    expect(want.history.events.at(-1)?.d).not.toHaveProperty('request');
    expect(keptFromLine(wantedRules, record())).toMatch(/^NCIC HAS CANCELLED THIS RECORD.* EXL .* MIS/);
    want.done(['MW', { ...BY, EXL: '3' }]);
    expect(want.history.events.at(-1)?.d['request']).toBe('enter');
  });

  it('does not come back by way of a pick-up within the state', () => {
    const want = lapsed().done(['MW', { ...BY, EXL: '4', MIS: 'OWN' }]);
    expect(keptFromLine(wantedRules, want.record())).toBeUndefined();
    want.done(['MW', { ...BY_CASE, EXL: '1' }]);
    expect([want.record().change, keptFromLine(wantedRules, want.record())]).toEqual([undefined, expect.stringContaining('NCIC HAS CANCELLED')]);
  });

  it('that NCIC has taken again and lost by a change goes there as every other one', () => {
    const want = lapsed().done(['MW', { ...BY, EXL: '3' }]).answered('AcceptEntry', { nic: 'W000000002' });
    expect(keptFromLine(wantedRules, want.record())).toBeUndefined();
    want.done(['MW', { ...BY_CASE, EXL: '4', MIS: 'OWN' }], ['MW', { ...BY_CASE, EXL: '1' }]);
    expect(want.record().change).toMatchObject({ joins: true });
  });

  it('and that NCIC refuses stays what it was', () => {
    const want = lapsed().done(['MW', { ...BY, EXL: '3' }]).answered('RefuseEntry').done(['MW', { ...BY, HAI: 'BLK' }]);
    expect(want.record()).toMatchObject({ fields: { EXL: ['1'], HAI: ['BLK'] }, more: { lapsed: NIC } });
  });

  it('is none of NCIC’s where its change keeps it in the state', () => {
    const want = lapsed().done(['MW', { ...BY, EXL: '4', MIS: 'OWN COUNTY' }]);
    expect(want.history.events.at(-1)?.d).not.toHaveProperty('request');
    expect(want.record()).toMatchObject({ nic: NIC, more: { lapsed: NIC } });
  });

  it('that it holds under another number is not meant', () => {
    expect(onFile().history.tell('LapseRecord', { idx: IDX, nic: 'W000000009' }, { ori: OWNER, key: OWNER })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('that NCIC has taken again is no lapsed one, also where an earlier version kept saying that it was', () => {
    const again = { ...lapsed().record(), nic: 'W000000002' };
    expect([heldByLine(again), keptFromLine(wantedRules, again)]).toEqual([true, undefined]);
    const taken = takenFromLine({ ...again, more: { ...again.more, note: 'KEPT' } });
    expect([heldByLine(taken), keptFromLine(wantedRules, taken), taken.more?.['note']]).toEqual([false, undefined, 'KEPT']);
  });

  it('and that lost its number in an earlier version is still a lapsed one', () => {
    const { nic: _, ...numberless } = lapsed().record();
    expect(keptFromLine(wantedRules, numberless)).toContain('NCIC HAS CANCELLED');
  });
});
