import { areNicknames } from './nicknames.js';
import { mayBeSurname, surnameCodes, type PersonName } from './person-name.js';
import { soundex } from './soundex.js';

/** Facts §5.4, after the scores of the driver licence answers: 100 at most. Soundex of a given name counts between nickname and initial. */
const POINTS = {
  surnameEqual: 50, surnameSounds: 35,
  givenEqual: 30, givenNickname: 25, givenSounds: 20, givenInitial: 15,
  middle: 8, suffix: 4, county: 8,
} as const;

export const COUNTY_POINTS = POINTS.county;

/** What a name must reach, and with the expanded name search (ENS). */
export const THRESHOLD = 60;
export const THRESHOLD_EXPANDED = 45;

const sameInitial = (one: string, other: string): boolean => one !== '' && one[0] === other[0];

const surnamePoints = (asked: PersonName, held: PersonName): number => {
  if (asked.surname === held.surname) return asked.surname === '' ? 0 : POINTS.surnameEqual;
  const codes = surnameCodes(held);
  return surnameCodes(asked).some((code) => codes.includes(code)) ? POINTS.surnameSounds : 0;
};

const givenPoints = (asked: string, held: string, expanded: boolean): number => {
  if (asked === '' || held === '') return 0;
  if (asked === held) return POINTS.givenEqual;
  if (expanded && areNicknames(asked, held)) return POINTS.givenNickname;
  if (expanded && soundex(asked) === soundex(held)) return POINTS.givenSounds;
  return sameInitial(asked, held) ? POINTS.givenInitial : 0;
};

const middlePoints = (asked: readonly string[], held: readonly string[]): number =>
  asked.some((one) => held.some((other) => sameInitial(one, other))) ? POINTS.middle : 0;

const scoreAsWritten = (asked: PersonName, held: PersonName, expanded: boolean): number => {
  // No evidence of the rest outweighs a surname that is another one.
  const surname = surnamePoints(asked, held);
  if (surname === 0) return 0;
  const suffix = asked.suffix !== '' && asked.suffix === held.suffix ? POINTS.suffix : 0;
  return surname + givenPoints(asked.given, held.given, expanded) + middlePoints(asked.middle, held.middle) + suffix;
};

/** Every order of a name's parts: each part once as the surname and once as the given name, the rest between them. */
export const orders = (name: PersonName): readonly PersonName[] => {
  const { surname, halves, given, middle, suffix } = name;
  const family = halves.length > 0 ? halves : [surname];
  const parts = [...family, given, ...middle].filter((part) => part !== '');
  const without = (places: readonly number[]): readonly string[] => parts.filter((_, place) => !places.includes(place));
  const ordered = parts.flatMap((last, at) =>
    mayBeSurname(last)
      ? parts.flatMap((first, place) => (place === at ? [] : [{ surname: last, halves: [], given: first, middle: without([at, place]), suffix }]))
      : [],
  );
  return [name, ...ordered];
};

/**
 * How well a name on file fits the one asked for, 0 to 92: the county's points come on top. With `expanded` (ENS) in every order
 * of the asked name's parts, by nickname and by sound of the given name too; the best order counts.
 */
export const nameScore = (asked: PersonName, held: PersonName, expanded: boolean): number =>
  expanded ? Math.max(...orders(asked).map((order) => scoreAsWritten(order, held, true))) : scoreAsWritten(asked, held, false);
