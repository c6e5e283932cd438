import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { catalogueWith, type MessageKey } from '@statewire/catalogue';
import { formatDot, parseDot } from './index.js';

const read = (text: string) => parseDot(text).message;
const fieldsOf = (text: string) => read(text)?.fields;
const reasonsOf = (text: string) => parseDot(text).faults?.map(({ code, tag, why }) => [code, tag, why].filter(Boolean).join(' '));

describe('a message in the dot format', () => {
  it('has a key, an ORI and fields', () => {
    expect(read('QV.OHCOP0000.LIC/GHX4471.LIS/OH')).toEqual({ mke: 'QV', ori: 'OHCOP0000', args: [], fields: { LIC: ['GHX4471'], LIS: ['OH'] } });
  });

  it("means the terminal's own ORI when it names none", () => {
    expect(read('QV.LIC/GHX4471')).toEqual({ mke: 'QV', args: [], fields: { LIC: ['GHX4471'] } });
  });

  it('is folded to capitals, and runs of white space are one blank', () => {
    expect(read(' ev-a .ohcop0000.oca/26-1.mis/ dent \t left\r\n door ')).toEqual({
      mke: 'EV-A', ori: 'OHCOP0000', args: [], fields: { OCA: ['26-1'], MIS: ['DENT LEFT DOOR'] },
    });
  });

  it('may have blanks beside the comma of a name, as the manual writes it, and of nothing else', () => {
    expect(fieldsOf('EW.NAM/Public, John Q.AKA/DOE ,J.MIS/SEEN, AGAIN')).toEqual({ NAM: ['PUBLIC,JOHN Q'], AKA: ['DOE,J'], MIS: ['SEEN, AGAIN'] });
  });

  it('keeps the letters of an image as they are', () => {
    expect(fieldsOf('eim.ohcop0000.img/aGVsbG8=.imt/m')).toEqual({ IMG: ['aGVsbG8='], IMT: ['M'] });
  });

  it('folds no letter that is not of the alphabet of the terminals', () => {
    expect(fieldsOf('QV.LIC/ſıß')).toEqual({ LIC: ['ſıß'] });
  });

  it('has a positional part in front of its fields', () => {
    expect(read('RP.OHOHP00L8.TST0001,PC.REQ/LEADS PRGM')).toEqual({
      mke: 'RP', ori: 'OHOHP00L8', args: ['TST0001', 'PC'], fields: { REQ: ['LEADS PRGM'] },
    });
    expect(read('EXT.25COP004')).toEqual({ mke: 'EXT', args: ['25COP004'], fields: {} });
    expect(read('EXT.OHOHP0040.25COP004')).toEqual({ mke: 'EXT', ori: 'OHOHP0040', args: ['25COP004'], fields: {} });
  });

  it('may have blanks around the values of its positional part', () => {
    expect(read('RP.OHOHP00L8. TST0001 , PC .REQ/A')).toEqual({ mke: 'RP', ori: 'OHOHP00L8', args: ['TST0001', 'PC'], fields: { REQ: ['A'] } });
  });

  it('collects the values of a tag that comes again', () => {
    expect(fieldsOf('MV.LIC/OLD1.OCA/1.LIC/NEW1.LIC/')).toEqual({ LIC: ['OLD1', 'NEW1', ''], OCA: ['1'] });
  });

  it('may be a key alone', () => {
    expect(read('ev')).toEqual({ mke: 'EV', args: [], fields: {} });
    expect(read('EV.')).toEqual({ mke: 'EV', args: [], fields: {} });
    expect(read('EV.OHCOP0000')).toEqual({ mke: 'EV', ori: 'OHCOP0000', args: [], fields: {} });
    expect(read('EV.OHCOP0000.')).toEqual({ mke: 'EV', ori: 'OHCOP0000', args: [], fields: {} });
  });

  it('keeps a field whose tag nobody knows for the catalogue to refuse', () => {
    expect(fieldsOf('QV.OHCOP0000.FOO/BAR.LIC/A1')).toEqual({ FOO: ['BAR'], LIC: ['A1'] });
  });

  it.each(['OHCOP', 'OHCOP00001', 'XOHCOP0000', '1HCOP0000'])('shows what stands where the ORI belongs and is none: %s', (none) => {
    expect(read(`EV.${none}.LIC/A1`)).toEqual({ mke: 'EV', args: [none], fields: { LIC: ['A1'] } });
  });
});

