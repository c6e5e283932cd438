import { soundex } from './soundex.js';

/** A NAM taken apart, without its signs. `surname` is joined: `DE LA CRUZ` is `DELACRUZ`; `halves` are its own words where it has several. */
export type PersonName = Readonly<{ surname: string; halves: readonly string[]; given: string; middle: readonly string[]; suffix: string }>;

const SUFFIXES: readonly string[] = ['JR', 'SR', 'II', 'III', 'IV'];
/** They begin surnames without telling them apart: half of a name that is one of these is looked for by nobody. */
const PARTICLES: readonly string[] = ['DE', 'DEL', 'DER', 'DEN', 'DI', 'DA', 'DO', 'DOS', 'DU', 'EL', 'AL', 'LA', 'LE', 'LAS', 'LOS', 'MC', 'MAC', 'ST', 'VAN', 'VON', 'TEN', 'TER', 'BIN', 'IBN'];
/** A letter alone is an initial: it names nobody's family. */
const SURNAME_LENGTH_MIN = 2;

const joined = (text: string): string => text.replace(/[^A-Z]/g, '');
const words = (text: string): readonly string[] => text.split(/[ -]+/).map(joined).filter((word) => word !== '');
export const mayBeSurname = (word: string): boolean => word.length >= SURNAME_LENGTH_MIN && !PARTICLES.includes(word);

/** Reads `LAST,FIRST MIDDLE SUFFIX` (manual: NAM). A hyphen or a blank in the surname is ignored; a given name with a hyphen is one word. */
export const personName = (nam: string): PersonName => {
  const [last = '', rest = ''] = nam.toUpperCase().split(',', 2);
  const split = rest.split(/ +/).map(joined).filter((word) => word !== '');
  const suffixed = split.length > 1 && SUFFIXES.includes(split.at(-1) ?? '');
  const [given = '', ...middle] = suffixed ? split.slice(0, -1) : split;
  const parts = words(last);
  return {
    surname: joined(last),
    halves: parts.length > 1 ? parts.filter(mayBeSurname) : [],
    given, middle,
    suffix: suffixed ? (split.at(-1) ?? '') : '',
  };
};

/** The Soundex of the surname and of each half of a compound one, each once (facts §5.4). */
export const surnameCodes = ({ surname, halves }: Pick<PersonName, 'surname' | 'halves'>): readonly string[] => [
  ...new Set([surname, ...halves].map(soundex).filter((code) => code !== '')),
];
