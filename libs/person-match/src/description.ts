/**
 * The search by description (QM): sex, race, eye and hair colour must be identical; the age may be off by one year, the height by
 * three inches, the weight by ten pounds (manual, Inquiry of Missing Person Records).
 */
export type DescriptionAsked = Readonly<{ sex: string; race: string; eye: string; hair: string; age: number; height: string; weight: string }>;

/** What of it a record holds; dates of birth as CCYYMMDD, the height as feet and inches (`511`), the weight in pounds. */
export type DescriptionHeld = Readonly<{
  sex?: string | undefined; race?: string | undefined; eye?: string | undefined; hair?: string | undefined;
  height?: string | undefined; weight?: string | undefined;
  births: readonly string[];
}>;

const AGE_OFF = 1;
const INCHES_OFF = 3;
const POUNDS_OFF = 10;
/** Weights of one key; the neighbours hold every weight that is not too far off. */
const POUNDS_OF_A_KEY = POUNDS_OFF;

/** Of a height in feet and inches, such as 511. */
export const inchesOf = (height: string): number => 12 * Number(height.slice(0, 1)) + Number(height.slice(1));
const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** Full years from a birth to `today`, both CCYYMMDD. */
export const ageOn = (today: string, birth: string): number =>
  Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) - (today.slice(4) < birth.slice(4) ? 1 : 0);

const isWhole = (held: DescriptionHeld): held is DescriptionHeld & Readonly<{ height: string; weight: string }> =>
  [held.sex, held.race, held.eye, held.hair, held.height, held.weight].every((value) => value !== undefined && value !== '');

const keyOf = (sex = '', race = '', eye = '', hair = '', weights = 0, inches = 0): string =>
  [sex, race, eye, hair, twoDigits(weights), twoDigits(inches)].join('|');

/** The keys under which an index keeps a description, one for each date of birth; none for one that lacks a part. */
export const descriptionKeys = (held: DescriptionHeld): readonly string[] =>
  isWhole(held)
    ? held.births.map((birth) => `${keyOf(held.sex, held.race, held.eye, held.hair, Math.floor(Number(held.weight) / POUNDS_OF_A_KEY), inchesOf(held.height))}|${birth}`)
    : [];

/** Earliest and latest birth of somebody who is of that age today, a year either way. */
const birthsOf = (age: number, today: string): readonly [earliest: string, latest: string] => {
  const yearsBack = (years: number): string => String(Number(today.slice(0, 4)) - years).padStart(4, '0') + today.slice(4);
  // Somebody born on today's day has just had a birthday: the day itself is the latest, and out of reach a year earlier.
  return [yearsBack(age + AGE_OFF + 1), yearsBack(age - AGE_OFF)];
};

/** Ranges [from, to) of keys in which everybody lies whom {@link descriptionScore} finds. */
export const descriptionRanges = ({ sex, race, eye, hair, age, height, weight }: DescriptionAsked, today: string): readonly (readonly [from: string, to: string])[] => {
  const [earliest, latest] = birthsOf(age, today);
  const around = Array.from({ length: 2 * INCHES_OFF + 1 }, (_, n) => inchesOf(height) - INCHES_OFF + n);
  const [lightest, heaviest] = [-POUNDS_OFF, POUNDS_OFF].map((off) => Math.floor((Number(weight) + off) / POUNDS_OF_A_KEY)) as [number, number];
  const weights = Array.from({ length: heaviest - lightest + 1 }, (_, n) => lightest + n);
  return weights.flatMap((pounds) =>
    around.map((inches) => {
      const key = keyOf(sex, race, eye, hair, pounds, inches);
      return [`${key}|${earliest}`, `${key}|${latest}~`] as const;
    }),
  );
};

/** 100 for one who fits to the pound, less for every year, inch and pound off; undefined for one who does not fit. */
export const descriptionScore = (asked: DescriptionAsked, held: DescriptionHeld, today: string): number | undefined => {
  if (!isWhole(held)) return undefined;
  if (asked.sex !== held.sex || asked.race !== held.race || asked.eye !== held.eye || asked.hair !== held.hair) return undefined;
  const years = Math.min(...held.births.map((birth) => Math.abs(ageOn(today, birth) - asked.age)));
  const inches = Math.abs(inchesOf(held.height) - inchesOf(asked.height));
  const pounds = Math.abs(Number(held.weight) - Number(asked.weight));
  return years <= AGE_OFF && inches <= INCHES_OFF && pounds <= POUNDS_OFF ? 100 - 10 * years - 5 * inches - pounds : undefined;
};
