import { describe, expect, it } from '@jest/globals';
import { counties } from '@statewire/catalogue';
import { bmvAnswer } from './bmv.simulator.js';
import { DRIVERS } from './drivers-of-ohio.js';

const asked = (mke: string, fields: Readonly<Record<string, string>>, today = '20261120') =>
  bmvAnswer({ mke, fields: Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, [value]])) }, today);
const textsOf = (...question: Parameters<typeof asked>): readonly string[] => asked(...question).map(({ text }) => text);
/** `['DS', 'SOC/111223333']` as a key and its field. */
const questions = (...all: readonly (readonly [string, string])[]) =>
  all.map(([mke, field]): [string, Record<string, string>] => {
    const [tag = '', value = ''] = field.split('/');
    return [mke, { [tag]: value }];
  });

describe('the driver license file of the BMV', () => {
  it('lists whose names are alike, the best first, each with the question that asks for this one alone (manual, DN)', () => {
    expect(textsOf('DN', { NAM: 'PUBLIC,JOHN Q' })).toEqual([
      'MKE/DRIVER LICENSE\n100 PUBLIC*JOHN,Q DLN: ZZ000001\n1970 W BROAD ST DS.111223333 CLS: B VALID\nDOB: 05/08/1982 COLUMBUS OH 43218',
      'MKE/DRIVER LICENSE\n094 PUBLIC*JOHN,Q%JR DLN: ZZ000099\n1970 W BROAD ST DS.222334444 CLS: I NOT VALID\nDOB: 12/10/2002 COLUMBUS OH 43218',
      'MKE/DRIVER LICENSE\n077 PUBLIC*JOHN,L DLN: ZZ000015\n1980 W BROAD ST DL.ZZ000015 CLS: D EXPIRED\nDOB: 05/10/1954 COLUMBUS OH 43218',
      'MKE/DRIVER LICENSE\n077 PUBLIC*JOHN DLN: NONE\n1952 W BROAD ST DK.019917658 CLS: SUSPENDED\nDOB: 02/06/1971 COLUMBUS OH 43218',
    ]);
  });

  it.each([
    [{ NAM: 'PUBLIK,JOHN Q' }, ['085', '079', '062', '062']], [{ NAM: 'PUBLIC,JACOB Q' }, ['085', '079', '062', '062']], [{ NAM: 'PUBLIC,MARY Q' }, []], [{ NAM: 'OTHER,JOHN Q' }, []],
    [{ NAM: 'PUBLIC,JOHN Q', COU: '25' }, ['100', '094', '077', '077']], [{ NAM: 'PUBLIC,JOHN Q', COU: '18' }, []],
    [{ NAM: 'PUBLIC,JOHN', DOB: '19540510' }, ['077']], [{ NAM: 'PUBLIC,JOHN Q', DOB: '19540510' }, ['077']], [{ NAM: 'PUBLIC,JOHN Q', DOB: '19791218' }, ['100', '094', '077', '077']],
  ])('of %j lists those with the scores %j', (fields, scores) => {
    expect(textsOf('DN', fields as unknown as Record<string, string>).map((text) => text.split('\n')[1]?.slice(0, 3))).toEqual(scores);
  });

  it('shows the one who has the very name and day of birth, as his number does', () => {
    const [text = ''] = textsOf('DN', { NAM: 'PUBLIC,JOHN Q', DOB: '19820508' });
    for (const words of ['JOHN Q PUBLIC DOB: 05/08/1982 AGE: 44', 'SSN: 111 22 3333', 'KEY: 010000001', 'DLN: ZZ000001 CLASS: B ISS: 05/08/2024 EXP: 05/08/2028', 'STATUS: VALID']) expect(text).toContain(words);
    for (const [mke, fields] of questions(['DS', 'SOC/111223333'], ['DS', 'SSN/111223333'], ['DL', 'OLN/ZZ000001'], ['DK', 'KEY/010000001'])) expect(textsOf(mke, fields)).toEqual([text]);
  });

  it('has people without a license, whose standing it tells (manual, DK)', () => {
    expect(textsOf('DK', { KEY: '019917658' }, '20130301')).toEqual([
      [
        'MKE/DRIVER LICENSE', 'JOHN PUBLIC DOB: 02/06/1971 AGE: 42', '1952 W BROAD ST SSN: 000 00 0000', 'COLUMBUS, OH 43218 KEY: 019917658', 'COUNTY: 25-FRANKLIN',
        '** PHYSICAL DESCRIPTION ** ** ANATOMICAL DONOR: NOT LISTED **', `SEX: U HGT: ' " WGT: 000 HAIR: UNKNOWN EYES: UNKNOWN`,
        '** DRIVER LICENSE INFORMATION **', 'DLN: CLASS: ISS: / / EXP: / /', 'STATUS: FAILURE TO REINSTATE', 'RESTRICTIONS: NONE', 'CHECK VEHICLE REGISTRATION', '*'.repeat(57),
      ].join('\n'),
    ]);
  });

  it.each([
    ['20280508', 'ZZ000001', 'VALID'], ['20280509', 'ZZ000001', 'EXPIRED'], ['20261120', 'ZZ000099', 'NOT VALID'], ['20261120', 'ZZ000083', 'SUSPENDED'],
  ])('on %s says of %s: %s', (today, OLN, status) => {
    expect(textsOf('DL', { OLN }, today)[0]).toContain(`\nSTATUS: ${status}\n`);
  });

  it('tells that next of kin are known, and who they are only where they are asked for, by the number that their file knows', () => {
    const [license = ''] = textsOf('DS', { SOC: '777777775' });
    expect(license).toMatch(/EMERGENCY CONTACT INFORMATION AVAILABLE$/);
    expect(license).not.toContain('JOSEPH');
    for (const [mke, fields] of questions(['ECS', 'SOC/777777775'], ['ECL', 'OLN/ZZ000083'], ['ECK', 'KEY/011886163'])) {
      expect(textsOf(mke, fields)).toEqual([expect.stringMatching(/^MKE\/EMERGENCY CONTACT\n[^]*ABSTRACT OLTEST DOB: 05\/10\/1927[^]*CONTACT 1:\nJOSEPH M PUBLIC\nRELATIONSHIP: SON-IN-LAW\n8000 FLOWER RD\nLONDON, OH 43140\nPHONE: 740 852-0000/)]);
    }
    expect(textsOf('ECS', { SOC: '111223333' })).toEqual([]);
    const file = DRIVERS.map((driver) => (driver.license?.class === 'I' ? { ...driver, contacts: [{ name: 'A', relationship: 'B', street: 'C', place: 'D', phone: 'E' }] } : driver));
    expect(bmvAnswer({ mke: 'ECL', fields: { OLN: ['ZZ000099'] } }, '20261120', file)).toEqual([]);
    expect(bmvAnswer({ mke: 'ECS', fields: { SOC: ['222334444'] } }, '20261120', file)).toHaveLength(1);
  });

  it('knows a person by one key, a license by one number, and the counties of Ohio', () => {
    for (const numbers of [DRIVERS.map(({ key }) => key), DRIVERS.flatMap(({ license }) => license?.number ?? []), DRIVERS.flatMap(({ social }) => social ?? [])]) expect(new Set(numbers).size).toBe(numbers.length);
    expect(DRIVERS.filter(({ county }) => !counties().has(county))).toEqual([]);
  });
});
