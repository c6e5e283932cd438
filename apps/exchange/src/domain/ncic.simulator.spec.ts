import { describe, expect, it } from '@jest/globals';
import type { LineFunction } from '@statewire/contracts';
import { draftOf } from '@statewire/record-file/history.fixture';
import type { LineAnswer, LineRequest } from './line.js';
import { ncicResponse } from './ncic.response.js';
import { ncicSearch } from './ncic-search.js';
import { ncicAnswer, ncicDelay, ncicEvolve } from './ncic.simulator.js';

const PLATE = { LIC: ['GHX4471'], LIS: ['OH'], VMA: ['FORD'], OCA: ['26-1'] };

const request = (fn: LineFunction, more: Partial<LineRequest> = {}): LineRequest => ({
  line: 'NCIC', function: fn, file: 'vehicle', ledger: 'vehicles', home: 'OHCOP0000', stream: 'vehicle/SV00000004', idx: 'SV00000004', lid: '00000004', mke: 'EV', ori: 'OHCOP0000', fields: PLATE, ...more,
});

/** NCIC, asked and answering one request after another. */
const ncic = () => {
  const draft = draftOf(new Map());
  const ask = (fn: LineFunction, more: Partial<LineRequest> = {}): LineAnswer => {
    const asked = request(fn, more);
    const answer = ncicAnswer(draft, asked);
    ncicEvolve(draft, asked, answer);
    return answer;
  };
  const search = (fields: LineRequest['fields'], mke = 'QV') => ncicSearch(draft, { mke, fields }, '20261120', () => true);
  const found = (fields: LineRequest['fields'], mke?: string): readonly string[] => search(fields, mke).map(({ nic }) => nic);
  return { ask, found, search };
};
const NIC = 'V000000001';

