import type { Instant } from '@statewire/kernel';
import { blocksOf, descriptionKeys } from '@statewire/person-match';
import { facesFilling } from './faces.js';
import type { FileRules } from './file-rules.js';
import { descriptionOf, peopleOf } from './persons.js';
import { isLive, type RecordView, type ValidationMonth } from './record.js';

/** The key of a number in a view's index: `LIC:ABC1234`, `OCA:26-1`. */
export const searchKey = (tag: string, value: string): string => `${SHARED[tag] ?? tag}:${value}`;
/** Whoever asks by one of them means the others too (manual, Parts File): all that has the number lies in one place. */
const SHARED: Readonly<Record<string, string>> = { SER: 'VIN', OAN: 'VIN' };

/** The key of a block of people, `NAME:S530|19880423`, and of a description, `LOOK:M|W|BLU|GRY|17|71|19660501`. */
export const nameKey = (block: string): string => `NAME:${block}`;
export const lookKey = (description: string): string => `LOOK:${description}`;
const listStart = (file: string, list: string): string => `LIST:${file}/${list}|`;
/** Behind every place of a list. */
const LAST = '~';

/** Where a record stands in a list, oldest first. */
export const placeInList = ({ entered = '', idx }: Pick<RecordView, 'entered' | 'idx'>): string => `${entered}|${idx}`;
/** The key of a record on a list: `LIST:cop/CO/25|2026-11-20T13:00:00.000Z|CP10000004`. */
const listKey = (file: string, list: string, record: Pick<RecordView, 'entered' | 'idx'>): string => `${listStart(file, list)}${placeInList(record)}`;
/** The keys of a list, [from, to): all of them, those behind a place, or those since an instant. */
export const listRange = (file: string, list: string, from: Readonly<{ behind?: string | undefined; since?: Instant | undefined }> = {}): readonly [from: string, to: string] =>
  [`${listStart(file, list)}${from.behind === undefined ? (from.since ?? '') : `${from.behind}!`}`, `${listStart(file, list)}${LAST}`];

type Indexed = Pick<RecordView, 'mke' | 'owner' | 'fields' | 'nic' | 'nicsBefore' | 'kept' | 'idx' | 'lid'>;

/** The keys of the people in a record: a block for each name and birth, and what they look like where their file is searched by that. */
export const personKeys = ({ person, described }: Pick<FileRules, 'person' | 'described'>, record: Pick<RecordView, 'fields' | 'parts' | 'kept'>): readonly string[] => [
  ...(person === undefined ? [] : peopleOf({ person }, record).flatMap(blocksOf).map(nameKey)),
  ...(described === undefined ? [] : descriptionKeys(descriptionOf(record)).map(lookKey)),
];

/** The keys of the numbers that a record holds on any of its faces. */
export const numberKeys = (rules: Pick<FileRules, 'faces'>, tags: readonly string[], record: Indexed): readonly string[] => {
  const keys = new Set<string>();
  for (const tag of tags) for (const value of facesFilling(rules, record, [tag])) keys.add(searchKey(tag, value));
  return [...keys];
};

/**
 * The key of a record on an agency's validation list: `VALIDATE:OHCOP0000/202702/SV00000417`, in the order of their numbers;
 * `VALIDATED` where it was confirmed. Without a number: where the list begins.
 */
export const validationKey = (state: 'VALIDATE' | 'VALIDATED', owner: string, month: ValidationMonth, idx = ''): string => `${state}:${owner}/${month}/${idx}`;

const validationKeys = ({ owner, idx, validation }: Pick<RecordView, 'owner' | 'idx' | 'validation'>): readonly string[] => [
  ...(validation?.month === undefined ? [] : [validationKey('VALIDATE', owner, validation.month, idx)]),
  ...(validation?.done === undefined ? [] : [validationKey('VALIDATED', owner, validation.done.month, idx)]),
];

/** The keys by which inquiries and updates find a live record; what still waits for the line is seen by updates alone. */
export const searchKeys = (rules: FileRules, record: RecordView): readonly string[] => {
  if (!isLive(record)) return [];
  const lists = (rules.listings?.keys(record) ?? []).map((list) => listKey(rules.file, list, record));
  return [...numberKeys(rules, rules.foundBy, record), ...personKeys(rules, record), ...validationKeys(record), ...lists];
};
