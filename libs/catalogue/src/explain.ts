import type { Fault } from '@statewire/kernel';
import type { Lookup } from './check.js';
import type { FieldRule } from './field-rule.js';
import type { MessageKey } from './message-key.js';
import { LEADING, MEANING, REASONS } from './reasons.js';
import { tableOf, type TableName } from './tables.js';

const lengthReason = (rule: FieldRule | undefined): string | undefined =>
  rule === undefined ? undefined : (rule.tooLong ?? `it has more than ${String(rule.lengthMax)} characters`);

/** What the system gives a record: by that it is told apart from all others. */
const GIVEN = ['NIC', 'IDX', 'LID', 'COP-ID'];

const severalReason = (key: MessageKey | undefined): string | undefined => {
  const numbers = GIVEN.filter((tag) => key?.identifiedBy?.some((tags) => tags.includes(tag)) === true);
  return numbers.length === 0 ? undefined : `it fits several records: their numbers, ${numbers.join(' or ')}, tell them apart`;
};

const reasonOf = ({ why, tag }: Fault, keys: readonly MessageKey[], rule: FieldRule | undefined): string | undefined => {
  if (why === undefined) return undefined;
  if (why === 'length') return lengthReason(rule);
  if (why === 'several-records') return severalReason(keys[0]);
  if (why === 'too-old') return tag === undefined ? undefined : keys[0]?.within?.[tag]?.says;
  return REASONS.get(why) ?? keys.flatMap(({ conditions = [] }) => conditions).find((condition) => condition.why === why)?.says;
};

/** So many codes are told at most; of a longer table its name, which the catalogue prints. */
const CODES_TOLD_MAX = 12;

/** The tables whose codes a field holds as they are; none where a value may have further parts. */
const tablesOf = ({ codings = [] }: FieldRule): readonly TableName[] => (codings.every(({ form }) => form === 'whole') ? codings.flatMap(({ tables }) => tables) : []);

/** A terminal has no tables at hand. A key may take fewer codes than the field's own tables have; then these are told. */
const holds = (rule: FieldRule, key: MessageKey | undefined): string => {
  const narrower = key?.takesOnly?.[rule.tag];
  const codes = [...new Set((narrower === undefined ? tablesOf(rule) : [narrower]).flatMap((table) => [...tableOf(table).keys()]))];
  const isShort = codes.length > 0 && (narrower !== undefined || codes.length <= CODES_TOLD_MAX);
  return `${rule.name}, holds ${isShort ? codes.join(' or ') : rule.says}`;
};

const choice = (rules: readonly FieldRule[]): string => `at least one is needed: ${rules.map(({ tag, name }) => `${tag} (${name})`).join(', ')}`;

const fieldPart = (fault: Fault, key: MessageKey | undefined, rules: readonly FieldRule[]): string | undefined => {
  const [rule] = rules;
  if (rule === undefined || fault.code === 'UNKNOWN_FIELD' || fault.code === 'UNKNOWN_MKE') return undefined;
  return rules.length > 1 ? choice(rules) : holds(rule, key);
};

/** The sentence for the terminal: what is wrong, the tag, and what it may hold. It never repeats what was sent. */
export const explainFault = (lookup: Lookup, fault: Fault, mke?: string): string => {
  const key = mke === undefined ? undefined : lookup.known(mke)?.key;
  // A changed record has to keep the rules of the key that it was entered with, or now has: their words are that key's.
  const entry = lookup.known(key?.entry ?? '')?.key;
  const keys = [key, entry, ...(entry === undefined ? [] : lookup.entries(entry.file))].filter((each) => each !== undefined);
  const rules = (fault.tag?.split('/') ?? []).map((tag) => lookup.fieldRule(tag, key?.file)).filter((rule) => rule !== undefined);
  const place = fault.nth === undefined ? undefined : `(NO. ${String(fault.nth)} IN THE MESSAGE)`;
  const subject = [LEADING[fault.code], fault.tag, place, fault.idx === undefined ? undefined : `IDX/${fault.idx}`];
  const details = [
    fieldPart(fault, key, rules),
    fault.code === 'UNKNOWN_FIELD' && fault.why === undefined ? `${mke ?? 'the key'} has no such field` : undefined,
    reasonOf(fault, keys, rules[0]) ?? MEANING[fault.code],
  ];
  const said = details.filter((detail) => detail !== undefined);
  return `${subject.filter((word) => word !== undefined).join(' ')}${said.length === 0 ? '' : ` - ${said.join('; ')}`}`;
};
