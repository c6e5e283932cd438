import { findMessageKey, type MessageKey, type Search } from '@statewire/catalogue';
import type { StateReader } from '@statewire/kernel';
import { facesFilling, fileRules, lookupsFor, relatedTo, type LookupPlace } from '@statewire/record-file';
import type { Fields } from './line.js';
import { findable, ncicPlace, ncicRecordKey, type NcicRecord } from './ncic-store.js';

type Scored = Readonly<{ record: NcicRecord; score: number }>;

const NIC_KEY = /^NIC:/;

const at = (state: StateReader, key: string): readonly string[] =>
  NIC_KEY.test(key) ? [key.replace(NIC_KEY, '')] : (state.get<readonly string[]>(ncicPlace(key)) ?? []);

/** The best hit first, then by number. */
const inOrder = (one: Scored, other: Scored): number => other.score - one.score || (one.record.nic < other.record.nic ? -1 : 1);

const searched = (state: StateReader, searches: readonly Search[], fields: Fields, today: string): readonly NcicRecord[] => {
  const found = new Map<string, Scored>();
  /** Several of a key's searches look at the same place. */
  const known = new Map<string, readonly string[]>();
  const lying = (place: LookupPlace): readonly string[] => {
    if ('idx' in place) return [];
    const key = 'key' in place ? place.key : place.from;
    const there = known.get(key) ?? at(state, key);
    known.set(key, there);
    return there;
  };
  for (const { places, fits } of lookupsFor(searches, fields, today)) {
    for (const nic of new Set(places.flatMap(lying))) {
      const record = state.get<NcicRecord>(ncicRecordKey(nic));
      const score = record && fits(findable(record));
      if (record !== undefined && score !== undefined && score > (found.get(nic)?.score ?? -1)) found.set(nic, { record, score });
    }
  }
  return [...found.values()].sort(inOrder).map(({ record }) => record);
};

/** Those that hold the same numbers as a hit (secondary search). */
const followed = (state: StateReader, { searches = [], follows = [] }: MessageKey, primary: readonly NcicRecord[], today: string): readonly NcicRecord[] => {
  if (follows.length === 0 || primary.length === 0) return [];
  const numbers = Object.fromEntries(
    follows.map((tag) => [tag, [...new Set(primary.flatMap((record) => facesFilling(fileRules[record.file] ?? {}, findable(record), [tag])))]]),
  );
  return searched(state, searches, numbers, today);
};

/** Those of the same agency and case as a hit, and those linked with it (Related Search Hit). */
const related = (state: StateReader, primary: readonly NcicRecord[]): readonly NcicRecord[] =>
  primary.flatMap((hit) => relatedTo(findable(hit))).flatMap(({ key, fits }) =>
    at(state, key).flatMap((nic) => state.get<NcicRecord>(ncicRecordKey(nic)) ?? []).filter((record) => fits(findable(record))));

/**
 * The records that fit an inquiry, from NCIC's own store, the best first; then what is searched by their numbers, and what is related
 * to them where the inquiry asks for that (RSH). None when the inquiry brings nothing that NCIC searches by. `today`: Ohio's date.
 * Nothing leads on from a record that the asker may not be shown: what came of it would tell what it holds.
 */
export const ncicSearch = (
  state: StateReader,
  { mke, fields }: Readonly<{ mke: string; fields: Fields }>,
  today: string,
  mayShow: (record: NcicRecord) => boolean,
): readonly NcicRecord[] => {
  const key = findMessageKey(mke);
  if (key === undefined) return [];
  const primary = searched(state, key.searches ?? [], fields, today).filter(mayShow);
  const all = [...primary, ...followed(state, key, primary, today), ...(fields['RSH']?.[0] === 'Y' ? related(state, primary) : [])];
  return [...new Map(all.filter(mayShow).map((record) => [record.nic, record])).values()];
};
