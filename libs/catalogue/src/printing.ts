import type { FileName } from './field-rule.js';
import { meaningIn } from './tables.js';

type Words = Readonly<Record<string, (code: string) => string>>;

/** How a file's records are printed. */
export type Printing = Readonly<{
  /** The order of the fields; what it does not name follows by tag. Each list is one block of lines. */
  order: readonly (readonly string[])[];
  /** What a field is called in place of its tag. */
  labels?: Readonly<Record<string, string>>;
  /** What is printed in words instead of its code. */
  words?: Words;
  /** What stands under it, where that is more or other than NIC, IDX and LID. */
  numbers?: readonly string[];
  /** Tags that say something together: where a block has several of them, each is printed with its own state and year. */
  together?: readonly (readonly string[])[];
}>;

const CASE = [['OCA', 'NOA', 'LKI', 'LKA'], ['MIS']] as const;

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
  ['DLI', 'LAI'],
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
  ['IDX', 'LID'],
  ['PER'],
  ['ORI'],
  ['LPN'],
  ['DTE', 'DLI', 'LAI'],
  ['NAM', 'SEX', 'RAC'],
  ['DOB', 'SOC'],
  ['ADR', 'CTY', 'RST', 'ZIP'],
  ['DOI', 'DOE'],
  ['COI', 'STA'],
  ['ISS'],
  ['MIS'],
] as const;

/** The literal of an offense and that of its category (manual, Locates with EXT/NOEX: `OFF/LARCENY -LARCENY`). */
const offense = (code: string): string => {
  const literal = meaningIn(['OFF'], code) ?? code;
  return `${literal} - ${meaningIn(['OFF'], `${code.slice(0, 2)}99`) ?? literal}`;
};

/** In the files about people. */
const PERSON_WORDS: Words = {
  EXL: (code) => `${code} - ${meaningIn(['own-EXL'], code) ?? ''}`.trimEnd(),
  CMC: (code) => `${code} - ${meaningIn(['CMC'], code) ?? ''}`.trimEnd(),
  OFF: offense,
  OOC: offense,
};
const PERSON: Printing = {
  order: PERSON_ORDER, words: PERSON_WORDS, numbers: ['NIC', 'IDX', 'LID', 'DTE'],
  together: [['OLN', 'OLS', 'OLY'], ['LIC', 'LIS', 'LIY', 'LIT'], ['VIN', 'VYR', 'VMA', 'VST']],
};

/** Manual, Concealed Handgun License: Inquiry. */
const LICENSE: Printing = {
  order: LICENSE_ORDER,
  labels: {
    PER: 'LEADS GENERATED PERMIT', LPN: 'LOCAL PERMIT NUMBER', DTE: 'ENTERED ON', DOI: 'DATE OF ISSUE', DOE: 'DATE OF EXPIRE', COI: 'COUNTY', STA: 'STATUS', ISS: 'ISSUING SHERIFF NAME',
  },
  words: { STA: (code) => meaningIn(['own-STA-permit'], code) ?? code },
  numbers: [],
};

const PRINTINGS: Partial<Readonly<Record<FileName, Printing>>> = {
  vehicle: { order: VEHICLE_ORDER },
  plate: { order: PLATE_ORDER },
  part: { order: PART_ORDER },
  towed: { order: TOWED_ORDER },
  'wanted-person': PERSON,
  'missing-person': PERSON,
  // In place of the IDX the manual shows a COP record's CID.
  cop: { order: COP_ORDER, numbers: ['CID', 'LID'] },
  chl: LICENSE,
};

/** How the records of a file are printed; one that has no words of its own begins with its agency. */
export const printingOf = (file: FileName): Printing => PRINTINGS[file] ?? { order: [['ORI']] };
