import { addDays, ohioDate, ohioInstant, yearOf } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { RetentionRule, Term } from './file-rules.js';

/** Ohio time at which a record leaves the file on its day (D8). */
const REMOVAL_TIME = '0005';

/** Ends already reckoned, by the day they count from: a day's records share a handful, and calendars are slow. */
const reckoned = new Map<string, Instant>();
const reckonedMax = 1000;

const reckon = (term: Term, date: string): Instant => {
  const last = 'days' in term ? addDays(date, term.days) : `${String(yearOf(date) + term.yearsAfterThisOne)}1231`;
  return ohioInstant(addDays(last, 1), REMOVAL_TIME);
};

/**
 * When a term that began at an instant is over. Ninety days: the ninetieth day after the date is the last on file.
 * Four years after this one: 1 January of the fifth year after the date's (D8).
 */
export const endOfTerm = (term: Term, began: Instant): Instant => {
  const date = ohioDate(began);
  const key = `${date} ${'days' in term ? `d${String(term.days)}` : `y${String(term.yearsAfterThisOne)}`}`;
  const known = reckoned.get(key);
  if (known !== undefined) return known;

  if (reckoned.size >= reckonedMax) reckoned.clear();
  const end = reckon(term, date);
  reckoned.set(key, end);
  return end;
};

/** When a record that is left alone leaves the file. Rules without an answer for a record are a defect of the rules. */
export const retirement = (rules: readonly RetentionRule[], fields: Fields, entered: Instant): Instant => {
  const rule = rules.find(({ where }) => where === undefined || where.some((tag) => (fields[tag]?.length ?? 0) > 0));
  if (rule === undefined) throw new Error('no retention rule fits the record');
  return endOfTerm(rule.term, entered);
};
