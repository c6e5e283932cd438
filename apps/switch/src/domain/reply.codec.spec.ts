import { describe, expect, it } from '@jest/globals';
import type { FoldedEvent, JsonObject } from '@statewire/kernel';
import { partsNamed, replyOf, silentIn } from './reply.codec.js';

const AT = '2026-11-20T13:00:03.000Z';
const EXPUNGED = 'THE RECORD SHOWN HERE IS NO LONGER ON FILE';
const HIT = { source: 'LEADS', mke: 'STOLEN VEHICLE', background: 'red', text: 'LIC/ABC1234' };
const NCIC = { source: 'NCIC', mke: 'STOLEN VEHICLE', background: 'yellow', text: 'LIC/ABC1234' };

type Private = FoldedEvent['p'];
const answered = (d: JsonObject, p: Private): FoldedEvent =>
  ({ t: 'message.answered', tv: 1, s: 'terminal/COL1', sv: 1, d: { mri: 8, mke: 'QV', ori: 'OHCOP0000', outcome: 'answered', code: 'HIT', ...d }, ...(p === undefined ? {} : { p }) });
const shown = (kind: string, p: Private): FoldedEvent =>
  ({ t: 'record.shown', tv: 1, s: 'terminal/COL1', sv: 2, d: { mri: 8, kind, stream: 'vehicle/SV00000004', version: 2, source: 'LEADS' }, ...(p === undefined ? {} : { p }) });

describe('a reply', () => {
  it('to an inquiry has the records of ours first, then what others said', () => {
    expect(replyOf([answered({}, { text: 'QV', says: 'ASKED', outside: [NCIC] }), shown('response', HIT)], AT)).toEqual({
      mri: 8, mke: 'QV', ori: 'OHCOP0000', at: '2026-11-20T08:00:03-05:00', outcome: 'answered', code: 'HIT', text: 'ASKED', responses: [HIT, NCIC],
    });
  });

  it('to an update names its number, and prints the record', () => {
    const record = { file: 'vehicle', idx: 'SV00000004', lid: '00000001', status: 'pending' };
    const events = [answered({ outcome: 'pending', code: 'PENDING', record, position: 'vehicles.1/0@7' }, { says: 'EV PENDING', outside: [] }), shown('record', { text: 'MKE/EV' })];
    expect(replyOf(events, AT)).toMatchObject({ text: 'MRI 8\nEV PENDING\nMKE/EV', responses: [], record, position: 'vehicles.1/0@7' });
  });

  it('that refuses names its number and carries the faults', () => {
    const faults = [{ code: 'FIELD_ERROR', tag: 'VIN', says: 'FIELD ERR VIN' }];
    expect(replyOf([answered({ outcome: 'rejected', code: 'FIELD_ERROR' }, { says: 'REJECT', faults, outside: [] })], AT)).toMatchObject({ text: 'MRI 8\nREJECT', faults });
  });

  it('to what is no message key repeats it from the sealed part, or from the open one of earlier answers, until its key is destroyed', () => {
    const { mke: _, ...d } = answered({ outcome: 'rejected', code: 'UNKNOWN_MKE' }, undefined).d;
    const mkeOf = (event: FoldedEvent) => replyOf([event], AT)?.mke;
    expect(mkeOf({ ...answered({}, { says: 'REJECT', outside: [], mke: 'GHX4471' }), d })).toBe('GHX4471');
    expect(mkeOf(answered({ mke: 'GHX4471' }, { says: 'REJECT', outside: [] }))).toBe('GHX4471');
    expect(mkeOf({ ...answered({}, 'destroyed'), d })).toBe('');
  });

  it.each(['destroyed', 'restricted'] as const)('given again says so where a record is %s since then, and keeps the rest', (p) => {
    const reply = replyOf([answered({}, { says: 'ASKED', outside: [NCIC] }), shown('response', HIT), shown('response', p)], AT);
    expect(reply?.responses).toEqual([HIT, { source: 'LEADS', mke: '', background: 'none', text: EXPUNGED }, NCIC]);
    expect(replyOf([answered({ outcome: 'accepted' }, { says: 'EV ACCEPTED', outside: [] }), shown('record', p)], AT)?.text).toBe(`MRI 8\nEV ACCEPTED\n${EXPUNGED}`);
  });

  it('given again after its day’s key was destroyed has its number and outcome, and no words', () => {
    expect(replyOf([answered({ outcome: 'accepted', code: 'ACCEPTED' }, 'destroyed')], AT)).toMatchObject({ mri: 8, outcome: 'accepted', code: 'ACCEPTED', text: `MRI 8\n${EXPUNGED}`, responses: [] });
  });

  it('has what its parts have shown: the records of ours first, then what others said', () => {
    const part = (outside: readonly unknown[]): FoldedEvent => ({ ...answered({}, { text: 'QV', outside } as JsonObject), t: 'message.shown' });
    const other = { ...NCIC, text: 'LIC/ABC2' };
    const events = [part([]), shown('response', HIT), part([NCIC]), shown('response', 'destroyed'), part([other]), answered({ parts: ['1', '2', '3'] }, { says: 'ASKED', outside: [] })];
    expect(replyOf(events, AT)?.responses).toEqual([HIT, { source: 'LEADS', mke: '', background: 'none', text: EXPUNGED }, NCIC, other]);
    expect([partsNamed(events), partsNamed(events.slice(0, -1)), partsNamed([answered({}, {})])]).toEqual([['1', '2', '3'], [], []]);
    expect(replyOf(events.slice(0, -1), AT)).toBeUndefined();
  });

  it('does not say who was silent; its event does', () => {
    const events = [shown('response', HIT), answered({ silent: ['NLETS OH'] }, { says: 'ASKED', outside: [] })];
    expect([silentIn(events), silentIn([answered({}, {})]), silentIn([])]).toEqual([['NLETS OH'], [], []]);
    expect(replyOf(events, AT)).not.toHaveProperty('silent');
  });

  it('is none as long as the message was only received', () => {
    expect(replyOf([{ t: 'message.received', tv: 1, s: 'terminal/COL1', sv: 1, d: { mri: 8 }, p: { text: 'EV' } }], AT)).toBeUndefined();
    expect(replyOf([], AT)).toBeUndefined();
  });
});
