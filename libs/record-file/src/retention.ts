import { addDays, addMonths, addMs, ohioDate, ohioInstant, yearOf } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { RetentionRule, Term } from './file-rules.js';
import { ownFields } from './parts.js';
import type { RecordView, Standing } from './record.js';

/** Ohio time at which a record leaves the file on its day (D8). */
const REMOVAL_TIME = '0005';
const HOUR_MS = 3_600_000;

/** Ends already reckoned, by the day they count from: a day's records share a handful, and calendars are slow. */
const reckoned = new Map<string, Instant>();
const reckonedMax = 1000;

const reckon = (term: Exclude<Term, { hours: number }>, date: string): Instant => {
  const last = 'days' in term ? addDays(date, term.days) : `${String(yearOf(date) + term.yearsAfterThisOne)}1231`;
  return ohioInstant(addDays(last, 1), REMOVAL_TIME);
};

/**
 * When a term that began at an instant is over. Ninety days: the ninetieth day after the date is the last on file.
 * Four years after this one: 1 January of the fifth year after the date's (D8). Hours are counted from the instant itself.
 */
export const endOfTerm = (term: Term, began: Instant): Instant => {
  if ('hours' in term) return addMs(began, term.hours * HOUR_MS);
  const date = ohioDate(began);
  const key = `${date} ${'days' in term ? `d${String(term.days)}` : `y${String(term.yearsAfterThisOne)}`}`;
  const known = reckoned.get(key);
  if (known !== undefined) return known;

  if (reckoned.size >= reckonedMax) reckoned.clear();
  const end = reckon(term, date);
  reckoned.set(key, end);
  return end;
};

/** Years after a year: the last day of that many years later is the last on file; without a year, counted from the day of the entry. */
const endOfYears = (years: number, year: string | undefined, entered: Instant): Instant => {
  const last = year === undefined || !/^\d{4}$/.test(year) ? addMonths(ohioDate(entered), 12 * years) : `${String(Number(year) + years)}1231`;
  return ohioInstant(addDays(last, 1), REMOVAL_TIME);
};

/** Says when a record leaves the file; nothing where it does not by itself. */
export const ending = (retire: Instant | undefined): Pick<Standing, 'retire'> => (retire === undefined ? {} : { retire });

const fits = ({ keys, where, says = {} }: RetentionRule, mke: string, fields: Fields): boolean =>
  (keys === undefined || keys.includes(mke)) && (where === undefined || where.some((tag) => (fields[tag]?.length ?? 0) > 0)) &&
  Object.entries(says).every(([tag, values]) => values.includes(fields[tag]?.[0] ?? ''));

/**
 * When a record that is left alone leaves the file; undefined where it stays until somebody ends it. Rules without an answer for a
 * record are a defect of the rules.
 */
export const retirement = (rules: readonly RetentionRule[], { mke, fields, parts }: Pick<RecordView, 'mke' | 'fields' | 'parts'>, entered: Instant): Instant | undefined => {
  const whole = ownFields({ fields, ...(parts === undefined ? {} : { parts }) });
  const rule = rules.find((each) => fits(each, mke, whole));
  if (rule === undefined) throw new Error('no retention rule fits the record');
  if (rule.term === 'until-ended') return undefined;
  if (!('years' in rule.term)) return endOfTerm(rule.term, entered);
  const { years, after } = rule.term;
  // Several plates lead to it: it stays as long as the last of them.
  return [...(whole[after] ?? [undefined])].map((year) => endOfYears(years, year, entered)).sort().at(-1);
};
