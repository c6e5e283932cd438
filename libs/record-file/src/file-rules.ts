import type { Catalogue, FileName, MessageFunction } from '@statewire/catalogue';
import type { Background } from '@statewire/contracts';
import type { Actor, Fault, FaultCode, Instant, StateReader } from '@statewire/kernel';
import type { PersonHeld } from '@statewire/person-match';
import type { Fields } from './fields.js';
import type { Outcome } from './happening.js';
import type { Numbering, Place } from './numbering.js';
import type { RecordView, Standing } from './record.js';
import type { RecordMessage } from './record.messages.js';

/** What an operator asks of a record; each has its message keys. */
export type RecordFunction = MessageFunction;

/**
 * What a file does in its own way, or what only it can do. `of` says whose record a message may mean: its agency's own, one of
 * another agency, or any; `pending`: also one that still waits for the line; `by`: the combinations that name it, where they are
 * not all of the file's. It replaces the engine's function of the same name.
 */
export type OwnFunction = Readonly<{
  of: 'owner' | 'others' | 'anyone';
  pending?: true;
  by?: readonly (readonly string[])[];
  /** The fields that name the record, where others of the same tags do not. */
  naming?: (message: RecordMessage) => Fields;
  handle: (scene: Scene, record: RecordView, message: RecordMessage, kindRules: KindRules) => Outcome;
}>;

/**
 * The clocks of a file's records beside retention. `plan` names every kind of clock, undefined where it does not run, from
 * the record as it stands after the event at `now`; `ring` decides what comes of one that has come. The record's own `clocks` are
 * those set before and not rung yet: one of them that came at the very instant of another must not be lost.
 */
export type Clocks = Readonly<{
  plan: (record: Standing, now: Instant) => Readonly<Record<string, Instant | undefined>>;
  /** Those of a record that has ended, which is kept until the last of them has come. */
  afterwards?: (record: Standing, now: Instant) => Readonly<Record<string, Instant | undefined>>;
  ring: (scene: Scene, record: RecordView, clock: Readonly<{ kind: string; due: Instant }>) => Outcome;
  /** What has come already when a record is entered or changed happens with that: nobody is shown the record without it. */
  overdueAtOnce?: true;
}>;

/** Days after a date, the last of them still on file; or the rest of the year and so many more (D8); or elapsed hours. */
export type Term = Readonly<{ days: number } | { yearsAfterThisOne: number } | { hours: number }>;
/** Years after the year that a field holds, or after the entry where it holds NX; or no end by itself. */
export type Life = Term | Readonly<{ years: number; after: string }> | 'until-ended';

/** Holds for records that were entered with one of these keys, have at least one of these tags, and one of these values. The first rule that holds counts. */
export type RetentionRule = Readonly<{ keys?: readonly string[]; where?: readonly string[]; says?: Fields; term: Life }>;

/** The list of the month so many months after, of the quarter's first month so many quarters after, or the first that is there after so many days. */
export type ListedIn = Readonly<{ months: number } | { quarters: number } | { days: number }>;

/**
 * When a file's records come on their agency's validation list (manual, Validations; D19): first counted from their entry, by
 * the first rule that holds, none for a record of which no rule speaks; `again` counted from the list on which they were
 * confirmed, never where it is absent; `changes`: a modification counts like an entry. What is left open is removed or kept.
 */
export type ValidationRule = Readonly<{
  first: readonly Readonly<{ where?: (record: Standing, at: Instant) => boolean; listed: ListedIn }>[];
  again?: ListedIn;
  changes?: true;
  unanswered: 'removed' | 'kept';
}>;

/** Records of another kind, in the same ledger and of the same owner, that exclude one which agrees in all these tags: a combination of theirs. */
export type Exclusion = Readonly<{ file: FileName; kind: string; tags: readonly string[]; code: FaultCode }>;

/** Records of other files, whoever's and at whatever desk: one on file with such a number refuses the entry. They are asked for before the command. */
export type CrossCheck = Readonly<{ files: readonly FileName[]; tags: readonly string[]; code: FaultCode }>;

/** One kind of record in a file, with identities of its own: the manual's combinations count within it (D17). */
export type KindRules = Readonly<{
  /** Two letters before the eight digits of an IDX (D12). */
  idxPrefix: string;
  /** Message keys by what they ask, the entry's own among them. */
  keys: Partial<Readonly<Record<RecordFunction, readonly string[]>>>;
  /** Hooks: what this kind does in its own way. */
  own?: Partial<Readonly<Record<RecordFunction, OwnFunction>>>;
  clocks?: Clocks;
  /** What the rules forbid for a record of this kind, whoever asks: asked before a modification and an own function. */
  forbids?: (record: RecordView, asked: RecordFunction) => Fault | undefined;
  /** What an entry says that does not say it. */
  defaults?: Fields;
  /** Codes in a part that say nothing without the words of one of the record's own fields (`by`), which is not deleted under them. */
  explains?: readonly Readonly<{ part: string; tag: string; code: string; by: string }>[];
  /** LIDs of its own making; without it the eight digits of the IDX. */
  numbering?: Numbering;
  /** Fields that the system gives at the entry, beside those that were sent; `key` is the home key, `count` the next of the series that `counts` names (1 without it). */
  given?: (entry: Readonly<{ idx: string; now: Instant; mke: string; fields: Fields; key: string; count: number }>) => Fields;
  /** What a given field counts, each series from 1: the one in which an entry with a home key is counted, and what the fields of a record say that it was. */
  counts?: Readonly<{ series: (homeKey: string) => string; counted: (fields: Fields) => Readonly<{ series: string; count: number }> | undefined }>;
  /** Groups of entry keys; a modification may change the key of a record to another of its group (MKE). */
  interchangeable?: readonly (readonly string[])[];
  /** With the owner's ORI: two live records never agree in all tags of a combination. */
  duplicates: readonly (readonly string[])[];
  /** Tags of a combination that a record may lack: two that lack the same one agree in it. */
  mayLack?: readonly string[];
  /** Only a record with these values lets no second one come in. */
  duplicatesWhile?: Fields;
  excludedBy?: readonly Exclusion[];
  crossCheck?: CrossCheck;
  retention: readonly RetentionRule[];
}>;

