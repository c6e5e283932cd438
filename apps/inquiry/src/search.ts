import { findMessageKey, type MessageKey, type Search } from '@statewire/catalogue';
import { ohioDate } from '@statewire/clock';
import type { AlikeRequest, SearchAnswer, SearchRequest } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import { facesFilling, fileRules, isOnFile, isShownTo, lookupsFor, placeInList, relatedTo, responseOf, toldOfHits, type Fields, type Lookup, type LookupPlace } from '@statewire/record-file';
import type { View, ViewDocument } from '@statewire/views';
import type { Filed } from './projections/hot-files.projection.js';
import { agreesWithAsked, askedByRecord } from './images.js';
import { LISTED_MAX, listPart } from './listing.js';
import { queriedBefore, type LastQuery } from './projections/last-queries.projection.js';

/** Records that one answer shows; beyond it the officer is told to ask more narrowly. */
export const RESPONSES_MAX = 25;
/** Records that one identification may name: mostly one an agency. */
const NAMED_MAX = 10;
/** Documents that one key may bring before they are judged: no hit may be lost among others that share its plate. */
const CANDIDATES_MAX = 5_000;

type Hit = Readonly<{ record: Filed; rank: number; score: number }>;

const recordOf = ({ doc }: ViewDocument): Filed => doc as unknown as Filed;

/** The view as one search sees it: it knows whether a place held more than was looked at, so that the officer is told. */
type Looking = Readonly<{ at: (place: LookupPlace) => Promise<readonly Filed[]>; wasCut: () => boolean }>;
const looking = (view: View): Looking => {
  let cut = false;
  const taken = (found: readonly ViewDocument[]): readonly Filed[] => {
    cut ||= found.length === CANDIDATES_MAX;
    return found.map(recordOf);
  };
  /** Several of a key's searches look at the same place. */
  const known = new Map<string, Promise<readonly Filed[]>>();
  const atKey = (key: string): Promise<readonly Filed[]> => {
    const found = known.get(key) ?? view.find(key, CANDIDATES_MAX).then(taken);
    known.set(key, found);
    return found;
  };
  const elsewhere = async (place: Exclude<LookupPlace, { key: string }>): Promise<readonly Filed[]> =>
    taken('idx' in place ? [await view.get(place.idx)].filter((found) => found !== undefined) : await view.range(place.from, place.to, CANDIDATES_MAX));
  return { at: (place) => ('key' in place ? atKey(place.key) : elsewhere(place)), wasCut: () => cut };
};

const hitsOf = async ({ at }: Looking, lookups: readonly Lookup[]): Promise<readonly Hit[]> => {
  // All places are looked at together, and mostly nothing lies there.
  const lying = await Promise.all(lookups.flatMap(({ places }) => places.map(at)));
  const hits: Hit[] = [];
  let next = 0;
  for (const { places, rank, fits } of lookups) {
    const own = lying.slice(next, (next += places.length));
    for (const record of own.flat()) {
      const score = isOnFile(record) ? fits(record) : undefined;
      if (score !== undefined) hits.push({ record, rank, score });
    }
  }
  return hits;
};

/**
 * The live records that an identification names, what still waits for the line among them. Any number of agencies may have entered the same:
 * those of the agency that asks come first, and what others have only submitted last, which is of no use to it.
 */
export const resolve = async (view: View, { places, fits }: Lookup, ori: string): Promise<readonly Filed[]> => {
  const found = (await Promise.all(places.map(looking(view).at))).flat().filter((record) => fits(record) !== undefined);
  const turn = ({ owner, status }: Filed): number => (owner === ori ? 0 : status === 'pending' ? 2 : 1);
  return found.sort((one, other) => turn(one) - turn(other)).slice(0, NAMED_MAX);
};

const nameOf = ({ nic, idx }: Filed): string => nic ?? idx;
const enteredOn = ({ entered }: Filed): string => (entered === undefined ? '' : ohioDate(entered));

/** In the order of the identifiers; then the best score, the newest entry, the number (facts §5.4): the same question has the same answer. */
const inOrder = (one: Hit, other: Hit): number => {
  if (one.rank !== other.rank) return one.rank - other.rank;
  if (one.score !== other.score) return other.score - one.score;
  const [days, otherDays] = [enteredOn(one.record), enteredOn(other.record)];
  if (days !== otherDays) return days < otherDays ? 1 : -1;
  return nameOf(one.record) < nameOf(other.record) ? -1 : 1;
};
/** As a list, whichever identifier found them. */
const byEntry = ({ record: one }: Hit, { record: other }: Hit): number => (placeInList(one) < placeInList(other) ? -1 : 1);

