import { describe, expect, it } from '@jest/globals';
import { parseJson } from './index.js';

const read = (body: unknown) => parseJson(body).message;
const reasonsOf = (body: unknown) => parseJson(body).faults?.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

describe('a message in JSON', () => {
  it('has a key, an ORI and fields of one value or several', () => {
    expect(read({ mke: 'MV', ori: 'OHCOP0000', fields: { OCA: '26-1', LIC: ['OLD1', 'NEW1'], MIS: '' } })).toEqual({
      mke: 'MV', ori: 'OHCOP0000', args: [], fields: { OCA: ['26-1'], LIC: ['OLD1', 'NEW1'], MIS: [''] },
    });
  });

  it('is folded as the dot format is', () => {
    expect(read({ mke: ' ev ', ori: 'ohcop0000', fields: { ' oca ': ' 26-1 ', mis: 'a \n b', IMG: ' aGk= ' } })).toEqual({
      mke: 'EV', ori: 'OHCOP0000', args: [], fields: { OCA: ['26-1'], MIS: ['A B'], IMG: ['aGk='] },
    });
  });

  it('collects a tag that comes in two spellings', () => {
    expect(read({ mke: 'MV', fields: { lic: 'a', LIC: 'b' } })?.fields).toEqual({ LIC: ['A', 'B'] });
  });

  it('has a positional part', () => {
    expect(read({ mke: 'EXT', args: ['25cop004'] })).toEqual({ mke: 'EXT', args: ['25COP004'], fields: {} });
  });

  it('treats names of the prototype like any others', () => {
    const body: unknown = JSON.parse('{"mke":"QV","fields":{"__proto__":"A","constructor":"B"}}');
    const fields = read(body)?.fields ?? {};
    expect(Object.keys(fields)).toEqual(['__PROTO__', 'CONSTRUCTOR']);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });
});

describe('a body that is no message', () => {
  it.each([
    [null, ['FORMAT not-an-object']],
    ['EV', ['FORMAT not-an-object']],
    [[], ['FORMAT not-an-object']],
    [{}, ['FORMAT MKE not-text']],
    [{ mke: '' }, ['FORMAT MKE empty-message']],
    [{ mke: 'E V' }, ['FORMAT MKE key']],
    [{ mke: 5 }, ['FORMAT MKE not-text']],
    [{ mke: 'EV', ori: 5 }, ['FORMAT ORI not-text']],
    [{ mke: 'EV', args: 'A' }, ['FORMAT args not-text']],
    [{ mke: 'EV', args: [1] }, ['FORMAT args not-text']],
    [{ mke: 'EV', fields: [] }, ['FORMAT fields not-an-object']],
    [{ mke: 'EV', fields: null }, ['FORMAT fields not-an-object']],
    [{ mke: 'EV', fields: { LIC: 1, vin: null, OCA: ['a', 2], MIS: [], LIS: {} } }, ['FORMAT LIC not-text', 'FORMAT VIN not-text', 'FORMAT OCA not-text', 'FORMAT MIS not-text', 'FORMAT LIS not-text']],
    [{ mke: 'EV', feilds: {}, fields: {} }, ['FORMAT feilds unknown-member']],
  ])('%p says why', (body, reasons) => {
    expect(reasonsOf(body)).toEqual(reasons);
  });

  it('names a bounded number of faults', () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`F${String(at)}`, at]));
    expect(reasonsOf({ mke: 'EV', fields })).toHaveLength(100);
  });
});
