import { describe, expect, it } from '@jest/globals';
import { advise, check, identifications, identify, identifyAll } from './index.js';
import { message, TODAY } from './messages.fixture.js';

type Fields = Readonly<Record<string, string | readonly string[]>>;
const BY = { NIC: 'V123456789', OCA: '26-1' };
const EV = { mke: 'EV', fields: {}, today: TODAY };

const faults = (mke: string, fields: Fields): readonly string[] =>
  check(message(mke, fields), { today: TODAY }).faults.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

describe.each(['XV', 'XF'])('a cancellation %s', (mke) => {
  it.each([['20261121', []], ['20261120', []], ['20261119', ['FIELD_ERROR DOC too-old']], ['20261122', ['FIELD_ERROR DOC future']]])(
    'dated %s',
    (DOC, expected) => {
      expect(faults(mke, { ...BY, DOC, RPP: 'NOT STOLEN' })).toEqual(expected);
    },
  );

  it.each([['CASE DROPPED', []], ['NOT STOLEN', []], ['OTHER MEANS', ['FIELD_ERROR RPP narrower']], ['LOST', ['FIELD_ERROR RPP code']]])(
    'gives the reason %s',
    (RPP, expected) => {
      expect(faults(mke, { ...BY, DOC: TODAY, RPP })).toEqual(expected);
    },
  );

  it('is taken without a reason, and the reply asks for one', () => {
    expect(check(message(mke, { ...BY, DOC: TODAY }), { today: TODAY })).toEqual({ faults: [], notices: [expect.stringContaining('RPP')] });
  });
});

describe.each(['CV', 'CF', 'LV', 'LF'])('a recovery %s', (mke) => {
  const day = mke.startsWith('C') ? 'DCL' : 'DOR';

  it.each(['HIT LOCAL', 'HIT STATE', 'HIT NCIC', 'OTHER MEANS', 'PREVIOUS RECOVERY'])('gives the reason %s', (RPP) => {
    expect(faults(mke, { ...BY, [day]: TODAY, RPP })).toEqual([]);
  });

  it.each(['CASE DROPPED', 'NOT STOLEN'])('does not give the reason %s', (RPP) => {
    expect(faults(mke, { ...BY, [day]: TODAY, RPP })).toEqual(['FIELD_ERROR RPP narrower']);
  });

  it('counts persons and values', () => {
    expect(faults(mke, { ...BY, [day]: TODAY, NPA: '12', NPF: ['JI1', 'ON'], VNP: '100', VOR: '0', VRC: '999999999' })).toEqual([]);
    expect(faults(mke, { ...BY, [day]: TODAY, NPA: 'A', NPF: 'XX1', VNP: '1.5' })).toEqual([
      'FIELD_ERROR NPA form', 'FIELD_ERROR NPF code', 'FIELD_ERROR VNP form',
    ]);
  });
});

describe('a clearance', () => {
  it('of an active record should name who recovered; of a located one it need not', () => {
    expect(advise(message('CV', { ...BY, DCL: TODAY }), { ...EV, status: 'active' })).toEqual([expect.stringMatching(/RRI and RCA/)]);
    expect(advise(message('CV', { ...BY, DCL: TODAY }), { ...EV, status: 'located' })).toEqual([]);
    expect(advise(message('CV', { ...BY, DCL: TODAY, RRI: 'OHCLP0000', RCA: 'C-1' }), { ...EV, status: 'active' })).toEqual([]);
  });
});