/** What a list may look at of a record. */
export type Listed = Pick<RecordView, 'mke' | 'lid' | 'owner' | 'fields' | 'parts' | 'entered' | 'more'>;

/**
 * Inquiries that list records, oldest first. `keys` puts a record on its lists; `asked` names the list that a message key's
 * fields ask for (the inquiring agency's ORI among them where they name none); `line` is what stands under each record, as of `now`.
 */
export type Listings = Readonly<{
  keys: (record: Listed) => readonly string[];
  asked: Readonly<Record<string, (fields: Fields, now: Instant) => string | undefined>>;
  line?: (record: RecordView, now: Instant) => string | undefined;
}>;

/** A file of the manual as data: all that distinguishes the life of its records from that of another file's. */
export type FileRules = Readonly<{
  /** First part of the stream, of the event types and of the answer's `record.file`. */
  file: FileName;
  /** Which desk a record is at home at: its entering agency's (the default), or its entering agency's county's. */
  home?: 'county';
  kinds: Readonly<Record<string, KindRules>>;
  /** In this order (D22): the first that a message fills names the record. */
  identifications: readonly (readonly string[])[];
  /**
   * The term counts from the day of the locate; a second locate ends the record at once or begins the term anew. With `first` already
   * the first one ends it.
   */
  locate: Readonly<{ term: Term; second: 'ends' | 'restarts'; first?: 'ends' }>;
  /**
   * The outside system that has to accept entries and changes; none: they are final at once. It never hears of a record with a
   * value of `except`, and of a record's parts only of those named: the data of `parts` are the record's like its own, those of `apart`
   * keep their name, so that a plate keeps its state. `confirm` stands under its hits (facts §2.3). `says`: what it
   * knows under another code, by tag and code. `again`: which change brings a record there again that the line has cancelled by itself,
   * and what its agency is told of that (`says`); without it every change does.
   */
  line?: Readonly<{
    name: string; nicLetter: string; except?: Fields; parts?: readonly string[]; apart?: readonly string[]; confirm?: string; says?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    again?: Readonly<{ by: (before: Fields, after: Fields) => boolean; says: string }>;
  }>;
  background: Background;
  /** None: its records are not subject to validation. */
  validation?: ValidationRule;
  /**
   * How a record is shown otherwise than its file's and its key's: `title` stands behind MKE/, `alert` below that line, `banner` above it, and
   * `caveat` under it in place of the words on confirming a hit.
   */
  look?: (record: Pick<RecordView, 'mke' | 'kind' | 'fields' | 'located' | 'parts'>) => Readonly<{ background?: Background; title?: string; alert?: string; banner?: string; caveat?: string }>;
  /** Tags by which an inquiry finds a record (catalogue, `searches`), and OCA and LKA for related records. IDX needs none. */
  foundBy: readonly string[];
  /** What it is looked for by, where its fields alone do not say it; several faces where a record is of several things. */
  faces?: (fields: Fields) => readonly Fields[];
  /** Of a file about people: who is looked for by name; `personOf` reads NAM, AKA and DOB. */
  person?: (record: Pick<RecordView, 'fields' | 'parts' | 'kept'>) => PersonHeld;
  /** Found by description too (QM). */
  described?: true;
  listings?: Listings;
  /** Under its responses stands the office that answers for the record: its owner's name and telephone, under these words. */
  office?: string;
  /** The record without which inquiries do not show it, by its IDX: an image's. */
  hangsOn?: (record: Pick<RecordView, 'more'>) => string;
  /** Its responses show when and by whom the record was queried last, before the present inquiry (DLI, LAI). */
  showsLastQuery?: true;
  /** Of which file a record is for the rules of disclosure, where it is not its own. */
  disclosedAs?: (record: Pick<RecordView, 'more'>) => string;
}>;

/** What the catalogue knows and the life of a record needs; given in, so that the engine stands alone. */
export type Knowledge = Pick<Catalogue, 'checkRecord' | 'splitPrivacy'>;

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
  /** The transmission, `<mri>@<terminal>`, that began all this; none for what the system began. */
  corr?: string;
}>;
