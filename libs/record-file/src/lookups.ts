import type { Search } from '@statewire/catalogue';
import { blocksAsked, descriptionRanges, descriptionScore, matchScore, nameScoreOf, soundsLike, type DescriptionAsked, type PersonAsked, type PersonHeld } from '@statewire/person-match';
import { codeIn } from './code-in.js';
import { facesFilling, facesOf } from './faces.js';
import type { FileRules } from './file-rules.js';
import type { Fields } from './fields.js';
import { fileRules } from './files/index.js';
import { withoutOthers } from './parts.js';
import { descriptionOf, peopleOf } from './persons.js';
import { valuesOf, type RecordView } from './record.js';
import { lookKey, nameKey, searchKey } from './search-keys.js';

/** What a search looks at of a record; an outside system's has no numbers of LEADS. */
export type Findable = Pick<RecordView, 'file' | 'kind' | 'mke' | 'owner' | 'fields' | 'nic' | 'nicsBefore' | 'parts' | 'kept' | 'idx' | 'lid'>;

/** Where to look: at one key, in keys of a range [from, to), or at the record of an index number. */
export type Place = Readonly<{ key: string } | { from: string; to: string } | { idx: string }>;

/**
 * One look into an index. `fits` judges what lies there: undefined for what is not meant, otherwise a score; 100 for a number
 * that agrees. Hits are shown by `rank` first, the place of the identifier among all.
 */
export type Lookup = Readonly<{ places: readonly Place[]; rank: number; fits: (record: Findable) => number | undefined }>;

/** The order in which the hits of a message's identifiers are shown. */
const IDENTIFIERS = ['NIC', 'IDX', 'LID', 'VIN', 'LIC', 'OAN', 'SER', 'SOC', 'FBI', 'MNU', 'OLN', 'PER', 'LPN', 'OCA', 'NAM'];
/** What must agree where both sides have it. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = { VIN: ['VMA'], OAN: ['VMA'], SER: ['VMA'], LIC: ['LIS'], OLN: ['OLS'] };
const NUMBER_SCORE = 100;

const rulesOf = (record: Findable) => fileRules[record.file] ?? {};
const peopleIn = (record: Findable): readonly [PersonHeld, ...PersonHeld[]] => peopleOf(rulesOf(record), record);
const first = (fields: Fields, tag: string): string | undefined => fields[tag]?.[0];

const agree = (tag: string, one: string, other: string): boolean => codeIn(tag, one) === codeIn(tag, other);

/** What a record says in one breath: its faces; of a person the fields, and each part, since a plate of the one is no plate of the other's state. */
const blocksOf = (record: Findable): readonly Findable[] => {
  const rules: Pick<FileRules, 'faces'> = rulesOf(record);
  if (rules.faces !== undefined) return facesOf(rules, record);
  return record.parts === undefined ? [record] : [record.fields, ...Object.values(record.parts)].map((fields) => ({ ...record, fields }));
};

/** In one of its blocks the record holds the value, and there agrees in the companions that were given; of several values each has the companion in its place. */
const holds = (record: Findable, fields: Fields, tag: string, held: string, value: string): boolean =>
  blocksOf(record).some((block) => {
    const values = valuesOf(block, held);
    return values.some((own, place) =>
      searchKey(held, own) === searchKey(held, value) &&
      (COMPANIONS[tag] ?? []).every((companion) => {
        const asked = first(fields, companion);
        const beside = valuesOf(block, companion);
        const its = (beside.length === values.length ? [beside[place] ?? ''] : beside).filter((each) => each !== '');
        return asked === undefined || its.length === 0 || its.some((each) => agree(companion, each, asked));
      }));
  });

/** A LID is an IDX without its letters, or for a COP record a number of its own. */
const placesOf = (tag: string, value: string, files: readonly string[]): readonly Place[] => {
  if (tag === 'IDX') return [{ idx: value }];
  if (tag !== 'LID') return [{ key: searchKey(tag, value) }];
  const prefixes = files.flatMap((file) => Object.values(fileRules[file]?.kinds ?? {}).map(({ idxPrefix }) => idxPrefix));
  return [{ key: searchKey(tag, value) }, ...prefixes.map((prefix) => ({ idx: `${prefix}${value}` }))];
};