describe('NCIC', () => {
  it('accepts entries and numbers them, one after another', () => {
    const { ask } = ncic();
    expect([ask('enter'), ask('enter', { fields: { VIN: ['1'] } })]).toEqual([{ accepted: true, nic: NIC }, { accepted: true, nic: 'V000000002' }]);
  });

  it('gives the number of a refused entry to the next one', () => {
    const { ask } = ncic();
    expect(ask('enter', { fields: { ...PLATE, MIS: ['SEE NCIC-REJECT HERE'] } })).toEqual({ accepted: false, reason: 'REJECT - FIELD ERR MIS' });
    expect(ask('enter')).toEqual({ accepted: true, nic: NIC });
  });

  it.each(['locate', 'clear', 'cancel', 'purge', 'modify'] as const)('refuses a %s of what it does not hold', (fn) => {
    expect(ncic().ask(fn, { nic: NIC })).toEqual({ accepted: false, nic: NIC, reason: 'REJECT - NOT ON FILE' });
    expect(ncic().ask(fn)).toMatchObject({ accepted: false });
  });

  it.each(['locate', 'clear', 'cancel', 'purge'] as const)('is not told by the record’s MIS to refuse a %s', (fn) => {
    const { ask } = ncic();
    ask('enter');
    expect(ask(fn, { nic: NIC, fields: { MIS: ['NCIC-REJECT'] } })).toEqual({ accepted: true, nic: NIC });
  });

  it('judges a modification by the MIS that it brings, not by the one on file', () => {
    const { ask } = ncic();
    ask('enter');
    const fields = { ...PLATE, MIS: ['NCIC-REJECT'] };
    expect(ask('modify', { nic: NIC, fields, changed: ['VCO'] }).accepted).toBe(true);
    expect(ask('modify', { nic: NIC, fields, changed: ['MIS'] }).accepted).toBe(false);
    expect(ask('modify', { nic: NIC, parts: { 'PERSON WITH INFORMATION 1': { MIS: ['NCIC-REJECT'] } }, changed: ['NAM', 'MIS'] }).accepted).toBe(false);
  });

  it('keeps silent for a quarter of an hour when an entry or a modification asks for it, and over nothing else', () => {
    const fields = { MIS: ['X NCIC-SILENT'] };
    expect([ncicDelay(request('enter', { fields })), ncicDelay(request('modify', { fields }))]).toEqual([{ answerAfterMs: 900_000 }, { answerAfterMs: 900_000 }]);
    for (const fn of ['locate', 'clear', 'cancel', 'purge'] as const) expect(ncicDelay(request(fn, { fields }))).toEqual({});
    expect(ncicDelay(request('enter'))).toEqual({});
    expect(ncicDelay(request('modify', { fields, changed: ['VCO'] }))).toEqual({});
  });

  it.each(['clear', 'cancel', 'purge'] as const)('holds nothing of a record after its %s', (fn) => {
    const { ask, found } = ncic();
    ask('enter');
    ask(fn, { nic: NIC, fields: {} });
    expect([found({ NIC: [NIC] }), found({ LIC: ['GHX4471'] })]).toEqual([[], []]);
  });

  it('holds what a modification makes of a record, and no longer what it was', () => {
    const { ask, found } = ncic();
    ask('enter');
    ask('modify', { nic: NIC, fields: { ...PLATE, LIC: ['NEW1'] } });
    expect([found({ LIC: ['GHX4471'] }), found({ LIC: ['NEW1'] }), found({ NIC: [NIC] })]).toEqual([[], [NIC], [NIC]]);
  });

  it('holds less of a record after something was taken from it', () => {
    const { ask, found } = ncic();
    ask('enter', { fields: { ...PLATE, VIN: ['1FA'] } });
    expect(ask('reduce', { nic: NIC, fields: PLATE })).toEqual({ accepted: true, nic: NIC });
    expect([found({ VIN: ['1FA'] }), found({ LIC: ['GHX4471'] })]).toEqual([[], [NIC]]);
    expect(ask('reduce', { nic: 'V000000009', fields: {} })).toMatchObject({ accepted: false });
  });

  it('compares without changing anything', () => {
    const { ask, found } = ncic();
    ask('enter');
    expect(ask('compare', { nic: NIC, fields: {} })).toEqual({ accepted: true, nic: NIC, said: [] });
    expect(found({ LIC: ['GHX4471'] })).toEqual([NIC]);
  });

  it('shows a located record as located, with who found it', () => {
    const { ask, search } = ncic();
    ask('enter');
    ask('locate', { nic: NIC, fields: {}, located: { by: 'OHCLP0000', date: '20261120', case: 'CL-7' } });
    const [record] = search({ LIC: ['GHX4471'] });
    expect(record).toMatchObject({ nic: NIC, fields: PLATE, located: { by: 'OHCLP0000' } });
    expect(record && ncicResponse(record)).toMatchObject({ source: 'NCIC', mke: 'LOCATED STOLEN VEHICLE', background: 'yellow', text: expect.stringContaining('OHCLP0000') });
  });

  it('shows the detainer that its agency has placed, until it is removed', () => {
    const { ask, search } = ncic();
    ask('enter');
    const texts = (['detain', 'release'] as const).map((fn) => {
      ask(fn, { nic: NIC, ...(fn === 'detain' ? { parts: { DETAINER: { DNO: ['D-1'] } } } : {}) });
      return search({ LIC: ['GHX4471'] }).map((record) => ncicResponse(record).text).join('\n');
    });
    expect(texts).toEqual([expect.stringContaining('DETAINER\nDNO/D-1'), expect.not.stringContaining('DETAINER')]);
  });

  it('tells nobody who has validated it', () => {
    const fields = { NAM: ['SAMPLE,ANN'], VLN: ['CLERK ONE'] };
    expect(ncicResponse({ nic: 'W000000001', file: 'wanted-person', mke: 'EW', ori: 'OHCOP0000', fields }).text).not.toContain('VLN');
  });

  it('shows a person as still wanted whom the agency will not extradite, and the locate below', () => {
    const want = { nic: 'W000000001', file: 'wanted-person', mke: 'EW', ori: 'OHCOP0000', fields: { NAM: ['SAMPLE,ANN'] } };
    const shown = (disposition: string) => ncicResponse({ ...want, located: { by: 'OHCLP0000', date: '20261120', disposition } });
    expect(shown('NOEX')).toMatchObject({ mke: 'WANTED PERSON', text: expect.stringMatching(/^MKE\/WANTED PERSON\n[^]*LOCATED\/20261120 NOEX OHCLP0000/) });
    expect(shown('DETN')).toMatchObject({ mke: 'LOCATED WANTED PERSON' });
  });
});

