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

/** The number under which the line holds a record no longer; a number that it gives later is another. */
const LAPSED = 'lapsed';
/** Stands beside it where the line has not cancelled the record by itself: a change of its agency has taken it from there. */
const TAKEN = 'taken';

/** Whether the line holds the record. One that it holds no longer keeps the number, so that whoever was told it still finds the record by it. */
export const heldByLine = ({ nic, more }: Pick<Standing, 'nic' | 'more'>): boolean => nic !== undefined && more?.[LAPSED] !== nic;

/** Whether the line has cancelled the record by itself and has not taken it again since. */
const isLapsed = (record: Pick<Standing, 'nic' | 'more'>): boolean => record.more?.[LAPSED] !== undefined && record.more[TAKEN] === undefined && !heldByLine(record);

/** Whether a change to these fields leaves a record with LEADS alone because the line has cancelled it: what the line found wrong is as it was. */
export const staysLapsed = ({ line }: FileRules, record: Standing, after: Fields): boolean => isLapsed(record) && line?.again?.by(record.fields, after) === false;

/** What the agency of a record is told that its line has cancelled by itself: how it comes there again. Undefined of every other one. */
export const keptFromLine = (rules: FileRules, record: Standing): string | undefined =>
  isLapsed(record) && goesOut(rules, record.fields) ? rules.line?.again?.says : undefined;

/** A record that the line has held and that LEADS alone keeps from now on, by a change of its agency. */
export const takenFromLine = (record: RecordView): RecordView => ({ ...record, more: { ...record.more, [LAPSED]: record.nic ?? '', [TAKEN]: true } });

/** What the agency of a record is told whose change takes it from its line. */
export const takenSays = ({ line }: FileRules): string | undefined => line && `${line.name} NO LONGER HOLDS THIS RECORD: LEADS ALONE KEEPS IT.`;

/** A record that the line has entered under a number; what it was called there before is kept. */
export const enteredAs = (record: RecordView, nic: string): RecordView => {
  const { [LAPSED]: _, [TAKEN]: __, ...more } = record.more ?? {};
  return {
    ...record, nic,
    ...(record.more === undefined ? {} : { more }),
    ...(record.nic === undefined ? {} : { nicsBefore: [...(record.nicsBefore ?? []), record.nic] }),
  };
};

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
