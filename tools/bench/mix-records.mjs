// The mix of a state's hot files: its records, all invented from their number alone, and the questions about them.
import { fieldsAt } from './people.mjs';
import { benchState, plateOf, seatOf, vinOf } from './vehicles.mjs';

const COUNTIES_COUNT = 88;
const DAY_MS = 86_400_000;
const share = Number(process.env['BENCH_SHARE'] ?? 1);

const countyOf = (/** @type {number} */ n) => (n % COUNTIES_COUNT) + 1;
const threeDigits = (/** @type {number} */ n) => String(n).padStart(3, '0');
/** The n-th record is one of these sheriffs': records lie in all partitions, licences at the desks of all counties. */
const sheriffOf = (/** @type {number} */ n) => `OH${threeDigits(countyOf(n))}0000`;

/** The content of STATE_FILE: the terminals of the other parts, and a sheriff in each county. */
export const mixState = () =>
  benchState(Array.from({ length: COUNTIES_COUNT }, (_, n) => ({ ori: sheriffOf(n), name: `BENCH SHERIFF ${n}`, class: 'county', county: countyOf(n), groups: [] })));

const dateOf = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
/** Yesterday wherever in the world it is: nothing may lie in Ohio's future. */
const now = Date.now() - 86_400_000;
const threeDaysAgo = dateOf(now - 3 * DAY_MS);
const thisYear = new Date(now).getFullYear();
/** A licence is good for five years; the oldest was issued four years ago, so that none ends while a filled folder is used. */
const issuedOn = (/** @type {number} */ n) => now - (n % 1_460) * DAY_MS;
const fiveYearsMs = 1_826 * DAY_MS;

/** Numbers of each file lie in a range of their own, so that no two files speak of one plate, vehicle or person. */
const FROM = { vehicle: 0, plate: 1_000_000, towed: 2_000_000, wanted: 3_000_000, license: 10_000_000, unknown: 30_000_000 };

const plate = (/** @type {number} */ n) => `LIC/${plateOf(n)}.LIS/OH.LIY/${thisYear + 1}.LIT/PC`;
const serialOf = (/** @type {number} */ n) => `ENG${String(n).padStart(7, '0')}`;
/** @param {number} n @param {readonly string[]} tags */
const person = (n, tags) => {
  const fields = fieldsAt(n);
  return tags.map((tag) => `${tag}/${fields[/** @type {keyof typeof fields} */ (tag)][0] ?? ''}`).join('.');
};
const vehicle = 'VYR/2021.VMA/FORD.VST/4D.VCO/RED';

/**
 * The files in the order in which they are filled: how many records a state holds, the ledger, and the n-th record's entry behind its key
 * and ORI. `image` is the type of the one image that each of its records has. Wanted persons are there so that `QW` meets some, and carry the mug shots.
 * @typedef {Readonly<{ name: string, volume: number, mke: string, image?: 'I' | 'M', fields: (n: number) => string }>} File
 * @type {readonly File[]}
 */
const FILES = [
  { name: 'vehicle', volume: 30_000, mke: 'EV', image: 'I', fields: (n) => `OCA/26-${n}.DOT/${threeDaysAgo}.${plate(FROM.vehicle + n)}.VIN/${vinOf(FROM.vehicle + n)}.${vehicle}` },
  { name: 'plate', volume: 40_000, mke: 'EL', image: 'I', fields: (n) => `OCA/26-${n}.DOT/${threeDaysAgo}.${plate(FROM.plate + n)}` },
  { name: 'part', volume: 5_000, mke: 'EP', image: 'I', fields: (n) => `OCA/26-${n}.DOT/${threeDaysAgo}.BRA/FORD.CAT/EN.SER/${serialOf(n)}.MIS/V8 ENGINE` },
  {
    name: 'towed', volume: 20_000, mke: 'ET', image: 'I',
    fields: (n) => `OCA/T${n}.TYP/OVI.DTW/${threeDaysAgo}.RTW/OVI ARREST.VCD/DR.STA/12 IMPOUND RD.VTF/HIGH AND BROAD.CFR/COURT ORDER.${plate(FROM.towed + n)}.VIN/${vinOf(FROM.towed + n)}.${vehicle}`,
  },
  {
    name: 'wanted-person', volume: 5_000, mke: 'EW', image: 'M',
    fields: (n) => `${person(FROM.wanted + n, ['NAM', 'SEX', 'RAC', 'HGT', 'WGT', 'EYE', 'HAI', 'DOB', 'SOC'])}.OCA/W${n}.OFF/2399.DOW/${threeDaysAgo}.EXL/1.${plate(FROM.wanted + n)}`,
  },
  {
    name: 'chl', volume: 700_000, mke: 'ECP',
    fields: (n) => `${person(FROM.license + n, ['NAM', 'SEX', 'RAC', 'DOB', 'SOC', 'ZIP'])}.ADR/${16 + (n % 900)} HIGH DRIVE.CTY/COLUMBUS.RST/OH.DOI/${dateOf(issuedOn(n))}.DOE/${dateOf(issuedOn(n) + fiveYearsMs)}.STA/A.ISS/NICHOLS,RONALD L.LPN/${n}`,
  },
];

