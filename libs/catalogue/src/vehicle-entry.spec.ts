import { describe, expect, it } from '@jest/globals';
import { check, checkRecord, type Message } from './index.js';
import { GOOD, message, TODAY } from './messages.fixture.js';

const PLATE = { LIC: 'GHX4471', LIS: 'OH', LIY: '2027', LIT: 'PC' };
const BASE = { OCA: '26-00123', DOT: '20261120', VIN: '1M8GDM9AXKP042788', VYR: '2021', VMA: 'FORD', VST: '4D' };
type Fields = Readonly<Record<string, string>>;

const faults = (mke: string, fields: Fields): readonly string[] =>
  check(message(mke, fields), { today: TODAY }).faults.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));
const stolen = (fields: Fields): readonly string[] => faults('EV', { ...BASE, ...fields });
const felony = (fields: Fields): readonly string[] => faults('EF', { OCA: '26-1', DOT: TODAY, VMA: 'FORD', ...fields });
const notices = (fields: Fields): readonly string[] => check(message('EV', { ...BASE, ...fields }), { today: TODAY }).notices;

describe('a stolen vehicle entry', () => {
  it('says all that is wrong at once, in the order in which a reply chooses its code', () => {
    expect(faults('EV', { OCA: '26-1', LIC: 'G-1', LIS: 'OH', VYR: '2021', VMA: 'FORD', VST: '4D', DCL: TODAY })).toEqual([
      'UNKNOWN_FIELD DCL',
      'MISSING_FIELD DOT',
      'MISSING_FIELD LIY together',
      'MISSING_FIELD LIT together',
      'FIELD_ERROR LIC form',
    ]);
  });

  it.each(['VIN', 'OAN'])('takes %s alone as identifier', (tag) => {
    const { VIN: _vin, ...rest } = BASE;
    expect(faults('EV', { ...rest, [tag]: 'ABC123' })).toEqual([]);
  });

  it('takes a plate with its state, year and type as identifier', () => {
    const { VIN: _vin, ...rest } = BASE;
    expect(faults('EV', { ...rest, ...PLATE })).toEqual([]);
  });

  it.each([
    ['2024', ['FIELD_ERROR LIY too-old']],
    ['2025', []],
    ['NX', []],
    ['2040', []],
    ['25', ['FIELD_ERROR LIY form']],
    ['NY', ['FIELD_ERROR LIY form']],
  ])('judges a plate year %s', (LIY, expected) => {
    expect(stolen({ ...PLATE, LIY })).toEqual(expected);
  });

  it.each(['G-1', 'G 1', 'G.1', 'É1'])('takes no special characters in a plate: %s', (LIC) => {
    expect(stolen({ ...PLATE, LIC })).toEqual(['FIELD_ERROR LIC form']);
  });

  it('takes a plate of ten characters and a VIN of twenty, no longer ones', () => {
    expect(stolen({ ...PLATE, LIC: 'ABCDEFGHIJ', VIN: 'A'.repeat(20) })).toEqual([]);
    expect(stolen({ ...PLATE, LIC: 'ABCDEFGHIJK', VIN: 'A'.repeat(21) })).toEqual(['FIELD_ERROR VIN length', 'FIELD_ERROR LIC length']);
  });

  it.each(['NONE', '0', '000', '--', '.'])('takes no case number %s', (OCA) => {
    expect(stolen({ OCA })).toEqual(['FIELD_ERROR OCA refused']);
  });

  it('takes the date of today, not of tomorrow', () => {
    expect(stolen({ DOT: TODAY })).toEqual([]);
    expect(stolen({ DOT: '20261122' })).toEqual(['FIELD_ERROR DOT future']);
  });

  it('needs both or neither of the linked agency and its case number', () => {
    expect(stolen({ LKI: 'OHCLP0000' })).toEqual(['MISSING_FIELD LKA together']);
    expect(stolen({ LKA: 'CL-1' })).toEqual(['MISSING_FIELD LKI together']);
  });
});

describe('a vehicle make', () => {
  it.each(['FORD', 'HD', 'AEROBLUEBIRD', 'AERO', 'HONDA', `TRUK${'A'.repeat(20)}`])('may be %s', (VMA) => {
    expect(stolen({ VMA, VMO: VMA.startsWith('TRUK') ? 'TK' : 'CYL', VST: VMA.startsWith('TRUK') ? 'PK' : 'MC' })).toEqual([]);
  });

  it('has a blank in position four after a code of three letters', () => {
    expect(stolen({ VMA: 'CYL TOMAHAWK', VST: 'MC', VMO: 'CYL' })).toEqual([]);
    expect(stolen({ VMA: 'CYLTOMAHAWK', VST: 'MC', VMO: 'CYL' })).toEqual(['FIELD_ERROR VMA code']);
  });

  it.each(['AERO BLUEBIRD', 'FORDBLUEBIRD', 'ZZZZ', 'Q'])('is not %s', (VMA) => {
    expect(stolen({ VMA })).toEqual(['FIELD_ERROR VMA code']);
  });

  it('has at most 24 characters', () => {
    expect(stolen({ VMA: `AERO${'A'.repeat(21)}` })).toEqual(['FIELD_ERROR VMA length']);
  });
});

