import { FAULT_CODES, type Fault } from '@statewire/kernel';
import { checkValues, type Today } from './field-check.js';
import type { FieldRule, FileName } from './field-rule.js';
import { checkIdentification, identificationsIn } from './identify.js';
import { isModification, type MessageKey } from './message-key.js';
import { valueOf, valuesOf, type FieldValues, type Message } from './message.js';
import { checkStructure } from './structure-check.js';
import { isConformingVin } from './vin.js';

/** `staffed24x7: false`: the entering agency is not staffed at all hours (decision D11). */
export type CheckContext = Readonly<{ today: Today; staffed24x7?: boolean }>;
export type CheckResult = Readonly<{ faults: readonly Fault[]; notices: readonly string[] }>;
/**
 * `changed` names the tags to which a modification gives other values; without it every value is judged as new. `former`: the key that the record
 * had before; `entered`: Ohio's date of its entry.
 */
export type RecordContext = CheckContext & Readonly<{ changed?: ReadonlySet<string>; former?: string; entered?: Today }>;

/** What a key's data and the dictionary give together, worked out once. */
export type KnownKey = Readonly<{ key: MessageKey; tags: ReadonlySet<string> }>;
export type Lookup = Readonly<{
  known: (mke: string) => KnownKey | undefined;
  /** The manual has the key, and it is not offered yet. */
  isAnnounced: (mke: string) => boolean;
  fieldRule: (tag: string, file?: FileName) => FieldRule | undefined;
  /** The keys that enter records of a file. */
  entries: (file: FileName) => readonly MessageKey[];
}>;

/** A message may be nonsense from end to end; its reply names at most this many faults. */
const faultsMax = 100;
/** A tag that is none is repeated in the reply; a long one is cut. */
const unknownTagLengthMax = 20;
const ORI = /^[A-Z]{2}[A-Z0-9]{7}$/;

const inOrder = (faults: readonly Fault[]): readonly Fault[] => {
  if (faults.length === 0) return faults;
  const distinct = new Map(faults.map((fault) => [`${fault.code} ${fault.tag ?? ''} ${fault.why ?? ''}`, fault]));
  return [...distinct.values()].sort((a, b) => FAULT_CODES.indexOf(a.code) - FAULT_CODES.indexOf(b.code)).slice(0, faultsMax);
};

/** The positional part as fields; a tag that came both ways has two values. */
export const withArguments = (key: MessageKey, { args, fields }: Message): FieldValues => {
  if (args.length === 0) return fields;
  const merged = new Map(Object.entries(fields));
  (key.positional ?? []).slice(0, args.length).forEach((tag, at) => merged.set(tag, [args[at] ?? '', ...(merged.get(tag) ?? [])]));
  return Object.fromEntries(merged);
};

const formFaults = (key: MessageKey, { ori, args }: Message): readonly Fault[] => [
  ...(ori === undefined || ORI.test(ori) ? [] : [{ code: 'FORMAT', tag: 'ORI', why: 'ori' } as const]),
  ...(args.length <= (key.positional?.length ?? 0) ? [] : [{ code: 'FORMAT', why: 'positional' } as const]),
];

const ownFaults = ({ own = [] }: MessageKey, ori: string | undefined, fields: FieldValues): readonly Fault[] =>
  own.filter((tag) => ori !== undefined && valuesOf(fields, tag).some((value) => value !== ori)).map((tag) => ({ code: 'FIELD_ERROR', tag, why: 'not-own' }));

const ownMaxOf = ({ single = [] }: MessageKey, { tag, valuesMax }: FieldRule): number => (single.includes(tag) ? 1 : valuesMax);

const mayChange = ({ changes = [] }: MessageKey, tag: string): boolean => changes.includes(tag);

/** A modification may name an identifying tag twice, first as it is and then as it shall be, if the tag may change at all. */
const valuesMaxOf = (key: MessageKey, rule: FieldRule, identifying: readonly string[]): number =>
  identifying.includes(rule.tag) && mayChange(key, rule.tag) ? 2 : ownMaxOf(key, rule);

