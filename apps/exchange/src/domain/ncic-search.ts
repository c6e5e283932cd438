import { findMessageKey, type Search } from '@statewire/catalogue';
import type { StateReader } from '@statewire/kernel';
import { facesFilling, fileRules, lookupsFor, type LookupPlace } from '@statewire/record-file';
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

/**
 * The records that fit an inquiry, from NCIC's own store, the best first; then those that hold the same numbers as one of them
 * (secondary search). None when the inquiry brings nothing that NCIC searches by. `today`: Ohio's date.
 */
export const ncicSearch = (state: StateReader, { mke, fields }: Readonly<{ mke: string; fields: Fields }>, today: string): readonly NcicRecord[] => {
  const { searches = [], follows = [] } = findMessageKey(mke) ?? {};
  const primary = searched(state, searches, fields, today);
  if (follows.length === 0 || primary.length === 0) return primary;
  const numbers = Object.fromEntries(
    follows.map((tag) => [tag, [...new Set(primary.flatMap((record) => facesFilling(fileRules[record.file] ?? {}, findable(record), [tag])))]]),
  );
  return [...new Map([...primary, ...searched(state, searches, numbers, today)].map((record) => [record.nic, record])).values()];
};