export const mixFiles = FILES.map((file) => ({
  ...file,
  count: Math.max(1, Math.round(file.volume * share)),
  /** @param {number} n */
  entry: (n) => ({ text: `${file.mke}.${sheriffOf(n)}.${file.fields(n)}`, ori: sheriffOf(n), county: countyOf(n), seat: seatOf(n) }),
}));

const countOf = (/** @type {string} */ name) => mixFiles.find((file) => file.name === name)?.count ?? 0;
export const mixImages = mixFiles.reduce((sum, { image, count }) => sum + (image === undefined ? 0 : count), 0);
export const mixRecords = mixImages + mixFiles.reduce((sum, { count }) => sum + count, 0);

/** The n-th of several files one behind the other: the files weigh as much as they hold. @param {number} random in [0, 1) @param {readonly (readonly [number, string])[]} ranges */
const among = (random, ranges) => {
  let left = Math.floor(random * ranges.reduce((sum, [, name]) => sum + countOf(name), 0));
  for (const [from, name] of ranges) {
    if (left < countOf(name)) return { n: from + left, name };
    left -= countOf(name);
  }
  return { n: 0, name: '' };
};

/** @type {readonly (readonly [number, string])[]} */
const WITH_PLATE = [[FROM.vehicle, 'vehicle'], [FROM.plate, 'plate'], [FROM.towed, 'towed']];
/** @type {readonly (readonly [number, string])[]} */
const WITH_NUMBER = [[FROM.vehicle, 'vehicle'], [FROM.towed, 'towed'], [0, 'part']];
/** @type {readonly (readonly [number, string])[]} */
const PERSONS = [[FROM.license, 'chl'], [FROM.wanted, 'wanted-person']];

const numberOf = (/** @type {{ n: number, name: string }} */ { n, name }) => (name === 'part' ? `SER/${serialOf(n)}` : `VIN/${vinOf(n)}`);

/**
 * What is asked, by the number of somebody or something on file, or of nobody.
 * @typedef {(random: number, known: boolean) => string} Question
 */
const UNKNOWN_SPAN = 1_000_000;
const stranger = (/** @type {number} */ random) => FROM.unknown + Math.floor(random * UNKNOWN_SPAN);

/** @type {Readonly<Record<string, Question>>} */
const SINGLE = {
  'QV by plate': (random, known) => `QV.LIC/${plateOf(known ? among(random, WITH_PLATE).n : stranger(random))}.LIS/OH`,
  'QV by VIN or serial number': (random, known) => `QV.${numberOf(known ? among(random, WITH_NUMBER) : { n: stranger(random), name: 'vehicle' })}`,
  'QW by name and date of birth': (random, known) => `QW.${person(known ? among(random, PERSONS).n : stranger(random), ['NAM', 'DOB', 'SEX', 'RAC'])}`,
  'QW by number (SOC)': (random, known) => `QW.${person(known ? among(random, PERSONS).n : stranger(random), ['SOC'])}`,
  'QW by plate': (random, known) => `QW.LIC/${plateOf(known ? among(random, [[FROM.wanted, 'wanted-person']]).n : stranger(random))}.LIS/OH`,
};

const inTurn = Object.values(SINGLE);
let turn = 0;
/** @type {Readonly<Record<string, Question>>} */
export const mixQuestions = {
  ...SINGLE,
  'all of them in turn': (random, known) => /** @type {Question} */ (inTurn[(turn += 1) % inTurn.length])(random, known),
};