describe('make, model and style', () => {
  it.each(['EB', 'EN', 'MV', 'OP'])('agree on style %s', (VST) => {
    expect(stolen({ VST })).toEqual([]);
    for (const VMO of 'ATV CYL DUN GOF GRT SKT SKW TOY TRA TRW WHE'.split(' ')) expect(stolen({ VST, VMO })).toEqual([]);
    expect(stolen({ VST, VMO: 'TAU' })).toEqual(['FIELD_ERROR VMO vmo-off-road']);
  });

  it.each([
    ['ASVE', '4D', ['AV', 'REP'], 'vmo-of-asve'],
    ['COEQ', 'BD', ['CE'], 'vmo-of-coeq'],
    ['FARM', 'TC', ['FE'], 'vmo-of-farm'],
    ['FARMACME', 'TC', ['FE'], 'vmo-of-farm'],
    ['TRLR', 'UT', ['TL'], 'vmo-of-trlr-hmde'],
    ['HMDE', 'UT', ['TL'], 'vmo-of-trlr-hmde'],
    ['TRUK', 'PK', ['TK'], 'vmo-of-truk'],
  ])('agree on make %s', (VMA, VST, models, why) => {
    for (const VMO of models) expect(stolen({ VMA, VST, VMO })).toEqual([]);
    expect(stolen({ VMA, VST, VMO: 'TAU' })).toEqual([`FIELD_ERROR VMO ${why}`]);
    expect(stolen({ VMA, VST })).toEqual([`MISSING_FIELD VMO ${why}`]);
  });

  it.each(['MB', 'MC', 'MD', 'MK', 'MS', 'MY'])('agree on motorcycle style %s', (VST) => {
    expect(stolen({ VMA: 'HOND', VST, VMO: 'CYL' })).toEqual([]);
    expect(stolen({ VMA: 'HOND', VST, VMO: 'TAU' })).toEqual(['FIELD_ERROR VMO vmo-cycle']);
    expect(stolen({ VMA: 'HOND', VST })).toEqual(['MISSING_FIELD VMO vmo-cycle']);
  });

  it('say of an empty field that it is empty, and nothing more', () => {
    expect(stolen({ VST: 'MC', VMO: '' })).toEqual(['FIELD_ERROR VMO empty']);
  });

  it.each([['SNOW', 'vmo-of-snow'], ['CHPR', 'vmo-snowmobile']])('agree on snowmobile make %s', (VMA, why) => {
    for (const VMO of ['SKT', 'SKW', 'TRA', 'TRW', 'WHE']) expect(stolen({ VMA, VST: 'OP', VMO })).toEqual([]);
    expect(stolen({ VMA, VST: 'OP', VMO: 'CYL' })).toEqual([`FIELD_ERROR VMO ${why}`]);
  });

  it.each(['ARCA', 'POLS', 'CHPR', 'LYNX'])('agree on style SM of make %s, which builds snowmobiles, and say so once', (VMA) => {
    for (const VMO of ['SKT', 'SKW', 'TRA', 'TRW', 'WHE']) expect(stolen({ VMA, VST: 'SM', VMO })).toEqual([]);
    expect(stolen({ VMA, VST: 'SM', VMO: 'TL' })).toEqual([expect.stringMatching(/^FIELD_ERROR VMO vmo-snowmobile/)]);
    expect(stolen({ VMA, VST: 'SM' })).toEqual([expect.stringMatching(/^MISSING_FIELD VMO vmo-snowmobile/)]);
  });

  it('leave a maker of motorcycles and snowmobiles its motorcycles', () => {
    expect(stolen({ VMA: 'HD', VST: 'MC', VMO: 'CYL' })).toEqual([]);
  });

  it.each(['ATV', 'SPEC'])('agree on make %s, whose maker stands in MIS', (VMA) => {
    const MIS = 'ACME RIDER';
    for (const VST of ['OP', 'EB', 'EN', 'MV']) expect(stolen({ VMA, VST, MIS })).toEqual([]);
    expect(stolen({ VMA, MIS })).toEqual(['FIELD_ERROR VST vst-off-road']);
    expect(stolen({ VMA, VST: 'OP' })).toEqual(['MISSING_FIELD MIS mis-manufacturer']);
    expect(stolen({ VMA, VST: 'OP', MIS: 'SVIN' })).toEqual(['FIELD_ERROR MIS mis-manufacturer']);
    expect(stolen({ VMA, VST: 'OP', MIS: 'SVIN ACME' })).toEqual([]);
  });

  it('take the maker of an all-terrain vehicle in positions 5 to 24 too', () => {
    expect(stolen({ VMA: 'ATV ACME', VST: 'OP' })).toEqual([]);
    expect(stolen({ VMA: 'SPECACME', VST: '4D' })).toEqual(['FIELD_ERROR VST vst-off-road']);
  });

  it("take the manual's own example of an all-terrain vehicle", () => {
    expect(stolen({ VMA: 'HONDA', VMO: 'CYL', VST: 'MV' })).toEqual([]);
  });
});

