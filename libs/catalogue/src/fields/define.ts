import type { Coding, FieldRule, FileName, Privacy } from '../field-rule.js';
import type { TableName } from '../tables.js';

/** What a kind of field may be told beyond its usual values. */
export type Details = Readonly<{
  files?: readonly FileName[];
  lengthMin?: number;
  pattern?: RegExp;
  says?: string;
  codings?: readonly Coding[];
  refused?: RegExp;
  tooLong?: string;
  privacy?: Privacy;
  valuesMax?: number;
}>;

const lengths = (min: number, max: number): string =>
  min === max ? String(max) : min === 1 ? `at most ${String(max)}` : `${String(min)} to ${String(max)}`;

const rule = (tag: string, name: string, lengthMax: number, pattern: RegExp, says: string, privacy: Privacy, details: Details): FieldRule => ({
  tag,
  name,
  lengthMax,
  pattern: details.pattern ?? pattern,
  says: details.says ?? says,
  privacy: details.privacy ?? privacy,
  valuesMax: details.valuesMax ?? 1,
  freeText: false,
  ...(details.files === undefined ? {} : { files: details.files }),
  ...(details.codings === undefined ? {} : { codings: details.codings }),
  ...(details.refused === undefined ? {} : { refused: details.refused }),
  ...(details.tooLong === undefined ? {} : { tooLong: details.tooLong }),
});

/** Printable ASCII; the first and the last character are no blank. */
const SIGNS = /^[!-~]([ -~]*[!-~])?$/;
/** What other programs put in the place of what a terminal has keys for is not taken. */
export const SIGNS_SAID = 'letters A to Z, digits and keyboard signs, no accents or curly quotes';

/** Letters and digits, nothing else. */
export const number = (tag: string, name: string, lengthMax: number, details: Details = {}): FieldRule =>
  rule(tag, name, lengthMax, /^[A-Z0-9]+$/, `${lengths(details.lengthMin ?? 1, lengthMax)} letters or digits, no special characters`, 'personal', details);

export const digits = (tag: string, name: string, lengthMax: number, details: Details = {}): FieldRule => {
  const min = details.lengthMin ?? 1;
  return rule(tag, name, lengthMax, new RegExp(`^[0-9]{${String(min)},${String(lengthMax)}}$`), `${lengths(min, lengthMax)} digits`, 'personal', details);
};

/** Letters, digits and signs on one line: names, streets, case numbers. */
export const signs = (tag: string, name: string, lengthMax: number, details: Details = {}): FieldRule =>
  rule(tag, name, lengthMax, SIGNS, `${lengths(1, lengthMax)} ${SIGNS_SAID}`, 'personal', details);

/** As `signs`, but narrative: periods and slashes in it end nothing by themselves. */
export const freeText = (tag: string, name: string, lengthMax: number, details: Details = {}): FieldRule => ({
  ...rule(tag, name, lengthMax, SIGNS, `free text of at most ${String(lengthMax)} ${SIGNS_SAID}`, 'personal', details),
  freeText: true,
});

/** A code of one of the tables. */
export const code = (tag: string, name: string, lengthMax: number, tables: readonly TableName[], details: Details = {}): FieldRule =>
  rule(tag, name, lengthMax, SIGNS, `a code of table ${tables.join(' or ')}`, 'public', { codings: [{ form: 'whole', tables }], ...details });

/** A value of several parts, each read by its own table, or a code with words of its own. */
export const coded = (tag: string, name: string, lengthMax: number, codings: readonly Coding[], says: string, details: Details = {}): FieldRule =>
  code(tag, name, lengthMax, [], { codings, says, ...details });

/** One of a few values that need no table. */
export const choice = (tag: string, name: string, lengthMax: number, pattern: RegExp, says: string): FieldRule =>
  rule(tag, name, lengthMax, pattern, says, 'public', {});

export const flag = (tag: string, name: string, details: Details = {}): FieldRule =>
  rule(tag, name, 1, /^[YN]$/, 'Y or N', 'public', details);

const dated = (tag: string, name: string, date: 'any' | 'past', says: string, details: Details): FieldRule => ({
  ...rule(tag, name, 8, /^[0-9]{8}$/, says, 'public', details),
  date,
});

/** The date of something that has happened. */
export const past = (tag: string, name: string, details: Details = {}): FieldRule =>
  dated(tag, name, 'past', 'a date as CCYYMMDD that is not after today', details);

export const date = (tag: string, name: string, details: Details = {}): FieldRule => dated(tag, name, 'any', 'a date as CCYYMMDD', details);

export const agency = (tag: string, name: string, details: Details = {}): FieldRule =>
  rule(tag, name, 9, /^[A-Z]{2}[A-Z0-9]{7}$/, 'an ORI: two letters of the state and seven letters or digits', 'public', details);

/** The year of an expiry, NX for what does not expire. */
export const expiryYear = (tag: string, name: string, details: Details = {}): FieldRule =>
  rule(tag, name, 4, /^([0-9]{4}|NX)$/, 'a year of four digits, or NX when it does not expire', 'public', details);

export const dollars = (tag: string, name: string): FieldRule =>
  digits(tag, name, 9, { says: 'whole dollars, at most 9 digits', privacy: 'public' });

/** A case number of an agency: no NONE, no zeros alone, not signs alone. */
export const caseNumber = (tag: string, name: string, details: Details = {}): FieldRule =>
  signs(tag, name, 20, {
    says: `at most 20 ${SIGNS_SAID}; not NONE, not zeros alone, not signs alone`,
    refused: /^(NONE|0+|[^A-Z0-9]+)$/,
    ...details,
  });
