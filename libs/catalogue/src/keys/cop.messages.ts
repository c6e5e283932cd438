import type { Condition, MessageKey } from '../message-key.js';

/** Chapter Caution Ohio Police of the manual; decisions D1 to D5. Ohio alone holds the file. */

const FILE = { file: 'cop', kind: 'alert', sentTo: ['LEADS'] } as const;

const NEEDED = ['CONT', 'CT1', 'INCD', 'LTCI', 'HOME', 'INCL', 'ALRT'];
/** The manual has two names for the subject's social security number: INVD in the record, SOC where a record is found by it. */
const SUBJECT = ['NAM', 'ADR', 'AGE', 'CTY', 'DOB', 'EYE', 'HAI', 'HGT', 'INVD', 'OLN', 'OLS', 'OLY', 'RAC', 'SEX', 'SMT', 'SOC', 'STA', 'WGT'];
const PLATE = ['LIC', 'LIS', 'LIT', 'LIY'];
const VEHICLE = [...PLATE, 'VIN', 'VYR', 'VMA', 'VMO', 'VST', 'VCO'];
const SUFFIXES = ['', '2', '3', '4'];
const vehicles = SUFFIXES.flatMap((suffix) => VEHICLE.map((tag) => `${tag}${suffix}`));

/** A plate's state, kind and year say nothing without the plate, a license's none without its number. */
const companions: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(SUFFIXES.flatMap((suffix) => ['LIS', 'LIT', 'LIY'].map((tag) => [`${tag}${suffix}`, [`LIC${suffix}`]]))),
  OLS: ['OLN'],
  OLY: ['OLN'],
};

/** Decision D1: a Taylor alert is neither a homeland threat nor a Blue Alert. */
const TAYLOR_ALONE: Condition = {
  why: 'taylor-alone',
  when: [{ tag: 'LTCI', in: ['Y'] }],
  must: { tag: 'HOME', in: ['N'] },
  says: 'with LTCI Y the HOME must be N',
};

/** What a line's number and text are for, by the action. */
const lineOf = (action: string, tag: 'LIN' | 'ALR3', wanted: boolean): Condition => ({
  why: `${tag.toLowerCase()}-of-${action.toLowerCase()}`,
  when: [{ tag: 'ACT', in: [action] }],
  must: wanted ? { tag, matches: /./ } : { tag, in: [], orBlank: true },
  says: wanted ? `with ACT ${action} the ${tag} is needed` : `with ACT ${action} there is no ${tag}`,
});

const BY_BOTH_NUMBERS = [['LID', 'COP-ID']];
const DATA = ['NAM', 'OLN', 'SOC', 'LIC'];
/** One number and one datum of the record; both numbers where the record has no such datum (the manual forgets it). */
const BY_NUMBER_AND_DATUM = [...['LID', 'COP-ID'].flatMap((number) => DATA.map((datum) => [number, datum])), ...BY_BOTH_NUMBERS];

const LISTINGS = ['AL', 'IT', 'TA', 'HS', 'BA'];

export const copKeys: readonly MessageKey[] = [
  {
    ...FILE,
    mke: 'ECOP',
    title: 'enter a COP record',
    function: 'enter',
    translation: 'CAUTION OHIO POLICE',
    right: 'enter',
    needs: NEEDED,
    takes: ['ALR2', ...SUBJECT, ...vehicles],
    hangsOn: companions,
    conditions: [TAYLOR_ALONE],
  },
  {
    ...FILE,
    mke: 'MCOP',
    title: 'modify a COP record',
    function: 'modify',
    right: 'modify',
    entry: 'ECOP',
    needs: NEEDED,
    identifiedBy: BY_BOTH_NUMBERS,
    takes: ['BRD'],
    changes: [...NEEDED, 'ALR2', ...SUBJECT, ...vehicles],
    conditions: [TAYLOR_ALONE],
  },
  {
    ...FILE,
    mke: 'COP3',
    title: 'add, change or delete lines of additional alert text',
    function: 'supplement',
    right: 'modify',
    needs: ['ACT'],
    identifiedBy: BY_BOTH_NUMBERS,
    takes: ['LIN', 'ALR3'],
    conditions: [
      lineOf('A', 'ALR3', true), lineOf('A', 'LIN', false),
      lineOf('M', 'LIN', true), lineOf('M', 'ALR3', true),
      lineOf('D', 'LIN', true), lineOf('D', 'ALR3', false),
    ],
  },
  {
    ...FILE,
    mke: 'EXT',
    title: 'extend an immediate threat by eight hours',
    function: 'extend',
    right: 'modify',
    positional: ['LID'],
    identifiedBy: [['LID']],
  },
  {
    ...FILE,
    mke: 'DCOP',
    title: 'delete a COP record',
    function: 'cancel',
    right: 'remove',
    identifiedBy: BY_NUMBER_AND_DATUM,
  },
  {
    ...FILE,
    mke: 'COPP',
    title: 'hot sheet: list COP records',
    function: 'inquire',
    right: 'inquire',
    needs: ['QTYP'],
    takes: ['QKEY', 'PAG'],
    conditions: [
      { why: 'qkey-of-county', when: [{ tag: 'QTYP', in: ['CO'] }], must: { tag: 'QKEY', matches: /./ }, says: 'with QTYP CO the county is needed' },
      { why: 'qkey-alone', when: [{ tag: 'QTYP', in: LISTINGS }], must: { tag: 'QKEY', in: [], orBlank: true }, says: 'QKEY is for QTYP CO alone' },
    ],
  },
];
