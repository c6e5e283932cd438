import { ohioDate } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { Listed, Listings } from './file-rules.js';

/** CCYYMM of the last month of that name that has begun: in November, `12` is last year's December. */
const monthMeant = (month: string, now: Instant): string => {
  const today = ohioDate(now);
  const year = Number(today.slice(0, 4)) - (month > today.slice(4, 6) ? 1 : 0);
  return `${String(year)}${month}`;
};

/** The list of what an agency entered in a month, and where the file has several, of which kind: `OHCOP0000/202611/EL`. */
const listOf = (owner: string, month: string, kind: string): string => [owner, month, kind].join('/').replace(/\/$/, '');

/**
 * What an agency entered in a month (MON), asked for by `mke`; ORI names the agency. `kindOf` tells apart what COD asks for, where
 * the key has it.
 */
export const enteredListing = (mke: string, kindOf: (record: Listed) => string = () => ''): Listings => ({
  keys: (record) => (record.entered === undefined ? [] : [listOf(record.owner, ohioDate(record.entered).slice(0, 6), kindOf(record))]),
  asked: {
    [mke]: (fields: Fields, now) => listOf(fields['ORI']?.[0] ?? '', monthMeant(fields['MON']?.[0] ?? '', now), fields['COD']?.[0] ?? ''),
  },
});