describe.each(['MV', 'MF'])('a modification %s', (mke) => {
  it('changes, adds and deletes', () => {
    expect(faults(mke, { ...BY, VCO: 'BLU', VMO: 'TAU', MIS: '' })).toEqual([]);
  });

  it('changes something', () => {
    expect(faults(mke, BY)).toEqual(['MISSING_FIELD nothing-changed']);
  });

  it.each(['DOT', 'VMA'])('does not delete %s, which every entry needs', (tag) => {
    expect(faults(mke, { ...BY, [tag]: '' })).toEqual([`MISSING_FIELD ${tag} not-deletable`]);
  });

  it('changes its identifying number by a second value', () => {
    expect(faults(mke, { NIC: 'V123456789', OCA: ['26-1', '26-2'] })).toEqual([]);
    expect(faults(mke, { LIC: ['OLD1', 'NEW1'], OCA: '26-1' })).toEqual([]);
    expect(faults(mke, { LIC: ['OLD1', 'NEW1', 'NEWER1'], OCA: '26-1' })).toEqual(['FIELD_ERROR LIC too-many']);
  });

  it('changes the plate by which it names a record to which a VIN comes; a number of the system names it alone', () => {
    expect(faults(mke, { LIC: ['OLD1', 'NEW1'], OCA: '26-1', VIN: '1M8GDM9AXKP042788' })).toEqual([]);
    expect(faults(mke, { LIC: ['OLD1', 'NEW1', 'NEWER1'], OCA: '26-1', VIN: '1M8GDM9AXKP042788' })).toEqual(['FIELD_ERROR LIC too-many']);
    expect(faults(mke, { IDX: 'SV00000001', OCA: '26-1', LIC: ['OLD1', 'NEW1'] })).toEqual(['FIELD_ERROR LIC too-many']);
  });

  it('gives one value to what does not identify, and never changes the number of NCIC', () => {
    expect(faults(mke, { ...BY, LIC: ['A1', 'B1'] })).toEqual(['FIELD_ERROR LIC too-many']);
    expect(faults(mke, { NIC: ['V123456789', 'V123456780'], OCA: '26-1' })).toEqual(['FIELD_ERROR NIC too-many']);
    expect(faults(mke, { ...BY, NIC: '' })).toContain('FIELD_ERROR NIC empty');
  });

  it('does not both change and delete a field', () => {
    expect(faults(mke, { ...BY, VCO: ['BLU', ''] })).toEqual(['FIELD_ERROR VCO too-many']);
  });

  it('is told when the new VIN does not conform; the old one is no news', () => {
    const noticesOf = (VIN: string | readonly string[]): readonly string[] => check(message(mke, { NIC: 'V123456789', OCA: '26-1', VIN }), { today: TODAY }).notices;
    const bySecond = (VIN: readonly string[]): readonly string[] => check(message(mke, { OCA: '26-1', VIN }), { today: TODAY }).notices;
    expect(noticesOf('1M8GDM9A1KP042788')).toEqual([expect.stringContaining('VIN NONCONFORMING')]);
    expect(noticesOf('1M8GDM9AXKP042788')).toEqual([]);
    expect(bySecond(['1M8GDM9A1KP042788', '1M8GDM9AXKP042788'])).toEqual([]);
    expect(bySecond(['1M8GDM9AXKP042788', '1M8GDM9A1KP042788'])).toEqual([expect.stringContaining('VIN NONCONFORMING')]);
  });

  it('is told so of a VIN that comes to a record named by its plate or owner-applied number: which of them names it, its desk knows', () => {
    for (const naming of [{ LIC: 'GHX4471' }, { LIC: ['GHX4471', 'GHX4472'] }, { OAN: 'OWNER1' }]) {
      const noticesOf = (VIN: string): readonly string[] => check(message(mke, { ...naming, OCA: '26-1', VIN }), { today: TODAY }).notices;
      expect(noticesOf('1M8GDM9A1KP042788')).toEqual([expect.stringContaining('VIN NONCONFORMING')]);
      expect(noticesOf('1M8GDM9AXKP042788')).toEqual([]);
    }
  });

  it('is not told so of the VIN that only identifies', () => {
    expect(check(message(mke, { OCA: '26-1', VIN: '1M8GDM9A1KP042788', VCO: 'RED' }), { today: TODAY }).notices).toEqual([]);
  });

  it('may name the year of a plate that expired long ago: whether it is new, only the record tells', () => {
    expect(faults(mke, { ...BY, LIY: '2024' })).toEqual([]);
    expect(faults(mke, { ...BY, LIY: '24' })).toEqual(['FIELD_ERROR LIY form']);
  });
});

