import type { Fields } from './fields.js';
import type { RecordView } from './record.js';

/** The record as its pending change would make it; itself where none waits. */
export const asChanged = <T extends Pick<RecordView, 'mke' | 'fields' | 'parts' | 'change'>>(record: T): T => {
  const { change } = record;
  return change === undefined
    ? record
    : { ...record, mke: change.mke ?? record.mke, fields: change.fields, ...(change.parts === undefined ? {} : { parts: change.parts }) };
};

/** Parts under this name and a number are about somebody else than the record: what they say names, identifies and keeps nobody but that one. */
export const SOMEBODY_ELSE = 'PERSON WITH INFORMATION';
const isElse = (name: string): boolean => name.startsWith(SOMEBODY_ELSE);

/** Of the record's parts those about somebody else, each under its name. */
export const partsOfOthers = ({ parts = {} }: Pick<RecordView, 'parts'>): readonly (readonly [name: string, fields: Fields])[] => Object.entries(parts).filter(([name]) => isElse(name));

/** The record without what it tells of others. */
export const withoutOthers = <T extends Pick<RecordView, 'parts'>>(record: T): T =>
  record.parts === undefined ? record : { ...record, parts: Object.fromEntries(Object.entries(record.parts).filter(([name]) => !isElse(name))) };

/** The values of a record and of those of its parts that are about the same. */
export const ownFields = (record: Pick<RecordView, 'fields' | 'parts'>): Fields => wholeFields(withoutOthers(record));

/** Every value of every tag, whether it stands in the record itself or in one of its parts, or of those named; what an inquiry finds it by. */
export const wholeFields = ({ fields, parts = {} }: Pick<RecordView, 'fields' | 'parts'>, names: readonly string[] = Object.keys(parts)): Fields => {
  const whole = new Map<string, readonly string[]>(Object.entries(fields));
  for (const name of names) for (const [tag, values] of Object.entries(parts[name] ?? {})) whole.set(tag, [...new Set([...(whole.get(tag) ?? []), ...values])]);
  return Object.fromEntries(whole);
};