const byNumber = ({ files }: Search, fields: Fields, tag: string, held: string, value: string): Lookup => {
  const name = tag === 'OCA' ? first(fields, 'NAM') : undefined;
  const fits = (record: Findable): number | undefined =>
    files.includes(record.file as Search['files'][number]) && holds(record, fields, tag, held, value) &&
    (name === undefined || peopleIn(record).some(({ names }) => names.some((own) => soundsLike(name, own))))
      ? NUMBER_SCORE
      : undefined;
  return { places: placesOf(held, value, files), rank: IDENTIFIERS.indexOf(tag), fits };
};

const best = (scores: readonly (number | undefined)[]): number | undefined => scores.reduce((one, other) => (other !== undefined && (one === undefined || other > one) ? other : one), undefined);

const personAsked = (fields: Fields): PersonAsked => ({
  names: fields['NAM'] ?? [],
  births: fields['DOB'] ?? [],
  sex: first(fields, 'SEX'),
  race: first(fields, 'RAC'),
  expandedName: first(fields, 'ENS') === 'Y',
  expandedBirth: first(fields, 'EBS') !== undefined,
});

const named = ({ files }: Search, fields: Fields): readonly Lookup[] => {
  const asked = personAsked(fields);
  const fits = (record: Findable): number | undefined =>
    files.includes(record.file as Search['files'][number]) ? best(peopleIn(record).map((person) => matchScore(asked, person))) : undefined;
  return [{ places: blocksAsked(asked).map((block) => ({ key: nameKey(block) })), rank: IDENTIFIERS.indexOf('NAM'), fits }];
};

const described = ({ files }: Search, fields: Fields, today: string): readonly Lookup[] => {
  const text = (tag: string): string => first(fields, tag) ?? '';
  const asked: DescriptionAsked = { sex: text('SEX'), race: text('RAC'), eye: text('EYE'), hair: text('HAI'), age: Number(text('AGE')), height: text('HGT'), weight: text('WGT') };
  // A name hides nobody here: whoever bears it comes first.
  const fits = (record: Findable): number | undefined => {
    if (!files.includes(record.file as Search['files'][number])) return undefined;
    const score = descriptionScore(asked, descriptionOf(record), today);
    return score === undefined ? undefined : score + nameScoreOf(fields['NAM'] ?? [], peopleIn(record)[0].names, text('ENS') === 'Y');
  };
  const places = descriptionRanges(asked, today).map(([from, to]) => ({ from: lookKey(from), to: lookKey(to) }));
  return [{ places, rank: IDENTIFIERS.indexOf('NAM'), fits }];
};

/**
 * Where a message's fields are looked up, and what fits them. Numbers search for themselves alone; only without one is a name
 * searched (manual, Inquiry of Missing Person Records; facts §5.1). `today`: Ohio's date, for ages.
 */
export const lookupsFor = (searches: readonly Search[], fields: Fields, today: string): readonly Lookup[] => {
  const isByName = first(fields, 'NAM') !== undefined && !searches.some(({ by }) => by.some((tag) => tag !== 'NAM' && first(fields, tag) !== undefined));
  // With every inquiry, once for each system: nothing is made for what was not asked.
  const lookups: Lookup[] = [];
  for (const search of searches) {
    for (const tag of search.by) {
      const values = tag === 'NAM' ? undefined : fields[tag];
      if (values !== undefined) for (const value of values) lookups.push(byNumber(search, fields, tag, search.as?.[tag] ?? tag, value));
    }
    if (isByName && search.by.includes('NAM')) lookups.push(...named(search, fields));
    if (search.byDescription === true) lookups.push(...described(search, fields, today));
  }
  return lookups;
};

/**
 * Where the records lie that a message's identification may mean, and which of them it does: every tag of it must agree.
 * Throws Error where no tag of it is one that the file is found by: a defect of the file's rules.
 */
export const lookupOf = (file: string, kind: string, identification: Readonly<Record<string, string>>): Lookup => {
  const rules = fileRules[file];
  const tags = Object.keys(identification);
  const values = Object.values(identification).join('|');
  const tag = ['IDX', 'LID', ...(rules?.foundBy ?? [])].find((each) => tags.includes(each));
  if (rules === undefined || tag === undefined) throw new Error(`records of ${file} are not found by ${tags.join(' and ')}`);
  const fits = (record: Findable): number | undefined =>
    record.file === file && (kind === '' || record.kind === kind) && facesFilling(rules, withoutOthers(record), tags).includes(values) ? NUMBER_SCORE : undefined;
  return { places: placesOf(tag, identification[tag] ?? '', [file]), rank: 0, fits };
};