describe('the identification in a message', () => {
  it('has the order of the manual, behind NCIC’s number the record’s own, an owner-applied number last', () => {
    expect(identifications('MV')).toEqual([['NIC', 'OCA'], ['IDX', 'OCA'], ['VIN', 'OCA'], ['LIC', 'OCA'], ['OAN', 'OCA']]);
    expect(identifications('EV')).toEqual([]);
    expect(identifications('ZZ')).toEqual([]);
  });

  it('is the first complete one; the rest is the change', () => {
    expect(identify(message('MV', { VIN: 'V1', OCA: '26-1', NIC: 'V123456789', MIS: '' }))).toEqual({
      by: { NIC: 'V123456789', OCA: '26-1' },
      others: { VIN: ['V1'], MIS: [''] },
    });
  });

  it('has the new value second', () => {
    expect(identify(message('MV', { VIN: ['OLD', 'NEW'], OCA: '26-1' }))).toEqual({
      by: { VIN: 'OLD', OCA: '26-1' },
      others: { VIN: ['NEW'] },
    });
  });

  it('may be deleted by an empty second value', () => {
    expect(faults('MV', { LIC: ['OLD1', ''], OCA: '26-1' })).toEqual([]);
    expect(identify(message('MV', { LIC: ['OLD1', ''], OCA: '26-1' }))?.others).toEqual({ LIC: [''] });
  });

  it('may be complete in several ways', () => {
    expect(identifyAll(message('XV', { LIC: 'A1', VIN: 'B1', OCA: '26-1' })).map(({ by }) => Object.keys(by))).toEqual([['VIN', 'OCA'], ['LIC', 'OCA']]);
  });

  it('leaves the other fields whole', () => {
    expect(identify(message('LV', { ...BY, NPF: ['JI1', 'ON'] }))?.others).toEqual({ NPF: ['JI1', 'ON'] });
  });

  it('is none where no set is complete', () => {
    expect(identify(message('MV', { OCA: '26-1', VIN: '' }))).toBeUndefined();
    expect(identify(message('ZZ', { OCA: '26-1', NIC: 'V123456789' }))).toBeUndefined();
  });
});

describe('an inquiry', () => {
  it.each([
    { NIC: 'V123456789' }, { VIN: '1FAHP2E8XA1' }, { OAN: 'X1' }, { SER: 'S1' }, { LIC: 'A1' }, { LIC: 'A1', LIS: 'OH' },
    { IDX: 'SV00000001' }, { LID: '00000001' }, { VIN: 'A1', VMA: 'FORD' }, { OAN: 'A1', VMA: 'FORD', RSH: 'Y', IND: 'Y' },
  ])('QV searches by %p', (fields) => {
    expect(faults('QV', fields as Fields)).toEqual([]);
  });

  it('QV needs an identifier; state and make alone are none', () => {
    expect(faults('QV', { LIS: 'OH' })).toEqual(['MISSING_FIELD NIC/VIN/OAN/SER/LIC/IDX/LID one-of', 'MISSING_FIELD LIC hangs-on']);
    expect(faults('QV', { VMA: 'FORD' })).toEqual(['MISSING_FIELD NIC/VIN/OAN/SER/LIC/IDX/LID one-of', 'MISSING_FIELD VIN/OAN/SER hangs-on']);
  });

  it('QW searches by plate or VIN', () => {
    expect(faults('QW', { LIC: 'A1', LIS: 'OH' })).toEqual([]);
    expect(faults('QW', { VIN: 'A1' })).toEqual([]);
  });

  it('with a field that the key does not know is refused', () => {
    expect(faults('QV', { LIC: 'A1', DOT: TODAY })).toEqual(['UNKNOWN_FIELD DOT']);
  });
});
