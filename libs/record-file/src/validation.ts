import { addDays, addMonths, ohioDate, ohioInstant, weekdayOf, type OhioDate } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { ListedIn, ValidationRule } from './file-rules.js';
import type { Standing, Validation, ValidationMonth } from './record.js';

/** Ohio time at which a list is there, told of and closed (D8). */
const TIME = '0005';
const SATURDAY = 6;
const MONTHS_A_QUARTER = 3;

const monthOf = (date: OhioDate): ValidationMonth => date.slice(0, 6);
const firstOf = (month: ValidationMonth): OhioDate => `${month}01`;

/**
 * The days of a list: there on the Sunday after the month's first Saturday, due on the 15th, told of on the 16th, closed on
 * the first day of the second month after (D19).
 */
export const listDays = (month: ValidationMonth): Readonly<{ available: OhioDate; due: OhioDate; told: OhioDate; closed: OhioDate }> => {
  const first = firstOf(month);
  return { available: addDays(first, SATURDAY - weekdayOf(first) + 1), due: `${month}15`, told: `${month}16`, closed: addMonths(first, 2) };
};

/** The lists that an agency can work on at an instant: there and not yet closed, the older first. */
export const openLists = (now: Instant): readonly ValidationMonth[] => {
  const today = ohioDate(now);
  const there = (month: ValidationMonth): boolean => now >= ohioInstant(listDays(month).available, TIME);
  return [-1, 0].map((months) => monthOf(addMonths(firstOf(monthOf(today)), months))).filter(there);
};

const listedIn = (term: ListedIn, from: OhioDate): ValidationMonth => {
  const first = firstOf(monthOf(from));
  if ('months' in term) return monthOf(addMonths(first, term.months));
  if ('quarters' in term) {
    const intoQuarter = (Number(from.slice(4, 6)) - 1) % MONTHS_A_QUARTER;
    return monthOf(addMonths(first, MONTHS_A_QUARTER * term.quarters - intoQuarter));
  }
  const day = addDays(from, term.days);
  return listDays(monthOf(day)).available >= day ? monthOf(day) : monthOf(addMonths(firstOf(monthOf(day)), 1));
};

/** The list on which a record comes first, counted from its entry or change; none where no rule speaks of it. */
export const firstListed = ({ first }: ValidationRule, record: Standing, from: Instant): ValidationMonth | undefined => {
  const rule = first.find(({ where }) => where?.(record, from) ?? true);
  return rule && listedIn(rule.listed, ohioDate(from));
};

const withDone = ({ done }: Validation): Validation => (done === undefined ? {} : { done });

/** On from a list, confirmed or left open where the file keeps such records: a year, a quarter, or never again. */
export const listedAgain = ({ again }: ValidationRule, validation: Validation): Validation => {
  const { month } = validation;
  return { ...withDone(validation), ...(again === undefined || month === undefined ? {} : { month: listedIn(again, firstOf(month)) }) };
};

/**
 * A change that the line has refused validates nothing: a record that was confirmed by it alone is on a list again. It is the last that
 * is there, as its own may be closed or about to close, and its agency has to be told before a record is removed (D19).
 */
export const afterRefusal = ({ done, ...validation }: Validation, refused: number, now: Instant): Validation => {
  const month = openLists(now).at(-1);
  if (done?.change !== refused || month === undefined) return { ...validation, ...(done === undefined ? {} : { done }), refused };
  return { month, refused, ...(now < ohioInstant(listDays(month).told, TIME) ? {} : { late: true }) };
};

/** Whether a record has its list, or needs none: one that is never validated again, and was, is on none. */
const isPlanned = ({ again }: ValidationRule, { month }: Validation): boolean => month !== undefined || again === undefined;

/**
 * Of a record as an event leaves it: planned with its entry or when a rule first speaks of it, planned anew with a change where the file asks
 * for that, and off its list when a change has made it one of which no rule speaks.
 */
export const plannedValidation = (rule: ValidationRule | undefined, record: Standing, changed: boolean, now: Instant): Validation | undefined => {
  const { entered, validation } = record;
  if (rule === undefined || entered === undefined) return undefined;
  const month = firstListed(rule, record, now);
  if (month === undefined) return validation && withDone(validation);
  if (validation !== undefined && isPlanned(rule, validation) && !(changed && rule.changes === true)) return validation;
  return { ...withDone(validation ?? {}), month };
};

/** When something comes of a record that is not confirmed: on the 16th it is told of, and when its list is closed it may be removed. */
export const validationDue = ({ month, told }: Validation): Instant | undefined => {
  if (month === undefined) return undefined;
  const days = listDays(month);
  return ohioInstant(told === true ? days.closed : days.told, TIME);
};
