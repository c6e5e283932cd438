import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '@statewire/kernel';
import type { OpenedEvent } from '@statewire/ledger';
import { returnedBy } from './bring-back-the-answer-when-a-line-answered.js';
import { lineRequestOf } from './forward-to-the-line-when-a-record-changed.js';

const IDX = 'SV00000004';
const NIC = 'V000000001';
const RECORD: JsonObject = { file: 'vehicle', idx: IDX, lid: '00000004', kind: 'stolen', mke: 'EV', owner: 'OHCOP0000', status: 'pending', at: '2026-11-20T13:00:00.000Z', fields: {} };

const changed = (d: JsonObject, p: NonNullable<OpenedEvent['p']> = { fields: { VIN: ['1FA'] } }): OpenedEvent =>
  ({ t: 'vehicle.submitted', tv: 1, s: `vehicle/${IDX}`, sv: 1, d: { ...RECORD, ...d }, p });
const asked = (event: OpenedEvent) => lineRequestOf(event, 'vehicles', 'OHCOP0000');

describe('a change of a record', () => {
  it('asks its line for what the event says, with the whole record', () => {
    expect(asked(changed({ line: 'NCIC', request: 'enter' }))).toMatchObject({
      line: 'NCIC', function: 'enter', ledger: 'vehicles', home: 'OHCOP0000', file: 'vehicle', stream: `vehicle/${IDX}`, idx: IDX, mke: 'EV', ori: 'OHCOP0000', fields: { VIN: ['1FA'] },
    });
  });

  it.each([[{}], [{ line: 'NCIC' }], [{ request: 'enter' }]])('asks nothing where the event says %j', (d) => { expect(asked(changed(d))).toBeUndefined(); });

  it('asks for the record as a pending change would make it, under the change’s number', () => {
    const event = changed({ line: 'NCIC', request: 'modify', nic: NIC, change: { number: 3, changed: ['VCO'], fields: {} } }, { fields: { VIN: ['1FA'] }, change: { VIN: ['1FA'], VCO: ['BLU'] } });
    expect(asked(event)).toMatchObject({ function: 'modify', nic: NIC, change: 3, fields: { VIN: ['1FA'], VCO: ['BLU'] } });
  });

  it('goes out under the key’s name on the line (D7)', () => {
    expect(asked(changed({ line: 'NCIC', request: 'enter', file: 'wanted-person', mke: 'EWT-C' }))).toMatchObject({ mke: 'EWT-C', sentAs: 'ET-C' });
  });

  it('asks for what its parts say too, as far as the line hears of them, and no plate comes by the state of another', () => {
    const further = { 'SUPPLEMENTAL DATA': { LIC: ['X1', 'X2'], LIS: ['MI', 'OH'] } };
    const parts = { ...further, 'ADD-ON WARRANT 1': { OFF: ['5499'] }, 'DENTAL DATA': { DCH: ['UNK'] } };
    const change = { number: 3, changed: ['LIC'], fields: {} };
    const event = changed({ line: 'NCIC', request: 'modify', file: 'wanted-person', nic: 'W000000001', change }, { fields: { LIC: ['A1'] }, change: { LIC: ['A1'], LIS: ['OH'] }, changeParts: parts });
    expect(asked(event)).toMatchObject({ fields: { LIC: ['A1'], LIS: ['OH'], DCH: ['UNK'] }, parts: further });
    expect(asked(event)?.parts).toEqual(further);
  });

  it('keeps apart whose papers were stolen', () => {
    const parts = { 'STOLEN OR FRAUDULENT IDENTIFIERS': { NAM: ['VICTIM,VERA'] } };
    const change = { number: 3, changed: ['NAM'], fields: {} };
    const event = changed({ line: 'NCIC', request: 'modify', file: 'wanted-person', nic: 'W000000001', change }, { fields: { NAM: ['A,B'] }, change: { NAM: ['A,B'] }, changeParts: parts });
    expect(asked(event)).toMatchObject({ fields: { NAM: ['A,B'] }, parts });
  });

  it('keeps apart each person with information, who is nobody that is missing', () => {
    const parts = { 'PERSON WITH INFORMATION 1': { NAM: ['WITNESS,ANN'] }, 'PERSON WITH INFORMATION 2': { NAM: ['DRIVER,DAN'] } };
    const change = { number: 3, changed: ['NAM'], fields: {} };
    const event = changed({ line: 'NCIC', request: 'modify', file: 'missing-person', nic: 'M000000001', change }, { fields: { NAM: ['A,B'] }, change: { NAM: ['A,B'] }, changeParts: parts });
    expect(asked(event)).toMatchObject({ fields: { NAM: ['A,B'] }, parts });
  });

  it('names what the line shall hold no longer by its former number', () => {
    expect(asked(changed({ line: 'NCIC', request: 'cancel', formerNic: NIC }))).toMatchObject({ function: 'cancel', nic: NIC });
  });

  it('names it so too where the record keeps another one, which the line had given it before', () => {
    expect(asked(changed({ line: 'NCIC', request: 'cancel', nic: 'V000000001', formerNic: 'V000000002' }))?.nic).toBe('V000000002');
  });

  it('speaks the line’s own codes: an endangered adult is a missing person there', () => {
    const event = changed({ file: 'missing-person', line: 'NCIC', request: 'enter', fields: { MNP: ['SA'], STA: ['OH'] } });
    expect(asked(event)?.fields).toEqual({ MNP: ['MP'], STA: ['OH'], VIN: ['1FA'] });
  });

  it('tells who located the record, and when', () => {
    const located = { by: 'OHCLP0000', at: '2026-11-20T13:00:00.000Z', mke: 'LV', fields: { DOR: ['20261120'] } };
    expect(asked(changed({ line: 'NCIC', request: 'locate', nic: NIC, located }, { fields: {}, located: { RCA: ['CL-7'] } }))).toMatchObject({ located: { by: 'OHCLP0000', date: '20261120', case: 'CL-7' } });
  });

  it('whose record was expunged asks without its fields', () => {
    expect(asked(changed({ line: 'NCIC', request: 'purge', nic: NIC }, 'destroyed'))).toMatchObject({ function: 'purge', nic: NIC, fields: {} });
  });
});