/** The tags that may name the record: of several complete combinations its desk knows which one does, but what the system gave names it alone. */
const identifyingTags = (key: MessageKey, fields: FieldValues): readonly string[] => {
  const combinations = identificationsIn(key, fields).map(({ by }) => Object.keys(by));
  const [best = []] = combinations;
  return best.every((tag) => mayChange(key, tag)) ? combinations.flat() : best;
};

const valueFaults = (lookup: Lookup, { key }: KnownKey, fields: FieldValues): ((today: Today) => readonly Fault[]) => {
  const identifying = identifyingTags(key, fields);
  return (today) =>
    Object.keys(fields).flatMap((tag) => {
      const rule = lookup.fieldRule(tag, key.file);
      const values = valuesOf(fields, tag);
      if (rule === undefined || values.length === 0) return [];

      const said = values.filter((value) => value !== '');
      const isDeletion = isModification(key) && mayChange(key, tag);
      if (said.length < values.length && !isDeletion) return [{ code: 'FIELD_ERROR', tag, why: 'empty' } as const];
      const max = valuesMaxOf(key, rule, identifying);
      return values.length > max ? [{ code: 'FIELD_ERROR', tag, why: 'too-many' } as const] : checkValues(rule, key, said, today);
    });
};

const changeFaults = (lookup: Lookup, key: MessageKey, fields: FieldValues): readonly Fault[] => {
  const identified = identificationsIn(key, fields)[0];
  if (!isModification(key) || identified === undefined) return [];
  if (Object.keys(identified.others).length === 0) return [{ code: 'MISSING_FIELD', why: 'nothing-changed' }];

  const needs = lookup.known(key.entry ?? '')?.key.needs ?? [];
  const deleted = Object.entries(identified.others).filter(([tag, values]) => needs.includes(tag) && values.includes(''));
  return deleted.map(([tag]) => ({ code: 'MISSING_FIELD', tag, why: 'not-deletable' }));
};

/** Whether an advice is due: one of its tags is missing, or it depends on none. */
export const lacksAny = (fields: FieldValues, tags: readonly string[] | undefined): boolean => tags?.some((tag) => valueOf(fields, tag) === undefined) ?? true;

/** Functions whose message keeps what it says on a record (decision D10). */
const KEEPING: readonly MessageKey['function'][] = ['enter', 'modify', 'supplement', 'modify-supplement'];

/** A COP record has up to four. */
const VINS = ['VIN', 'VIN2', 'VIN3', 'VIN4'];
const NONCONFORMING = 'VIN NONCONFORMING';

/** Beside a number that is looked for, no name is (manual, Missing Person: Inquiry); the officer must not take that for a name that is not on file. */
const unsearchedName = ({ searches = [], hangsOn = {} }: MessageKey, fields: FieldValues): readonly string[] => {
  const by = valueOf(fields, 'NAM') === undefined ? [] : searches.flatMap((search) => search.by);
  if (!by.includes('NAM')) return [];
  const numbers = new Set(by.filter((tag) => tag !== 'NAM' && hangsOn[tag]?.includes('NAM') !== true && valueOf(fields, tag) !== undefined));
  return numbers.size === 0 ? [] : [`NO HOT FILE IS SEARCHED BY NAME BESIDE ${[...numbers].join(' ')} - FOR THE NAME ASK AGAIN WITH NAM AND DOB ALONE`];
};

/** What may come to a record: of a message that may name one in several ways all that one of these leaves over. */
const arrivingIn = (key: MessageKey, fields: FieldValues): readonly FieldValues[] => {
  const identifications = identificationsIn(key, fields);
  return identifications.length === 0 ? [fields] : identifications.map(({ others }) => others);
};

