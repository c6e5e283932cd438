import { SUPPLEMENTAL } from '../persons.js';
import type { Supplements } from '../supplementing.js';

/**
 * Further data of a person: nine items a message (manual, Missing Person, Enter a Supplemental Data Record), and of each kind as many
 * as NCIC keeps of a record (facts.md §4, row 23).
 */
export const PERSON_SUPPLEMENTS: Supplements = {
  itemsMax: 9,
  valuesMax: 9,
  valuesMaxOf: { AKA: 99, NAM: 99 },
  together: { OLN: ['OLS', 'OLY'], LIC: ['LIS', 'LIY', 'LIT'], VIN: ['VYR', 'VMA', 'VST'] },
  apart: { OLN: 'OLS', LIC: 'LIS' },
  // "01 Other (Explain in MIS field)": manual, Missing Person.
  explained: { CMC: { code: '01', by: 'MIS' } },
};

/** Of these one message says one: which of several a modification means, it cannot tell. */
export const ONE_A_MESSAGE: readonly string[] = ['DOB', 'SOC', 'MNU', ...Object.entries(PERSON_SUPPLEMENTS.together).flatMap(([head, others]) => [head, ...others])];

/** What the record's own words explain among its further data. */
export const EXPLAINED_SUPPLEMENTS = Object.entries(PERSON_SUPPLEMENTS.explained).map(([tag, { code, by }]) => ({ part: SUPPLEMENTAL, tag, code, by }));
