import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import { historyOf } from '@statewire/record-file/history.fixture';
import { imageDecider } from './image.decider.js';

const START = '2026-11-20T13:00:00.000Z';
const WANTED = { idx: 'WP20000004', file: 'wanted-person', nic: 'W000000001' };
const CAR = { idx: 'SV00000004', file: 'vehicle', nic: 'V000000001' };
const LOCAL = { idx: 'WP20000008', file: 'wanted-person' };
type Base = typeof WANTED | typeof LOCAL;

const picture = (id: string) => ({ id: `image/${id}`, length: 3, sha256: 'x' });
const enter = (base: Base, type: string, id = 'a', ori = 'OHCOP0000'): JsonObject => ({ mke: 'EIM', ori, base, fields: { IMT: [type], MIS: ['SCAR'] }, picture: picture(id) });
const named = (base: Base, imn: string, more: JsonObject = {}, ori = 'OHCOP0000'): JsonObject => ({ mke: 'MII', ori, base, ...more, fields: { IMN: [imn], ...(more['fields'] as JsonObject | undefined) } });

const given = () => {
  const history = historyOf(imageDecider({ partition: 0, partitions: 4, series: 4 }), START);
  const tell = (type: string, payload: JsonObject, corr?: string) => history.tell(type, payload, { key: 'base', ori: 'OHCOP0000', ...(corr === undefined ? {} : { corr }) });
  let given = 0;
  return {
    ...history, tell,
    /** Entered, and accepted where NCIC is asked. */
    entered: (base: Base, type: string, id?: string) => {
      expect(tell('EnterRecord', enter(base, type, id))).toMatchObject({ out: 'accepted' });
      const record = history.records().at(-1);
      given += 1;
      if (record?.status === 'pending') expect(tell('AcceptEntry', { idx: record.idx, nic: `I00000000${String(given)}` })).toMatchObject({ out: 'accepted' });
      return history.records().at(-1)?.fields['IMN']?.[0] ?? '';
    },
    last: () => history.events.at(-1),
  };
};

