import { accept, type DomainDecision, type Instant, reject } from '@statewire/kernel';
import type { KindRules, OwnFunction, RecordFunction, Scene } from './file-rules.js';
import type { Happening, Outcome } from './happening.js';
import { findRecord, type Reach } from './identification.js';
import type { RecordView } from './record.js';
import { recordEvent, validationAfter } from './record-events.js';
import type { RecordMessage } from './record.messages.js';

/** Events in their order, each with the next version of the record; or a refusal. */
export const decisionOf = (scene: Scene, record: RecordView, outcome: Outcome): DomainDecision =>
  'faults' in outcome
    ? reject(...outcome.faults)
    : accept(...outcome.events.map(({ what, record: after, extras }, n) => recordEvent(scene, what, after, record.version + 1 + n, extras)));

/** Messages that say which record they mean, and of what identifies it nothing else. */
const NAMING_ALONE: readonly RecordFunction[] = ['locate', 'clear', 'cancel', 'detain', 'modify-detainer', 'cancel-detainer'];

/** A function that a kind has of its own, on the record that the message means. */
export const treat = (scene: Scene, { kind, kindRules, asked }: Readonly<{ kind: string; kindRules: KindRules; asked: RecordFunction }>, own: OwnFunction, message: RecordMessage): DomainDecision => {
  const reach: Reach = NAMING_ALONE.includes(asked) ? { ...own, says: 'check' } : own;
  const found = findRecord(scene.state, scene.rules, kind, reach, own.naming === undefined ? message : { ...message, fields: own.naming(message) });
  if ('fault' in found) return reject(found.fault);
  const { record } = found;
  const stopped = kindRules.forbids?.(record, asked);
  return stopped === undefined ? decisionOf(scene, record, own.handle(scene, record, message, kindRules)) : reject(stopped);
};

/** An entry or a change, and after it what has come already by the clocks of a kind that asks for that. */
export const withOverdue = (scene: Scene, { clocks }: KindRules, happening: Happening): readonly Happening[] => {
  if (clocks?.overdueAtOnce !== true) return [happening];
  const { rules, now } = scene;
  // What comes at once goes on from what the change itself has planned.
  const validation = validationAfter(scene, happening);
  const record = { ...happening.record, ...(validation === undefined ? {} : { validation }), file: rules.file, version: 0, at: now };
  const come = Object.entries(clocks.plan(record, now)).flatMap(([kind, due]) => (due !== undefined && due <= now ? [{ kind, due }] : []));
  return [happening, ...come.map((clock) => clocks.ring(scene, record, clock)).flatMap((outcome) => ('events' in outcome ? outcome.events : []))];
};

/** One of the kind's own clocks has come; one that was planned for another instant finds nothing to do. */
export const ring = (scene: Scene, { clocks }: KindRules, record: RecordView, clock: Readonly<{ kind: string; due: Instant }>): DomainDecision => {
  if (clocks === undefined || record.clocks?.[clock.kind] !== clock.due) return reject({ code: 'OBSOLETE', idx: record.idx });
  const { [clock.kind]: _, ...waiting } = record.clocks;
  return decisionOf(scene, record, clocks.ring(scene, { ...record, clocks: waiting }, clock));
};