describe('a search at NCIC', () => {
  const filled = () => {
    const system = ncic();
    system.ask('enter');
    system.ask('enter', { fields: { LIC: ['GHX4471'], LIS: ['KY'], VIN: ['1FA'], VMA: ['CHEV'] } });
    system.ask('enter', { fields: { VIN: ['1FA'], VMA: ['FORD'], OAN: ['OWN1'] } });
    system.ask('enter', { fields: { VIN: ['1FA'], SER: ['S1'] } });
    return system;
  };
  const NICS = [1, 2, 3, 4].map((n) => `V00000000${String(n)}`);
  const [FIRST, SECOND, THIRD, FOURTH] = NICS;

  it.each([
    ['a plate', { LIC: ['GHX4471'] }, [FIRST, SECOND]],
    ['a plate with its state', { LIC: ['GHX4471'], LIS: ['KY'] }, [SECOND]],
    ['a plate with a state that fits none', { LIC: ['GHX4471'], LIS: ['PA'] }, []],
    ['a VIN', { VIN: ['1FA'] }, [SECOND, THIRD, FOURTH]],
    ['a VIN with its make, also where none is on file', { VIN: ['1FA'], VMA: ['FORD'] }, [THIRD, FOURTH]],
    ['an owner-applied number', { OAN: ['OWN1'] }, [THIRD]],
    ['a serial number', { SER: ['S1'] }, [FOURTH]],
    ['its own number', { NIC: [FIRST ?? ''] }, [FIRST]],
    ['several identifiers, each record once', { LIC: ['GHX4471'], VIN: ['1FA'], NIC: [THIRD ?? ''] }, NICS],
    ['several plates', { LIC: ['NONE', 'GHX4471'] }, [FIRST, SECOND]],
    ['what it does not search by', { OCA: ['26-1'], LIS: ['OH'], IDX: ['SV00000004'] }, []],
    ['a name of the prototype', { VIN: ['__proto__', 'constructor'] }, []],
  ])('by %s finds what fits, by number', (_, fields, nics) => {
    expect(filled().found(fields as LineRequest['fields'])).toEqual(nics);
  });

  it('brings what is related to a hit where that is asked for: of its agency and case, or linked with it either way', () => {
    const { ask, found } = ncic();
    ask('enter', { fields: { VIN: ['1FA'], OCA: ['26-1'] } });
    ask('enter', { file: 'plate', mke: 'EL', fields: { LIC: ['GHX4471'], OCA: ['26-1'] } });
    ask('enter', { ori: 'OHCLP0000', fields: { VIN: ['3FA'], OCA: ['CL-7'], LKI: ['OHCOP0000'], LKA: ['26-1'] } });
    ask('enter', { ori: 'OHCLP0000', fields: { VIN: ['4FA'], OCA: ['26-1'] } });
    const [vehicle, plate, linked] = [NIC, 'P000000002', 'V000000003'];
    expect(found({ VIN: ['1FA'], RSH: ['Y'] })).toEqual([vehicle, plate, linked]);
    expect(found({ VIN: ['3FA'], RSH: ['Y'] })).toEqual([linked, vehicle, plate]);
    expect([found({ VIN: ['1FA'], RSH: ['N'] }), found({ VIN: ['1FA'] }), found({ VIN: ['9FA'], RSH: ['Y'] })]).toEqual([[vehicle], [vehicle], []]);
    ask('modify', { nic: plate, file: 'plate', mke: 'EL', fields: { LIC: ['GHX4471'], OCA: ['26-2'] } });
    expect(found({ VIN: ['1FA'], RSH: ['Y'] })).toEqual([vehicle, linked]);
  });

  it('finds a wanted person by false papers, and prints them as such', () => {
    const { ask, search } = ncic();
    const person = { file: 'wanted-person', mke: 'EW', fields: { NAM: ['SAMPLE,ANN'], DOB: ['19880423'] } };
    const { nic = '' } = ask('enter', person);
    ask('modify', { ...person, nic, parts: { 'FALSE PAPERS': { NAM: ['VICTIM,VERA'], DOB: ['19700101'], SOC: ['123456789'] } } });
    const found = [{ NAM: ['VICTIM,VERA'], DOB: ['19700101'] }, { SOC: ['123456789'] }].flatMap((asked) => search(asked, 'QW'));
    expect(found.map((record) => record.nic)).toEqual([nic, nic]);
    expect(ncicResponse(found[0] ?? { nic, ori: '', ...person }).text).toContain('NAM/SAMPLE,ANN DOB/19880423\nFALSE PAPERS\nNAM/VICTIM,VERA DOB/19700101 SOC/123456789\nNIC/');
  });

  it('prints the record without LEADS’s numbers, yellow, to be confirmed', () => {
    const { search } = filled();
    const [record] = search({ NIC: [FIRST ?? ''] });
    const { text, background } = record === undefined ? { text: '', background: '' } : ncicResponse(record);
    expect(background).toBe('yellow');
    expect(text).toMatch(/^MKE\/.*STOLEN VEHICLE/);
    expect(text).toContain(`NIC/${FIRST ?? ''}`);
    expect(text).toContain('LIC/GHX4471');
    expect(text).not.toMatch(/IDX\/|LID\//);
    expect(text.endsWith('IMMED CONFIRM RECORD WITH ORI')).toBe(true);
  });
});
