import { Failure, type Fault } from '@statewire/kernel';
import { checkMessage, checkWholeRecord, lacksAny, withArguments, type CheckContext, type CheckResult, type KnownKey, type Lookup, type RecordContext } from './check.js';
import { codesIn } from './codings.js';
import { explainFault } from './explain.js';
import type { FieldRule, FileName } from './field-rule.js';
import { identificationsIn, type Identification } from './identify.js';
import { tagsOf, type Advised, type AnnouncedKey, type MessageKey } from './message-key.js';
import type { FieldValues, Message } from './message.js';
import { recordText, type ShownRecord } from './record-text.js';
import { holds } from './structure-check.js';
import { meaningIn } from './tables.js';

/** The manual as data, with the questions that the rest of the system asks it. */
export type Catalogue = Readonly<{
  /** Of the keys that are offered; those only announced are none. */
  findMessageKey: (mke: string) => MessageKey | undefined;
  /** In the order in which they are defined. */
  allMessageKeys: () => readonly MessageKey[];
  /** Keys of the manual that are not offered yet. */
  announcedKeys: () => readonly AnnouncedKey[];
  /** A tag stands here once for each meaning that it has. */
  allFieldRules: () => readonly FieldRule[];
  /** The tag's meaning in a file; its general one without, or where the file has none of its own. */
  fieldRule: (tag: string, file?: FileName) => FieldRule | undefined;
  /** Every tag that the key names. */
  tagsOfKey: (mke: string) => ReadonlySet<string>;
  /** Form, fields and identification of a message, before anybody looks at a record: up to 100 faults, in the order of `FAULT_CODES`. */
  check: (message: Message, context: CheckContext) => CheckResult;
  /** The rules of the entry key `mke` on a whole record. */
  checkRecord: (mke: string, fields: FieldValues, context: RecordContext) => readonly Fault[];
  /** The fault in words for the terminal, with what the field may hold; never what was sent. */
  explain: (fault: Fault, mke?: string) => string;
  /** What the message ought to say of the record that it has changed, and does not; nothing that would refuse it. */
  advise: (message: Message, record: Advised) => readonly string[];
  /** The sets of tags by which the key names a record, best first (decision D22); none for a key that has none. */
  identifications: (mke: string) => readonly (readonly string[])[];
  /** The first complete identification; undefined where the key has none or the message holds none. */
  identify: (message: Message) => Identification | undefined;
  /** Every complete identification in the message, in that order. */
  identifyAll: (message: Message) => readonly Identification[];
  /** Parts fields into what may lie open and what is sealed; a tag that nobody has judged is personal. */
  splitPrivacy: <Value>(fields: Readonly<Record<string, Value>>, file?: FileName) => Readonly<{ public: Readonly<Record<string, Value>>; personal: Readonly<Record<string, Value>> }>;
  /** The meaning of a coded value, or undefined. */
  translate: (tag: string, code: string, file?: FileName) => string | undefined;
  /** The record as responses, acceptances and notices print it, in lines of text. */
  recordText: (file: FileName, record: ShownRecord) => string;
}>;

const defect = (what: string): Failure => new Failure('catalogue/bad-definition', what, false);

const indexFields = (fields: readonly FieldRule[]): Lookup['fieldRule'] => {
  const meanings = new Map<string, readonly FieldRule[]>();
  for (const rule of fields) meanings.set(rule.tag, [...(meanings.get(rule.tag) ?? []), rule]);

  return (tag, file) => {
    const rules = meanings.get(tag);
    if (rules === undefined) return undefined;
    const own = file === undefined ? undefined : rules.find((rule) => rule.files?.includes(file));
    return own ?? rules.find((rule) => rule.files === undefined) ?? rules[0];
  };
};

