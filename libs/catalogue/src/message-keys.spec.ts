import { describe, expect, it } from '@jest/globals';
import { check, destinationsIn, findMessageKey, kindOfDestination, messageText } from './index.js';
import { message, TODAY } from './messages.fixture.js';

const faults = (mke: string, fields: Readonly<Record<string, string | readonly string[]>>) =>
  check(message(mke, fields), { today: TODAY }).faults.map(({ code, tag, why }) => [code, tag, why].filter((part) => part !== undefined).join(' '));

const WORDS = { ori: 'OHCOP0000', mri: 8346139, date: '20261120', time: '0800' };
const textOf = (mke: string, fields: Readonly<Record<string, readonly string[]>>, to = ''): string => {
  const key = findMessageKey(mke);
  return key === undefined ? '' : messageText(key, { ...WORDS, to, fields });
};

describe('an administrative message', () => {
  it('needs destinations and a text, and takes no other fields than decision M1 names', () => {
    expect(faults('AM', {})).toEqual(['MISSING_FIELD DRI', 'MISSING_FIELD TXT']);
    expect(faults('AM', { DRI: 'OHCLP0000', TXT: 'X', MNO: '12 JD 1120', AGY: 'COLUMBUS PD', ATT: 'DEP. SMITH' })).toEqual([]);
    expect(faults('AM', { DRI: 'OHCLP0000', TXT: 'X', REM: 'X' })).toEqual(['UNKNOWN_FIELD REM']);
  });

  it('is for the attention of a section of an agency, as the manual writes it', () => {
    const section = 'FRANKLIN COUNTY SHERIFFS OFFICE COLUMBUS OH DEP. SMITH TRAFFIC BUREAU';
    for (const tag of ['AGY', 'ATT']) expect(faults('AM', { DRI: 'OH0250000', TXT: 'X', [tag]: section })).toEqual([]);
  });

  it('has a text of at most 3600 characters', () => {
    expect(faults('AM', { DRI: 'OHCLP0000', TXT: 'X'.repeat(3_600) })).toEqual([]);
    expect(faults('AM', { DRI: 'OHCLP0000', TXT: 'X'.repeat(3_601) })).toEqual(['FIELD_ERROR TXT length']);
  });

  it.each(['OHCLP0000;OHCOP0000', 'OHCLP0000/OHCOP0000', '*'])('is not addressed to %s', (DRI) => {
    expect(faults('AM', { DRI, TXT: 'X' })).toEqual(['FIELD_ERROR DRI form']);
  });

  it('is delivered with the line that the system adds, and the sender’s own as they came', () => {
    expect(textOf('AM', { TXT: ['SEE REPORT A/B.'], AGY: ['COLUMBUS PD'], MNO: ['12 JD'], ATT: ['SGT ROE'] }, 'OHCLP0000 OHALLCN18')).toBe([
      'MKE/ADMINISTRATIVE MESSAGE', 'FROM OHCOP0000 MRI 8346139 DATE 20261120 TIME 0800', 'DRI/OHCLP0000 OHALLCN18', 'MNO/12 JD', 'AGY/COLUMBUS PD', 'ATT/SGT ROE', 'TXT/SEE REPORT A/B.',
    ].join('\n'));
  });
});

describe('destinations', () => {
  it('stand in one field or several, with blanks or commas between, each once', () => {
    expect(destinationsIn({ DRI: ['OHCLP0000, OHCOP0000,OH0180000', 'OHALLTERM  OHCLP0000', ' OHALLSO88, '] })).toEqual(['OHCLP0000', 'OHCOP0000', 'OH0180000', 'OHALLTERM', 'OHALLSO88']);
    expect(destinationsIn({})).toEqual([]);
  });

  it.each([['OHALLTERM', 'code'], ['OHALLCN88', 'code'], ['OHALLCN89', 'ori'], ['PA', 'state'], ['ON', 'state'], ['OH', 'ori'], ['ZZ', 'ori'], ['OHCLP0000', 'ori']])('%s is read as %s', (destination, kind) => {
    expect(kindOfDestination(destination)).toBe(kind);
  });
});

describe('a notification of an escaped violent felon', () => {
  const EXAMPLE = {
    AGY: 'FRANKLIN COUNTY SHERIFFS OFFICE', FAC: 'FRANKLIN COUNTY JAIL', NAM: 'DOE,JOHN R', AGE: '26', HGT: '511', WGT: '216', HAI: 'BRO', EYE: 'BRO', RAC: 'W', SEX: 'M',
    DESC: 'SUBJECT LAST SEEN IN ORANGE JAIL UNIFORM INMATE #187654 ON BACK OF SHIRT.', NARR: 'SUBJECT LAST SEEN AFTER 10 PM BEDCHECK, EX-WIFE RESIDES IN WORTHINGTON AREA.',
  };

  it('needs the name alone', () => {
    expect(faults('EVFNOT', {})).toEqual(['MISSING_FIELD NAM']);
    expect(faults('EVFNOT', { NAM: 'DOE,JOHN R' })).toEqual([]);
    expect(faults('EVFNOT', EXAMPLE)).toEqual([]);
    expect(faults('EVFNOT', { NAM: 'DOE,JOHN R', DRI: 'OHCLP0000' })).toEqual(['UNKNOWN_FIELD DRI']);
  });

  it('is printed as in the manual', () => {
    const fields = Object.fromEntries(Object.entries(EXAMPLE).map(([tag, value]) => [tag, [value]]));
    const text = textOf('EVFNOT', fields).replaceAll(/\s+/g, ' ');
    expect(text).not.toContain('DRI/');
    expect(textOf('EVFNOT', { NAM: ['DOE'] })).toMatch(/ESCAPEE\/DOE$/m);
    expect(text).toContain('*** E S C A P E D V I O L E N T F E L O N N O T I F I C A T I O N *** PURSUANT TO ORC 341.011(A) WHICH REQUIRES A COUNTY SHERIFF');
    expect(text).toContain('AGENCY/FRANKLIN COUNTY SHERIFFS OFFICE INCARCERATING FACILITY/FRANKLIN COUNTY JAIL ESCAPEE/JOHN R DOE AGE/26 HGT/511 WGT/216 HAI/BRO EYE/BRO RAC/W SEX/M CLOTHING DESCRIPTION: SUBJECT');
    expect(text).toContain('NARRATIVE: SUBJECT LAST SEEN AFTER 10 PM BEDCHECK');
  });
});
