import type { Instant } from '@statewire/kernel';
import { fileRules, isOnFile, listRange, placeInList, type Fields, type Listings } from '@statewire/record-file';
import type { View } from '@statewire/views';
import type { RollRequest } from '@statewire/contracts';
import type { Filed } from './projections/hot-files.projection.js';

/** Records that one part of a list shows. */
export const LISTED_MAX = 100;
/** Records of a list that another service is given. */
const ROLL_MAX = 5_000;

/** A part of a list, oldest first; `next`: the place (PAG) from which it goes on. */
export type ListPart = Readonly<{ records: readonly Filed[]; next?: string }>;

/** A place as an operator sends it on: the digits of the instant of entry, and the number of the record. */
const PLACE = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})([A-Z]{2}\d{8})$/;
const wordOf = ({ entered = '', idx }: Filed): string => `${entered.replaceAll(/\D/g, '')}${idx}`;
const placeOf = (word: string): string | undefined => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', ms = '', idx = ''] = PLACE.exec(word) ?? [];
  return idx === '' ? undefined : placeInList({ entered: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`, idx });
};

const filedIn = (documents: Awaited<ReturnType<View['range']>>): readonly Filed[] => documents.map(({ doc }) => doc as unknown as Filed);

/** Oldest first, each record once. */
const inOrder = (records: readonly Filed[]): readonly Filed[] =>
  [...new Map(records.map((record) => [placeInList(record), record])).entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, record]) => record);

/** The files that have lists, by the message keys that may ask for one. */
const LISTING = new Map<string, readonly Readonly<{ file: string; asked: Listings['asked'][string] }>[]>();
for (const { file, listings } of Object.values(fileRules)) {
  for (const [mke, asked] of Object.entries(listings?.asked ?? {})) LISTING.set(mke, [...(LISTING.get(mke) ?? []), { file, asked }]);
}

/** The lists of all files that a message key's fields ask for. */
const listsAsked = (mke: string, fields: Fields, now: Instant): readonly Readonly<{ file: string; list: string }>[] =>
  (LISTING.get(mke) ?? []).flatMap(({ file, asked }) => {
    const list = asked(fields, now);
    return list === undefined ? [] : [{ file, list }];
  });

/** What lies behind a place in lists, oldest first, as far as it is known of all of them; `more`: there is something behind that. */
const readOn = async (view: View, lists: ReturnType<typeof listsAsked>, behind: string | undefined): Promise<Readonly<{ part: readonly Filed[]; more: boolean }>> => {
  const found = await Promise.all(lists.map(async ({ file, list }) => filedIn(await view.range(...listRange(file, list, { behind }), LISTED_MAX + 1))));
  // Behind the end of what was read of one file's list nothing is known of it.
  const [end] = found.flatMap((part) => (part.length > LISTED_MAX ? part.slice(-1).map(placeInList) : [])).sort();
  const known = inOrder(found.flat()).filter((record) => end === undefined || placeInList(record) <= end);
  return { part: known.slice(0, LISTED_MAX), more: end !== undefined || known.length > LISTED_MAX };
};

/**
 * The part of a list that a message asks for: the first, or the one from PAG on. A record that comes or goes meanwhile moves no other out of its part.
 * What waits for NCIC has its place in a list, and is not shown; of that, and of what the asker may not see, no place is told either.
 */
export const listPart = async (view: View, mke: string, fields: Fields, now: Instant, mayShow: (record: Filed) => boolean): Promise<ListPart> => {
  const lists = listsAsked(mke, fields, now);
  if (lists.length === 0) return { records: [] };
  for (let behind = placeOf(fields['PAG']?.[0] ?? ''); ; ) {
    const { part, more } = await readOn(view, lists, behind);
    const records = part.filter((record) => isOnFile(record) && mayShow(record));
    const [lastShown, last] = [records.at(-1), part.at(-1)];
    if (!more || last === undefined) return { records };
    if (lastShown !== undefined) return { records, next: wordOf(lastShown) };
    behind = placeInList(last);
  }
};

/** The records of a file's list, for another service. */
export const roll = async (view: View, { file, list, since }: RollRequest): Promise<readonly Filed[]> =>
  inOrder(filedIn(await view.range(...listRange(file, list, { since }), ROLL_MAX))).filter(isOnFile);
