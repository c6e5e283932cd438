import type { FieldRule } from '../field-rule.js';
import { choice, code, date, digits, flag, freeText, number, past, signs } from './define.js';

const PUBLIC = { privacy: 'public' } as const;
const ORIS = /^[A-Z0-9]+([ ,]+[A-Z0-9]+)*$/;

/** Caution Ohio Police; decisions D1 to D5. */
const cop: readonly FieldRule[] = [
  freeText('ALRT', 'text of the alert', 500),
  freeText('ALR2', 'further text of the alert', 500),
  freeText('ALR3', 'line of additional alert text', 60, { valuesMax: 18 }),
  choice('ACT', 'action', 1, /^[ADM]$/, 'A (add), D (delete) or M (modify)'),
  digits('LIN', 'number of the line', 2, { ...PUBLIC, pattern: /^(0[1-9]|1[0-8])$/, says: '01 to 18' }),
  number('CID', 'number of the COP record', 8, { ...PUBLIC, files: ['cop'], pattern: /^[0-9]{8}$/, says: 'eight digits' }),
  number('COP-ID', 'number of the COP record', 8, { ...PUBLIC, pattern: /^[0-9]{8}$/, says: 'eight digits' }),
  signs('CONT', 'name of the contact', 30),
  signs('CT1', 'telephone of the contact', 12),
  past('INCD', 'date of the incident'),
  freeText('INCL', 'place of the incident', 60),
  digits('INVD', 'social security number of the subject', 9, { lengthMin: 9, refused: /^000/ }),
  code('HOME', 'homeland security threat or Blue Alert', 1, ['own-HOME']),
  flag('LTCI', 'Taylor alert'),
  flag('BRD', 'wish for a broadcast'),
  code('QTYP', 'kind of listing', 2, ['own-QTYP']),
  digits('QKEY', 'county of the listing', 2, { ...PUBLIC, pattern: /^(0[1-9]|[1-7][0-9]|8[0-8])$/, says: 'the number of an Ohio county, 01 to 88' }),
];

/** Concealed handgun licences; decision D20. */
const licences: readonly FieldRule[] = [
  code('STA', 'status of the permit', 1, ['own-STA-permit'], { files: ['chl'] }),
  past('DOI', 'date of issue'),
  date('DOE', 'date of expiry', { files: ['chl'] }),
  signs('ISS', 'name of the issuing sheriff', 30, PUBLIC),
  signs('PER', 'permit number', 20),
  signs('PER', 'permit number', 17, { files: ['chl'], pattern: /^[0-9]{2}-[A-Z]{3}-[0-9]{6}-[PT]$/, says: 'county number, three letters, six digits, and P or T' }),
  signs('LPN', 'local permit number', 12),
  digits('COI', 'county of issue', 2, { ...PUBLIC, pattern: /^(0[1-9]|[1-7][0-9]|8[0-8])$/, says: 'the number of an Ohio county, 01 to 88' }),
];

/** An inquiry to other states over Nlets; facts.md §4, row 5. A state is asked once, however often it is named. */
const otherStates: readonly FieldRule[] = [
  code('DRI', 'states that are asked', 14, [], {
    files: ['permit'], pattern: /^[A-Z]{2}([ ,]+[A-Z]{2})*$/, valuesMax: 5, codings: [{ form: 'listed', tables: ['own-NLETS-states'] }],
    says: 'codes of other states (table own-NLETS-states), with a blank or a comma between',
  }),
];

/** Images; decision D23. The data of an image are the one value whose letters are not folded. */
const images: readonly FieldRule[] = [
  past('DOI', 'date of the image', { files: ['image'] }),
  code('IMT', 'image type', 1, ['IMT']),
  number('IMN', 'image number', 10, { ...PUBLIC, pattern: /^[A-Z][0-9]{9}$/, says: 'a letter and nine digits' }),
  signs('IMG', 'image', 1_500_000, { pattern: /^[A-Za-z0-9+/ ]+={0,2}$/, says: 'the base64 of a JPEG of at most 1 MiB' }),
  number('IMR', 'image request', 1, PUBLIC),
];

/** Administrative messages, hit confirmations, escaped felons; decisions M1, M4, M5. */
const messages: readonly FieldRule[] = [
  signs('DRI', 'destinations', 200, { ...PUBLIC, pattern: ORIS, says: 'ORIs or broadcast codes, with a blank or a comma between', valuesMax: 15 }),
  signs('MNO', 'message number', 20),
  signs('AGY', 'name of the agency', 120, PUBLIC),
  signs('ATT', 'person to whose attention', 120),
  freeText('TXT', 'text', 3_600, { tooLong: 'excessively long messages are prohibited: at most 3600 characters' }),
  code('RTY', 'type of the record', 2, ['own-RTY']),
  digits('RNO', 'number of the request', 1, { ...PUBLIC, pattern: /^[123]$/, says: '1, 2 or 3' }),
  choice('PRI', 'priority', 1, /^[UR]$/, 'U (urgent) or R (routine)'),
  code('CON', 'confirmation', 1, ['own-CON']),
  digits('HRS', 'hours needed', 3, PUBLIC),
  signs('CNF', 'name of the confirmer', 60),
  signs('CAG', 'confirming agency', 60, PUBLIC),
  signs('AGN', 'name of the agency', 60, PUBLIC),
  signs('PHN', 'telephone', 25),
  freeText('REM', 'remarks', 500),
  signs('FAC', 'jail or workhouse of the escape', 60, PUBLIC),
  freeText('NARR', 'narrative that may help in the apprehension', 1_000),
  freeText('DESC', 'description of the clothing', 500),
];

export const serviceFields: readonly FieldRule[] = [...cop, ...licences, ...otherStates, ...images, ...messages];
