import { raiseCount, type Fault, type StateDraft, type StateReader } from '@statewire/kernel';
import { comparable } from './code-in.js';
import type { Fields } from './fields.js';
import { facesFilling } from './faces.js';
import type { FileRules, KindRules } from './file-rules.js';
import { fillings, isLive, type RecordView } from './record.js';

/** The series of the partition's own numbers, as against those of a kind's own making. */
export const OWN_SERIES = '';
/** The count of numbers given in this partition. */
const COUNT_KEY = 'numbers';
const recordKey = (idx: string): string => `record/${idx}`;
const endedKey = (idx: string): string => `ended/${idx}`;
const withdrawnKey = (idx: string): string => `withdrawn/${idx}`;

/** The tag among these that names the place of a record by itself, so that no index is kept for it. */
const placing = ({ numbering }: KindRules, tags: readonly string[]): number =>
  tags.findIndex((tag) => tag === 'IDX' || (tag === 'LID' && numbering === undefined));

const identificationEntry = (file: string, kind: string, tags: readonly string[], values: string): string =>
  `id/${file}/${kind}/${tags.join('+')}/${values}`;
const duplicateEntry = (file: string, kind: string, owner: string, tags: readonly string[], values: string): string =>
  `dup/${file}/${kind}/${owner}/${tags.join('+')}/${values}`;

type Owned = Pick<RecordView, 'idx' | 'lid' | 'kind' | 'mke' | 'owner' | 'nic'>;

const kindOf = (rules: FileRules, kind: string): KindRules => {
  const found = rules.kinds[kind];
  if (found === undefined) throw new Error(`the ${rules.file} file has no kind ${kind}`);
  return found;
};

/** Whether a record with these fields lets no second one come in. */
export const barsAnother = ({ duplicatesWhile = {} }: Pick<KindRules, 'duplicatesWhile'>, fields: Fields): boolean =>
  Object.entries(duplicatesWhile).every(([tag, values]) => values.includes(fields[tag]?.[0] ?? ''));

/** The places in the index of duplicates where one with these fields meets others that agree with it. */
const duplicateEntries = (rules: FileRules, record: Owned, fields: Fields): readonly string[] => {
  const { duplicates, mayLack = [] } = kindOf(rules, record.kind);
  const whole = { ...Object.fromEntries(mayLack.map((tag) => [tag, ['']])), ...comparable(fields) };
  return duplicates.flatMap((tags) =>
    fillings({ ...record, fields: whole }, tags).map((values) => duplicateEntry(rules.file, record.kind, record.owner, tags, values)),
  );
};
/**
 * Every index entry of a live record. A pending change holds its new identifiers beside the old ones: whichever way
 * the line decides, no duplicate comes in meanwhile.
 */
export const indexEntries = (rules: FileRules, record: RecordView): readonly string[] => {
  const kindRules = kindOf(rules, record.kind);
  const identifying = [...rules.identifications, ...(kindRules.numbering === undefined ? [] : [['LID']])]
    .filter((tags) => placing(kindRules, tags) < 0)
    .flatMap((tags) => facesFilling(rules, record, tags).map((values) => identificationEntry(rules.file, record.kind, tags, values)));
  const duplicates = [record.fields, ...(record.change === undefined ? [] : [record.change.fields])]
    .filter((fields) => barsAnother(kindRules, fields))
    .flatMap((fields) => duplicateEntries(rules, record, fields));
  return [...new Set([...identifying, ...duplicates])];
};

export const liveRecord = (state: StateReader, idx: string): RecordView | undefined => state.get<RecordView>(recordKey(idx));

/** A record that has ended and of which something is still to be said. */
export const endedRecord = (state: StateReader, idx: string): RecordView | undefined => state.get<RecordView>(endedKey(idx));

/** A record whose entry, or the change that would have brought it to the line, was ended before the line had answered. */
export const withdrawnRecord = (state: StateReader, idx: string): RecordView | undefined => state.get<RecordView>(withdrawnKey(idx));

const holders = (state: StateReader, entry: string): readonly string[] => state.get<readonly string[]>(entry) ?? [];

