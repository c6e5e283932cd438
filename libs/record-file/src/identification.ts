import type { Fault, StateReader } from '@statewire/kernel';
import { ASSIGNED_TAGS, type Fields } from './fields.js';
import { facesOf } from './faces.js';
import type { FileRules } from './file-rules.js';
import { withoutOthers } from './parts.js';
import { type RecordView, valuesOf } from './record.js';
import type { RecordMessage } from './record.messages.js';
import { identified, liveRecord } from './record-state.js';

/** The tags by which a message names its record, with their first values. */
export type Identification = Readonly<{ tags: readonly string[]; values: readonly string[] }>;

const first = (fields: Fields, tag: string): string => fields[tag]?.[0] ?? '';

/** Every combination that the message fills, in the catalogue's order. */
const identificationsOf = ({ identifications }: Pick<FileRules, 'identifications'>, fields: Fields): readonly Identification[] =>
  identifications
    .filter((combination) => combination.every((tag) => first(fields, tag) !== ''))
    .map((tags) => ({ tags, values: tags.map((tag) => first(fields, tag)) }));

/** The first combination that the message fills (D22); undefined when it fills none. */
export const identificationOf = (rules: Pick<FileRules, 'identifications'>, fields: Fields): Identification | undefined => identificationsOf(rules, fields)[0];

/** What a message that names no record lacks: the tags of all combinations of which it holds nothing. */
const missing = ({ identifications }: Pick<FileRules, 'identifications'>, fields: Fields): Fault => {
  const lacking = new Set(identifications.flat().filter((tag) => first(fields, tag) === ''));
  return { code: 'MISSING_FIELD', tag: [...lacking].join('/') };
};

/** The record and the combination that named it. */
export type Found = Readonly<{ record: RecordView; named: Identification } | { fault: Fault }>;

const agrees = (rules: FileRules, record: RecordView, fields: Fields, tags: readonly string[]): boolean =>
  facesOf(rules, withoutOthers(record)).some((face) => tags.every((tag) => first(fields, tag) === '' || valuesOf(face, tag).includes(first(fields, tag))));

/**
 * Whose record a message may mean; a pending entry is seen by its owner alone, and only where something can be done to it. `says`: what the
 * identifiers say that the message holds beside those that name the record. As a `check` they must be the record's too. As a `change`
 * they are its new ones, and the next combination is tried where one names nothing: a plate with its case names a record that is to get a VIN.
 * But a record that has a VIN is not meant by another one, which was mistyped: it names nothing, and becomes no change (D22). So with a case
 * number, and with all that stands beside a number of the system.
 */
export type Reach = Readonly<{ of: 'owner' | 'others' | 'anyone'; pending?: true; by?: FileRules['identifications']; says?: 'check' | 'change' }>;

/** A message that names a case means no record of another one. */
const CASE = 'OCA';

const sees = ({ pending }: Reach, ori: string, { status, owner }: RecordView): boolean =>
  status !== 'pending' || (owner === ori && pending === true);

/** The records that one combination names, as far as the agency sees them. Numbers that the system gave must agree wherever the message names them. */
const namedBy = (state: StateReader, rules: FileRules, kind: string, reach: Reach, { ori, fields, idx }: RecordMessage, named: Identification): readonly RecordView[] => {
  const sought = idx === undefined ? identified(state, rules, kind, named.tags, named.values) : (liveRecord(state, idx) ?? []);
  const agreeing = [...(reach.says === 'check' ? rules.identifications.flat() : named.tags), ...(reach.says === 'change' ? [CASE] : []), ...ASSIGNED_TAGS];
  return [sought].flat().filter((record) => record.kind === kind && agrees(rules, record, fields, agreeing) && sees(reach, ori, record));
};

/** Without those that are only part of an earlier one: where that one names nothing, its rest was wrong. */
const saying = (combinations: readonly Identification[]): readonly Identification[] =>
  combinations.filter(({ tags }, n) => !combinations.slice(0, n).some((earlier) => tags.every((tag) => earlier.tags.includes(tag))));

/** Of what was tried before, all that does not name the record now is new to it. */
const isNewTo = ({ fields }: RecordView, { tags }: Identification, tried: readonly Identification[]): boolean =>
  tried.flatMap((each) => each.tags).every((tag) => tags.includes(tag) || (fields[tag] ?? []).length === 0);

/**
 * Finds the record that a message means among those that its agency may treat so: a locate is another agency's,
 * everything else the owner's.
 */
export const findRecord = (state: StateReader, rules: FileRules, kind: string, reach: Reach, message: RecordMessage): Found => {
  const naming = { identifications: reach.by ?? rules.identifications };
  const [best, ...others] = identificationsOf(naming, message.fields);
  if (best === undefined) return { fault: missing(naming, message.fields) };
  if (message.several === true) return { fault: { code: 'AMBIGUOUS', why: 'several-records' } };

  const tried = saying([best, ...(reach.says === 'change' ? others : [])]);
  const seen = tried.map((named, n) => ({ named, visible: namedBy(state, rules, kind, reach, message, named).filter((record) => isNewTo(record, named, tried.slice(0, n))) }));
  const { named, visible } = seen.find((each) => each.visible.length > 0) ?? { named: best, visible: [] };
  const foreign = visible.filter(({ owner }) => owner !== message.ori);
  const own = visible.filter(({ owner }) => owner === message.ori);
  const [record, second] = { owner: own, others: foreign, anyone: visible }[reach.of];

  if (second !== undefined) return { fault: { code: 'AMBIGUOUS', why: 'several-records' } };
  if (record !== undefined) return { record, named };
  if (visible.length === 0) return { fault: { code: 'NOT_ON_FILE' } };
  return { fault: reach.of === 'others' ? { code: 'NOT_AUTHORIZED', why: 'own-locate' } : { code: 'NOT_OWNER' } };
};
