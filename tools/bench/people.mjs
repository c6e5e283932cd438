// An invented population, the same in every run, and the errors that people make when they write or say who somebody is.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Numbers in [0, 1) that a seed alone determines (mulberry32). @param {number} seed */
export const randomOf = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** @template T @param {readonly T[]} list @param {() => number} random @returns {T} */
const pick = (list, random) => /** @type {T} */ (list[Math.floor(random() * list.length)]);
/** The first of a list often, the last seldom: the square of an even number. @template T @param {readonly T[]} list @param {() => number} random @returns {T} */
const pickCommon = (list, random) => /** @type {T} */ (list[Math.floor(random() ** 3 * list.length)]);

const HEADS = 'SMITH JOHNSON WILLIAMS BROWN JONES GARCIA MILLER DAVIS RODRIGUEZ MARTINEZ HERNANDEZ LOPEZ GONZALEZ WILSON ANDERSON THOMAS TAYLOR MOORE JACKSON MARTIN LEE PEREZ THOMPSON WHITE HARRIS SANCHEZ CLARK RAMIREZ LEWIS ROBINSON WALKER YOUNG ALLEN KING WRIGHT SCOTT TORRES NGUYEN HILL FLORES GREEN ADAMS NELSON BAKER HALL RIVERA CAMPBELL MITCHELL CARTER ROBERTS'.split(' ');
const BEGIN = 'B BL BR C CH CL CR D DR F FR G GR H J K KR L M N P PR R S SCH SH ST T TH V W Z'.split(' ');
const MIDDLE = 'A AI AU E EA EI I O OO OU U'.split(' ');
const END = 'BERG BY CH CK DER FORD HAM KE KINS L LAND LER LEY MAN MER N ND NER NSON R RD RSON S SCH SEN SKI SON STEIN TER TON TT TZ WELL Z'.split(' ');
/** Some 12,000 surnames, the common ones first. */
const SURNAMES = [...HEADS, ...BEGIN.flatMap((head) => MIDDLE.flatMap((vowel) => END.map((tail) => head + vowel + tail)))];

const nicknames = /** @type {{ name: string, nicknames: string[] }[]} */ (
  JSON.parse(readFileSync(fileURLToPath(new URL('../../libs/person-match/data/nicknames.json', import.meta.url)), 'utf8'))
);
const GIVEN = nicknames.map(({ name }) => name).filter((name) => /^[A-Z]{2,10}$/.test(name));
const NICKNAMES = new Map(nicknames.map(({ name, nicknames: others }) => [name, others.filter((other) => /^[A-Z]+$/.test(other))]));

const twoDigits = (/** @type {number} */ n) => String(n).padStart(2, '0');
/** @param {() => number} random */
const birthOf = (random) => `${1936 + Math.floor(random() * 72)}${twoDigits(1 + Math.floor(random() * 12))}${twoDigits(1 + Math.floor(random() * 28))}`;
const digits = (/** @type {number} */ n, /** @type {number} */ length) => String(n).padStart(length, '0');

/** @typedef {{ last: string, given: string, middle: string, birth: string, sex: string, race: string }} Person */

/** The n-th person. @param {number} n @returns {Person} */
export const personAt = (n) => {
  const random = randomOf(n + 1);
  const surname = () => (random() < 0.35 ? pickCommon(HEADS, random) : pickCommon(SURNAMES, random));
  const last = random() < 0.05 ? `${surname()}-${surname()}`.slice(0, 17) : surname();
  return {
    last, given: pickCommon(GIVEN, random), middle: random() < 0.7 ? pick([...'ABCDEFGHJKLMNPRSTW'], random) : random() < 0.6 ? pickCommon(GIVEN, random) : '',
    birth: birthOf(random), sex: random() < 0.7 ? 'M' : 'F', race: pick([...'WWWWWWWBBBAUI'], random),
  };
};

/** As NAM, cut to its 30 characters. @param {Person} person */
export const namOf = ({ last, given, middle }) => `${last},${given}${middle === '' ? '' : ` ${middle}`}`.slice(0, 30).trimEnd();