describe('images of a record', () => {
  it('are as many as its file may have: of a person a mug shot, a signature and ten others, of property one', () => {
    const { tell, entered } = given();
    entered(WANTED, 'M');
    entered(WANTED, 'S');
    for (let n = 0; n < 10; n += 1) entered(LOCAL, 'I');
    expect(tell('EnterRecord', enter(WANTED, 'M'))).toMatchObject({ faults: [{ code: 'ON_FILE', idx: 'IM40000004' }] });
    expect(tell('EnterRecord', enter(WANTED, 'S'))).toMatchObject({ faults: [{ code: 'ON_FILE', idx: 'IM40000008' }] });
    expect(tell('EnterRecord', enter(LOCAL, 'I'))).toMatchObject({ faults: [{ code: 'MAX_IMAGES' }] });
    entered(CAR, 'I');
    expect(tell('EnterRecord', enter(CAR, 'I'))).toMatchObject({ faults: [{ code: 'MAX_IMAGES' }] });
    expect(tell('EnterRecord', enter(CAR, 'M'))).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'IMT', why: 'identifying-alone' }] });
    expect(tell('EnterRecord', enter({ idx: 'CH1', file: 'chl' }, 'I'))).toMatchObject({ faults: [{ code: 'FIELD_ERROR', tag: 'IMT', why: 'image-type' }] });
  });

  it('get their number from NCIC, or from LEADS where it alone keeps the record', () => {
    const { entered, last } = given();
    expect(entered(WANTED, 'I')).toBe('I000000001');
    expect(last()).toMatchObject({ t: 'image.entered', d: { answers: 1, fields: { NIC: ['W000000001'], IMN: ['I000000001'] }, more: { base: WANTED, picture: picture('a') } } });
    expect(JSON.stringify(last()?.d)).not.toContain('SCAR');
    expect(entered(LOCAL, 'I')).toBe('I940000008');
    expect(last()?.d['line']).toBeUndefined();
  });

  it('keep a date that has come to lie too far back, and get no other such', () => {
    const { tell, entered, moveTo } = given();
    const imn = entered(LOCAL, 'I');
    const dated = (DOI: string) => tell('ModifyRecord', named(LOCAL, imn, { fields: { DOI: [DOI], MIS: ['SCAR'] } }));
    expect(dated('18760101')).toMatchObject({ out: 'accepted' });
    moveTo('2029-01-01T13:00:00.000Z');
    expect(dated('18760101')).toMatchObject({ out: 'accepted' });
    const tooOld = { faults: [{ code: 'FIELD_ERROR', tag: 'DOI', why: 'too-old' }] };
    expect(dated('18760102')).toMatchObject(tooOld);
    expect(tell('ModifyRecord', named(LOCAL, imn, { fields: {}, picture: picture('b') }))).toMatchObject(tooOld);
    expect(tell('ModifyRecord', named(LOCAL, imn, { fields: { MIS: ['SCAR, LEFT'] } }))).toMatchObject({ out: 'accepted' });
  });

  it('change when NCIC has accepted, and say which picture is left', () => {
    const { tell, entered, last } = given();
    const imn = entered(WANTED, 'I');
    expect(tell('ModifyRecord', named(WANTED, imn, { fields: { DOI: ['20261101'] }, picture: picture('b') }))).toMatchObject({ events: [{ t: 'image.change-submitted', d: { request: 'modify', more: { picture: picture('a'), next: picture('b') } } }] });
    expect(tell('ModifyRecord', named(WANTED, imn, { fields: { DOI: ['20261102'] } }))).toMatchObject({ faults: [{ code: 'PENDING_CHANGE' }] });
    expect(tell('AcceptChange', { idx: 'IM40000004', change: 3 })).toMatchObject({ out: 'accepted' });
    expect(last()).toMatchObject({ t: 'image.modified', d: { version: 4, answers: 3, changed: ['DOI', 'IMG'], fields: { DOI: ['20261101'] }, more: { picture: picture('b'), former: [picture('a')] } } });
    expect(last()?.p).not.toHaveProperty('reason');
    tell('ModifyRecord', named(WANTED, imn, { picture: picture('c') }));
    tell('RefuseChange', { idx: 'IM40000004', change: 5, reason: 'REJECT' });
    expect(last()).toMatchObject({ t: 'image.change-refused', p: { reason: 'REJECT' }, d: { version: 6, answers: 5, changed: ['IMG'], more: { picture: picture('b'), former: [picture('c')] } } });
    expect(tell('AcceptChange', { idx: 'IM40000004', change: 5 })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('of LEADS alone change at once', () => {
    const { tell, entered } = given();
    const imn = entered(LOCAL, 'I');
    expect(tell('ModifyRecord', named(LOCAL, imn, { picture: picture('b') }))).toMatchObject({ events: [{ t: 'image.modified', d: { more: { picture: picture('b'), former: [picture('a')] } } }] });
  });

  it('of a record that NCIC holds no more, or holds anew, are LEADS’s alone: they change and are cancelled at once', () => {
    const { idx, file } = WANTED;
    for (const now of [{ idx, file }, { idx, file, nic: 'W000000009' }]) {
      const { tell, entered, last } = given();
      const imn = entered(WANTED, 'I');
      expect(tell('ModifyRecord', named(now, imn, { fields: { DOI: ['20261101'] } }))).toMatchObject({ events: [{ t: 'image.modified', d: { status: 'active' } }] });
      expect(last()?.d['request']).toBeUndefined();
      expect(tell('CancelRecord', named(now, imn))).toMatchObject({ events: [{ t: 'image.cancelled' }] });
      expect(last()?.d['request']).toBeUndefined();
    }
  });

  it('follow their record to NCIC, where they get one more number; by either they are named', () => {
    const { tell, entered, last, records } = given();
    const own = entered(LOCAL, 'M');
    const joined = { ...LOCAL, nic: 'W000000009' };
    expect(tell('FollowRecord', { base: joined })).toMatchObject({ events: [{ t: 'image.change-submitted', d: { status: 'active', request: 'enter', line: 'NCIC', change: { number: 2, changed: ['IMN'], joins: true } } }] });
    expect(tell('FollowRecord', { base: joined })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(tell('ModifyRecord', named(joined, own, { fields: { DOI: ['20261101'] } }))).toMatchObject({ faults: [{ code: 'PENDING_CHANGE' }] });
    expect(tell('AcceptEntry', { idx: 'IM40000004', change: 2, nic: 'I000000005' })).toMatchObject({ events: [{ t: 'image.modified', d: { answers: 2, changed: ['IMN'], more: { base: joined, picture: picture('a') } } }] });
    expect(last()?.d['more']).not.toHaveProperty('joining');
    expect(records().at(-1)?.fields).toMatchObject({ NIC: ['W000000009'], IMN: [own, 'I000000005'] });
    expect(tell('ModifyRecord', named(joined, own, { fields: { DOI: ['20261101'] } }))).toMatchObject({ events: [{ d: { request: 'modify' } }] });
    tell('AcceptChange', { idx: 'IM40000004', change: 4 });
    expect(tell('CancelRecord', named(joined, 'I000000005'))).toMatchObject({ events: [{ t: 'image.cancelled', d: { request: 'cancel' } }] });
  });

  it('leave NCIC with their record, and come back with it under another number', () => {
    const { tell, entered, records } = given();
    const first = entered(WANTED, 'M');
    const { idx, file } = WANTED;
    expect(tell('FollowRecord', { base: { idx, file } })).toMatchObject({ events: [{ t: 'image.modified', d: { request: 'purge', more: { base: { idx, file } } } }] });
    expect(records().at(-1)?.fields).toEqual({ IMT: ['M'], MIS: ['SCAR'], IMN: [first] });
    expect(tell('FollowRecord', { base: { idx, file } })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(tell('FollowRecord', { base: { idx, file, nic: 'W000000009' } })).toMatchObject({ events: [{ d: { request: 'enter' } }] });
    expect(tell('RefuseEntry', { idx: 'IM40000004', change: 4, reason: 'REJECT' })).toMatchObject({ events: [{ t: 'image.change-refused', d: { status: 'active' }, p: { reason: 'REJECT' } }] });
    tell('FollowRecord', { base: { idx, file, nic: 'W000000009' } });
    tell('AcceptEntry', { idx: 'IM40000004', change: 6, nic: 'I000000007' });
    expect(records().at(-1)?.fields['IMN']).toEqual([first, 'I000000007']);
  });

  it('that end while they follow their record are taken back from NCIC', () => {
    const { tell, entered } = given();
    entered(LOCAL, 'M');
    tell('FollowRecord', { base: { ...LOCAL, nic: 'W000000009' } });
    expect(tell('EndImages', { base: LOCAL.idx })).toMatchObject({ events: [{ t: 'image.retired', d: { request: 'withdraw' } }] });
    expect(tell('AcceptEntry', { idx: 'IM40000004', change: 2, nic: 'I000000005' })).toMatchObject({ events: [{ t: 'image.withdrawn', d: { request: 'purge' } }] });
  });

  it('that wait for NCIC are left to its answer, whatever becomes of their record there; cancelled they are taken back', () => {
    const { tell } = given();
    const { idx, file } = WANTED;
    tell('EnterRecord', enter(WANTED, 'M'));
    expect(tell('FollowRecord', { base: { idx, file } })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(tell('EndImages', { base: idx })).toMatchObject({ events: [{ d: { request: 'withdraw' } }] });
  });

  it.each([['an unknown number', 'I999999999', 'OHCOP0000', 'NOT_ON_FILE'], ['another agency', 'I000000001', 'OHCLP0000', 'NOT_OWNER']])('are not changed or cancelled by %s', (_, imn, ori, code) => {
    const { tell, entered } = given();
    entered(WANTED, 'I');
    expect(tell('ModifyRecord', named(WANTED, imn, { fields: { DOI: ['20261101'] } }, ori))).toMatchObject({ faults: [{ code }] });
    expect(tell('CancelRecord', named(WANTED, imn, {}, ori))).toMatchObject({ faults: [{ code }] });
  });

  it('end with their record, one a command, and leave room for others', () => {
    const { tell, entered, last } = given();
    entered(WANTED, 'M');
    tell('EnterRecord', enter(WANTED, 'I'));
    expect(tell('EndImages', { base: WANTED.idx })).toMatchObject({ events: [{ t: 'image.retired', d: { request: 'purge', reason: 'base-record' } }] });
    expect(tell('EndImages', { base: WANTED.idx })).toMatchObject({ events: [{ t: 'image.retired', d: { request: 'withdraw' } }] });
    expect(tell('EndImages', { base: WANTED.idx })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(last()?.d['status']).toBe('retired');
    entered(WANTED, 'M');
  });

  it('that NCIC accepts after their record has ended are taken from it again', () => {
    const { tell, last } = given();
    tell('EnterRecord', enter(WANTED, 'M'));
    tell('EndImages', { base: WANTED.idx });
    expect(tell('AcceptEntry', { idx: 'IM40000004', nic: 'I000000001' })).toMatchObject({ events: [{ t: 'image.withdrawn', d: { status: 'retired', line: 'NCIC', request: 'purge', fields: { IMN: ['I000000001'] } } }] });
    expect(last()).toMatchObject({ t: 'image.withdrawn' });
    expect(tell('AcceptEntry', { idx: 'IM40000004', nic: 'I000000001' })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    tell('EnterRecord', enter(WANTED, 'M'));
    tell('EndImages', { base: WANTED.idx });
    expect(tell('RefuseEntry', { idx: 'IM40000008', reason: 'REJECT' })).toMatchObject({ events: [{ t: 'image.withdrawn', p: { reason: 'REJECT' } }] });
    expect(last()?.d['request']).toBeUndefined();
    expect(tell('RefuseEntry', { idx: 'IM40000008', reason: 'REJECT' })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
  });

  it('name, when they end, whoever still waits for a final word, and nobody else', () => {
    const { tell, entered, last } = given();
    const imn = entered(WANTED, 'I');
    tell('ModifyRecord', named(WANTED, imn, { fields: { DOI: ['20261101'] } }), '5@COL1');
    expect(last()?.d).toMatchObject({ change: { number: 3, changed: ['DOI'], asked: '5@COL1' } });
    tell('CancelRecord', named(WANTED, imn));
    expect(last()?.d).toMatchObject({ status: 'cancelled', request: 'cancel', endedChange: 3, endedAsked: '5@COL1', ended: { by: 'OHCOP0000', at: START, mke: 'MII' }, fields: { IMN: [imn] } });
    expect(last()?.d['change']).toBeUndefined();

    tell('EnterRecord', enter(WANTED, 'M'), '6@COL1');
    expect(last()).toMatchObject({ t: 'image.submitted', d: { status: 'pending', kind: 'image', request: 'enter', asked: '6@COL1' } });
    tell('EndImages', { base: WANTED.idx });
    expect(last()?.d).toMatchObject({ request: 'withdraw', endedAsked: '6@COL1' });
    expect(last()?.d['endedChange']).toBeUndefined();

    tell('CancelRecord', named(WANTED, entered(WANTED, 'S')));
    expect(last()?.d).toMatchObject({ request: 'cancel' });
    expect(last()?.d['endedAsked']).toBeUndefined();
    tell('CancelRecord', named(LOCAL, entered(LOCAL, 'M')));
    expect(last()?.d).toMatchObject({ status: 'cancelled' });
    expect(last()?.d['request']).toBeUndefined();
  });

  it('change in what a modification may change alone; an empty value takes a field away', () => {
    const { tell, entered, last, records, table } = given();
    const imn = entered(LOCAL, 'I');
    tell('ModifyRecord', named(LOCAL, imn, { fields: { IMN: [imn], DOI: ['20261101'], MIS: [''], IMT: ['M'] } }));
    expect(last()?.d).toMatchObject({ changed: ['DOI', 'MIS'], version: 2 });
    expect(records().at(-1)?.fields).toEqual({ IMT: ['I'], IMN: [imn], DOI: ['20261101'] });
    expect(tell('ModifyRecord', named(LOCAL, imn, { fields: { IMN: [imn], IMT: ['M'] } }))).toMatchObject({ faults: [{ code: 'MISSING_FIELD', why: 'nothing-changed' }] });
    tell('ModifyRecord', named(LOCAL, imn, { picture: picture('b') }));
    expect(last()?.d).toMatchObject({ changed: ['IMG'], version: 3, more: { picture: picture('b'), former: [picture('a')] } });
    tell('CancelRecord', named(LOCAL, imn));
    expect([...table.keys()]).toEqual(['numbers']);
  });

  it('that wait for NCIC are cancelled by their index number, by their agency alone', () => {
    const { tell } = given();
    tell('EnterRecord', enter(WANTED, 'M'), '6@COL1');
    const cancel = (image: string, ori = 'OHCOP0000') => tell('CancelRecord', { mke: 'XIM', ori, base: WANTED, fields: {}, image });
    expect(cancel('IM40000008')).toMatchObject({ faults: [{ code: 'NOT_ON_FILE' }] });
    expect(cancel('IM40000004', 'OHCLP0000')).toMatchObject({ faults: [{ code: 'NOT_OWNER' }] });
    expect(cancel('IM40000004')).toMatchObject({ events: [{ t: 'image.cancelled', d: { request: 'withdraw', endedAsked: '6@COL1' } }] });
  });

  it('that NCIC refuses are nobody’s', () => {
    const { tell } = given();
    tell('EnterRecord', enter(WANTED, 'M'));
    expect(tell('RefuseEntry', { idx: 'IM40000004', reason: 'REJECT' })).toMatchObject({ events: [{ t: 'image.refused', d: { status: 'refused', version: 2 }, p: { reason: 'REJECT' } }] });
    expect(tell('RefuseEntry', { idx: 'IM40000004', reason: 'REJECT' })).toMatchObject({ faults: [{ code: 'OBSOLETE' }] });
    expect(tell('EnterRecord', enter(WANTED, 'M'))).toMatchObject({ out: 'accepted' });
    expect(tell('NoSuchCommand', {})).toMatchObject({ faults: [{ code: 'DEFECT' }] });
  });
});
