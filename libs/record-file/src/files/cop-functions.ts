import { identifications } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';
import { modification } from '../changing.js';
import type { Fields } from '../fields.js';
import type { KindRules, OwnFunction } from '../file-rules.js';
import { markOf } from '../marks.js';
import { valuesOf, type RecordView } from '../record.js';
import { clocksAfterChange, copKindOf, extensionsOf } from './cop-clocks.js';
import { copFaces } from './cop-faces.js';

/** Lines of additional alert text that a record holds (manual, Caution Ohio Police: COP3). */
const LINES_MAX = 18;
/** One of these must agree with the record before it is deleted. */
const DATA = ['NAM', 'OLN', 'SOC', 'LIC'];

/** A change begins the record's forty-eight hours and its notices anew (decision D3). */
const anew = (record: RecordView, now: string): RecordView => ({ ...record, more: { since: now }, clocks: clocksAfterChange(record) });

/** MCOP: what the entry said. The broadcast is the sender's wish (decision D4). */
const modify: OwnFunction = {
  of: 'owner',
  by: identifications('MCOP'),
  handle: (scene, record, message, kindRules) => {
    const { BRD, ...sent } = message.fields;
    const change = modification(scene, record, kindRules, { ...message, fields: sent }, identifications('MCOP'));
    if ('faults' in change) return change;
    const { fields, changed } = change;
    const broadcast = BRD?.[0] === 'Y' ? { broadcast: true as const } : {};
    return { events: [{ what: 'modified', record: { ...anew(record, scene.now), fields }, extras: { changed, ...broadcast } }] };
  },
};

const noSuchLine: Fault = { code: 'FIELD_ERROR', tag: 'LIN', why: 'no-such-line' };
const tooManyLines: Fault = { code: 'FIELD_ERROR', tag: 'ALR3', why: 'lines-full' };

/** The lines after a COP3; those behind a deleted one move up. */
const linesAfter = (lines: readonly string[], { ACT, LIN, ALR3 = [] }: Fields): readonly string[] | Fault => {
  if (ACT?.[0] === 'A') return lines.length + ALR3.length > LINES_MAX ? tooManyLines : [...lines, ...ALR3];
  const at = Number(LIN?.[0]) - 1;
  if (at >= lines.length) return noSuchLine;
  if (ACT?.[0] === 'M' && ALR3.length > 1) return { code: 'FIELD_ERROR', tag: 'ALR3', why: 'too-many' };
  return [...lines.slice(0, at), ...(ACT?.[0] === 'M' ? ALR3 : []), ...lines.slice(at + 1)];
};

/** COP3: lines of additional text, by their numbers from 01 (decision D5). */
const supplement: OwnFunction = {
  of: 'owner',
  by: identifications('COP3'),
  handle: ({ now }, record, message) => {
    const { ALR3: before = [], ...rest } = record.fields;
    const lines = linesAfter(before, message.fields);
    if ('code' in lines) return { faults: [lines] };
    const fields = lines.length === 0 ? rest : { ...rest, ALR3: lines };
    return { events: [{ what: 'supplemented', record: { ...anew(record, now), fields }, extras: { changed: ['ALR3'] } }] };
  },
};

/** EXT: eight hours more for what is purged at all (decision D3). */
const extend: OwnFunction = {
  of: 'owner',
  by: identifications('EXT'),
  handle: (_, record) => {
    if (copKindOf(record.fields) !== 'immediate') return { faults: [{ code: 'PROHIBITED', idx: record.idx, why: 'not-purged' }] };
    const { final: __, purge: ___, ...clocks } = record.clocks ?? {};
    const more = { ...record.more, extensions: extensionsOf(record) + 1 };
    return { events: [{ what: 'extended', record: { ...record, clocks, more } }] };
  },
};

const heldBy = (faces: readonly RecordView[], tag: string): readonly string[] => faces.flatMap((face) => valuesOf(face, tag));

/** DCOP: every datum given agrees; both numbers do only where the record has no datum to name. */
const cancel: OwnFunction = {
  of: 'owner',
  by: identifications('DCOP'),
  handle: (scene, record, message) => {
    const faces = copFaces(record.fields).map((fields) => ({ ...record, fields }));
    const given = DATA.filter((tag) => (message.fields[tag]?.length ?? 0) > 0);
    const missing = DATA.filter((tag) => heldBy(faces, tag).length > 0);
    if (given.length === 0 && missing.length > 0) return { faults: [{ code: 'MISSING_FIELD', tag: missing.join('/'), why: 'identification' }] };
    const wrong = given.some((tag) => !(message.fields[tag] ?? []).every((value) => heldBy(faces, tag).includes(value)));
    if (wrong) return { faults: [{ code: 'NOT_ON_FILE' }] };
    return { events: [{ what: 'cancelled', record: { ...record, status: 'cancelled', ended: markOf(scene, message) } }] };
  },
};

/** What is done to a COP record in the manual's own ways. */
export const copFunctions: NonNullable<KindRules['own']> = { modify, supplement, extend, cancel };
