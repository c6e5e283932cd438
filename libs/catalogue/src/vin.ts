/** 49 CFR 565: the ninth of 17 characters is the sum of all values by weight, modulo 11, X for ten. I, O and Q have no value. */
const VALUES = new Map(
  [...'ABCDEFGH'].map((letter, at) => [letter, at + 1] as const).concat(
    [...'JKLMN'].map((letter, at) => [letter, at + 1] as const),
    [['P', 7], ['R', 9]],
    [...'STUVWXYZ'].map((letter, at) => [letter, at + 2] as const),
    [...'0123456789'].map((digit, value) => [digit, value] as const),
  ),
);
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_DIGITS = '0123456789X';

/** False only for a VIN of 17 characters whose check digit is wrong; others have none. */
export const isConformingVin = (vin: string): boolean => {
  if (vin.length !== WEIGHTS.length) return true;

  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (VALUES.get(vin.charAt(at)) ?? Number.NaN), 0);
  return Number.isFinite(sum) && vin.charAt(8) === CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length);
};
