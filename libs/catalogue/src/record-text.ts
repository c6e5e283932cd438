import type { FileName } from './field-rule.js';
import type { FieldValues } from './message.js';
import { meaningIn } from './tables.js';

/** A record as a response, an acceptance or a notice prints it. `located` is there once a locate has been placed. */
export type ShownRecord = Readonly<{
  /** The key with which it was entered. */
  mke: string;
  /** Stands behind MKE/ in place of the key's translation. */
  title?: string | undefined;
  /** The entering agency. */
  ori: string;
  status?: string;
  fields: FieldValues;
  idx: string;
  lid: string;
  nic?: string;
  /** `date` is CCYYMMDD, `by` the locating ORI, `case` its case number. */
  located?: Readonly<{ by: string; date: string; disposition?: string; case?: string }>;
  /** Blocks of further data, each under its name. */
  parts?: Readonly<Record<string, FieldValues>>;
}>;

/** In front of the translation; a status that is not named says nothing. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ['located', 'LOCATED '],
  ['cleared', 'CLEARED '],
  ['cancelled', 'CANCELED '],
  ['retired', 'RETIRED '],
  ['refused', 'REFUSED '],
]);

/** A locate with this disposition is told below, not in the line of the key (manual, Locates and Detainers). */
const STAYS_IN_FORCE = 'NOEX';

const lineLengthMax = 80;

const CASE = [['OCA', 'NOA', 'LKI', 'LKA'], ['MIS']] as const;

/** The order in which a file's fields are printed; what it does not name follows by tag. Each list is one block of lines. */
const VEHICLE_ORDER = [
  ['ORI', 'LIC', 'LIS', 'LIY', 'LIT'],
  ['VIN', 'OAN', 'VYR'],
  ['VMA', 'VMO', 'VST', 'VCO', 'DOT'],
  ...CASE,
] as const;

/** What an officer must know first stands first: how far they extradite, and what to beware of. */
const PERSON_ORDER = [
  ['EXL'],
  ['CMC'],
  ['ORI', 'NAM', 'SEX', 'RAC', 'POB', 'DOB'],
  ['HGT', 'WGT', 'EYE', 'HAI', 'FBI', 'CTZ', 'SKN'],
  ['SMT'],
  ['FPC', 'MNU', 'SOC', 'BCI'],
  ['OLN', 'OLS', 'OLY', 'LIC', 'LIS', 'LIY', 'LIT'],
  ['VIN', 'VYR', 'VMA', 'VMO', 'VST', 'VCO'],
  ['OFF'],
  ['OOC'],
  ['MNP', 'MPC', 'DLC', 'DOW', 'DOV', 'DOE', 'OCA', 'NOA', 'LKI', 'LKA'],
  ['AKA'],
  ['ADR', 'CIT', 'STA', 'ZIP', 'COU'],
  ['MIS'],
] as const;

const PLATE_ORDER = [['ORI', 'LIC', 'LIS', 'LIY', 'LIT'], ['DOT'], ...CASE] as const;
const PART_ORDER = [['ORI', 'SER', 'OAN'], ['BRA', 'CAT', 'EPD', 'VYR', 'DOT'], ...CASE] as const;
const TOWED_ORDER = [
  ['ORI', 'TYP', 'DTW'],
  ['LIC', 'LIS', 'LIY', 'LIT'],
  ['VIN', 'VYR', 'VMA', 'VMO', 'VST', 'VCO'],
  ['RTW'],
  ['VTF'],
  ['STA'],
  ['VCD'],
  ['CFR'],
  ['DPT', 'DTR', 'IPF', 'IPT', 'CID', 'FUD'],
  ['OCA', 'MIS'],
] as const;

/** A vehicle of a COP record: the first one's tags have no number. */
const copVehicle = (suffix: string): readonly string[] => ['LIC', 'LIS', 'LIT', 'LIY', 'VIN', 'VYR', 'VMA', 'VMO', 'VST', 'VCO'].map((tag) => `${tag}${suffix}`);
const COP_ORDER = [
  ['ORI', 'LTCI', 'HOME', 'DTE', 'INCD', 'INCL'],
  ['ALRT'], ['ALR2'], ['ALR3'],
  ['NAM', 'DOB', 'AGE', 'SEX', 'RAC', 'HGT', 'WGT', 'EYE', 'HAI', 'SMT'],
  ['SOC', 'INVD', 'OLN', 'OLS', 'OLY', 'ADR', 'CTY', 'STA'],
  ...['', '2', '3', '4'].map(copVehicle),
  ['CONT', 'CT1'],
];

