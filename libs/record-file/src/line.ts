import type { LineFunction } from '@statewire/contracts';
import { accept, type DomainDecision, reject } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { FileRules, Scene } from './file-rules.js';
import type { EventExtras } from './happening.js';
import type { RecordView, Standing } from './record.js';
import { recordEvent } from './record-events.js';
import type { LapseRecord } from './record.messages.js';
import { liveRecord } from './record-state.js';

/** Whether a record with these fields goes out on its file's line: some, by the value of one field, LEADS alone keeps (decision D18). */
export const goesOut = ({ line }: FileRules, fields: Fields): boolean =>
  line !== undefined && !Object.entries(line.except ?? {}).some(([tag, values]) => (fields[tag] ?? []).some((value) => values.includes(value)));

/** The number under which the line has cancelled a record by itself; a number that it gives later is another. */
const LAPSED = 'lapsed';

/** Whether the line holds the record. One that it has cancelled keeps the number, so that its agency can still name it by it. */
export const heldByLine = ({ nic, more }: Pick<Standing, 'nic' | 'more'>): boolean => nic !== undefined && more?.[LAPSED] !== nic;

/** Whether the line has cancelled the record by itself and has not taken it again since. */
const isLapsed = (record: Pick<Standing, 'nic' | 'more'>): boolean => record.more?.[LAPSED] !== undefined && !heldByLine(record);

/** Whether a change to these fields leaves a record with LEADS alone because the line has cancelled it: what the line found wrong is as it was. */
export const staysLapsed = ({ line }: FileRules, record: Standing, after: Fields): boolean => isLapsed(record) && line?.again?.by(record.fields, after) === false;

/** What the agency of a record is told that its line has cancelled by itself: how it comes there again. Undefined of every other one. */
export const keptFromLine = (rules: FileRules, record: Standing): string | undefined =>
  isLapsed(record) && goesOut(rules, record.fields) ? rules.line?.again?.says : undefined;

/** Of a record that the line holds, what it cancelled before is no matter any more. */
export const unlapsed = (record: RecordView): RecordView => {
  if (!heldByLine(record) || record.more === undefined) return record;
  const { [LAPSED]: _, ...more } = record.more;
  return { ...record, more };
};

/** A record that the line has taken under a number. */
export const takenAs = (record: RecordView, nic: string): RecordView => unlapsed({ ...record, nic });

/** The line is told of what it holds; of a pending entry, which has no number yet, that its answer is no longer waited for. */
export const lineTold = (record: Standing, request: LineFunction): EventExtras => {
  if (heldByLine(record)) return { request };
  return record.status === 'pending' ? { request: 'withdraw' } : {};
};

/** The line has cancelled a record by itself: LEADS alone keeps it, until a change makes it good, which is an entry to the line. */
export const lapse = (scene: Scene, { idx, nic }: LapseRecord): DomainDecision => {
  const record = liveRecord(scene.state, idx);
  if (record === undefined || record.nic !== nic || !heldByLine(record)) return reject({ code: 'OBSOLETE', idx });
  return accept(recordEvent(scene, 'lapsed', { ...record, more: { ...record.more, [LAPSED]: nic } }, record.version + 1));
};
