import type { Fields } from './fields.js';

/** Of a make and a brand the code alone, positions 1 to 4: a name behind it (TRLRACME), and a code written out (HONDA), say no other one (manual, Vehicle Make/Manufacturer). */
const HEADS: Readonly<Record<string, number>> = { VMA: 4, BRA: 4 };

/** What of a value tells whether it is the same as another one. */
export const codeIn = (tag: string, value: string): string => value.slice(0, HEADS[tag]).trimEnd();

/** The fields as two records are compared by them. */
export const comparable = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([tag, values]) => [tag, tag in HEADS ? values.map((value) => codeIn(tag, value)) : values]));