describe('a vehicle color', () => {
  it.each(['RED', 'RED/WHI', 'MUL/COL'])('may be %s', (VCO) => {
    expect(stolen({ VCO })).toEqual([]);
  });

  it.each(['R', 'RED/', 'RED/WHX', '/RED'])('is not %s', (VCO) => {
    expect(stolen({ VCO })).toEqual(['FIELD_ERROR VCO code']);
  });
});

describe('a VIN of 17 characters', () => {
  it('is taken with a wrong check digit, and the reply says so', () => {
    expect(stolen({ VIN: '1M8GDM9A1KP042788' })).toEqual([]);
    expect(notices({ VIN: '1M8GDM9A1KP042788' })).toEqual([expect.stringContaining('SVIN')]);
    expect(notices({ VIN: '1M8GDM9A1KP042788', MIS: 'SVIN STATE ASSIGNED' })).toEqual(['VIN NONCONFORMING']);
    expect(notices({ VIN: '1M8GDM9AXKP042788' })).toEqual([]);
    expect(notices({ VIN: '1M8GDM9A' })).toEqual([]);
  });
});

describe('a felony vehicle entry', () => {
  it('needs a VIN or a plate; an owner-applied number alone does not do', () => {
    expect(felony({ OAN: 'A1' })).toEqual(['MISSING_FIELD VIN/LIC one-of']);
    expect(felony({ VIN: 'A1' })).toEqual([]);
  });

  it('takes a plate with what is available of its companions', () => {
    expect(felony({ LIC: 'A1' })).toEqual([]);
    expect(felony({ LIC: 'A1', LIS: 'OH' })).toEqual([]);
    expect(felony({ VIN: 'A1', LIS: 'OH' })).toEqual(['MISSING_FIELD LIC hangs-on']);
  });
});

describe('a whole record after a modification', () => {
  const fields = (given: Fields): Message['fields'] => message('EV', given).fields;

  it('keeps the entry rules of its key', () => {
    const { VIN: _vin, ...rest } = BASE;
    expect(checkRecord('EV', fields(BASE), { today: TODAY })).toEqual([]);
    expect(checkRecord('EV', fields(rest), { today: TODAY })).toEqual([{ code: 'MISSING_FIELD', tag: 'VIN/OAN/LIC', why: 'one-of' }]);
    expect(checkRecord('EV', fields({ ...BASE, VST: 'MC' }), { today: TODAY, changed: new Set(['VST']) })).toEqual([
      { code: 'MISSING_FIELD', tag: 'VMO', why: 'vmo-cycle' },
    ]);
  });

  it('is judged by the day for what changed, not for what was there', () => {
    const old = fields({ ...BASE, ...PLATE, LIY: '2020' });
    expect(checkRecord('EV', old, { today: TODAY, changed: new Set(['VCO']) })).toEqual([]);
    expect(checkRecord('EV', old, { today: TODAY, changed: new Set(['LIY']) })).toEqual([{ code: 'FIELD_ERROR', tag: 'LIY', why: 'too-old' }]);
  });

  it('treats a field without words as absent, and the numbers that the system gave as its own', () => {
    expect(checkRecord('EV', { ...fields(BASE), VMA: [''], NIC: ['nonsense'] }, { today: TODAY })).toEqual([{ code: 'MISSING_FIELD', tag: 'VMA' }]);
  });

  it('needs MIS where the agency is not staffed at all hours', () => {
    expect(checkRecord('EV', fields(BASE), { today: TODAY, staffed24x7: false })).toEqual([{ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' }]);
    expect(checkRecord('EV', fields({ ...BASE, MIS: GOOD['MIS'] ?? '' }), { today: TODAY, staffed24x7: false })).toEqual([]);
  });

  it('is unknown under a key that is none', () => {
    expect(checkRecord('ZZ', {}, { today: TODAY })).toEqual([{ code: 'UNKNOWN_MKE', tag: 'MKE' }]);
  });
});
