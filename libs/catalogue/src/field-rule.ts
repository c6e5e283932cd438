import type { TableName } from './tables.js';

export const FILES = [
  'vehicle', 'plate', 'part', 'towed', 'wanted-person', 'missing-person', 'cop', 'chl', 'image', 'boat', 'article', 'gun', 'securities',
  'message', 'registration', 'permit', 'driver', 'person',
] as const;
/** The files of the manual, three that only answer from outside (`registration`, `driver`, and `permit` of another state), and one that describes people in several (`person`). */
export type FileName = (typeof FILES)[number];

/**
 * How a value is read as a code.
 * `whole`: the value is a code. `slashed`: codes with a slash between (VCO/RED/WHI). `listed`: with blanks or commas between (DRI/KY,IN).
 * `paired`: pairs of signs, each a count of two digits or a code (FPC/12AA0908TT1311PI1210).
 * `begun`: the value is a code, or begins with one, a blank and at most `wordsMax` characters of words after it (SMT/TAT R ARM EAGLE).
 * `headed`: the first `head` characters are a code (padded with a blank), `tail` judges the rest. The field's length bounds all of them.
 */
export type Coding = Readonly<
  | { form: 'whole'; tables: readonly TableName[] }
  | { form: 'slashed'; tables: readonly TableName[] }
  | { form: 'listed'; tables: readonly TableName[] }
  | { form: 'paired'; tables: readonly TableName[] }
  | { form: 'headed'; tables: readonly TableName[]; head: number; tail: RegExp }
  | { form: 'begun'; tables: readonly TableName[]; wordsMax: number }
>;

/**
 * `public` may stand in the clear part of an event: codes, dates of records, agencies, the system's own numbers.
 * `personal` is sealed: people, numbers that lead to people, case numbers, free text.
 */
export type Privacy = 'public' | 'personal';

export type FieldRule = Readonly<{
  tag: string;
  /** What the tag stands for, as a noun phrase that fits into a sentence. */
  name: string;
  /** The files in which the tag has this meaning; left out where it is the general one. */
  files?: readonly FileName[];
  /** Characters. */
  lengthMax: number;
  /** Linear: no nested repetition. */
  pattern: RegExp;
  /** What it may hold, to be read after "holds". */
  says: string;
  /** A value is good when one of them reads it; a field without codings has no table. */
  codings?: readonly Coding[];
  /** `past`: not after today. */
  date?: 'any' | 'past';
  /** Values of a date field that stand for no day: 99999999, a sentence without a known end. */
  noDay?: readonly string[];
  /** Values that keep the pattern and are refused all the same. */
  refused?: RegExp;
  /** What to do with a value that is too long, where the manual tells. */
  tooLong?: string;
  privacy: Privacy;
  /** How many values one message may carry. */
  valuesMax: number;
  /** Free text may hold periods and slashes, so that only a tag of the message's own key ends it. */
  freeText: boolean;
}>;
