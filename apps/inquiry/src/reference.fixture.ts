import { readFileSync } from 'node:fs';

/**
 * A slow reference of the searches: it reads the rules of the manual and of facts §5 one record at a time, knows no index, and shares no code
 * with the matcher. Records here have one name, one birth and one of each number, but for those that NCIC gave them before.
 */
export type Fields = Readonly<Record<string, readonly string[]>>;
export type Filed = Readonly<{ idx: string; file: string; nic: string; nicsBefore: readonly string[]; fields: Fields }>;

const first = (fields: Fields, tag: string): string | undefined => fields[tag]?.[0];

const CONSONANTS = ['BFPV', 'CGJKQSXZ', 'DT', 'L', 'MN', 'R'];
/** Soundex by rewriting: vowels stand as dots until equal neighbours are one. */
export const slowSoundex = (word: string): string => {
  const heard = word[0] + word.slice(1).replace(/[HW]/g, '');
  const codes = [...heard].map((letter) => CONSONANTS.findIndex((group) => group.includes(letter)) + 1).join('').replace(/(.)\1+/g, '$1');
  return `${word[0] ?? ''}${codes.slice(1).replace(/0/g, '')}000`.slice(0, 4);
};

const letters = (text: string): string => text.replace(/[ '-]/g, '');
const PARTICLES = ['DE', 'LA', 'MC'];
const halvesOf = (last: string): readonly string[] => {
  const parts = last.split(/[ -]/).map(letters);
  return parts.length < 2 ? [] : parts.filter((part) => part.length > 1 && !PARTICLES.includes(part));
};
const sounds = (last: string): readonly string[] => [letters(last), ...halvesOf(last)].map(slowSoundex);

type Name = Readonly<{ last: string; given: string; middle: readonly string[]; suffix: string }>;
const read = (nam: string): Name => {
  const [last = '', rest = ''] = nam.split(',');
  const words = rest.split(' ').map(letters);
  const suffix = words.length > 1 && /^(JR|SR|I{2,3}|IV)$/.test(words.at(-1) ?? '') ? (words.pop() ?? '') : '';
  const [given = '', ...middle] = words;
  return { last, given, middle, suffix };
};

/** The table itself, read one line at a time. */
const NICKNAMES = JSON.parse(readFileSync(new URL('../../../libs/person-match/data/nicknames.json', import.meta.url), 'utf8')) as readonly Readonly<{ name: string; nicknames: readonly string[] }>[];
const isCalled = (formal: string, familiar: string): boolean => NICKNAMES.some(({ name, nicknames }) => name === formal && nicknames.includes(familiar));
const areNicknames = (one: string, other: string): boolean => isCalled(one, other) || isCalled(other, one);

const points = (asked: Name, held: Name, expanded: boolean): number => {
  const surname = letters(asked.last) === letters(held.last) ? 50 : sounds(asked.last).some((code) => sounds(held.last).includes(code)) ? 35 : 0;
  if (surname === 0) return 0;
  const [one, other] = [asked.given, held.given];
  const given =
    one === other ? 30 : expanded && areNicknames(one, other) ? 25 : expanded && slowSoundex(one) === slowSoundex(other) ? 20 : one[0] === other[0] ? 15 : 0;
  const middle = asked.middle.some((word) => held.middle.some((own) => own[0] === word[0])) ? 8 : 0;
  return surname + given + middle + (asked.suffix !== '' && asked.suffix === held.suffix ? 4 : 0);
};

const permuted = (name: Name): readonly Name[] => {
  const parts = [...(halvesOf(name.last).length > 0 ? halvesOf(name.last) : [letters(name.last)]), name.given, ...name.middle];
  const orders: Name[] = [];
  for (let last = 0; last < parts.length; last += 1) {
    for (let given = 0; given < parts.length; given += 1) {
      if (given === last || (parts[last] ?? '').length < 2) continue;
      orders.push({ last: parts[last] ?? '', given: parts[given] ?? '', middle: parts.filter((_, at) => at !== last && at !== given), suffix: name.suffix });
    }
  }
  return [name, ...orders];
};

const yearsApart = (one: string, other: string): number => Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4)));

