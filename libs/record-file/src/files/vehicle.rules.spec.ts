import { describe, expect, it } from '@jest/globals';
import { standardCatalogue } from '@statewire/catalogue';
import type { DomainDecision, Fault, JsonObject } from '@statewire/kernel';
import { historyOf } from '../history.fixture.js';
import { recordDecider } from '../record.decider.js';
import { vehicleRules } from './vehicle.rules.js';

const START = '2026-11-20T13:00:00.000Z';
const SV = 'SV00000004';
const NIC = 'V000000001';

type Fields = Readonly<Record<string, string>>;
type Step = readonly [type: string, payload: JsonObject];

const BASE: Fields = { OCA: '26-1', DOT: '20261119', VYR: '2021', VMA: 'FORD', VST: '4D' };
const VIN: Fields = { VIN: '1FAHP2E8XA0000001' };
const PLATE: Fields = { LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' };
const OAN: Fields = { OAN: 'OWNER1' };

const message = (type: string, mke: string, fields: Fields, ori = 'OHCOP0000', staffed24x7 = true): Step => [
  type,
  { mke, ori, staffed24x7, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])) },
];
const enter = (fields: Fields, mke = 'EV'): Step => message('EnterRecord', mke, { ...BASE, ...fields });
const accepted: Step = ['AcceptEntry', { idx: SV, nic: NIC }];
const modify = (fields: Fields): Step => message('ModifyRecord', 'MV', { NIC, OCA: '26-1', ...fields });

const given = (...steps: readonly Step[]) => {
  const history = historyOf(recordDecider([vehicleRules], standardCatalogue, { partition: 0, partitions: 4 }), START);
  for (const step of steps) expect(history.tell(...step)).toMatchObject({ out: 'accepted' });
  return {
    when: (...step: Step) => {
      const decision: DomainDecision = history.tell(...step);
      return {
        then: (what: string, d: JsonObject = {}) => {
          expect(decision).toMatchObject({ out: 'accepted', events: [{ t: `vehicle.${what}`, d }] });
          return history;
        },
        thenRefused: (...faults: readonly Fault[]) => { expect(decision).toMatchObject({ out: 'rejected', faults }); },
      };
    },
  };
};

