import { changesOf } from '../changing.js';
import type { Fields, Parts } from '../fields.js';
import type { OwnFunction, Scene } from '../file-rules.js';
import type { Outcome } from '../happening.js';
import type { RecordView } from '../record.js';
import type { RecordMessage } from '../record.messages.js';
import { withPart } from '../supplementing.js';

/** Each further warrant is a part of its own, under this name and its number. */
const WARRANT = 'ADD-ON WARRANT';
const WARRANTS_MAX = 99;
const TAGS = ['OFF', 'DOW', 'WNO', 'CTI', 'EXL', 'MIS'];

const warrantsOf = ({ parts = {} }: RecordView): readonly (readonly [name: string, warrant: Fields])[] => Object.entries(parts).filter(([name]) => name.startsWith(WARRANT));
const numberOf = (name: string): number => Number(name.slice(WARRANT.length));
const saidOf = ({ rules }: Scene, { fields }: RecordMessage): Fields =>
  Object.fromEntries(Object.entries(changesOf(rules, fields)).filter(([tag]) => TAGS.includes(tag)));

/** LEADS alone keeps add-on warrants: nothing waits for NCIC. */
const supplemented = (record: RecordView, parts: Parts, changed: readonly string[]): Outcome => ({ events: [{ what: 'supplemented', record: { ...record, parts }, extras: { changed } }] });

const agrees = (warrant: Fields, said: Fields): boolean => Object.entries(said).every(([tag, values]) => values.every((value) => warrant[tag]?.includes(value) === true));

/** AWW: a further warrant against a person who is on file. facts.md §1.1. */
export const addWarrant: OwnFunction['handle'] = (scene, record, message) => {
  const said = saidOf(scene, message);
  const warrants = warrantsOf(record);
  if (warrants.some(([, warrant]) => agrees(warrant, said) && agrees(said, warrant))) return { faults: [{ code: 'ON_FILE', idx: record.idx }] };
  if (warrants.length >= WARRANTS_MAX) return { faults: [{ code: 'FIELD_ERROR', tag: 'OFF', why: 'too-many' }] };
  const number = Math.max(0, ...warrants.map(([name]) => numberOf(name))) + 1;
  return supplemented(record, withPart(record.parts, `${WARRANT} ${String(number)}`, said), Object.keys(said));
};

/** CWW: takes back the one that agrees in all that the message says of it. */
export const takeWarrant: OwnFunction['handle'] = (scene, record, message) => {
  const said = saidOf(scene, message);
  const [found, second] = warrantsOf(record).filter(([, warrant]) => agrees(warrant, said));
  if (found === undefined) return { faults: [{ code: 'NOT_ON_FILE' }] };
  if (second !== undefined) return { faults: [{ code: 'AMBIGUOUS' }] };
  return supplemented(record, withPart(record.parts, found[0], {}), Object.keys(said));
};
