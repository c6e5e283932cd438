import { type DomainDecision, type Instant, reject } from '@statewire/kernel';
import type { Scene } from './file-rules.js';
import { changeEnded, retired, withoutChange } from './marks.js';
import { decisionOf } from './own.js';
import type { FireTimer, ValidateRecord } from './record.messages.js';
import { liveRecord } from './record-state.js';
import { VALIDATION_CLOCK, type Validation, type ValidationMonth } from './record.js';
import { listedAgain, openLists, validationDue } from './validation.js';

/**
 * The open list that waits for a word on a record. One that a change alone has confirmed may still be confirmed by its agency's own
 * word, which outlasts a refusal of that change.
 */
const listWaiting = ({ month, done }: Validation, now: Instant, isOwnWord: boolean): ValidationMonth | undefined => {
  const lists = [month, isOwnWord && done?.change !== undefined ? done.month : undefined];
  return openLists(now).find((open) => lists.includes(open));
};

/**
 * Its owner has looked at a record and found it valid (manual, Validations): it comes again a year after this list.
 * `OBSOLETE` for a record that is on no list of its owner's that is open now.
 */
export const validate = (scene: Scene, { idx, ori, validator, since }: ValidateRecord): DomainDecision => {
  const { state, rules, now } = scene;
  const record = liveRecord(state, idx);
  if (record === undefined || record.owner !== ori) return reject({ code: 'NOT_ON_FILE', idx });
  const { validation = {}, change } = record;
  const month = listWaiting(validation, now, since === undefined);
  if (rules.validation === undefined || month === undefined) return reject({ code: 'OBSOLETE', idx });
  if (since !== undefined && (validation.refused ?? 0) > since) return reject({ code: 'NCIC_REJECT', idx });
  const waiting = since === undefined || change === undefined ? {} : { change: change.number };
  const standing = month === validation.month ? listedAgain(rules.validation, validation) : validation;
  const done = { ...record, validation: { ...standing, done: { month, at: now, ...waiting } } };
  return decisionOf(scene, record, { events: [{ what: 'validated', record: done, extras: validator === undefined ? {} : { validator } }] });
};

/** A record that was not confirmed in time: first its agency is told, then it is removed, or kept for its next list where its file says so (D19). */
export const unvalidated = (scene: Scene, { stream, due }: FireTimer): DomainDecision => {
  const idx = stream.slice(stream.indexOf('/') + 1);
  const record = liveRecord(scene.state, idx);
  const rule = scene.rules.validation;
  if (record?.validation === undefined || rule === undefined || validationDue(record.validation) !== due) return reject({ code: 'OBSOLETE', idx });
  const extras = { clock: { kind: VALIDATION_CLOCK, due } };
  const noticed = (validation: Validation): DomainDecision => decisionOf(scene, record, { events: [{ what: 'noticed', record: { ...record, validation }, extras }] });
  if (record.validation.told !== true) return noticed({ ...record.validation, told: true });
  if (rule.unanswered === 'kept') return noticed(listedAgain(rule, record.validation));
  return decisionOf(scene, record, { events: [retired(withoutChange(record), 'unvalidated', { ...changeEnded(record), ...extras })] });
};