const LICENSE_ORDER = [
  ['PER'],
  ['ORI'],
  ['LPN'],
  ['NAM', 'SEX', 'RAC'],
  ['DOB', 'SOC'],
  ['ADR', 'CTY', 'RST', 'ZIP'],
  ['DOI', 'DOE'],
  ['COI', 'STA'],
  ['ISS'],
  ['MIS'],
] as const;

const ORDER: Partial<Readonly<Record<FileName, readonly (readonly string[])[]>>> = {
  vehicle: VEHICLE_ORDER,
  plate: PLATE_ORDER,
  part: PART_ORDER,
  towed: TOWED_ORDER,
  'wanted-person': PERSON_ORDER, 'missing-person': PERSON_ORDER, cop: COP_ORDER,
  chl: LICENSE_ORDER,
};

/** The literal of an offense and that of its category (manual, Locates with EXT/NOEX: `OFF/LARCENY -LARCENY`). */
const offense = (code: string): string => {
  const literal = meaningIn(['OFF'], code) ?? code;
  return `${literal} - ${meaningIn(['OFF'], `${code.slice(0, 2)}99`) ?? literal}`;
};

/** What is printed in words instead of its code, in the files about people. */
const IN_WORDS: Readonly<Record<string, (code: string) => string>> = {
  EXL: (code) => `${code} - ${meaningIn(['own-EXL'], code) ?? ''}`.trimEnd(),
  CMC: (code) => `${code} - ${meaningIn(['CMC'], code) ?? ''}`.trimEnd(),
  OFF: offense,
  OOC: offense,
};
const PERSON_FILES: readonly FileName[] = ['wanted-person', 'missing-person'];

/** What a license's fields are called where it is shown (manual, Concealed Handgun License: Inquiry). */
const LICENSE_LABELS: Readonly<Record<string, string>> = {
  PER: 'LEADS GENERATED PERMIT', LPN: 'LOCAL PERMIT NUMBER', DOI: 'DATE OF ISSUE', DOE: 'DATE OF EXPIRE', COI: 'COUNTY', STA: 'STATUS', ISS: 'ISSUING SHERIFF NAME',
};
const licenseWords = (tag: string, value: string): string =>
  `${LICENSE_LABELS[tag] ?? tag}/${tag === 'STA' ? (meaningIn(['own-STA-permit'], value) ?? value) : value}`;

const NUMBERS = ['NIC', 'IDX', 'LID'];
/** What a file shows in place of the IDX: for a COP record the manual's CID. */
const OWN_NUMBERS: Partial<Readonly<Record<FileName, readonly string[]>>> = { cop: ['CID', 'LID'] };

/** Lines break between fields only, so that a value can be found in the text as it was sent. */
const wrap = (fields: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  for (const field of fields) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + field.length <= lineLengthMax) lines[lines.length - 1] = `${last} ${field}`;
    else lines.push(field);
  }
  return lines;
};

export const recordText = (file: FileName, record: ShownRecord, translation: string | undefined): string => {
  const values: FieldValues = {
    ...record.fields,
    ORI: [record.ori],
    IDX: [record.idx],
    LID: [record.lid],
    ...(record.nic === undefined ? {} : { NIC: [record.nic] }),
  };
  const order = ORDER[file] ?? [['ORI']];
  const numbers = OWN_NUMBERS[file] ?? NUMBERS;
  const named = new Set<string>([...order.flat(), ...NUMBERS, ...numbers]);
  const further = Object.keys(values).filter((tag) => !named.has(tag)).sort();
  const words = (tag: string, value: string): string =>
    file === 'chl' ? licenseWords(tag, value) : `${tag}/${PERSON_FILES.includes(file) ? (IN_WORDS[tag]?.(value) ?? value) : value}`;
  const block = (from: FieldValues, tags: readonly string[]): readonly string[] =>
    wrap(tags.flatMap((tag) => (Object.hasOwn(from, tag) ? (from[tag] ?? []) : []).filter((value) => value !== '').map((value) => words(tag, value))));
  const printed = (tags: readonly string[]): readonly string[] => block(values, tags);

  const { located, status = located === undefined || located.disposition === STAYS_IN_FORCE ? 'active' : 'located' } = record;
  return [
    `MKE/${STATUS_WORDS.get(status) ?? ''}${record.title ?? translation ?? record.mke}`,
    ...order.flatMap(printed),
    ...printed(further),
    ...Object.entries(record.parts ?? {}).flatMap(([name, part]) => [name, ...block(part, [...order.flat(), ...Object.keys(part)].filter((tag, n, all) => all.indexOf(tag) === n))]),
    ...printed(numbers),
    ...(located === undefined ? [] : [`LOCATED/${[located.date, located.disposition, located.by, located.case].filter((word) => word !== undefined).join(' ')}`]),
  ].join('\n');
};
