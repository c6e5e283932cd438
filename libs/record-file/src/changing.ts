import { accept, type DomainDecision, type Fault, reject } from '@statewire/kernel';
import { ASSIGNED_TAGS, type Fields } from './fields.js';
import type { FileRules, KindRules, Scene } from './file-rules.js';
import { findRecord, identificationOf } from './identification.js';
import type { RecordView, Standing } from './record.js';
import { recordEvent } from './record-events.js';
import type { AcceptChange, RecordMessage, RefuseChange } from './record.messages.js';
import { liveRecord } from './record-state.js';
import { retirement } from './retention.js';
import { faultsOf, filled } from './scene.js';

/**
 * What a modification changes (D22): every field but the first values that name the record. Of an identifying tag
 * the second value is the new one; no value at all deletes.
 */
const changesOf = (rules: FileRules, fields: Fields): Fields => {
  const naming = identificationOf(rules, fields)?.tags ?? [];
  const identifying = new Set(rules.identifications.flat());
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([tag, values]) => values.length > (naming.includes(tag) ? 1 : 0))
      .filter(([tag, values]) => !ASSIGNED_TAGS.includes(tag) || values.length > 1)
      .map(([tag, values]) => [tag, identifying.has(tag) ? values.slice(-1) : values]),
  );
};

const merged = (fields: Fields, changes: Fields): Fields => filled({ ...fields, ...changes });

const faultsOfChange = (changes: Fields): readonly Fault[] =>
  Object.keys(changes)
    .filter((tag) => ASSIGNED_TAGS.includes(tag))
    .map((tag) => ({ code: 'FIELD_ERROR', tag, why: 'assigned' }));

/** The record with other fields in force; its life is reckoned anew from its entry, as identifiers may have come or gone. */
const changedTo = (record: RecordView, fields: Fields, { retention }: KindRules): Standing => {
  const { change: _, ...rest } = record;
  return { ...rest, fields, ...(record.entered === undefined ? {} : { retire: retirement(retention, fields, record.entered) }) };
};

const unchanged = ({ change: _, ...rest }: RecordView): Standing => rest;

/** A modification: the former record stays in force until the line has accepted it. */
export const modify = (scene: Scene, kind: string, kindRules: KindRules, message: RecordMessage): DomainDecision => {
  const { state, rules } = scene;
  const found = findRecord(state, rules, kind, { of: 'owner', pending: true }, message);
  if ('fault' in found) return reject(found.fault);
  const { record } = found;
  if (record.status === 'located') return reject({ code: 'LOCATED', idx: record.idx });
  if (record.status === 'pending' || record.change !== undefined) return reject({ code: 'PENDING_CHANGE', idx: record.idx });

  const changes = changesOf(rules, message.fields);
  const changed = Object.keys(changes);
  if (changed.length === 0) return reject({ code: 'MISSING_FIELD', why: 'nothing-changed' });
  const assigned = faultsOfChange(changes);
  if (assigned.length > 0) return reject(...assigned);
  const fields = merged(record.fields, changes);
  const faults = faultsOf(scene, record, fields, changed, message.staffed24x7);
  if (faults.length > 0) return reject(...faults);

  const version = record.version + 1;
  if (rules.line === undefined) return accept(recordEvent(scene, 'modified', changedTo(record, fields, kindRules), version, { changed }));
  const change = { number: version, changed, fields, ...(scene.corr === undefined ? {} : { asked: scene.corr }) };
  return accept(recordEvent(scene, 'change-submitted', { ...record, change }, version, { request: 'modify' }));
};

const waiting = (scene: Scene, { idx, change }: AcceptChange): RecordView | undefined => {
  const record = liveRecord(scene.state, idx);
  return record?.change?.number === change ? record : undefined;
};

/** The line has accepted a change; of one that a locate, clear or cancel ended meanwhile nothing is left to do. */
export const acceptChange = (scene: Scene, kindRules: KindRules, answer: AcceptChange): DomainDecision => {
  const record = waiting(scene, answer);
  if (record?.change === undefined) return reject({ code: 'OBSOLETE', idx: answer.idx });
  const { fields, changed, number } = record.change;
  return accept(recordEvent(scene, 'modified', changedTo(record, fields, kindRules), record.version + 1, { changed, answers: number }));
};

export const refuseChange = (scene: Scene, answer: RefuseChange): DomainDecision => {
  const record = waiting(scene, answer);
  if (record?.change === undefined) return reject({ code: 'OBSOLETE', idx: answer.idx });
  const { changed } = record.change;
  return accept(recordEvent(scene, 'change-refused', unchanged(record), record.version + 1, { changed, refusal: answer.reason }));
};
