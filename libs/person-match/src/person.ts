import { birthsAsked } from './birth.js';
import { personName, surnameCodes, type PersonName } from './person-name.js';
import { COUNTY_POINTS, nameScore, orders, THRESHOLD, THRESHOLD_EXPANDED } from './score.js';

/** Raised whenever a key, a block or a score changes: views that keep blocks are built anew. */
export const MATCHER_VERSION = 1;

/** Who is asked for: names as NAM, dates of birth as CCYYMMDD, an Ohio county as two digits. */
export type PersonAsked = Readonly<{
  names: readonly string[];
  births: readonly string[];
  sex?: string | undefined;
  race?: string | undefined;
  county?: string | undefined;
  /** ENS. */
  expandedName?: boolean;
  /** EBS. */
  expandedBirth?: boolean;
}>;

/** Stands among the births of somebody who is found by the name alone, because nobody knows when that one was born. */
export const UNKNOWN_BIRTH = '';

/** Who is on file: the name, its aliases and stolen names, and every date of birth known. */
export type PersonHeld = Readonly<{
  names: readonly string[];
  births: readonly string[];
  sex?: string | undefined;
  race?: string | undefined;
  county?: string | undefined;
}>;

/** SEX must be an exact match (manual, Inquiry of Missing Person Records); what is not on file hides nobody. */
const fitsSex = (asked: string | undefined, held: string | undefined): boolean => asked === undefined || held === undefined || asked === held;

/** B searches all races but W, W all but B; A, I, U and the others search all (manual, the same place; facts §9). */
const RACES_LEFT_OUT: Readonly<Record<string, string>> = { B: 'W', W: 'B' };
const fitsRace = (asked: string | undefined, held: string | undefined): boolean => {
  const leftOut = asked === undefined ? undefined : RACES_LEFT_OUT[asked];
  return leftOut === undefined || held !== leftOut;
};

const blocks = (codes: readonly string[], births: readonly string[]): readonly string[] => codes.flatMap((code) => births.map((birth) => `${code}|${birth}`));
const codesOf = (names: readonly PersonName[]): readonly string[] => [...new Set(names.flatMap(surnameCodes))];

/** The blocks under which an index keeps a person: `S530|19880423`, one for each surname code and date of birth. */
export const blocksOf = ({ names, births }: PersonHeld): readonly string[] => blocks(codesOf(names.map(personName)), [...new Set(births)]);

/** The blocks in which everybody lies whom {@link matchScore} finds. */
export const blocksAsked = ({ names, births, expandedName = false, expandedBirth = false }: PersonAsked): readonly string[] => {
  const asked = names.map(personName);
  return blocks(codesOf(expandedName ? asked.flatMap(orders) : asked), [...new Set([...birthsAsked(births, expandedBirth), UNKNOWN_BIRTH])]);
};

/** The best score of one of the names asked for against one on file, 0 to 92; the names as NAM. */
export const nameScoreOf = (asked: readonly string[], held: readonly string[], expanded: boolean): number => {
  const others = held.map(personName);
  return Math.max(0, ...asked.map(personName).flatMap((one) => others.map((other) => nameScore(one, other, expanded))));
};

/** 0 to 100 of a person whose name, birth, sex and race fit what is asked; undefined when they do not. */
export const matchScore = (asked: PersonAsked, held: PersonHeld): number | undefined => {
  const { expandedName = false, expandedBirth = false } = asked;
  if (!fitsSex(asked.sex, held.sex) || !fitsRace(asked.race, held.race)) return undefined;
  if (![...birthsAsked(asked.births, expandedBirth), UNKNOWN_BIRTH].some((birth) => held.births.includes(birth))) return undefined;

  const name = nameScoreOf(asked.names, held.names, expandedName);
  const threshold = expandedName ? THRESHOLD_EXPANDED : THRESHOLD;
  const score = name + (name > 0 && asked.county !== undefined && asked.county === held.county ? COUNTY_POINTS : 0);
  return score >= threshold ? score : undefined;
};

/** Whether the surname of a name on file is, or sounds like, that of the one asked for. */
export const soundsLike = (asked: string, held: string): boolean => {
  const codes = surnameCodes(personName(held));
  return surnameCodes(personName(asked)).some((code) => codes.includes(code));
};
