import { isDate } from '@statewire/clock';
import type { Fault } from '@statewire/kernel';
import type { Today } from './field-check.js';
import type { Clause, Condition, MessageKey } from './message-key.js';
import { valueOf, valuesOf, type FieldValues } from './message.js';
import { tableOf, type TableName } from './tables.js';

/** When and for whom a message is judged; of a changed record also which tags the change touched, its day of entry, and the conditions that its former key had. */
type Circumstances = Readonly<{ today: Today; staffed24x7?: boolean; changed?: ReadonlySet<string>; entered?: Today; kept?: readonly Condition[] }>;

/** A field counts as given when it came at all: an empty one is a fault of its own, not a missing one. */
const isGiven = (fields: FieldValues, tag: string): boolean => valuesOf(fields, tag).length > 0;

const missing = (tag: string, why?: string): Fault => ({ code: 'MISSING_FIELD', tag, ...(why === undefined ? {} : { why }) });

const headOf = (clause: Clause, value: string): string => (clause.head === undefined ? value : value.slice(0, clause.head).trimEnd());

/** Whole years between two days as CCYYMMDD. */
const yearsBetween = (born: string, today: Today): number => Math.floor((Number(today) - Number(born)) / 10_000);

const isOfAge = ({ from = 0, below = Infinity }: NonNullable<Clause['age']>, born: string, today: Today): boolean => {
  const age = yearsBetween(born, today);
  return age >= from && age < below;
};

const keeps = (fields: FieldValues, clause: Clause, value: string, day: Today): boolean => {
  const head = headOf(clause, value);
  if (clause.in !== undefined && !clause.in.includes(head)) return false;
  if (clause.matches !== undefined && !clause.matches.test(head)) return false;
  if (clause.table !== undefined && !tableOf(clause.table).has(head)) return false;
  if (clause.differsFrom !== undefined && valueOf(fields, clause.differsFrom) === value) return false;
  if (clause.notBefore !== undefined && value < (valueOf(fields, clause.notBefore) ?? '')) return false;
  if (clause.toCome === true && value < day) return false;
  if (clause.age !== undefined && isDate(value) && !isOfAge(clause.age, value, day)) return false;
  const isIn = (table: TableName): boolean => tableOf(table).has(head);
  return !(clause.elsewhere ?? []).some(isIn) && (clause.alsoIn?.some(isIn) ?? true);
};

/** Of a tag with several values one is enough: CMC/00 beside CMC/01 still asks for its explanation. */
export const holds = (fields: FieldValues, clause: Clause, day: Today): boolean =>
  valuesOf(fields, clause.tag).some((value) => value !== '' && keeps(fields, clause, value, day));

/**
 * People grow older on file: what a condition says of an age is asked when something that it speaks of arrives, or another key that
 * brings the condition, and is meant of that day. One that the former key had as well was asked then: a caution code may be added to whoever
 * has come of age. A date of birth that comes later says how old the person was at the entry. Undefined where nothing is asked.
 */
const judgedOn = (condition: Condition, { today, changed, entered = today, kept = [] }: Circumstances): Today | undefined => {
  const { when, must } = condition;
  if (must.age === undefined || changed === undefined) return today;
  const bringing = [...(kept.includes(condition) ? [] : ['MKE']), ...when.map(({ tag }) => tag).filter((tag) => tag !== must.tag)];
  if (bringing.some((tag) => changed.has(tag))) return today;
  return changed.has(must.tag) ? entered : undefined;
};

const checkCondition = (fields: FieldValues, condition: Condition, circumstances: Circumstances): readonly Fault[] => {
  const { when, must, why } = condition;
  const day = judgedOn(condition, circumstances);
  if (day === undefined || !when.every((clause) => holds(fields, clause, day))) return [];

  const value = valueOf(fields, must.tag);
  if (value === undefined) return must.orBlank === true || isGiven(fields, must.tag) ? [] : [missing(must.tag, why)];
  return keeps(fields, must, value, day) ? [] : [{ code: 'FIELD_ERROR', tag: must.tag, why }];
};

const checkGroups = (key: MessageKey, fields: FieldValues): readonly Fault[] => {
  const isDeclined = (tag: string): boolean => key.declined?.[tag] !== undefined && key.declined[tag] === valueOf(fields, tag);
  const given = (tag: string): boolean => isGiven(fields, tag) && !isDeclined(tag);
  const oneOf = (key.oneOf ?? []).filter((group) => !group.some(given)).map((group) => missing(group.join('/'), 'one-of'));
  const together = (key.together ?? [])
    .filter((group) => group.some(given))
    .flatMap((group) => group.filter((tag) => !given(tag)).map((tag) => missing(tag, 'together')));
  const hanging = Object.entries(key.hangsOn ?? {})
    .filter(([tag, others]) => given(tag) && !others.some(given))
    .map(([, others]) => missing(others.join('/'), 'hangs-on'));
  return [...oneOf, ...together, ...hanging];
};

/** What the key demands of the fields among each other; the values themselves are `checkValues`'s. */
export const checkStructure = (key: MessageKey, fields: FieldValues, context: Circumstances): readonly Fault[] => [
  ...(key.needs ?? []).filter((tag) => !isGiven(fields, tag)).map((tag) => missing(tag)),
  ...(context.staffed24x7 === false ? (key.needsWhenUnstaffed ?? []) : []).filter((tag) => !isGiven(fields, tag)).map((tag) => missing(tag, 'after-hours')),
  ...checkGroups(key, fields),
  ...(key.conditions ?? []).flatMap((condition) => checkCondition(fields, condition, context)),
];
