import type { FileName } from './field-rule.js';
import type { Addressing } from './addressing.js';
import type { FieldValues } from './message.js';
import type { TableName } from './tables.js';

export type MessageFunction =
  | 'enter' | 'modify' | 'cancel' | 'clear' | 'locate' | 'inquire' | 'message'
  | 'supplement' | 'modify-supplement' | 'cancel-supplement' | 'detain' | 'modify-detainer' | 'cancel-detainer' | 'extend';

/** What a sender needs. `remove` stays with an agency under sanction that may no longer `enter` (decision A7). */
export const KEY_RIGHTS = ['inquire', 'locate', 'confirm', 'message', 'enter', 'modify', 'remove', 'detain'] as const;
type KeyRight = (typeof KEY_RIGHTS)[number];

/** The agencies that some message keys are for. */
export type Audience = 'sheriffs' | 'law-enforcement';

/** What one field must be for a condition to speak, or to be met. `head` looks at that many first characters only, a blank at their end left out. */
export type Clause = Readonly<{
  tag: string;
  head?: number;
  in?: readonly string[];
  /** Listed in `table`, and in none of `elsewhere`. */
  table?: TableName;
  elsewhere?: readonly TableName[];
  /** Listed in `table`, and in one of these too. */
  alsoIn?: readonly TableName[];
  matches?: RegExp;
  /** Another value than that tag's. */
  differsFrom?: string;
  /** A date not before that tag's. */
  notBefore?: string;
  /** A date that has not gone by. */
  toCome?: true;
  /** The field is a date of birth: whole years of age on the day of the message, of a record that is on file on that of its entry. */
  age?: Readonly<{ from?: number; below?: number }>;
  /** As a demand: the field may also be left out. */
  orBlank?: true;
}>;

/** When every clause of `when` holds, `must` is demanded: MISSING_FIELD when it says nothing, FIELD_ERROR when it says something else. */
export type Condition = Readonly<{
  /** Names the rule in a fault. */
  why: string;
  when: readonly Clause[];
  must: Clause;
  /** The sentence for the terminal. */
  says: string;
}>;

/** How far back a date or year may lie, counted from today or this year. `of`: what it is the date of; on file it is judged anew where that changes. */
export type Reach = Readonly<({ daysBack: number } | { yearsBack: number }) & { of?: readonly string[]; says: string }>;

/**
 * Some files that an inquiry searches, and the tags by which it does: NAM with a date of birth, OCA with the name. `as` looks one
 * tag's value up among another's: a serial number among the VINs. `byDescription`: by sex, race, age and build (QM).
 */
export type Search = Readonly<{ files: readonly FileName[]; by: readonly string[]; as?: Readonly<Record<string, string>>; byDescription?: true }>;

/**
 * What a message ought to carry; it is taken without. With `status` only of a record in that status, with `of` of one with such a key,
 * with `where` of one that now says such things; without `tags` its sender has to know it whatever the message carries.
 */
export type Advice = Readonly<{ tags?: readonly string[]; status?: 'active' | 'located'; of?: readonly string[]; where?: readonly Clause[]; says: string }>;
/** What is advised of the record that a message has changed; `today` is Ohio's date as CCYYMMDD. */
export type Advised = Readonly<{ status: 'active' | 'located'; mke: string; fields: FieldValues; today: string }>;

/**
 * A message key as data. Whoever adds one adds a value of this type; parser, checker, replies and the printed page follow.
 * The tags that a key knows are all that it names anywhere below.
 */
export type MessageKey = Readonly<{
  mke: string;
  title: string;
  function: MessageFunction;
  file: FileName;
  /** Kinds are files of their own as far as duplicates go (decision D17). */
  kind?: string;
  /** Further files whose records the same key treats; which of them is meant says the record that it names. */
  alsoOf?: readonly Readonly<{ file: FileName; kind: string }>[];
  /** What stands behind MKE/ in a response about a record that was entered with this key. */
  translation?: string;
  right: KeyRight;
  /** Whom alone the rules let send it, whatever their rights: sheriffs' offices, and the agencies that serve one (decision D20); or law enforcement. */
  only?: Audience;
  /** Who gets the message: LEADS itself, and the systems it is forwarded to. */
  sentTo: readonly ('LEADS' | 'NCIC' | 'NLETS' | 'BMV')[];
  /** Its name on the line, where that is another one. */
  forwardedAs?: string;
  /** Of a message to terminals: how its recipients are found. */
  addressed?: Addressing;
  /** Tags of the leading positional part, in order (`EXT.25COP004`). */
  positional?: readonly string[];

  needs?: readonly string[];
  /** Of each group at least one. */
  oneOf?: readonly (readonly string[])[];
  /** With this value the tag is there and asks for nothing: its groups are judged as if it had not come. */
  declined?: Readonly<Record<string, string>>;
  /** Of each group all or none. */
  together?: readonly (readonly string[])[];
  /** A tag that says nothing without one of the others. */
  hangsOn?: Readonly<Record<string, readonly string[]>>;
  takes?: readonly string[];
  /** Of these tags: they can only name the agency that sends the message. */
  own?: readonly string[];
  /** In these tags: agencies that are told of it. */
  tells?: readonly string[];
  /** Sets of tags that identify the record, best first (decision D22). */
  identifiedBy?: readonly (readonly string[])[];
  /** Of a modification: the key whose entry rules the changed record must keep, and the tags that may change. */
  entry?: string;
  changes?: readonly string[];

  /** Fields of which it takes one value, where others take several. */
  single?: readonly string[];
  /** A narrower table than the field's own. */
  takesOnly?: Readonly<Record<string, TableName>>;
  /** Asked of a modification once the record is known: what is on file already is not entered again. */
  within?: Readonly<Record<string, Reach>>;
  /** Of an inquiry: where it looks. A listing looks nowhere: its file knows the list (record-file, `listings`); nor does one that only others answer. */
  searches?: readonly Search[];
  /** Of an inquiry: LEADS and NCIC are asked only when this tag came; without it they could say nothing true. */
  hotFilesWith?: string;
  /** Of an inquiry: these numbers of what it found are searched once more (manual: secondary search). */
  follows?: readonly string[];
  /** Tags that only say which record is meant, must agree with it, and are not kept. */
  checks?: readonly string[];
  /** Of an inquiry: in the order of their entry, where others show the newest first (decision D24). */
  oldestFirst?: true;
  /** Of an inquiry: its responses carry the images of what they show, whether or not IND asks for them. */
  showsImages?: true;
  conditions?: readonly Condition[];
  /** Needed from an agency that is not staffed at all hours (decision D11). */
  needsWhenUnstaffed?: readonly string[];
  should?: readonly Advice[];
}>;

/** It may delete what it may change, and its values may be those on file already. */
export const isModification = ({ function: asked }: Pick<MessageKey, 'function'>): boolean => ['modify', 'modify-supplement', 'modify-detainer'].includes(asked);

/** A key of the manual that is not offered yet: known by name, refused as unknown. */
export type AnnouncedKey = Pick<MessageKey, 'mke' | 'title' | 'function'>;

/** Every tag that the key names, in the order of its rules. */
export const tagsOf = (key: MessageKey): ReadonlySet<string> =>
  new Set([
    ...(key.positional ?? []),
    ...(key.needs ?? []),
    ...(key.identifiedBy ?? []).flat(),
    ...(key.oneOf ?? []).flat(),
    ...(key.together ?? []).flat(),
    ...Object.entries(key.hangsOn ?? {}).flatMap(([tag, others]) => [tag, ...others]),
    ...(key.takes ?? []),
    ...(key.changes ?? []),
  ]);