const noticesOf = ({ key, tags }: KnownKey, fields: FieldValues): readonly string[] => {
  const advice = (key.should ?? []).filter(({ status, of, where, tags: asked }) => [status, of, where].every((rest) => rest === undefined) && lacksAny(fields, asked));
  const keeps = KEEPING.includes(key.function) && key.checks?.includes('VIN') !== true;
  const vins = keeps ? arrivingIn(key, fields).flatMap((arriving) => VINS.flatMap((tag) => valuesOf(arriving, tag).slice(-1))) : [];
  const isSaid = !tags.has('MIS') || valueOf(fields, 'MIS')?.startsWith('SVIN') === true;
  const nonconforming = vins.some((vin) => !isConformingVin(vin))
    ? [isSaid ? NONCONFORMING : `${NONCONFORMING} - if it is state assigned or does not conform, the first four characters of MIS must be SVIN`]
    : [];
  return [...nonconforming, ...unsearchedName(key, fields), ...advice.map(({ says }) => says)];
};

const unknownKey = (lookup: Lookup, mke: string): Fault => ({ code: 'UNKNOWN_MKE', tag: 'MKE', ...(lookup.isAnnounced(mke) ? { why: 'not-offered' } : {}) });

/** Judges a message by the catalogue: every fault at once, in the order in which a reply chooses its code. */
export const checkMessage = (lookup: Lookup, message: Message, context: CheckContext): CheckResult => {
  const known = lookup.known(message.mke);
  if (known === undefined) return { faults: [unknownKey(lookup, message.mke)], notices: [] };

  const { key, tags } = known;
  const all = withArguments(key, message);
  const unknown = Object.keys(all).filter((tag) => !tags.has(tag));
  const fields = unknown.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([tag]) => tags.has(tag)));
  const faults = [
    ...formFaults(key, message),
    ...unknown.slice(0, faultsMax).map((tag): Fault => ({ code: 'UNKNOWN_FIELD', tag: tag.slice(0, unknownTagLengthMax) })),
    ...checkIdentification(key, fields),
    ...ownFaults(key, message.ori, fields),
    ...checkStructure(key, fields, context),
    ...changeFaults(lookup, key, fields),
    ...valueFaults(lookup, known, fields)(context.today),
  ];
  return { faults: inOrder(faults), notices: faults.length === 0 ? noticesOf(known, fields) : [] };
};

/** What a change brings of the fields that only other kinds of the file's records have: a juvenile's date of emancipation is none of an adult's. */
const foreignFaults = (lookup: Lookup, { key, tags }: KnownKey, fields: FieldValues, changed: ReadonlySet<string>): readonly Fault[] => {
  const others = lookup.entries(key.file).map(({ mke }) => lookup.known(mke)?.tags);
  return [...changed]
    .filter((tag) => !tags.has(tag) && valueOf(fields, tag) !== undefined && others.some((each) => each?.has(tag) === true))
    .map((tag) => ({ code: 'UNKNOWN_FIELD', tag, why: 'of-another-kind' }));
};

/** The entry rules on a whole record, as it would stand after a modification. Fields that the key does not name are the system's own. */
export const checkWholeRecord = (lookup: Lookup, mke: string, fields: FieldValues, context: RecordContext): readonly Fault[] => {
  const known = lookup.known(mke);
  if (known === undefined) return [unknownKey(lookup, mke)];

  const said = Object.fromEntries(
    Object.entries(fields)
      .filter(([tag]) => known.tags.has(tag))
      .map(([tag, values]) => [tag, values.filter((value) => value !== '')] as const)
      .filter(([, values]) => values.length > 0),
  );
  const { changed, former } = context;
  const kept = former === undefined ? [] : (lookup.known(former)?.key.conditions ?? []);
  const comes = (tag: string): boolean => changed === undefined || [tag, ...(known.key.within?.[tag]?.of ?? [])].some((one) => changed.has(one));
  const judged = Object.fromEntries(Object.entries(said).filter(([tag]) => comes(tag)));
  return inOrder([
    ...checkStructure(known.key, said, { ...context, kept }),
    ...valueFaults(lookup, known, judged)(context.today),
    ...foreignFaults(lookup, known, fields, changed ?? new Set()),
  ]);
};
