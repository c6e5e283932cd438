import type { Response } from '@statewire/contracts';
import { personName, soundsLike } from '@statewire/person-match';
import { candidateResponse, contactResponse, driverResponse } from './bmv.response.js';
import { DRIVERS, ID_CARD, type Driver } from './drivers-of-ohio.js';
import type { Fields } from './line.js';

type Question = Readonly<{ mke: string; fields: Fields }>;

const NUMBERS: Readonly<Record<string, (driver: Driver) => string | undefined>> = {
  SOC: ({ social }) => social, SSN: ({ social }) => social, OLN: ({ license }) => license?.number, KEY: ({ key }) => key,
};

/** What a name loses by a part that is not the one asked for: the manual's list has 094 where only the title differs, 077 where only the middle initial does. */
const LOST = { surname: 15, given: 15, middle: 23, title: 6 } as const;
const ALL = 100;

const initial = (part: string): string => part.slice(0, 1);

/** How well a name fits, 0 to 100; undefined where it is another one: the surname must sound alike, and the given name begin alike. */
const scoreOf = (asked: string, held: string): number | undefined => {
  const [one, other] = [personName(asked), personName(held)];
  if (!soundsLike(asked, held) || initial(one.given) !== initial(other.given)) return undefined;
  const lost = [
    one.surname === other.surname ? 0 : LOST.surname,
    one.given === other.given ? 0 : LOST.given,
    initial(one.middle.join('')) === initial(other.middle.join('')) ? 0 : LOST.middle,
    one.suffix === other.suffix ? 0 : LOST.title,
  ];
  return lost.reduce((score, points) => score - points, ALL);
};

/** The one who has this very name and day of birth; else all whose names are alike, those born on that day alone if there are any (manual, DN). */
const byName = (fields: Fields, file: readonly Driver[], today: string): readonly Response[] => {
  const [name = '', born, county] = [fields['NAM']?.[0], fields['DOB']?.[0], fields['COU']?.[0]];
  const alike = file
    .filter((driver) => county === undefined || driver.county === Number(county))
    .flatMap((driver) => {
      const score = scoreOf(name, driver.name);
      return score === undefined ? [] : [{ driver, score }];
    })
    .sort((one, other) => other.score - one.score || (one.driver.key < other.driver.key ? -1 : 1));
  const bornThen = alike.filter(({ driver }) => driver.born === born);
  const meant = bornThen.filter(({ score }) => score === ALL);
  if (meant.length > 0) return meant.map(({ driver }) => driverResponse(driver, today));
  return (bornThen.length > 0 ? bornThen : alike).map(({ driver, score }) => candidateResponse(driver, score, today));
};

const byNumber = (fields: Fields, file: readonly Driver[]): readonly Driver[] => {
  const asked = Object.keys(NUMBERS).filter((tag) => fields[tag] !== undefined);
  return file.filter((driver) => asked.some((tag) => fields[tag]?.includes(NUMBERS[tag]?.(driver) ?? '') === true));
};

/** What the Bureau of Motor Vehicles answers from its driver license file. `today`: Ohio's date, CCYYMMDD. */
export const bmvAnswer = ({ mke, fields }: Question, today: string, file: readonly Driver[] = DRIVERS): readonly Response[] => {
  if (mke === 'DN') return byName(fields, file, today);
  const found = byNumber(fields, file);
  if (!mke.startsWith('EC')) return found.map((driver) => driverResponse(driver, today));
  // The file of next of kin does not know a state ID card's number for a license's.
  const known = mke === 'ECL' ? found.filter(({ license }) => license?.class !== ID_CARD) : found;
  return known.flatMap((driver) => (driver.contacts === undefined ? [] : [contactResponse(driver, driver.contacts, today)]));
};
