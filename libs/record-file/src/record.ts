import type { RecordStatus } from '@statewire/contracts';
import type { FoldedEvent, Instant, Json, JsonObject } from '@statewire/kernel';
import type { Fields, Parts } from './fields.js';

/** A month of lists, CCYYMM. */
export type ValidationMonth = string;

/**
 * Where a record stands in the yearly round (manual, Validations; D19): the `month` on whose list it has to be confirmed
 * next, absent where it never has to be again; `told` once its agency was told that it is missing; `done`: the list on
 * which it was confirmed last, with the number of the `change` by which alone it was, should the line still refuse that; `refused`: the
 * change that the line has refused last; `late`: that put it on its list after the agency was told what was missing there.
 */
export type Validation = Readonly<{
  month?: ValidationMonth; told?: true; done?: Readonly<{ month: ValidationMonth; at: Instant; change?: number }>; refused?: number; late?: true;
}>;

/** What a locate, a clear or a cancel said, and who said it when. */
export type Mark = Readonly<{ by: string; at: Instant; mke: string; fields: Fields }>;

/**
 * A modification or supplement that waits for the line's answer: the record as it would be. `number` is the version that asked,
 * `asked` the transmission, `<mri>@<terminal>`, that is still owed its final word, `key` its message key. `parts` and `mke` only
 * where they change; `joins`: the line does not hold the record yet and would, once it has accepted.
 */
export type PendingChange = Readonly<{
  number: number; changed: readonly string[]; fields: Fields; asked?: string;
  key?: string; what?: 'modified' | 'supplemented'; parts?: Parts; mke?: string; joins?: true;
}>;

/**
 * A record after one of its events. `fields` are those in force: a pending change is beside them. A retired record has
 * its `reason`; `refusal` is the line's word where the event was that word; `sealed` says why personal fields are missing.
 */
export type RecordView = Readonly<{
  file: string;
  idx: string;
  lid: string;
  kind: string;
  mke: string;
  owner: string;
  status: RecordStatus;
  version: number;
  at: Instant;
  fields: Fields;
  nic?: string;
  /** What the line called it before, oldest first: a number in a notice finds the record as long as it is on file. */
  nicsBefore?: readonly string[];
  entered?: Instant;
  /** Of a pending entry: the transmission, `<mri>@<terminal>`, that is still owed its final word. */
  asked?: string;
  /** When it leaves the file by itself. */
  retire?: Instant;
  change?: PendingChange;
  located?: Mark;
  ended?: Mark;
  reason?: string;
  refusal?: string;
  /** When each of the file's own clocks comes, by kind. */
  clocks?: Readonly<Record<string, Instant>>;
  /** Where it stands among its agency's validation lists, where its file has such. */
  validation?: Validation;
  /** What only this file keeps of a record, beside its fields: `kept` is personal and sealed, `more` is not. */
  more?: JsonObject;
  kept?: JsonObject;
  parts?: Parts;
  sealed?: 'destroyed' | 'restricted';
}>;

/** A record without what the event itself adds. */
export type Standing = Omit<RecordView, 'at' | 'version' | 'file' | 'sealed' | 'refusal'>;

/** Pending, active and located records hold their identifiers; the others gave them up. */
export const isLive = ({ status }: RecordView): boolean => status === 'pending' || status === 'active' || status === 'located';

/** Inquiries show it. */
export const isOnFile = ({ status }: RecordView): boolean => status === 'active' || status === 'located';

type Part = JsonObject | undefined;
const partOf = (value: Json | undefined): Part => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined);
const fieldsOf = (open: Json | undefined, sealed: Json | undefined): Fields => {
  const [clear, personal] = [partOf(open), partOf(sealed)];
  return (personal === undefined ? (clear ?? {}) : { ...clear, ...personal }) as Fields;
};

const joinMark = (open: Part, sealed: Json | undefined): Mark | undefined =>
  open && ({ ...open, fields: fieldsOf(open['fields'], sealed) } as Mark);

const joinChange = (open: Part, sealed: Json | undefined, parts: Json | undefined): PendingChange | undefined =>
  open && ({ ...open, fields: fieldsOf(open['fields'], sealed), ...(parts === undefined ? {} : { parts: parts as Parts }) } as PendingChange);

