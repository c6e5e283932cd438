import { accept, type DomainDecision, type Fault, reject } from '@statewire/kernel';
import { ASSIGNED_TAGS, type Fields, type Parts } from './fields.js';
import type { FileRules, KindRules, Scene } from './file-rules.js';
import type { EventExtras, Happening } from './happening.js';
import { findRecord, identificationOf } from './identification.js';
import { enteredAs, goesOut, heldByLine, staysLapsed, takenFromLine } from './line.js';
import { retired } from './marks.js';
import { decisionOf } from './own.js';
import type { PendingChange, RecordView, Standing } from './record.js';
import { recordEvent } from './record-events.js';
import type { AcceptChange, RecordMessage, RefuseChange } from './record.messages.js';
import { liveRecord } from './record-state.js';
import { ending, retirement } from './retention.js';
import { differing, faultsOf, filled } from './scene.js';
import { afterRefusal } from './validation.js';

/**
 * What a message says beyond naming its record (D22): every field but the first values that name it. Of an identifying tag
 * the second value is the new one; no value at all deletes.
 */
export const changesOf = (rules: Pick<FileRules, 'identifications'>, fields: Fields): Fields => {
  const naming = identificationOf(rules, fields)?.tags ?? [];
  const identifying = new Set(rules.identifications.flat());
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([tag, values]) => values.length > (naming.includes(tag) ? 1 : 0))
      .filter(([tag, values]) => !ASSIGNED_TAGS.includes(tag) || values.length > 1)
      .map(([tag, values]) => [tag, identifying.has(tag) ? values.slice(-1) : values]),
  );
};

/** Of what names the record a second value is the new one. What might have named it and does not has no former value in the message. */
const surplus = (identifications: FileRules['identifications'], fields: Fields): readonly Fault[] => {
  const naming = identificationOf({ identifications }, fields)?.tags ?? [];
  return [...new Set(identifications.flat())]
    .filter((tag) => !ASSIGNED_TAGS.includes(tag) && !naming.includes(tag) && (fields[tag] ?? []).length > 1)
    .map((tag) => ({ code: 'FIELD_ERROR', tag, why: 'too-many' }));
};

/** A message key is no field of the record: it is the record's own. */
const merged = (fields: Fields, changes: Fields): Fields => {
  const { MKE: _, ...rest } = { ...fields, ...changes };
  return filled(rest);
};

const isDeleted = (changes: Fields, tag: string): boolean => changes[tag]?.every((value) => value === '') === true;

const faultsOfChange = (changes: Fields, { mke }: RecordView, { interchangeable = [], defaults = {} }: KindRules): readonly Fault[] => {
  const [key = mke] = changes['MKE'] ?? [];
  const suits = key === mke || interchangeable.some((group) => group.includes(mke) && group.includes(key));
  return [
    ...Object.keys(changes).filter((tag) => ASSIGNED_TAGS.includes(tag)).map((tag): Fault => ({ code: 'FIELD_ERROR', tag, why: 'assigned' })),
    // What is assumed where an entry does not say it would come in its place, unasked.
    ...Object.keys(defaults).filter((tag) => isDeleted(changes, tag)).map((tag): Fault => ({ code: 'MISSING_FIELD', tag, why: 'not-deletable' })),
    ...(suits ? [] : [{ code: 'FIELD_ERROR', tag: 'MKE', why: 'other-kind' } as const]),
  ];
};

/** What shall become of a record: its fields, and its parts and its key where they change; `changed` names the tags. */
export type Proposal = Readonly<{ what: 'modified' | 'supplemented'; changed: readonly string[]; fields: Fields; parts?: Parts; mke?: string }>;

/** The record as proposed; its life is reckoned anew from its entry, as identifiers may have come or gone. */
const changedTo = (record: RecordView, { fields, parts, mke }: Pick<Proposal, 'fields' | 'parts' | 'mke'>, { retention }: KindRules): Standing => {
  const { change: _, retire: __, ...rest } = record;
  const after = { ...rest, fields, mke: mke ?? record.mke, ...(parts === undefined ? {} : { parts }) };
  return { ...after, ...(record.entered === undefined ? {} : ending(retirement(retention, after, record.entered))) };
};

