import { ohioDate } from '@statewire/clock';
import { FAULT_CODES, type Fault } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { Scene } from './file-rules.js';
import type { RecordView } from './record.js';
import { doubled, excluding } from './record-state.js';

/** Empty values say nothing: a tag without another one is absent. */
export const filled = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([tag, values]) => [tag, values.filter((value) => value !== '')] as const)
      .filter(([, values]) => values.length > 0),
  );

/** The tags to which changes give other values than they have: what only comes along was judged when it came. */
export const differing = (before: Fields, changes: Fields): readonly string[] =>
  Object.entries(changes).flatMap(([tag, values]) => {
    const [held, said] = [before[tag] ?? [], values.filter((value) => value !== '')];
    return held.length === said.length && held.every((value, n) => value === said[n]) ? [] : [tag];
  });

/** What stands against a record with these fields, of which the changed ones are judged as new: the rules of its entry key, and the records that it would double. */
export const faultsOf = (
  { state, rules, knowledge, now }: Scene,
  record: Pick<RecordView, 'idx' | 'lid' | 'kind' | 'mke' | 'owner' | 'nic' | 'entered'>,
  fields: Fields,
  changed: readonly string[],
  { staffed24x7 = true, former }: Readonly<{ staffed24x7?: boolean | undefined; former?: string }> = {},
): readonly Fault[] => {
  const since = { ...(former === undefined ? {} : { former }), ...(record.entered === undefined ? {} : { entered: ohioDate(record.entered) }) };
  const broken = knowledge.checkRecord(record.mke, fields, { today: ohioDate(now), staffed24x7, changed: new Set(changed), ...since });
  const twice = doubled(state, rules, record, fields).map((idx): Fault => ({ code: 'ON_FILE', idx }));
  return [...broken, ...twice, ...excluding(state, rules, record, fields, changed)].sort((a, b) => FAULT_CODES.indexOf(a.code) - FAULT_CODES.indexOf(b.code));
};
