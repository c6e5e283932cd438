import type { FieldRule } from '../field-rule.js';
import { agency, code, date, digits, expiryYear, flag, freeText, number, past, signs, SIGNS_SAID } from './define.js';

const PERSONAL = { privacy: 'personal' } as const;

const NAME = { pattern: /^[A-Z][A-Z '-]*,[A-Z][A-Z '-]*$/, says: 'LAST,FIRST MIDDLE SUFFIX in at most 30 characters, with one comma: letters A to Z without accents, hyphens, straight apostrophes' };

/** The description of a person, as in all files about people. Each of them leads to a person, so each is sealed. facts.md §3. */
const description: readonly FieldRule[] = [
  signs('NAM', 'name', 30, NAME),
  signs('AKA', 'alias', 30, { ...NAME, valuesMax: 9 }),
  past('DOB', 'date of birth', { ...PERSONAL, valuesMax: 10 }),
  digits('AGE', 'age', 2),
  code('SEX', 'sex', 1, ['SEX'], PERSONAL),
  code('RAC', 'race', 1, ['RAC'], PERSONAL),
  code('ETN', 'ethnicity', 1, ['ETN'], PERSONAL),
  digits('HGT', 'height', 3, { pattern: /^[4-7](0[0-9]|1[01])$/, says: 'feet and inches in three digits, 400 to 711' }),
  digits('WGT', 'weight', 3, { pattern: /^(0[5-9][0-9]|[1-4][0-9]{2})$/, says: 'pounds in three digits, 050 to 499' }),
  code('EYE', 'eye color', 3, ['EYE'], PERSONAL),
  code('HAI', 'hair color', 3, ['HAI'], PERSONAL),
  code('SKN', 'skin tone', 3, ['SKN'], PERSONAL),
  signs('SMT', 'scar, mark or tattoo', 36, { valuesMax: 10, codings: [{ form: 'begun', tables: ['SMT'], wordsMax: 25 }], says: `a code of table SMT, and after it words of at most 25 ${SIGNS_SAID}` }),
  code('CMC', 'caution or medical condition', 2, ['CMC'], { ...PERSONAL, valuesMax: 10 }),
  code('POB', 'place of birth', 2, ['LIS-merged'], PERSONAL),
  code('CTZ', 'citizenship', 2, ['LIS-merged'], { ...PERSONAL, valuesMax: 10 }),
  signs('FPC', 'fingerprint classification', 20, {
    pattern: /^([0-9]{2}|[A-Z]{2}){10}$/,
    codings: [{ form: 'paired', tables: ['FPC', 'FPC-pattern'] }],
    says: 'a pair of signs for each of ten fingers: a count of two digits, or a code of table FPC or FPC-pattern',
  }),
  code('BLT', 'blood type', 5, ['BLT'], PERSONAL),
  code('BXR', 'body X-rays available', 1, ['BXR'], PERSONAL),
  code('CRC', 'circumcision', 1, ['CRC'], PERSONAL),
  flag('FPA', 'footprint available', PERSONAL),
  freeText('VRX', 'corrective vision prescription', 50),
  flag('DNA', 'DNA on file'),
  freeText('DLO', 'place where DNA is held', 75),
  code('JWT', 'jewelry type', 2, ['JWT'], { ...PERSONAL, valuesMax: 10 }),
  freeText('JWL', 'jewelry description', 50),
  signs('DCH', 'dental characteristics of each tooth', 400, { says: 'the characteristics of teeth 01 to 32, or ALL, or UNK' }),
  flag('DXR', 'dental X-rays available', PERSONAL),
  flag('MPA', 'dental models available', PERSONAL),
  freeText('DRE', 'dental remarks', 50),
];

const numbers: readonly FieldRule[] = [
  digits('SOC', 'social security number', 9, { lengthMin: 9, refused: /^000/, valuesMax: 10 }),
  digits('SSN', 'social security number', 9, { lengthMin: 9 }),
  number('FBI', 'FBI number', 9),
  signs('MNU', 'miscellaneous identifying number', 15, {
    codings: [{ form: 'headed', tables: ['MNU'], head: 2, tail: /^-[A-Z0-9]{1,12}$/ }],
    says: 'a code of table MNU, a hyphen and at most 12 letters or digits',
    valuesMax: 10,
  }),
  number('OLN', "operator's license number", 20),
  code('OLS', "state that issued the operator's license", 2, ['LIS-merged']),
  expiryYear('OLY', "year in which the operator's license expires"),
  number('BCI', 'Ohio BCI number', 10),
  number('ONO', 'offender number', 10),
  number('KEY', 'driver key of the BMV', 12),
];

const address: readonly FieldRule[] = [
  signs('ADR', 'street address', 30),
  code('ADD', 'address type', 2, ['ADD']),
  signs('CTY', 'city', 20),
  signs('CIT', 'city', 20),
  code('STA', 'state', 2, ['LIS-merged']),
  code('RST', 'state of residence', 2, ['LIS-merged']),
  digits('ZIP', 'zip code', 9, { pattern: /^([0-9]{5}|[0-9]{9})$/, says: 'five or nine digits' }),
  digits('COU', 'county', 2, { pattern: /^(0[1-9]|[1-7][0-9]|8[0-8])$/, says: 'the number of an Ohio county, 01 to 88', privacy: 'public' }),
];

/** Wanted and missing persons, and what a locate or a detainer says of them. facts.md §1 and §3. */
const cases: readonly FieldRule[] = [
  code('OFF', 'offense', 4, ['OFF'], { valuesMax: 9 }),
  code('OOC', 'original offense', 4, ['OFF']),
  past('DOW', 'date of the warrant'),
  past('DOV', 'date of the violation'),
  date('DOE', 'date of emancipation'),
  past('DLC', 'date of last contact'),
  // The manual of 2018 has it nowhere, and no key takes it yet: the facts name the tag, what it stands for is the FBI's usage.
  past('DOA', 'date of arrest'),
  code('EXL', 'limit of extradition', 1, ['EXL']),
  code('PUR', 'pick-up radius', 1, ['own-PUR']),
  signs('WNO', 'warrant number', 20),
  agency('CTI', 'court'),
  code('MNP', 'kind of missing person', 2, ['MNP', 'own-MNP']),
  code('MPC', 'circumstance of the absence', 1, ['MPC']),
  past('DOD', 'date of the detainer'),
  signs('DNO', 'case number of the detainer', 20),
  date('DIS', 'begin of the sentence'),
  { ...date('DSE', 'end of the sentence'), noDay: ['99999999'], says: 'a date as CCYYMMDD, or 99999999 for life or a sentence whose end is not known' },
  signs('INC', 'place of incarceration', 25),
  agency('IRI', 'agency of incarceration'),
  past('DRT', 'date of the return'),
];

export const personFields: readonly FieldRule[] = [...description, ...numbers, ...address, ...cases];