const unchanged = ({ change: _, ...rest }: RecordView): Standing => rest;

/** Which key's change it was, where no reader could know it from the event's type. */
const askedKey = ({ what, key }: Pick<PendingChange, 'what' | 'key'>): EventExtras => (what === 'supplemented' && key !== undefined ? { askedKey: key } : {});

/**
 * A change takes effect once the line has accepted it; at once where no line holds the record. One that brings a record to the line,
 * or takes it from there, is an entry or a cancellation to the line (decision D18). What the line has cancelled by itself only some changes bring there again.
 */
export const propose = (scene: Scene, record: RecordView, proposal: Proposal, key: string, kindRules: KindRules): Happening => {
  const { rules, corr } = scene;
  const { what, changed, mke, ...after } = proposal;
  const out = goesOut(rules, after.fields);
  if (!out) {
    const { nic } = record;
    const isHeld = nic !== undefined && heldByLine(record);
    const after = changedTo(isHeld ? takenFromLine(record) : record, proposal, kindRules);
    return { what, record: after, extras: { changed, ...askedKey({ what, key }), ...(isHeld ? { request: 'cancel', formerNic: nic } : {}) } };
  }
  if (staysLapsed(rules, record, after.fields)) return { what, record: changedTo(record, proposal, kindRules), extras: { changed, ...askedKey({ what, key }) } };
  const joins = !heldByLine(record);
  const change: PendingChange = {
    number: record.version + 1, changed, ...after, key, what,
    ...(mke === undefined ? {} : { mke }), ...(joins ? { joins } : {}), ...(corr === undefined ? {} : { asked: corr }),
  };
  return { what: 'change-submitted', record: { ...record, change }, extras: { request: joins ? 'enter' : 'modify' } };
};

/** What is taken from a record is gone at once, as whatever cancels is (decision D16); the line is told where it holds the record. */
export const atOnce = (record: RecordView, proposal: Proposal, key: string, kindRules: KindRules): Happening => {
  const { what, changed } = proposal;
  return { what, record: changedTo(record, proposal, kindRules), extras: { changed, ...askedKey({ what, key }), ...(heldByLine(record) ? { request: 'reduce' } : {}) } };
};

/** Why a record cannot be changed as it now stands. */
export const unchangeable = ({ status, change, idx }: RecordView): Fault | undefined => {
  if (status === 'located') return { code: 'LOCATED', idx };
  return status === 'pending' || change !== undefined ? { code: 'PENDING_CHANGE', idx } : undefined;
};

/** What a change would take from under further data that it explains. */
const unexplained = ({ fields: before, parts = {} }: RecordView, after: Fields, { explains = [] }: KindRules): readonly Fault[] =>
  explains
    .filter(({ part, tag, code, by }) => before[by] !== undefined && after[by] === undefined && parts[part]?.[tag]?.includes(code) === true)
    .map(({ by }) => ({ code: 'MISSING_FIELD', tag: by, why: 'explains' }));

/** What a modification wants to make of a record that these combinations name, or what stands against it. */
export const modification = (
  scene: Scene,
  record: RecordView,
  kindRules: KindRules,
  message: RecordMessage,
  identifications: FileRules['identifications'],
): Proposal | Readonly<{ faults: readonly Fault[] }> => {
  const changes = changesOf({ identifications }, message.fields);
  const changed = Object.keys(changes);
  if (changed.length === 0) return { faults: [{ code: 'MISSING_FIELD', why: 'nothing-changed' }] };
  const wrong = [...surplus(identifications, message.fields), ...faultsOfChange(changes, record, kindRules)];
  if (wrong.length > 0) return { faults: wrong };
  const [mke = record.mke] = changes['MKE'] ?? [];
  const fields = merged(record.fields, changes);
  const other = differing({ ...record.fields, MKE: [record.mke] }, changes);
  const faults = [...unexplained(record, fields, kindRules), ...faultsOf(scene, { ...record, mke }, fields, other, { staffed24x7: message.staffed24x7, former: record.mke })];
  return faults.length > 0 ? { faults } : { what: 'modified', changed, fields, ...(mke === record.mke ? {} : { mke }) };
};

