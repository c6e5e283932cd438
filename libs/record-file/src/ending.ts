import type { LineFunction } from '@statewire/contracts';
import { accept, type DomainDecision, reject } from '@statewire/kernel';
import type { KindRules, Scene } from './file-rules.js';
import { findRecord, type Reach } from './identification.js';
import type { Mark, RecordView, Standing } from './record.js';
import type { EventExtras } from './happening.js';
import { recordEvent } from './record-events.js';
import { ring } from './own.js';
import type { FireTimer, RecordMessage } from './record.messages.js';
import { liveRecord } from './record-state.js';
import { endOfTerm } from './retention.js';
import { filled } from './scene.js';

const markOf = ({ now }: Scene, { ori, mke, fields }: RecordMessage): Mark => ({ by: ori, at: now, mke, fields: filled(fields) });

/** Whatever ends or locates a record ends its pending change too: the line's answer to it will come too late. */
const withoutChange = ({ change: _, ...rest }: RecordView): Standing => rest;
const changeEnded = ({ change, asked }: RecordView): EventExtras => {
  const owed = change === undefined ? asked : change.asked;
  return { ...(change === undefined ? {} : { endedChange: change.number }), ...(owed === undefined ? {} : { endedAsked: owed }) };
};

/** The line is told of what it holds; of a pending entry, which has no number yet, that its answer is no longer waited for. */
const lineTold = ({ nic, status }: Standing, request: LineFunction): EventExtras => {
  if (nic !== undefined) return { request };
  return status === 'pending' ? { request: 'withdraw' } : {};
};

const retired = (scene: Scene, record: Standing, reason: string, version: number, extras: EventExtras = {}) =>
  recordEvent(scene, 'retired', { ...record, status: 'retired', reason }, version, { ...lineTold(record, 'purge'), ...extras });

/** Another agency has found it. Effective at once; the second locate may end the record. */
export const locate = (scene: Scene, kind: string, _: KindRules, message: RecordMessage): DomainDecision => {
  const { rules, now } = scene;
  const found = findRecord(scene.state, rules, kind, { of: 'others' }, message);
  if ('fault' in found) return reject(found.fault);
  const { record } = found;

  const ends = record.status === 'located' && rules.locate.second === 'ends';
  const located: Standing = {
    ...withoutChange(record),
    status: 'located',
    located: markOf(scene, message),
    retire: endOfTerm(rules.locate.term, now),
  };
  const version = record.version + 1;
  const event = recordEvent(scene, 'located', located, version, { ...lineTold(record, 'locate'), ...changeEnded(record) });
  return ends ? accept(event, retired(scene, located, 'second-locate', version + 1)) : accept(event);
};

const REACH: Readonly<Record<'clear' | 'cancel', Reach>> = { clear: { of: 'owner' }, cancel: { of: 'owner', pending: true } };

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
  if (record !== undefined && kind !== 'retire') return ring(scene, kindRules, record, { kind, due });
  if (record?.retire !== due) return reject({ code: 'OBSOLETE', idx });
  const reason = record.status === 'located' ? 'located' : 'retention';
  return accept(retired(scene, withoutChange(record), reason, record.version + 1, changeEnded(record)));
};
