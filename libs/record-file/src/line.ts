import type { LineFunction } from '@statewire/contracts';
import type { Fields } from './fields.js';
import type { FileRules } from './file-rules.js';
import type { EventExtras } from './happening.js';
import type { Standing } from './record.js';

/** Whether a record with these fields goes out on its file's line: some, by the value of one field, LEADS alone keeps (decision D18). */
export const goesOut = ({ line }: FileRules, fields: Fields): boolean =>
  line !== undefined && !Object.entries(line.except ?? {}).some(([tag, values]) => (fields[tag] ?? []).some((value) => values.includes(value)));

/** The line is told of what it holds; of a pending entry, which has no number yet, that its answer is no longer waited for. */
export const lineTold = ({ nic, status }: Standing, request: LineFunction): EventExtras => {
  if (nic !== undefined) return { request };
  return status === 'pending' ? { request: 'withdraw' } : {};
};
