import { accept, type DomainDecision, type Instant, reject } from '@statewire/kernel';
import type { KindRules, Scene } from './file-rules.js';
import type { Happening } from './happening.js';
import { findRecord, type Reach } from './identification.js';
import { lineTold } from './line.js';
import { changeEnded, markOf, retired, withoutChange } from './marks.js';
import { decisionOf, ring } from './own.js';
import type { RecordView, Standing } from './record.js';
import { recordEvent } from './record-events.js';
import type { FireTimer, RecordMessage } from './record.messages.js';
import { endedRecord, liveRecord } from './record-state.js';
import { endOfTerm, retirement } from './retention.js';

/** A locate has its term, and prolongs nothing: a record that would end sooner unfound does (manual, Vehicle File: 90 days from date of entry). */
const endOfLocated = ({ rules, now }: Scene, { retention }: KindRules, record: RecordView): Instant => {
  const found = endOfTerm(rules.locate.term, now);
  const unfound = retirement(retention, record, record.entered ?? now);
  return unfound !== undefined && unfound < found ? unfound : found;
};

/** Another agency has found it. Effective at once; the second locate may end the record, in some files the first one does. */
export const locate = (scene: Scene, kind: string, kindRules: KindRules, message: RecordMessage): DomainDecision => {
  const { rules } = scene;
  const found = findRecord(scene.state, rules, kind, { of: 'others', says: 'check' }, message);
  if ('fault' in found) return reject(found.fault);
  const { record } = found;

  const second = record.status === 'located' && rules.locate.second === 'ends' ? 'second-locate' : undefined;
  const reason = rules.locate.first === 'ends' ? 'located' : second;
  const located: Standing = {
    ...withoutChange(record),
    status: 'located',
    located: markOf(scene, message),
    retire: endOfLocated(scene, kindRules, record),
  };
  const event: Happening = { what: 'located', record: located, extras: { ...lineTold(record, 'locate'), ...changeEnded(record) } };
  return decisionOf(scene, record, { events: reason === undefined ? [event] : [event, retired(located, reason)] });
};

const REACH: Readonly<Record<'clear' | 'cancel', Reach>> = { clear: { of: 'owner', says: 'check' }, cancel: { of: 'owner', pending: true, says: 'check' } };

const ending = (request: 'clear' | 'cancel', what: 'cleared' | 'cancelled') =>
  (scene: Scene, kind: string, _: KindRules, message: RecordMessage): DomainDecision => {
    const found = findRecord(scene.state, scene.rules, kind, REACH[request], message);
    if ('fault' in found) return reject(found.fault);
    const { record } = found;
    const ended: Standing = { ...withoutChange(record), status: what, ended: markOf(scene, message) };
    return accept(recordEvent(scene, what, ended, record.version + 1, { ...lineTold(record, request), ...changeEnded(record) }));
  };

/** The owner has it back, or knows who has. */
export const clear = ending('clear', 'cleared');

/** The owner finds the record invalid; of a pending entry: changes its mind. */
export const cancel = ending('cancel', 'cancelled');

/** Its time is over. A timer that was planned for another instant, or for a record that has ended, finds nothing to do. */
export const fireTimer = (scene: Scene, kindRules: KindRules, { stream, kind, due }: FireTimer): DomainDecision => {
  const idx = stream.slice(stream.indexOf('/') + 1);
  const record = liveRecord(scene.state, idx);
  const heard = record ?? endedRecord(scene.state, idx);
  if (heard !== undefined && kind !== 'retire') return ring(scene, kindRules, heard, { kind, due });
  if (record?.retire !== due) return reject({ code: 'OBSOLETE', idx });
  const reason = record.status === 'located' ? 'located' : 'retention';
  return decisionOf(scene, record, { events: [retired(withoutChange(record), reason, changeEnded(record))] });
};