/** Adds what is there. */
const fill = (record: Record<string, unknown>, parts: Readonly<Record<string, unknown>>): void => {
  for (const name in parts) if (parts[name] !== undefined) record[name] = parts[name];
};

/** The kind of clock by which an unconfirmed record is told of, and then removed. */
export const VALIDATION_CLOCK = 'unvalidated';
/** Clocks that the engine itself sets, whatever the file: they are read from what the record says of them. */
const ENGINE_CLOCKS: readonly string[] = ['retire', VALIDATION_CLOCK];

const clocksOf = (due: Part): Readonly<Record<string, Instant>> | undefined => {
  if (due === undefined) return undefined;
  const set = Object.entries(due).filter((each): each is [string, Instant] => !ENGINE_CLOCKS.includes(each[0]) && typeof each[1] === 'string');
  return set.length === 0 ? undefined : Object.fromEntries(set);
};

/** Why a record is off the file. What versions before wrote there of another one is NCIC's word on a change, which is its owner's alone. */
export const reasonOf = ({ status, reason }: Pick<RecordView, 'status' | 'reason'>): string | undefined => (status === 'retired' ? reason : undefined);

/** The record that an event of it describes: every event tells the whole of it, so no earlier one is needed. */
export const recordView = ({ d, p, sv }: FoldedEvent): RecordView => {
  const open = d as JsonObject & Omit<RecordView, 'version'>;
  const sealed: JsonObject = typeof p === 'object' ? p : {};
  const record: RecordView = {
    file: open.file,
    idx: open.idx,
    lid: open.lid,
    kind: open.kind,
    mke: open.mke,
    owner: open.owner,
    status: open.status,
    version: sv,
    at: open.at,
    fields: fieldsOf(d['fields'], sealed['fields']),
  };
  fill(record, {
    nic: open.nic,
    nicsBefore: open.nicsBefore,
    asked: open.asked,
    entered: open.entered,
    retire: partOf(d['due'])?.['retire'] ?? undefined,
    change: joinChange(partOf(d['change']), sealed['change'], sealed['changeParts']),
    located: joinMark(partOf(d['located']), sealed['located']),
    ended: joinMark(partOf(d['ended']), sealed['ended']),
    reason: reasonOf(open),
    refusal: sealed['reason'],
    clocks: clocksOf(partOf(d['due'])),
    validation: partOf(d['validation']),
    more: partOf(d['more']),
    kept: partOf(sealed['kept']),
    parts: partOf(sealed['parts']),
    sealed: typeof p === 'string' ? p : undefined,
  });
  return record;
};

type Facts = Pick<RecordView, 'idx' | 'lid' | 'mke' | 'owner' | 'fields' | 'nic' | 'nicsBefore'>;

/** The values of a tag: what the system gave stands beside what was entered, the number that a record has before those that it had. */
export const valuesOf = (record: Facts, tag: string): readonly string[] => {
  const given = GIVEN[tag];
  if (given === undefined) return record.fields[tag] ?? [];
  const value = record[given];
  const values = value === undefined ? [] : [value];
  return given === 'nic' && record.nicsBefore !== undefined ? [...values, ...record.nicsBefore] : values;
};
const GIVEN: Readonly<Record<string, 'idx' | 'lid' | 'mke' | 'owner' | 'nic'>> = { IDX: 'idx', LID: 'lid', MKE: 'mke', ORI: 'owner', NIC: 'nic' };

/** Every way in which a record fills a combination of tags, as values joined by `|`; empty when a tag is missing. */
export const fillings = (record: Facts, tags: readonly string[]): readonly string[] =>
  tags.length === 1 ? valuesOf(record, tags[0] ?? '') : combined(record, tags);

const combined = (record: Facts, tags: readonly string[]): readonly string[] =>
  tags.reduce<readonly string[] | undefined>((found, tag) => {
    const values = valuesOf(record, tag);
    return found === undefined ? values : found.flatMap((head) => values.map((value) => `${head}|${value}`));
  }, undefined) ?? [];
