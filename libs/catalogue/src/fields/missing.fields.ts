import type { FieldRule } from '../field-rule.js';
import { choice, digits, past, signs } from './define.js';

const MISSING = { files: ['missing-person'] } as const;

/**
 * What the Missing Person File alone means by its tags. Small children are missing too, whom the heights and weights of a
 * wanted person leave out; DRT is the day on which the report was taken (manual, Data Fields Associated with Missing Person Records).
 */
export const missingFields: readonly FieldRule[] = [
  digits('HGT', 'height', 3, { ...MISSING, pattern: /^[1-7](0[0-9]|1[01])$/, says: 'feet and inches in three digits, 100 to 711' }),
  digits('WGT', 'weight', 3, { ...MISSING, pattern: /^(00[1-9]|0[1-9][0-9]|[1-4][0-9]{2})$/, says: 'pounds in three digits, 001 to 499' }),
  // The manual's own example of supplemental data has the number 000000010, which nobody was ever given.
  // An inquiry may ask for it.
  digits('SOC', 'social security number', 9, { files: ['missing-person', 'person'], lengthMin: 9, refused: /^0+$/, valuesMax: 10 }),
  past('DRT', 'date on which the report was taken', MISSING),
  choice('TRT', 'time at which the report was taken', 4, /^([01][0-9]|2[0-3])[0-5][0-9]$/, 'a time of day as HHMM'),
  signs('DCH', 'dental characteristics of each tooth', 400, {
    ...MISSING,
    valuesMax: 32,
    says: 'for each of the teeth 01 to 32 its number and codes of table DCH (01 V 02 MO 03 X), or ALL, or UNK',
  }),
];
