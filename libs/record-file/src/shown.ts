import { mayBeShown } from '@statewire/access';
import { type FileName, recordText } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import { isControlRoom, type Agency, type Background, type RecordRef } from '@statewire/contracts';
import type { Fields } from './fields.js';
import type { FileRules } from './file-rules.js';
import { fileRules } from './files/index.js';
import { locatedBy } from './located.js';
import type { RecordView } from './record.js';

/** Whether an agency's inquiry may show a record: an image goes by the file of the record that it shows. */
export const isShownTo = (agency: Parameters<typeof mayBeShown>[1], record: Pick<RecordView, 'file' | 'more'>): boolean =>
  mayBeShown(fileRules[record.file]?.disclosedAs?.(record) ?? record.file, agency);

/** A record as replies and mail name it. */
export const recordRef = ({ file, idx, lid, nic, status }: RecordView): RecordRef => ({ file, idx, lid, status, ...(nic === undefined ? {} : { nic }) });

/** How a record is shown otherwise than its key says; nothing where its file has no rules of its own for it. */
export const lookOf = (record: Pick<RecordView, 'file' | 'mke' | 'kind' | 'fields' | 'located' | 'parts'>): ReturnType<NonNullable<FileRules['look']>> =>
  fileRules[record.file]?.look?.(record) ?? {};

/** The background of a record wherever it is shown. */
export const backgroundOf = (record: Parameters<typeof lookOf>[0]): Background => lookOf(record).background ?? fileRules[record.file]?.background ?? 'none';

/** What only the owner and the state's own agency may know: who has validated the record (facts.md §1.3). */
const OWNERS_ALONE: readonly string[] = ['VLN'];
/** Who reads. */
type Reader = Pick<Agency, 'ori' | 'groups'>;

/** The fields that whoever hits on a record may read, whichever system answers. */
export const forEverybody = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([tag]) => !OWNERS_ALONE.includes(tag)));

/** A record's fields as an agency may read them. */
export const fieldsFor = ({ owner, fields }: Pick<RecordView, 'owner' | 'fields'>, reader: Reader): Fields =>
  reader.ori === owner || isControlRoom(reader) ? fields : forEverybody(fields);

/** The agency that is told when another one hits on its record: it has asked for that (NOA; manual, Data Fields Associated with Missing Person Records). */
export const toldOfHits = ({ owner, fields }: Pick<RecordView, 'owner' | 'fields'>, asking: string): string | undefined =>
  fields['NOA']?.[0] === 'Y' && owner !== asking ? owner : undefined;

/** A record with what its responses say of the last inquiry before: when (CCYYMMDD), and which agency's. */
export const withLastQuery = <T extends Pick<RecordView, 'fields'>>(record: T, { on, by }: Readonly<{ on: string; by: string }>): T =>
  ({ ...record, fields: { ...record.fields, DLI: [on], LAI: [by] } });

/** A record as responses, acceptances and notices print it: as it is in force, or as its pending change would make it ({@link asChanged}). */
export const recordLines = (record: RecordView): string => {
  const { file, mke, owner, status, fields, idx, lid, nic, located, parts, entered } = record;
  return recordText(file as FileName, {
    mke, ori: owner, status, fields: forEverybody(fields), idx, lid,
    title: lookOf(record).title,
    entered: entered === undefined ? undefined : ohioDate(entered),
    of: fileRules[file]?.hangsOn?.(record),
    ...(nic === undefined ? {} : { nic }),
    ...(located === undefined ? {} : { located: locatedBy(located) }),
    ...(parts === undefined ? {} : { parts }),
  });
};