/** Each record once, where it first stands. */
const distinct = (records: readonly Filed[]): readonly Filed[] => {
  const byIdx = new Map<string, Filed>();
  for (const record of records) if (!byIdx.has(record.idx)) byIdx.set(record.idx, record);
  return [...byIdx.values()];
};

const searched = async (index: Looking, searches: readonly Search[], fields: Fields, today: string, order = inOrder): Promise<readonly Filed[]> =>
  distinct([...(await hitsOf(index, lookupsFor(searches, fields, today)))].sort(order).map(({ record }) => record));

/** The records on file that hold one of these numbers, for another service. */
export const alike = (view: View, { files, tags, fields }: AlikeRequest, now: Instant): Promise<readonly Filed[]> =>
  searched(looking(view), [{ files: files as Search['files'], by: tags }], fields, ohioDate(now));

/** The secondary search: by the numbers that were found with the primary hits (manual, Inquiry of Missing Person Records). */
const followed = async (index: Looking, { searches = [], follows = [] }: MessageKey, primary: readonly Filed[], today: string): Promise<readonly Filed[]> => {
  if (follows.length === 0 || primary.length === 0) return [];
  const fields = Object.fromEntries(
    follows.map((tag) => [tag, [...new Set(primary.flatMap((record) => facesFilling(fileRules[record.file] ?? {}, record, [tag])))]]),
  );
  return searched(index, searches, fields, today);
};

const related = async ({ at }: Looking, primary: readonly Filed[]): Promise<readonly Filed[]> => {
  const found = await Promise.all(primary.flatMap(relatedTo).map(async ({ key, fits }) => (await at({ key })).filter((record) => isOnFile(record) && fits(record))));
  return found.flat();
};

/** Without those that hang on a record which is on file no more: the end of that one shows at once, theirs follows. */
const standing = async (view: View, records: readonly Filed[]): Promise<readonly Filed[]> => {
  if (records.every(({ file }) => fileRules[file]?.hangsOn === undefined)) return records;
  const stands = await Promise.all(records.map(async (record) => {
    const base = fileRules[record.file]?.hangsOn?.(record);
    const found = base === undefined ? undefined : await view.get(base);
    return base === undefined || (found !== undefined && isOnFile(recordOf(found)));
  }));
  return records.filter((_, n) => stands[n]);
};

/** The hot files, and when their records were queried before. */
export type Searched = Readonly<{ hotFiles: View; lastQueries: View<LastQuery> }>;

/** Searches the hot files as the message key says (catalogue, `searches`; decision D14): each record comes once. `now`: for ages and months. */
export const search = async ({ hotFiles, lastQueries }: Searched, { mke, ori, agencyType, fields }: SearchRequest, now: Instant): Promise<SearchAnswer> => {
  const key = findMessageKey(mke);
  if (key === undefined) return { responses: [], more: false };
  const index = looking(hotFiles);
  const today = ohioDate(now);
  const mayShow = (record: Filed): boolean => isShownTo({ ori, type: agencyType }, record);

  const asked = { ORI: [ori], ...(key.showsImages === true ? await askedByRecord(hotFiles, fields) : fields) };
  const { records: list, next } = await listPart(hotFiles, mke, asked, now, mayShow);
  const direct = (await searched(index, key.searches ?? [], fields, today, key.oldestFirst === true ? byEntry : inOrder)).filter(mayShow);
  if (list.length === 0 && direct.length === 0) return { responses: [], more: index.wasCut(), ...(next === undefined ? {} : { next }) };

  const more = [...(await followed(index, key, direct, today)), ...(fields['RSH']?.[0] === 'Y' ? await related(index, direct) : [])].filter(mayShow);
  const max = list.length > 0 ? LISTED_MAX : RESPONSES_MAX;
  const found = distinct([...list, ...direct, ...more]);
  const all = await standing(hotFiles, key.showsImages === true ? found.filter((record) => [fields, asked].every((said) => agreesWithAsked(said, record))) : found);
  const shown = all.slice(0, max);
  const before = shown.some(({ file }) => fileRules[file]?.showsLastQuery === true) ? await queriedBefore(lastQueries, shown.map(({ stream }) => stream)) : undefined;
  const responses = shown.map((record) => {
    const queried = before?.get(record.stream);
    // Whoever reads a list has not hit on each of its records.
    return responseOf(record, list.includes(record) ? { line: fileRules[record.file]?.listings?.line?.(record, now), queried } : { notify: toldOfHits(record, ori), queried });
  });
  return { responses, more: all.length > max || index.wasCut(), ...(next === undefined ? {} : { next }) };
};
