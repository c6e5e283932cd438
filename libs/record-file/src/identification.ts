import type { Fault, StateReader } from '@statewire/kernel';
import { ASSIGNED_TAGS, type Fields } from './fields.js';
import { facesOf } from './faces.js';
import type { FileRules } from './file-rules.js';
import { type RecordView, valuesOf } from './record.js';
import type { RecordMessage } from './record.messages.js';
import { identified, liveRecord } from './record-state.js';

/** The tags by which a message names its record, with their first values. */
export type Identification = Readonly<{ tags: readonly string[]; values: readonly string[] }>;

const first = (fields: Fields, tag: string): string => fields[tag]?.[0] ?? '';

/** The first combination that the message fills (D22); undefined when it fills none. */
export const identificationOf = ({ identifications }: Pick<FileRules, 'identifications'>, fields: Fields): Identification | undefined => {
  const tags = identifications.find((combination) => combination.every((tag) => first(fields, tag) !== ''));
  return tags && { tags, values: tags.map((tag) => first(fields, tag)) };
};

/** What a message that names no record lacks: the tags of all combinations of which it holds nothing. */
const missing = ({ identifications }: Pick<FileRules, 'identifications'>, fields: Fields): Fault => {
  const lacking = new Set(identifications.flat().filter((tag) => first(fields, tag) === ''));
  return { code: 'MISSING_FIELD', tag: [...lacking].join('/') };
};

export type Found = Readonly<{ record: RecordView } | { fault: Fault }>;

const agrees = (rules: FileRules, record: RecordView, fields: Fields, tags: readonly string[]): boolean =>
  facesOf(rules, record).some((face) => tags.every((tag) => first(fields, tag) === '' || valuesOf(face, tag).includes(first(fields, tag))));

/** Whose record a message may mean; a pending entry is seen by its owner alone, and only where something can be done to it. */
export type Reach = Readonly<{ of: 'owner' | 'others' | 'anyone'; pending?: true; by?: FileRules['identifications'] }>;

const sees = ({ pending }: Reach, ori: string, { status, owner }: RecordView): boolean =>
  status !== 'pending' || (owner === ori && pending === true);

/**
 * Finds the record that a message means among those that its agency may treat so: a locate is another agency's,
 * everything else the owner's. Numbers that the system gave must agree wherever the message names them.
 */
export const findRecord = (
  state: StateReader,
  rules: FileRules,
  kind: string,
  reach: Reach,
  { ori, fields, idx, several }: RecordMessage,
): Found => {
  const naming = { identifications: reach.by ?? rules.identifications };
  const named = identificationOf(naming, fields);
  if (named === undefined) return { fault: missing(naming, fields) };
  if (several === true) return { fault: { code: 'AMBIGUOUS' } };

  const sought = idx === undefined ? identified(state, rules, kind, named.tags, named.values) : (liveRecord(state, idx) ?? []);
  const visible = [sought]
    .flat()
    .filter((record) => record.kind === kind && agrees(rules, record, fields, [...named.tags, ...ASSIGNED_TAGS]) && sees(reach, ori, record));
  const others = visible.filter(({ owner }) => owner !== ori);
  const own = visible.filter(({ owner }) => owner === ori);
  const [record, second] = { owner: own, others, anyone: visible }[reach.of];

  if (second !== undefined) return { fault: { code: 'AMBIGUOUS' } };
  if (record !== undefined) return { record };
  if (visible.length === 0) return { fault: { code: 'NOT_ON_FILE' } };
  return { fault: reach.of === 'others' ? { code: 'NOT_AUTHORIZED', why: 'own-locate' } : { code: 'NOT_OWNER' } };
};