describe('a period', () => {
  it('ends a field where any tag of the catalogue follows', () => {
    expect(fieldsOf('EV.OCA/26-1.NAM/DOE,JOHN')).toEqual({ OCA: ['26-1'], NAM: ['DOE,JOHN'] });
  });

  it('ends free text only where a tag of the same key follows', () => {
    expect(fieldsOf('EV.MIS/SEE A.B C/D.NAM/DOE.ALRT/X. DOT/1.E.DOT/20261120')).toEqual({
      MIS: ['SEE A.B C/D.NAM/DOE.ALRT/X. DOT/1.E'],
      DOT: ['20261120'],
    });
  });

  it('is part of the text otherwise, also at its end', () => {
    expect(fieldsOf('EV.MIS/DENT LEFT DOOR. SEE REPORT A/B 12.')).toEqual({ MIS: ['DENT LEFT DOOR. SEE REPORT A/B 12.'] });
    expect(fieldsOf('EV.OCA/26.1.VIN/1')).toEqual({ OCA: ['26.1'], VIN: ['1'] });
  });

  it('ends a field of an unknown key as in any other', () => {
    expect(fieldsOf('ZZ.OHCOP0000.LIC/A1.LIS/OH')).toEqual({ LIC: ['A1'], LIS: ['OH'] });
  });

  it('followed by a name of the prototype ends nothing', () => {
    expect(fieldsOf('QV.LIC/A.__proto__/B.CONSTRUCTOR/C')).toEqual({ LIC: ['A.__PROTO__/B.CONSTRUCTOR/C'] });
  });
});

describe('a text that is no message', () => {
  it.each([
    ['', 'FORMAT empty-message'],
    [' \n ', 'FORMAT empty-message'],
    ['.', 'FORMAT empty-message'],
    ['hello world', 'FORMAT MKE key'],
    ['EV/X', 'FORMAT MKE key'],
    ['-EV.LIC/1', 'FORMAT MKE key'],
    ['LONGERTHANANYKEY.LIC/1', 'FORMAT MKE key'],
    ['\u0000\uffff', 'FORMAT MKE key'],
    ['EV..LIC/A1', 'FORMAT field-form'],
    ['EV.OHCOP0000..LIC/A1', 'FORMAT field-form'],
  ])('%p says %s', (text, reason) => {
    expect(reasonsOf(text)).toEqual([reason]);
  });
});

describe('what is kept of a long message', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const heapBytes = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  it('does not keep the message itself in memory', () => {
    const blanks = 200_000;
    const before = heapBytes();
    const kept = Array.from({ length: 100 }, (_, n) => read(`EV.OHCOP0000.VIN/1FTFW1ET0CFA${String(10_000 + n)}.MIS/A${' '.repeat(blanks)}B${String(n)}.OCA/26-${String(10_000 + n)}`));

    expect(heapBytes() - before).toBeLessThan(25 * blanks);
    expect(kept[99]).toEqual({ mke: 'EV', ori: 'OHCOP0000', args: [], fields: { VIN: ['1FTFW1ET0CFA10099'], MIS: ['A B99'], OCA: ['26-10099'] } });
  });
});

describe('a message written in the dot format', () => {
  it('has its parts in order', () => {
    expect(formatDot({ mke: 'RP', ori: 'OHOHP00L8', args: ['TST0001', 'PC'], fields: { REQ: ['LEADS PRGM'] } })).toBe('RP.OHOHP00L8.TST0001,PC.REQ/LEADS PRGM');
    expect(formatDot({ mke: 'MV', args: [], fields: { LIC: ['OLD1', 'NEW1'], MIS: [''] } })).toBe('MV.LIC/OLD1.LIC/NEW1.MIS/');
  });
});

describe('a key that was added to the catalogue', () => {
  const notice: MessageKey = {
    mke: 'ZZT', title: 'tell', function: 'message', file: 'message', right: 'message', sentTo: ['LEADS'], positional: ['DRI'], needs: ['TXT'], takes: ['LIC'],
  };

  it('has its fields cut like any other', () => {
    const text = 'ZZT.OHCOP0000.OHALLCOPS.TXT/SEE A/B.DOT/1.LIC/A1';
    const catalogue = catalogueWith([notice]);
    const { message } = parseDot(text, catalogue);
    expect(message).toEqual({ mke: 'ZZT', ori: 'OHCOP0000', args: ['OHALLCOPS'], fields: { TXT: ['SEE A/B.DOT/1'], LIC: ['A1'] } });
    expect(catalogue.check(message!, { today: '20261121' }).faults).toEqual([]);
  });
});