/** A key that names an unknown tag, or comes twice, is a defect of its author: it is told at the start. */
const indexKeys = (keys: readonly MessageKey[], fieldRule: Lookup['fieldRule']): ReadonlyMap<string, KnownKey> => {
  const known = new Map<string, KnownKey>();
  for (const key of keys) {
    const tags = tagsOf(key);
    if (known.has(key.mke)) throw defect(`message key ${key.mke} is defined twice`);
    const unknown = [...tags].filter((tag) => fieldRule(tag, key.file) === undefined);
    if (unknown.length > 0) throw defect(`message key ${key.mke} names unknown tags: ${unknown.join(' ')}`);
    known.set(key.mke, { key, tags });
  }
  for (const { entry, mke } of keys) if (entry !== undefined && !known.has(entry)) throw defect(`message key ${mke} points to unknown entry key ${entry}`);
  return known;
};

const translateBy = (fieldRule: Lookup['fieldRule']): Catalogue['translate'] => (tag, code, file) => {
  for (const coding of fieldRule(tag, file)?.codings ?? []) {
    if (coding.form === 'headed') {
      const head = meaningIn(coding.tables, code.slice(0, coding.head).trimEnd());
      if (head !== undefined) return `${head} ${code.slice(coding.head)}`.trimEnd();
    } else {
      const meanings = codesIn(coding, code).map((part) => meaningIn(coding.tables, part));
      if (meanings.every((meaning) => meaning !== undefined)) return meanings.join(' / ');
    }
  }
  return undefined;
};

/** An unknown tag is treated as personal: what nobody has judged is sealed. */
const splitBy = (fieldRule: Lookup['fieldRule']): Catalogue['splitPrivacy'] => (fields, file) => {
  const entries = Object.entries(fields);
  const isPublic = (tag: string): boolean => fieldRule(tag, file)?.privacy === 'public';
  return {
    public: Object.fromEntries(entries.filter(([tag]) => isPublic(tag))),
    personal: Object.fromEntries(entries.filter(([tag]) => !isPublic(tag))),
  };
};

/** Builds a catalogue of these keys over these fields. Throws Failure `catalogue/bad-definition` when they do not fit. */
export const defineCatalogue = (keys: readonly MessageKey[], fields: readonly FieldRule[], announced: readonly AnnouncedKey[] = []): Catalogue => {
  const fieldRule = indexFields(fields);
  const known = indexKeys(keys, fieldRule);
  const open = announced.filter(({ mke }) => !known.has(mke));
  const openNames = new Set(open.map(({ mke }) => mke));
  const lookup: Lookup = { known: (mke) => known.get(mke), isAnnounced: (mke) => openNames.has(mke), fieldRule, entries: (file) => keys.filter((key) => key.file === file && key.function === 'enter') };
  const keyOf = (mke: string): MessageKey | undefined => known.get(mke)?.key;

  const identifyAll: Catalogue['identifyAll'] = (message) => {
    const key = keyOf(message.mke);
    return key === undefined ? [] : identificationsIn(key, withArguments(key, message));
  };

  return {
    findMessageKey: keyOf,
    allMessageKeys: () => keys,
    announcedKeys: () => open,
    allFieldRules: () => fields,
    fieldRule,
    tagsOfKey: (mke) => known.get(mke)?.tags ?? new Set(),
    check: (message, context) => checkMessage(lookup, message, context),
    checkRecord: (mke, record, context) => checkWholeRecord(lookup, mke, record, context),
    explain: (fault, mke) => explainFault(lookup, fault, mke),
    advise: ({ mke, fields: given }, record) =>
      (keyOf(mke)?.should ?? [])
        .filter(({ status = record.status, of = [record.mke] }) => status === record.status && of.includes(record.mke))
        .filter(({ tags, where = [] }) => lacksAny(given, tags) && where.every((clause) => holds(record.fields, clause, record.today)))
        .map(({ says }) => says),
    identifications: (mke) => keyOf(mke)?.identifiedBy ?? [],
    identify: (message) => identifyAll(message)[0],
    identifyAll,
    splitPrivacy: splitBy(fieldRule),
    translate: translateBy(fieldRule),
    recordText: (file, record) => recordText(file, record, keyOf(record.mke)?.translation),
  };
};