/** A change may leave a record whose time is over already, as that of a vehicle on file for years that has lost its VIN: it goes at once. */
export const withEnd = ({ now }: Scene, changed: Happening): readonly Happening[] => {
  const { retire, change } = changed.record;
  // What still waits for the line has changed nothing.
  const isOver = change === undefined && retire !== undefined && retire <= now;
  return isOver ? [changed, retired(changed.record, 'retention')] : [changed];
};

/** A modification: the former record stays in force until the line has accepted it. */
export const modify = (scene: Scene, kind: string, kindRules: KindRules, message: RecordMessage): DomainDecision => {
  const { state, rules } = scene;
  const found = findRecord(state, rules, kind, { of: 'owner', pending: true, says: 'change' }, message);
  if ('fault' in found) return reject(found.fault);
  const { record, named } = found;
  const stopped = kindRules.forbids?.(record, 'modify') ?? unchangeable(record);
  if (stopped !== undefined) return reject(stopped);

  const proposal = modification(scene, record, kindRules, message, [named.tags, ...rules.identifications]);
  if ('faults' in proposal) return reject(...proposal.faults);
  return decisionOf(scene, record, { events: withEnd(scene, propose(scene, record, proposal, message.mke, kindRules)) });
};

const waiting = (scene: Scene, { idx, change }: AcceptChange): RecordView | undefined => {
  const record = liveRecord(scene.state, idx);
  return record?.change?.number === change && record.change.joins !== true ? record : undefined;
};

/** Puts a pending change into force. */
const changeDone = (scene: Scene, kindRules: KindRules, record: RecordView, change: PendingChange): DomainDecision => {
  const { what = 'modified', changed, number, joins } = change;
  const extras = { changed, answers: number, ...askedKey(change), ...(joins === undefined ? {} : { joined: joins }) };
  return decisionOf(scene, record, { events: withEnd(scene, { what, record: changedTo(record, change, kindRules), extras }) });
};

const changeRefused = (scene: Scene, record: RecordView, change: PendingChange, refusal: string): DomainDecision => {
  const { validation } = record;
  const after = { ...unchanged(record), ...(validation === undefined ? {} : { validation: afterRefusal(validation, change.number, scene.now) }) };
  return accept(recordEvent(scene, 'change-refused', after, record.version + 1, { changed: change.changed, refusal, ...askedKey(change) }));
};

/** The line has accepted a change; of one that a locate, clear or cancel ended meanwhile nothing is left to do. */
export const acceptChange = (scene: Scene, kindRules: KindRules, answer: AcceptChange): DomainDecision => {
  const record = waiting(scene, answer);
  return record?.change === undefined ? reject({ code: 'OBSOLETE', idx: answer.idx }) : changeDone(scene, kindRules, record, record.change);
};

export const refuseChange = (scene: Scene, answer: RefuseChange): DomainDecision => {
  const record = waiting(scene, answer);
  return record?.change === undefined ? reject({ code: 'OBSOLETE', idx: answer.idx }) : changeRefused(scene, record, record.change, answer.reason);
};

/**
 * The line's word on a record that a change brings to it: with its number it is held there from now on. Undefined where none waits for
 * that, or another one than `asked` does: the line's word is on a change that was ended.
 */
export const joined = (scene: Scene, kindRules: KindRules, record: RecordView, asked: number | undefined, word: Readonly<{ nic: string } | { reason: string }>): DomainDecision | undefined => {
  if (record.change?.joins !== true || record.change.number !== asked) return undefined;
  return 'nic' in word ? changeDone(scene, kindRules, enteredAs(record, word.nic), record.change) : changeRefused(scene, record, record.change, word.reason);
};
