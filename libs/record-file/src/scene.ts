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

/** What stands against a record with these fields: the rules of its entry key, and the records that it would double. */
export const faultsOf = (
  { state, rules, knowledge, now }: Scene,
  record: Pick<RecordView, 'idx' | 'lid' | 'kind' | 'mke' | 'owner' | 'nic'>,
  fields: Fields,
  changed: readonly string[],
  { staffed24x7 = true, former }: Readonly<{ staffed24x7?: boolean | undefined; former?: string }> = {},
): readonly Fault[] => {
  const broken = knowledge.checkRecord(record.mke, fields, { today: ohioDate(now), staffed24x7, changed: new Set(changed), ...(former === undefined ? {} : { former }) });
  const twice = doubled(state, rules, record, fields).map((idx): Fault => ({ code: 'ON_FILE', idx }));
  return [...broken, ...twice, ...excluding(state, rules, record, fields, changed)].sort((a, b) => FAULT_CODES.indexOf(a.code) - FAULT_CODES.indexOf(b.code));
};
