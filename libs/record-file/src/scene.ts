import { ohioDate } from '@statewire/clock';
import { FAULT_CODES, type Actor, type Fault, type Instant, type StateReader } from '@statewire/kernel';
import type { Fields, FileRules, Knowledge } from './file-rules.js';
import type { Place } from './numbering.js';
import type { RecordView } from './record.js';
import { doubled } from './record-state.js';

/** All that a decision on a record of one file may look at. */
export type Scene = Readonly<{
  state: StateReader;
  rules: FileRules;
  knowledge: Knowledge;
  place: Place;
  now: Instant;
  by: Actor;
  /** The home key of the command. */
  key: string;
}>;

/** Empty values say nothing: a tag without another one is absent. */
export const filled = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([tag, values]) => [tag, values.filter((value) => value !== '')] as const)
      .filter(([, values]) => values.length > 0),
  );

const inOrder = (faults: readonly Fault[]): readonly Fault[] =>
  [...faults].sort((a, b) => FAULT_CODES.indexOf(a.code) - FAULT_CODES.indexOf(b.code));

/** What stands against a record with these fields: the field rules, the after-hours rule (D11), and records it would double. */
export const faultsOf = (
  { state, rules, knowledge, now }: Scene,
  record: Pick<RecordView, 'idx' | 'lid' | 'kind' | 'mke' | 'owner' | 'nic'>,
  fields: Fields,
  changed: readonly string[],
  staffed24x7 = true,
): readonly Fault[] => {
  const { kind, mke } = record;
  const broken = knowledge.checkRecord({ file: rules.file, kind, mke, fields, changed, today: ohioDate(now) });
  const instructions = staffed24x7 || fields[rules.afterHours] !== undefined;
  const unattended: readonly Fault[] = instructions ? [] : [{ code: 'MISSING_FIELD', tag: rules.afterHours, why: 'after-hours' }];
  const twice = doubled(state, rules, record, fields).map((idx): Fault => ({ code: 'ON_FILE', idx }));
  return inOrder([...broken, ...unattended, ...twice]);
};
