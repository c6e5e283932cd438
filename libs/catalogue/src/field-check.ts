import type { Fault } from '@statewire/kernel';
import { addDays, isDate } from '@statewire/clock';
import type { Coding, FieldRule } from './field-rule.js';
import { isModification, type MessageKey, type Reach } from './message-key.js';
import type { FieldValues } from './message.js';
import { codesIn } from './codings.js';
import { hasCode } from './tables.js';

/** `today` is Ohio's date as CCYYMMDD. */
export type Today = string;

/** A code may hold blanks itself: each of the value's blanks may be its end. */
const begins = ({ tables, wordsMax }: Extract<Coding, { form: 'begun' }>, value: string): boolean =>
  hasCode(tables, value) || [...value].some((sign, at) => sign === ' ' && value.length - at - 1 <= wordsMax && hasCode(tables, value.slice(0, at)));

const reads = (coding: Coding, value: string): boolean => {
  if (coding.form === 'begun') return begins(coding, value);
  if (coding.form === 'headed') return coding.tail.test(value.slice(coding.head)) && hasCode(coding.tables, value.slice(0, coding.head).trimEnd());

  return codesIn(coding, value).every((part) => hasCode(coding.tables, part));
};

const YEAR_OR_DATE = /^[0-9]{4}([0-9]{4})?$/;
const isTooOld = (reach: Reach, value: string, today: Today): boolean =>
  'daysBack' in reach ? value < addDays(today, -reach.daysBack) : YEAR_OR_DATE.test(value) && Number(value.slice(0, 4)) < Number(today.slice(0, 4)) - reach.yearsBack;

/** What is wrong with one value: the `why` of a FIELD_ERROR, or undefined. Rules relative to today belong to `whyOutOfReach`. */
const whyWrong = (rule: FieldRule, value: string): string | undefined => {
  if (value.length > rule.lengthMax) return 'length';
  if (!rule.pattern.test(value)) return 'form';
  if (rule.refused?.test(value) === true) return 'refused';
  if (rule.codings !== undefined && !rule.codings.some((coding) => reads(coding, value))) return 'code';
  if (rule.date !== undefined && rule.noDay?.includes(value) !== true && !isDate(value)) return 'date';
  return undefined;
};

/** Checks that depend on the day of the message, and so are asked once, when the value arrives. */
const whyOutOfReach = (rule: FieldRule, key: MessageKey, value: string, today: Today): string | undefined => {
  if (rule.date === 'past' && value > today) return 'future';
  const reach = isModification(key) ? undefined : key.within?.[rule.tag];
  return reach !== undefined && isTooOld(reach, value, today) ? 'too-old' : undefined;
};

/** Of values that come to a record: those that lie too far back for the key. */
export const checkReach = ({ within = {} }: Pick<MessageKey, 'within'>, fields: FieldValues, today: Today): readonly Fault[] =>
  Object.entries(within)
    .filter(([tag, reach]) => fields[tag]?.some((value) => value !== '' && isTooOld(reach, value, today)) === true)
    .map(([tag]) => ({ code: 'FIELD_ERROR', tag, why: 'too-old' }));

/** The first fault of one tag's values, none of them empty. */
export const checkValues = (rule: FieldRule, key: MessageKey, values: readonly string[], today: Today): readonly Fault[] => {
  const narrower = key.takesOnly?.[rule.tag];
  for (const value of values) {
    const why =
      whyWrong(rule, value) ??
      (narrower !== undefined && !hasCode([narrower], value) ? 'narrower' : undefined) ??
      whyOutOfReach(rule, key, value, today);
    if (why !== undefined) return [{ code: 'FIELD_ERROR', tag: rule.tag, why }];
  }
  return [];
};