/** Live records that an identification names; one by IDX or LID is looked up where it lies. */
export const identified = (
  state: StateReader,
  rules: FileRules,
  kind: string,
  tags: readonly string[],
  values: readonly string[],
): readonly RecordView[] => {
  const kindRules = kindOf(rules, kind);
  const at = placing(kindRules, tags);
  const place = values[at] ?? '';
  const idx = tags[at] === 'LID' ? `${kindRules.idxPrefix}${place}` : place;
  const found = at < 0 ? holders(state, identificationEntry(rules.file, kind, tags, values.join('|'))) : [idx];
  return found.flatMap((each) => liveRecord(state, each) ?? []);
};

/** The live records that a record with these fields would double, itself excepted: an entry whatever it says of itself, a change as far as it bars others (D20). */
export const doubled = (state: StateReader, rules: FileRules, record: Owned, fields: Fields): readonly string[] => {
  if (liveRecord(state, record.idx) !== undefined && !barsAnother(kindOf(rules, record.kind), fields)) return [];
  const found = duplicateEntries(rules, record, fields).flatMap((entry) => holders(state, entry));
  return [...new Set(found)].filter((idx) => idx !== record.idx).sort();
};

/** The live records of other files that exclude one to which these values come, and as what each is refused. */
export const excluding = (state: StateReader, rules: FileRules, record: Owned, fields: Fields, changed: readonly string[]): readonly Fault[] => {
  const asked = (kindOf(rules, record.kind).excludedBy ?? []).filter(({ tags }) => tags.some((tag) => changed.includes(tag)));
  const found = asked.flatMap(({ file, kind, tags, code }) =>
    fillings({ ...record, fields: comparable(fields) }, tags)
      .flatMap((values) => holders(state, duplicateEntry(file, kind, record.owner, tags, values)))
      .map((idx): [string, Fault] => [idx, { code, idx }]),
  );
  return [...new Map(found).values()];
};

const replaceIndex = (draft: StateDraft, idx: string, before: readonly string[], after: readonly string[]): void => {
  for (const entry of before) {
    if (after.includes(entry)) continue;
    const left = holders(draft, entry).filter((each) => each !== idx);
    if (left.length === 0) draft.delete(entry);
    else draft.set(entry, left);
  }
  for (const entry of after) if (!before.includes(entry)) draft.set(entry, [...holders(draft, entry), idx].sort());
};

/** Makes the table hold the record as it now is: live ones with their indexes, of others nothing but what still has a clock. */
export const putRecord = (draft: StateDraft, rules: FileRules, record: RecordView): void => {
  const former = liveRecord(draft, record.idx);
  const live = isLive(record);
  replaceIndex(draft, record.idx, former === undefined ? [] : indexEntries(rules, former), live ? indexEntries(rules, record) : []);
  if (live) draft.set(recordKey(record.idx), record);
  else if (former !== undefined) draft.delete(recordKey(record.idx));
  if (!live && record.clocks !== undefined) draft.set(endedKey(record.idx), record);
  else if (draft.get(endedKey(record.idx)) !== undefined) draft.delete(endedKey(record.idx));
};

/** Until the line has answered: only then is it known whether it must be told of the end. */
export const keepWithdrawn = (draft: StateDraft, record: RecordView): void => {
  draft.set(withdrawnKey(record.idx), record);
};

/** The line has answered, and was told where it must be. Harmless for a record that was never withdrawn. */
export const dropWithdrawn = (draft: StateDraft, idx: string): void => {
  draft.delete(withdrawnKey(idx));
};

const seriesKey = (series = OWN_SERIES): string => (series === OWN_SERIES ? COUNT_KEY : `${COUNT_KEY}/${series}`);

/** How many numbers were given in this partition, or in one series of a kind's own. */
export const numbersGiven = (state: StateReader, series?: string): number => state.get<number>(seriesKey(series)) ?? 0;

export const countNumber = (draft: StateDraft, count: number, series: string): void => { raiseCount(draft, seriesKey(series), count); };

/** Whether a live record holds a LID of its kind's own making. */
const isHeld = (state: StateReader, { file }: FileRules, kind: string, lid: string): boolean =>
  holders(state, identificationEntry(file, kind, ['LID'], lid)).length > 0;

/** The next LID of a kind's own making: the one after the last of its series that no live record holds. */
export const nextLid = (state: StateReader, rules: FileRules, kind: string, series: string, lidOf: (count: number) => string): string => {
  let count = numbersGiven(state, series) + 1;
  while (isHeld(state, rules, kind, lidOf(count))) count += 1;
  return lidOf(count);
};