const answered = (fn: string, answer: JsonObject, more: JsonObject = {}): OpenedEvent => ({
  t: 'line.answered', tv: 1, s: `line/NCIC/${IDX}`, sv: 2, d: { line: 'NCIC', function: fn, ledger: 'vehicles', home: 'OHCOP0000', idx: IDX, answer, ...more },
});

describe('the answer of a line', () => {
  it.each([
    ['enter', { accepted: true, nic: NIC }, {}, 'AcceptEntry', { idx: IDX, nic: NIC }],
    ['enter', { accepted: false, reason: 'REJECT - X' }, {}, 'RefuseEntry', { idx: IDX, reason: 'REJECT - X' }],
    ['enter', { accepted: false }, {}, 'RefuseEntry', { idx: IDX, reason: 'REJECT' }],
    ['modify', { accepted: true, nic: NIC }, { change: 3 }, 'AcceptChange', { idx: IDX, change: 3 }],
    ['modify', { accepted: false, reason: 'REJECT - X' }, { change: 3 }, 'RefuseChange', { idx: IDX, change: 3, reason: 'REJECT - X' }],
  ])('to %s (%j) becomes a command to the record’s home', (fn, answer, more, type, payload) => {
    expect(returnedBy(answered(fn, answer, more))).toEqual({ ledger: 'vehicles', key: 'OHCOP0000', type, payload });
    expect(returnedBy(answered(fn, answer, { ...more, corr: '8@COL1' }))).toMatchObject({ corr: '8@COL1' });
  });

  it.each(['locate', 'clear', 'cancel', 'purge'])('to %s comes back to nobody: it was final before it went out', (fn) => {
    expect(returnedBy(answered(fn, { accepted: false, reason: 'REJECT' }))).toBeUndefined();
  });

  it.each(['line.sent', 'line.silent'])('is not what %s says', (t) => {
    expect(returnedBy({ ...answered('enter', { accepted: true, nic: NIC }), t })).toBeUndefined();
  });
});

describe('a record that NCIC has cancelled by itself', () => {
  const reviewed = (cancelled: boolean): OpenedEvent =>
    ({ t: 'line.reviewed', tv: 1, s: `line/NCIC/${IDX}`, sv: 4, d: { line: 'NCIC', function: 'locate', ledger: 'wanted-persons', home: 'OHCOP0000', idx: 'WP00000004', nic: 'W000000001', cancelled } });

  it('is told to its file, and one that NCIC keeps is not', () => {
    expect(returnedBy(reviewed(true))).toEqual({ ledger: 'wanted-persons', key: 'OHCOP0000', type: 'LapseRecord', payload: { idx: 'WP00000004', nic: 'W000000001' } });
    expect(returnedBy(reviewed(false))).toBeUndefined();
  });
});
