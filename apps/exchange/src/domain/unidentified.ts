import { inchesOf } from '@statewire/person-match';
import type { Fields } from './line.js';
import { UNIDENTIFIED, type Unidentified } from './unidentified-persons.js';

/** A possible match: the number of the unidentified person, the identifiers in which both agree, and the person as NCIC prints it. */
export type Comparison = Readonly<{ nic: string; agrees: readonly string[]; text: string }>;

/** How much each identifier says when both sides have it and agree. Marks, prints and teeth say most. */
const WEIGHTS: Readonly<Record<string, number>> = { SEX: 1, DOB: 2, RAC: 1, HGT: 1, WGT: 1, EYE: 1, HAI: 1, SMT: 3, FPC: 5, JWT: 1, BLT: 2, DCH: 5 };
/** A description alone does not reach it; a description with a mark, a blood type or teeth does. */
const ENOUGH = 9;
/** What an estimate may be off by: years, inches, pounds. */
const SLACK = { years: 2, inches: 2, pounds: 20 };
/** NCIC's codes for what nobody knows: of eyes and hair (XXX), of the blood type and teeth, of race. */
const UNKNOWN: readonly string[] = ['XXX', 'UNK', 'UNKWN', 'U'];
/** Restored or missing teeth that must be alike before teeth say anything. */
const TEETH_MIN = 3;

/** True: they agree. False: they cannot be the same person. Undefined: nothing is said. */
type Verdict = boolean | undefined;

const within = (value: number, [from, to]: readonly [number, number], slack: number): boolean => value >= from - slack && value <= to + slack;
const known = (value: string | undefined): value is string => value !== undefined && !UNKNOWN.includes(value);
const equal = (one: string | undefined, other: string | undefined): Verdict => (known(one) && known(other) ? one === other : undefined);
/** Hair and eyes may have changed, or been written down otherwise: only agreement counts. */
const hint = (verdict: Verdict): Verdict => (verdict === true ? true : undefined);
const shared = (one: readonly string[], other: readonly string[]): Verdict => (one.some((each) => other.includes(each)) ? true : undefined);

/** Of a tooth: `01-MO` is tooth 01 with code MO. Untouched teeth and unknown ones are too common to say anything. */
const telling = (chart: string): ReadonlyMap<string, string> =>
  new Map(chart.split(' ').map((tooth) => [tooth.slice(0, 2), tooth.slice(3)] as const).filter(([, code]) => code !== '' && code !== 'V' && code !== '/'));

/** What is restored may be restored further, what is gone stays gone: a tooth that the missing person has lost contradicts one that is there. */
const teethOf = (missing: string | undefined, found: string | undefined): Verdict => {
  if (missing === undefined || found === undefined || missing === 'UNK' || found === 'UNK') return undefined;
  const before = telling(missing);
  const after = telling(found);
  for (const [tooth, code] of before) if (code === 'X' && after.get(tooth) !== 'X') return false;
  return [...before].filter(([tooth, code]) => after.get(tooth) === code).length >= TEETH_MIN ? true : undefined;
};

const verdicts = (fields: Fields, other: Unidentified): Readonly<Record<string, Verdict>> => {
  const first = (tag: string): string | undefined => fields[tag]?.[0];
  const measured = (tag: string, of: (value: string) => number, range: readonly [number, number], slack: number): Verdict => {
    const value = first(tag);
    return value === undefined ? undefined : within(of(value), range, slack);
  };
  return {
    SEX: equal(first('SEX'), other.sex),
    DLC: (first('DLC') ?? '') > other.gone ? false : undefined,
    DOB: measured('DOB', (born) => Number(born.slice(0, 4)), other.born, SLACK.years),
    RAC: equal(first('RAC'), other.race),
    HGT: measured('HGT', inchesOf, other.height, SLACK.inches),
    WGT: hint(measured('WGT', Number, other.weight, SLACK.pounds)),
    EYE: hint(equal(first('EYE'), other.eyes)),
    HAI: hint(equal(first('HAI'), other.hair)),
    SMT: shared(fields['SMT'] ?? [], other.marks),
    JWT: shared(fields['JWT'] ?? [], other.jewelry),
    FPC: equal(first('FPC'), other.prints),
    BLT: equal(first('BLT'), other.blood),
    DCH: teethOf(first('DCH'), other.teeth),
  };
};

const feet = (inches: number): string => `${String(Math.floor(inches / 12))}${String(inches % 12).padStart(2, '0')}`;
const range = ([from, to]: readonly [number, number], printed: (value: number) => string): string => `${printed(from)}-${printed(to)}`;

const printed = ({ nic, what, ori, oca, sex, race, born, height, weight, eyes, hair, marks, jewelry, blood }: Unidentified): string =>
  [
    `MKE/UNIDENTIFIED ${what}`,
    `ORI/${ori} SEX/${sex} RAC/${race} EYB/${range(born, String)} HGT/${range(height, feet)} WGT/${range(weight, String)} EYE/${eyes} HAI/${hair}`,
    ...[[...marks.map((mark) => `SMT/${mark}`), ...jewelry.map((each) => `JWT/${each}`), ...(blood === undefined ? [] : [`BLT/${blood}`])].join(' ')].filter((line) => line !== ''),
    `OCA/${oca} NIC/${nic}`,
  ].join('\n');

/**
 * Compares a missing person with the Unidentified Person File by the identifiers that the manual names (chapter Missing Person).
 * The originating agency's state is told with the match and decides nothing: people are found in other states.
 */
export const compareWithUnidentified = (fields: Fields, file: readonly Unidentified[] = UNIDENTIFIED): readonly Comparison[] =>
  file.flatMap((other) => {
    const said = Object.entries(verdicts(fields, other));
    const agrees = said.filter(([, verdict]) => verdict === true).map(([tag]) => tag);
    const weight = agrees.reduce((sum, tag) => sum + (WEIGHTS[tag] ?? 0), 0);
    return said.some(([, verdict]) => verdict === false) || weight < ENOUGH ? [] : [{ nic: other.nic, agrees, text: printed(other) }];
  });

/** A possible match as NCIC writes of it. */
export const comparisonText = ({ agrees, text }: Comparison): string => `${text}\nAGREES IN ${agrees.join(' ')}`;
