import { Failure, type Instant, type Json, type JsonObject } from '@statewire/kernel';
import type { Fields } from './fields.js';

/**
 * What an operator's message asks of a record. `idx`: the record that the switch found, where another agency owns it;
 * `county`: the agency's, where it has one;
 * `several`: it found records of several agencies, of which one desk alone would see only its own.
 */
export type RecordMessage = Readonly<{ mke: string; ori: string; fields: Fields; idx?: string; several?: boolean; staffed24x7?: boolean; county?: number }>;

/** The line's words, brought by the exchange. `change` is the number of the change it answers; of an entry only where a change brings the record to the line. */
export type AcceptEntry = Readonly<{ idx: string; nic: string; change?: number }>;
export type RefuseEntry = Readonly<{ idx: string; reason: string; change?: number }>;
export type AcceptChange = Readonly<{ idx: string; change: number }>;
export type RefuseChange = Readonly<{ idx: string; change: number; reason: string }>;

/** The line has cancelled by itself what it held under this number. */
export type LapseRecord = Readonly<{ idx: string; nic: string }>;

/** A planned instant that has come. */
export type FireTimer = Readonly<{ stream: string; kind: string; due: Instant }>;

/**
 * An agency's word that a record on its validation list holds; `validator`: the person whose word it is. `since`: the version that the agency
 * has changed, where the change is its word: one that the line refuses is none.
 */
export type ValidateRecord = Readonly<{ idx: string; ori: string; validator?: string; since?: number }>;

/** Command types and the payload of each. */
export type Payloads = Readonly<{
  EnterRecord: RecordMessage;
  ModifyRecord: RecordMessage;
  LocateRecord: RecordMessage;
  ClearRecord: RecordMessage;
  CancelRecord: RecordMessage;
  /** A function that only some files have; the message key says which. */
  TreatRecord: RecordMessage;
  AcceptEntry: AcceptEntry;
  RefuseEntry: RefuseEntry;
  AcceptChange: AcceptChange;
  RefuseChange: RefuseChange;
  LapseRecord: LapseRecord;
  ValidateRecord: ValidateRecord;
  FireTimer: FireTimer;
}>;

export type CommandType = keyof Payloads;

type Shape = 'text' | 'number' | 'flag' | 'fields';
type Shapes = Readonly<Record<string, Shape>>;

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';
const isFields = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
  && Object.values<unknown>(value).every((values) => Array.isArray(values) && values.every((each: unknown) => typeof each === 'string'));

const fits: Readonly<Record<Shape, (value: Json | undefined) => boolean>> = {
  text: isText,
  number: (value) => Number.isSafeInteger(value),
  flag: (value) => typeof value === 'boolean',
  fields: isFields,
};

type Form = Readonly<{ needs: Shapes; may?: Shapes }>;
const message: Form = { needs: { mke: 'text', ori: 'text', fields: 'fields' }, may: { idx: 'text', several: 'flag', staffed24x7: 'flag', county: 'number' } };

const FORMS: Readonly<Record<CommandType, Form>> = {
  EnterRecord: message,
  ModifyRecord: message,
  LocateRecord: message,
  ClearRecord: message,
  CancelRecord: message,
  TreatRecord: message,
  AcceptEntry: { needs: { idx: 'text', nic: 'text' }, may: { change: 'number' } },
  RefuseEntry: { needs: { idx: 'text', reason: 'text' }, may: { change: 'number' } },
  AcceptChange: { needs: { idx: 'text', change: 'number' } },
  RefuseChange: { needs: { idx: 'text', change: 'number', reason: 'text' } },
  LapseRecord: { needs: { idx: 'text', nic: 'text' } },
  ValidateRecord: { needs: { idx: 'text', ori: 'text' }, may: { validator: 'text', since: 'number' } },
  FireTimer: { needs: { stream: 'text', kind: 'text', due: 'text' } },
};

export const isCommandType = (type: string): type is CommandType => Object.hasOwn(FORMS, type);

/** Commands come from our own services: a payload of another form is a defect of theirs, never an answer to an operator. */
export const payloadOf = <T extends CommandType>(type: T, payload: JsonObject): Payloads[T] => {
  const { needs, may = {} } = FORMS[type];
  const wrong = [
    ...Object.entries(needs).filter(([name, shape]) => !fits[shape](payload[name])),
    ...Object.entries(may).filter(([name, shape]) => payload[name] !== undefined && !fits[shape](payload[name])),
  ];
  if (wrong.length > 0) {
    throw new Failure('record-file/payload', `${type} with a wrong ${wrong.map(([name]) => name).join(', ')}`, false);
  }
  return payload as unknown as Payloads[T];
};
