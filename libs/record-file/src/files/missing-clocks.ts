import { addDays, ohioDate, ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Fields } from '../fields.js';
import type { Clocks } from '../file-rules.js';
import { SUPPLEMENTAL } from '../persons.js';
import type { Standing } from '../record.js';
import { DENTAL } from './dental.js';

/** What has to be there within 30 days of the entry, if it is available (manual, Missing Person; facts.md §4, row 16). */
const WITHIN_A_MONTH = ['BLT', 'DCH', 'FPC', 'JWT', 'SMT'] as const;
const MONTH_DAYS = 30;
/** Ohio time of what falls due on a day (D8). */
const DAY_BEGINS = '0005';

/** With what NCIC compares the missing with the unidentified; the state of the entering agency never changes (manual, Missing Person). */
const COMPARED = ['DOB', 'SEX', 'RAC', 'HGT', 'WGT', 'EYE', 'HAI', 'DLC', 'SMT', 'FPC', 'JWT', 'BLT', 'DCH'] as const;
/** Ohio time of the nightly comparison: its messages come between 00:00:01 and 03:00:00. */
const COMPARISON_TIME = '0030';

type Described = Pick<Standing, 'fields' | 'parts'>;

/** Of the missing person, whatever part of the record holds it; persons with information are somebody else. */
const described = ({ fields, parts }: Described, tag: string): readonly string[] =>
  [fields, parts?.[SUPPLEMENTAL], parts?.[DENTAL]].flatMap((block: Fields | undefined) => block?.[tag] ?? []);

/** Which of the fields that ought to be there after a month are still blank. */
export const blankAfterAMonth = (record: Described): readonly string[] => WITHIN_A_MONTH.filter((tag) => described(record, tag).length === 0);

/** All that is compared, as one text: a comparison is due when it is another than at the last one. */
const identity = (record: Described): string => COMPARED.map((tag) => described(record, tag).join('|')).join('/');

/** "Over 30 days old": on the day after the thirtieth (D8). */
const monthOver = (entered: Instant): Instant => ohioInstant(addDays(ohioDate(entered), MONTH_DAYS + 1), DAY_BEGINS);

/** The first comparison after an instant; nothing has changed since means the same answer as last night, so none is asked for. */
const nextNight = (now: Instant): Instant => {
  const tonight = ohioInstant(ohioDate(now), COMPARISON_TIME);
  return tonight > now ? tonight : ohioInstant(addDays(ohioDate(now), 1), COMPARISON_TIME);
};

/**
 * Two clocks: NCIC's notice ($.K) of what is still blank after a month, once; and its nightly comparison with the unidentified
 * ($.N), after every night before which something that it compares has changed.
 */
export const missingClocks: Clocks = {
  plan: (record, now) => {
    const blank = record.more?.['told'] !== true && blankAfterAMonth(record).length > 0;
    return {
      month: blank && record.entered !== undefined ? monthOver(record.entered) : undefined,
      comparison: record.kept?.['compared'] === identity(record) ? undefined : nextNight(now),
    };
  },
  ring: (_, record, clock) =>
    clock.kind === 'month'
      ? { events: [{ what: 'noticed', record: { ...record, more: { ...record.more, told: true } }, extras: { clock } }] }
      : { events: [{ what: 'noticed', record: { ...record, kept: { ...record.kept, compared: identity(record) } }, extras: { clock, request: 'compare' } }] },
};