/** A record's fields: what an entry says of the person. @param {number} n */
export const fieldsAt = (n) => {
  const person = personAt(n);
  const random = randomOf(n + 900_000_001);
  const inches = 60 + Math.floor((random() + random()) * 9);
  return {
    NAM: [namOf(person)], DOB: [person.birth], SEX: [person.sex], RAC: [person.race],
    HGT: [`${Math.floor(inches / 12)}${twoDigits(inches % 12)}`], WGT: [digits(120 + Math.floor((random() + random()) * 70), 3)],
    EYE: [pick(['BRO', 'BRO', 'BRO', 'BLU', 'BLU', 'GRN', 'HAZ', 'GRY'], random)], HAI: [pick(['BRO', 'BRO', 'BLK', 'BLK', 'BLN', 'RED', 'GRY'], random)],
    SOC: [digits(100_000_000 + n, 9)], OLN: [`RH${digits(n, 7)}`], OLS: ['OH'], OCA: [`26-${digits(n, 7)}`], ZIP: [`43${digits(n % 1000, 3)}`],
  };
};

const VOWELS = 'AEIOU';
const SOUNDS_ALIKE = { C: 'K', K: 'C', S: 'Z', Z: 'S', D: 'T', T: 'D', F: 'V', V: 'F', B: 'P', P: 'B', G: 'J', J: 'G', M: 'N', N: 'M' };
const replaced = (/** @type {string} */ word, /** @type {number} */ at, /** @type {string} */ by, length = 1) => word.slice(0, at) + by + word.slice(at + length);
const inside = (/** @type {string} */ word, /** @type {() => number} */ random) => 1 + Math.floor(random() * Math.max(1, word.length - 1));

/**
 * What somebody makes of a person's name and birth. Each is one error; real questions have none more often than not.
 * @type {Readonly<Record<string, (person: Person, random: () => number) => Person>>}
 */
export const ERRORS = {
  'none': (person) => person,
  'no middle name': (person) => ({ ...person, middle: '' }),
  'given name as an initial': (person) => ({ ...person, given: person.given.slice(0, 1) }),
  'vowel wrong in the surname': (person, random) => {
    const at = [...person.last].findIndex((letter, place) => place > 0 && VOWELS.includes(letter));
    return at < 0 ? person : { ...person, last: replaced(person.last, at, pick([...VOWELS], random)) };
  },
  'letter doubled or dropped in the surname': (person, random) => {
    const at = inside(person.last, random);
    return { ...person, last: random() < 0.5 ? replaced(person.last, at, (person.last[at] ?? '').repeat(2)) : replaced(person.last, at, '') };
  },
  'consonant that sounds alike in the surname': (person, random) => {
    const at = inside(person.last, random);
    return { ...person, last: replaced(person.last, at, SOUNDS_ALIKE[/** @type {keyof typeof SOUNDS_ALIKE} */ (person.last[at])] ?? person.last[at] ?? '') };
  },
  'letters swapped in the surname': (person, random) => {
    const at = inside(person.last.slice(0, -1), random);
    return { ...person, last: replaced(person.last, at, (person.last[at + 1] ?? '') + (person.last[at] ?? ''), 2) };
  },
  'first letter of the surname wrong': (person) => ({ ...person, last: replaced(person.last, 0, SOUNDS_ALIKE[/** @type {keyof typeof SOUNDS_ALIKE} */ (person.last[0])] ?? 'X') }),
  'half of a double surname': (person, random) => (person.last.includes('-') ? { ...person, last: pick(person.last.split('-'), random) } : { ...person, last: person.last }),
  'nickname': (person, random) => {
    const known = NICKNAMES.get(person.given) ?? [];
    return known.length === 0 ? person : { ...person, given: pick(known, random) };
  },
  'given and middle name swapped': (person) => (person.middle === '' ? person : { ...person, given: person.middle, middle: person.given }),
  'surname and given name swapped': (person) => ({ ...person, last: person.given, given: person.last }),
  'typing error in the given name': (person, random) => ({ ...person, given: replaced(person.given, inside(person.given, random), pick([...'AEINRST'], random)) }),
  'year of birth off by one': (person, random) => ({ ...person, birth: String(Number(person.birth.slice(0, 4)) + (random() < 0.5 ? 1 : -1)) + person.birth.slice(4) }),
  'day of birth wrong': (person, random) => ({ ...person, birth: person.birth.slice(0, 6) + twoDigits(1 + Math.floor(random() * 28)) }),
};

/** How often each error comes among a thousand questions of an officer's day; the rest have none. */
export const ERROR_SHARES = {
  'no middle name': 250, 'given name as an initial': 10, 'vowel wrong in the surname': 40, 'letter doubled or dropped in the surname': 40,
  'consonant that sounds alike in the surname': 20, 'letters swapped in the surname': 15, 'first letter of the surname wrong': 5, 'half of a double surname': 10,
  'nickname': 60, 'given and middle name swapped': 10, 'surname and given name swapped': 5, 'typing error in the given name': 20, 'year of birth off by one': 15, 'day of birth wrong': 10,
};