describe('a stolen vehicle', () => {
  it('keeps its identifiers, its case and its text out of the clear', () => {
    const { events } = given().when(...enter({ ...VIN, ...PLATE, MIS: 'DENT', OCA: 'CASE77' })).then('submitted', { idx: SV, kind: 'stolen', mke: 'EV', line: 'NCIC' });
    const clear = JSON.stringify(events[0]?.d);
    for (const value of [VIN['VIN'], PLATE['LIC'], 'CASE77', 'DENT']) expect(clear).not.toContain(value);
  });

  it.each([
    ['VIN and make', VIN, { ...VIN, OCA: '26-2' }],
    ['VIN and make, in one of them written out', { ...VIN, VMA: 'HOND' }, { ...VIN, VMA: 'HONDA', OCA: '26-2' }],
    ['plate', PLATE, { ...PLATE, OCA: '26-2', VMA: 'CHEV' }],
    ['owner-applied number, make and case', OAN, OAN],
  ])('is not entered twice by %s', (_, first, again) => {
    given(enter(first)).when(...enter(again)).thenRefused({ code: 'ON_FILE', idx: SV });
  });

  it.each([
    ['VIN of another make', VIN, { ...VIN, VMA: 'CHEV' }],
    ['plate of another year', PLATE, { ...PLATE, LIY: '2028' }],
    ['owner-applied number of another case', OAN, { ...OAN, OCA: '26-2' }],
  ])('is another one with the %s', (_, first, other) => { given(enter(first)).when(...enter(other)).then('submitted'); });

  it('is no duplicate of a felony vehicle, nor of another agency\'s', () => {
    given(enter(VIN)).when(...message('EnterRecord', 'EF-A', { OCA: '26-1', DOT: '20261119', VMA: 'FORD', ...VIN })).then('submitted', { idx: 'FV00000008' });
    given(enter(VIN)).when(...message('EnterRecord', 'EV', { ...BASE, ...VIN }, 'OHCLP0000')).then('submitted');
  });

  it('is named by keys of its own kind alone', () => {
    given(enter(VIN), accepted).when(...message('ClearRecord', 'CF', { NIC, OCA: '26-1', DCL: '20261120' })).thenRefused({ code: 'NOT_ON_FILE' });
  });

  it.each<[string, string, Step]>([
    ['cleared', 'cleared', message('ClearRecord', 'CV', { NIC, OCA: '26-1', ...VIN, DCL: '20261120' })],
    ['cancelled', 'cancelled', message('CancelRecord', 'XV', { NIC, OCA: '26-1', ...VIN, DOC: '20261120' })],
    ['located', 'located', message('LocateRecord', 'LV', { NIC, OCA: '26-1', ...VIN, DOR: '20261120' }, 'OHCLP0000')],
  ])('is %s where every identifier of the message is its own, not where one is not', (_, what, step) => {
    given(enter(VIN), accepted).when(...step).then(what);
    given(enter({ VIN: '1FAHP2E8XA0000002' }), accepted).when(...step).thenRefused({ code: 'NOT_ON_FILE' });
  });

  it.each<[string, string, Fields, boolean]>([
    ['CancelRecord', 'XV', { DOC: '20261120' }, false], ['CancelRecord', 'XV', { DOC: '20261120' }, true], ['ClearRecord', 'CV', { DCL: '20261120' }, true],
    ['LocateRecord', 'LV', { DOR: '20261120' }, true], ['ModifyRecord', 'MV', { VCO: 'BLU' }, true],
  ])('is told by its own number from another one of the same plate and case (%s %s %j, accepted by NCIC: %s)', (type, mke, fields, isAccepted) => {
    const other = 'SV00000008';
    const said = (more: Fields): Step => message(type, mke, { LIC: 'GHX4471', OCA: '26-1', ...fields, ...more }, mke === 'LV' ? 'OHCLP0000' : 'OHCOP0000');
    const both = given(enter(PLATE), accepted, enter({ ...PLATE, LIS: 'KY' }), ...(isAccepted ? [['AcceptEntry', { idx: other, nic: 'V000000002' }] as const] : []));
    both.when(...said({})).thenRefused({ code: 'AMBIGUOUS', why: 'several-records' });
    both.when(...said({ IDX: other, OCA: '26-2' })).thenRefused({ code: 'NOT_ON_FILE' });
    both.when(...said({ IDX: other })).then({ XV: 'cancelled', CV: 'cleared', LV: 'located' }[mke] ?? 'change-submitted', { idx: other });
  });

  it('is cancelled by its owner-applied number while nothing else names it', () => {
    given(enter(OAN)).when(...message('CancelRecord', 'XV', { ...OAN, OCA: '26-1', DOC: '20261120' })).then('cancelled', { idx: SV });
  });

  it('is named by its plate in a modification that brings a VIN, and by its VIN in one that brings a plate', () => {
    given(enter(PLATE), accepted).when(...message('ModifyRecord', 'MV', { LIC: 'GHX4471', OCA: '26-1', ...VIN })).then('change-submitted', { change: { changed: ['VIN'] } });
    // It has a VIN, and this one was mistyped.
    given(enter({ ...VIN, ...PLATE }), accepted).when(...message('ModifyRecord', 'MV', { LIC: 'GHX4471', OCA: '26-1', VIN: '1FAHP2E8XA0000002' })).thenRefused({ code: 'NOT_ON_FILE' });
    given(enter(VIN), accepted).when(...message('ModifyRecord', 'MV', { ...PLATE, OCA: '26-1', ...VIN })).then('change-submitted', { change: { changed: Object.keys(PLATE) } });
    given(enter(PLATE), accepted).when(...message('ModifyRecord', 'MV', { NIC: 'V000000002', LIC: 'GHX4471', OCA: '26-1', ...VIN })).thenRefused({ code: 'NOT_ON_FILE' });
  });

  it('gets another plate with its first VIN where the plate names it, and not where its VIN does', () => {
    const both = (VIN: readonly string[]): Step => ['ModifyRecord', { mke: 'MV', ori: 'OHCOP0000', staffed24x7: true, fields: { LIC: ['GHX4471', 'GHX4472'], OCA: ['26-1'], VIN } }];
    const [own = ''] = Object.values(VIN);
    const history = given(enter(PLATE), accepted, both([own])).when('AcceptChange', { idx: SV, change: 3 }).then('modified', { changed: ['LIC', 'VIN'] });
    expect(history.records()[0]?.fields).toMatchObject({ LIC: ['GHX4472'], VIN: [own] });

    const twice = (tag: string): Fault => ({ code: 'FIELD_ERROR', tag, why: 'too-many' });
    given(enter({ ...VIN, ...PLATE }), accepted).when(...both([own])).thenRefused(twice('LIC'));
    given(enter({ ...VIN, LIC: 'ABC1234', LIS: 'OH', LIY: '2027', LIT: 'PC' }), accepted).when(...both([own])).thenRefused(twice('LIC'));
    given(enter({ ...VIN, ...PLATE }), accepted).when(...both(['1FAHP2E8XA0000002'])).thenRefused({ code: 'NOT_ON_FILE' });
    // A VIN that it does not have cannot be its former one.
    given(enter(PLATE), accepted).when(...both(['1FAHP2E8XA0000002', own])).thenRefused(twice('VIN'));
  });

  it('lives four years longer once a modification gives it a VIN, and ninety days once one takes it', () => {
    const accept: Step = ['AcceptChange', { idx: SV, change: 3 }];
    given(enter(PLATE), accepted, modify(VIN)).when(...accept).then('modified', { due: { retire: '2031-01-01T05:05:00.000Z' } });
    given(enter({ ...PLATE, ...VIN }), accepted, modify({ VIN: '' })).when(...accept).then('modified', { due: { retire: '2027-02-19T05:05:00.000Z' } });
  });

  it('becomes one whose occupants are armed, not a felony vehicle', () => {
    given(enter(VIN), accepted, modify({ MKE: 'EV-A' })).when('AcceptChange', { idx: SV, change: 3 }).then('modified', { mke: 'EV-A', changed: ['MKE'] });
    given(enter(VIN), accepted).when(...modify({ MKE: 'EF-A' })).thenRefused({ code: 'FIELD_ERROR', tag: 'MKE', why: 'other-kind' });
  });

  it('that has lost its VIN after its ninety days goes at once, and NCIC is told', () => {
    const history = given(enter({ ...PLATE, ...VIN }), accepted).when(...modify({ MIS: 'NO VIN AFTER ALL', VIN: '' })).then('change-submitted');
    history.moveTo('2027-02-19T05:05:00.000Z');
    expect(history.tell('AcceptChange', { idx: SV, change: 3 })).toMatchObject({
      events: [{ t: 'vehicle.modified', d: { status: 'active', answers: 3 } }, { t: 'vehicle.retired', d: { status: 'retired', reason: 'retention', request: 'purge' } }],
    });
  });

  it('whose time is over does not go with a modification that waits for NCIC, but by its own clock', () => {
    const history = given(enter(PLATE)).when(...accepted).then('entered');
    history.moveTo('2027-02-19T05:06:00.000Z');
    expect(history.tell(...modify({ MIS: 'ONE PLATE' }))).toMatchObject({ events: [{ t: 'vehicle.change-submitted', d: { status: 'active' } }] });
    expect(history.events.map(({ t }) => t)).toEqual(['vehicle.submitted', 'vehicle.entered', 'vehicle.change-submitted']);
  });

  it.each([
    ['its last identifier', VIN, { VIN: '' }, { code: 'MISSING_FIELD', tag: 'VIN/OAN/LIC' }],
    ['a companion of its plate', PLATE, { LIT: '' }, { code: 'MISSING_FIELD', tag: 'LIT' }],
  ] as const)('does not lose %s', (_, entered, change, fault) => {
    given(enter(entered), accepted).when(...modify(change)).thenRefused(fault);
  });

  it('of an agency that is not staffed at all hours needs instructions', () => {
    given().when(...message('EnterRecord', 'EV', { ...BASE, ...VIN }, 'OHCOP0000', false)).thenRefused({ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' });
  });
});

describe('a felony vehicle', () => {
  const felony = (fields: Fields): Step => message('EnterRecord', 'EF', { OCA: '26-1', DOT: '20261119', VMA: 'FORD', ...fields });

  it('is not entered twice by a plate of which no more, or the same, is known', () => {
    given(felony({ LIC: 'GHX4471' })).when(...felony({ LIC: 'GHX4471', OCA: '26-2' })).thenRefused({ code: 'ON_FILE', idx: 'FV00000004' });
    given(felony({ LIC: 'GHX4471', LIS: 'OH' })).when(...felony({ LIC: 'GHX4471', LIS: 'OH' })).thenRefused({ code: 'ON_FILE', idx: 'FV00000004' });
    given(felony({ LIC: 'GHX4471', LIS: 'OH' })).when(...felony({ LIC: 'GHX4471', LIS: 'KY' })).then('submitted');
  });

  it('stays ninety days, whatever its identifiers', () => {
    given(message('EnterRecord', 'EF', { OCA: '26-1', DOT: '20261119', VMA: 'FORD', ...VIN }))
      .when('AcceptEntry', { idx: 'FV00000004', nic: NIC })
      .then('entered', { due: { retire: '2027-02-19T05:05:00.000Z' } });
  });

  it('stays no longer for a locate near the end of its ninety days, and ten days after an earlier one', () => {
    const locatedAt = (instant: string) => {
      const history = historyOf(recordDecider([vehicleRules], standardCatalogue, { partition: 0, partitions: 4 }), START);
      history.tell(...felony(VIN));
      history.tell('AcceptEntry', { idx: 'FV00000004', nic: NIC });
      history.moveTo(instant);
      history.tell(...message('LocateRecord', 'LF', { NIC, OCA: '26-1', DOR: '20261120' }, 'OHCLP0000'));
      return history.records()[0];
    };
    expect(locatedAt('2027-02-08T13:00:00.000Z')).toMatchObject({ status: 'located', retire: '2027-02-19T05:05:00.000Z' });
    expect(locatedAt('2027-02-13T13:00:00.000Z')).toMatchObject({ status: 'located', retire: '2027-02-19T05:05:00.000Z' });
    expect(locatedAt('2027-02-07T13:00:00.000Z')).toMatchObject({ status: 'located', retire: '2027-02-18T05:05:00.000Z' });
  });
});
