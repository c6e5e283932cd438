import { blocksOf, descriptionKeys } from '@statewire/person-match';
import { facesFilling } from './faces.js';
import type { FileRules } from './file-rules.js';
import { descriptionOf } from './persons.js';
import { isLive, type RecordView } from './record.js';

/** The key of a number in a view's index: `LIC:ABC1234`, `OCA:26-1`. A zip code is kept by its first five digits. */
export const searchKey = (tag: string, value: string): string => `${tag}:${tag === 'ZIP' ? value.slice(0, ZIP_LENGTH) : value}`;
const ZIP_LENGTH = 5;

/** The key of a block of people, `NAME:S530|19880423`, and of a description, `LOOK:M|W|BLU|GRY|17|71|19660501`. */
export const nameKey = (block: string): string => `NAME:${block}`;
export const lookKey = (description: string): string => `LOOK:${description}`;
/** The key of a list: `LIST:cop/25`. */
export const listKey = (file: string, list: string): string => `LIST:${file}/${list}`;

/** The keys by which inquiries and updates find a live record; what still waits for the line is seen by updates alone. */
export const searchKeys = (rules: FileRules, record: RecordView): readonly string[] => {
  if (!isLive(record)) return [];
  const { file, foundBy, person, described, listings } = rules;
  return [
    ...foundBy.flatMap((tag) => facesFilling(rules, record, [tag]).map((value) => searchKey(tag, value))),
    ...(person === undefined ? [] : blocksOf(person(record)).map(nameKey)),
    ...(described === undefined ? [] : descriptionKeys(descriptionOf(record)).map(lookKey)),
    ...(listings?.keys(record) ?? []).map((list) => listKey(file, list)),
  ];
};