const namesFit = (asked: Fields, held: Fields): boolean => {
  const [nam, own] = [first(asked, 'NAM'), first(held, 'NAM')];
  const born = first(held, 'DOB');
  if (nam === undefined || own === undefined || born === undefined) return false;
  const isBorn = (asked['DOB'] ?? []).some((birth) => birth === born || (first(asked, 'EBS') === '1' && birth.slice(4) === born.slice(4) && yearsApart(birth, born) === 1));
  const [sex, race] = [first(asked, 'SEX'), first(asked, 'RAC')];
  if (!isBorn || (sex !== undefined && sex !== first(held, 'SEX'))) return false;
  if ((race === 'B' && first(held, 'RAC') === 'W') || (race === 'W' && first(held, 'RAC') === 'B')) return false;
  const expanded = first(asked, 'ENS') === 'Y';
  const best = Math.max(...(expanded ? permuted(read(nam)) : [read(nam)]).map((name) => points(name, read(own), expanded)));
  return best >= (expanded ? 45 : 60);
};

const PEOPLE = ['wanted-person', 'missing-person'];
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  NIC: [...PEOPLE, 'vehicle'], SOC: PEOPLE, FBI: PEOPLE, OLN: PEOPLE, LIC: [...PEOPLE, 'vehicle'], VIN: [...PEOPLE, 'vehicle'],
};
const COMPANION: Readonly<Record<string, string>> = { LIC: 'LIS', VIN: 'VMA', OLN: 'OLS' };

const numbersFit = (asked: Fields, record: Filed): boolean =>
  Object.keys(SEARCHED).some((tag) => {
    const value = first(asked, tag);
    if (value === undefined || SEARCHED[tag]?.includes(record.file) !== true) return false;
    const companion = COMPANION[tag] ?? '';
    const [wish, own] = [first(asked, companion), first(record.fields, companion)];
    const held = tag === 'NIC' ? [record.nic, ...record.nicsBefore] : [first(record.fields, tag)];
    return held.includes(value) && (wish === undefined || own === undefined || wish === own);
  });

/** The records that a QW must find, its secondary search included. */
export const slowSearch = (records: readonly Filed[], asked: Fields): ReadonlySet<string> => {
  const byNumber = Object.keys(SEARCHED).some((tag) => asked[tag] !== undefined);
  const primary = records.filter((record) => (byNumber ? numbersFit(asked, record) : PEOPLE.includes(record.file) && namesFit(asked, record.fields)));
  const secondary = primary.flatMap(({ fields }) => ['SOC', 'FBI', 'VIN'].flatMap((tag) => (fields[tag] === undefined ? [] : [{ [tag]: fields[tag] }])));
  return new Set([...primary, ...records.filter((record) => secondary.some((numbers) => numbersFit(numbers, record)))].map(({ idx }) => idx));
};

const inches = (height: string): number => Number(height.slice(0, 1)) * 12 + Number(height.slice(1));
/** Full years by counting birthdays. */
const birthdays = (born: string, today: string): number => {
  let years = 0;
  while (`${String(Number(born.slice(0, 4)) + years + 1)}${born.slice(4)}` <= today) years += 1;
  return years;
};

/** The records that a QM must find. `today`: CCYYMMDD. */
export const slowDescribed = (records: readonly Filed[], asked: Fields, today: string): ReadonlySet<string> => {
  const identical = (held: Fields): boolean => ['SEX', 'RAC', 'EYE', 'HAI'].every((tag) => first(held, tag) === first(asked, tag));
  const near = (held: Fields): boolean =>
    Math.abs(inches(first(held, 'HGT') ?? '') - inches(first(asked, 'HGT') ?? '')) <= 3 && Math.abs(Number(first(held, 'WGT')) - Number(first(asked, 'WGT'))) <= 10;
  const ofAge = (held: Fields): boolean => (held['DOB'] ?? []).some((born) => Math.abs(birthdays(born, today) - Number(first(asked, 'AGE'))) <= 1);
  return new Set(records.filter(({ file, fields }) => file === 'missing-person' && identical(fields) && near(fields) && ofAge(fields)).map(({ idx }) => idx));
};
