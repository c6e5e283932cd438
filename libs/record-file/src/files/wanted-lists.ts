import { enteredListing } from '../entered-lists.js';
import type { Listings } from '../file-rules.js';
import { wholeFields } from '../parts.js';

const AREA_LENGTH = 5;
/** The list of a zip code of nine digits is that of its first five. */
const areaOf = (zip: string): string => `ZIP/${zip.slice(0, AREA_LENGTH)}`;

const entered = enteredListing('WAR');

/** What an agency entered in a month (WAR), and the warrants of a zip code, whatever part of a record says it (ZIP). */
export const wantedListings: Listings = {
  keys: (record) => [...entered.keys(record), ...new Set((wholeFields(record)['ZIP'] ?? []).map(areaOf))],
  asked: { ...entered.asked, ZIP: ({ ZIP: [zip = ''] = [] }) => areaOf(zip) },
};
