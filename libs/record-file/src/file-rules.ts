import type { Catalogue, FieldValues, FileName } from '@statewire/catalogue';

/** Values by field tag, in the order given; a tag without values is absent. */
export type Fields = FieldValues;

/** What an operator asks of a record; each has its message keys. */
export const RECORD_FUNCTIONS = ['enter', 'modify', 'locate', 'clear', 'cancel'] as const;
export type RecordFunction = (typeof RECORD_FUNCTIONS)[number];

/** Days after a date, the last of them still on file; or the rest of the year and so many more (D8). */
export type Term = Readonly<{ days: number } | { yearsAfterThisOne: number }>;

/** Holds for records with at least one of these tags; without `where` for all. The first rule that holds counts. */
export type RetentionRule = Readonly<{ where?: readonly string[]; term: Term }>;

/** One kind of record in a file, with identities of its own: the manual's combinations count within it (D17). */
export type KindRules = Readonly<{
  /** Two letters before the eight digits of an IDX (D12). */
  idxPrefix: string;
  /** Message keys, the entry's own among them. */
  keys: Readonly<Record<RecordFunction, readonly string[]>>;
  /** With the owner's ORI: two live records never agree in all tags of a combination. */
  duplicates: readonly (readonly string[])[];
  retention: readonly RetentionRule[];
}>;

/** A file of the manual as data: all that distinguishes the life of its records from that of another file's. */
export type FileRules = Readonly<{
  /** First part of the stream and of the answer's `record.file`. */
  file: FileName;
  /** First part of the event types. */
  record: string;
  kinds: Readonly<Record<string, KindRules>>;
  /** In this order (D22): the first that a message fills names the record. */
  identifications: readonly (readonly string[])[];
  /** The term counts from the day of the locate; a second locate ends the record at once or begins the term anew. */
  locate: Readonly<{ term: Term; second: 'ends' | 'restarts' }>;
  /** The outside system that has to accept entries and changes; none: they are final at once. */
  line?: Readonly<{ name: string; nicLetter: string }>;
  background: 'red' | 'blue' | 'green' | 'yellow' | 'purple' | 'none';
  /** Combinations of tags by which an inquiry finds a record; the key's name is the tags joined by `+`. */
  searchKeys: readonly (readonly string[])[];
}>;

/** What the catalogue knows and the life of a record needs; given in, so that the engine stands alone. */
export type Knowledge = Pick<Catalogue, 'checkRecord' | 'splitPrivacy'>;

/** Tags that the system gives: they identify, they are never entered or changed. */
export const ASSIGNED_TAGS: readonly string[] = ['NIC', 'IDX', 'LID'];
