import { addDays, addMs, msBetween, ohioDate, ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Fields } from '../fields.js';
import type { Clocks } from '../file-rules.js';
import type { RecordView, Standing } from '../record.js';

/** The four kinds of COP records (manual, Caution Ohio Police; decision D1): told by two fields, so that a change may make one another. */
export type CopKind = 'immediate' | 'taylor' | 'homeland' | 'blue';

const HOUR_MS = 3_600_000;
const LIFE_HOURS = 48;
const EXTENSION_HOURS = 8;
const FINAL_HOURS = 4;
const REPORTED_MS = 24 * HOUR_MS;
/** Ohio times of the control room's report (decision D3), and of a list that is due on a day (decision D8). */
const REPORT_TIMES = ['0000', '0600', '1200', '1800'];
const LIST_TIME = '0005';
const QUARTERS = ['0101', '0401', '0701', '1001'];

/** `LTCI/Y` alone makes a Taylor alert, whatever HOME holds; an immediate threat is what neither field makes another. */
export const copKindOf = (fields: Fields): CopKind => {
  if (fields['LTCI']?.[0] === 'Y') return 'taylor';
  const home = fields['HOME']?.[0];
  return home === 'Y' ? 'homeland' : home === 'B' ? 'blue' : 'immediate';
};

type Timed = Pick<Standing, 'fields' | 'entered' | 'more'>;

/** From when its life and its notices count: its entry, or its last MCOP or COP3. */
const sinceOf = ({ more, entered = '' }: Timed): Instant => String(more?.['since'] ?? entered);
export const extensionsOf = ({ more }: Pick<Timed, 'more'>): number => Number(more?.['extensions'] ?? 0);

/** When an immediate threat is purged; the other kinds never are. */
export const purgeOf = (record: Timed): Instant | undefined =>
  copKindOf(record.fields) === 'immediate' ? addMs(sinceOf(record), (LIFE_HOURS + EXTENSION_HOURS * extensionsOf(record)) * HOUR_MS) : undefined;

/** Whole hours from an instant to the purge; undefined for what is never purged. */
export const hoursLeft = (record: Timed, now: Instant): number | undefined => {
  const purge = purgeOf(record);
  return purge === undefined ? undefined : Math.max(0, Math.floor(msBetween(now, purge) / HOUR_MS));
};

const nextNotice = (record: Timed, now: Instant, hours: number): Instant | undefined => {
  const since = sinceOf(record);
  const passed = Math.floor(msBetween(since, now) / (hours * HOUR_MS));
  const next = addMs(since, (passed + 1) * hours * HOUR_MS);
  return next < (purgeOf(record) ?? '~') ? next : undefined;
};

const finalNotice = (record: Timed, now: Instant): Instant | undefined => {
  const purge = purgeOf(record);
  const final = purge && addMs(purge, -FINAL_HOURS * HOUR_MS);
  return final !== undefined && final > now ? final : undefined;
};

/** The next report of the control room that names the record: those of the 24 hours after its entry. */
const nextReport = ({ entered = '' }: Timed, now: Instant): Instant | undefined => {
  const last = addMs(entered, REPORTED_MS);
  if (now >= last) return undefined;
  const today = ohioDate(now);
  const next = [...REPORT_TIMES.map((time) => ohioInstant(today, time)), ohioInstant(addDays(today, 1), '0000')].find((each) => each > now);
  return next !== undefined && next <= last ? next : undefined;
};

const nextQuarter = (_: Timed, now: Instant): Instant | undefined => {
  const year = ohioDate(now).slice(0, 4);
  const days = [...QUARTERS.map((day) => `${year}${day}`), `${String(Number(year) + 1)}${QUARTERS[0] ?? ''}`];
  return days.map((day) => ohioInstant(day, LIST_TIME)).find((each) => each > now);
};

type Planned = (record: Timed, now: Instant) => Instant | undefined;

/** The clocks that run for each kind, and when each comes next after an instant (decision D3). */
const PLANS: Readonly<Record<CopKind, Readonly<Record<string, Planned>>>> = {
  immediate: { notice: (record, now) => nextNotice(record, now, 8), final: finalNotice, purge: purgeOf },
  homeland: { notice: (record, now) => nextNotice(record, now, 6), report: nextReport },
  taylor: { list: nextQuarter },
  blue: { list: nextQuarter },
};
const EVERY_CLOCK = { notice: undefined, final: undefined, purge: undefined, report: undefined, list: undefined };

/** A changed record begins its notices and its purge anew; what the control room and the quarter are owed of it stays. */
export const clocksAfterChange = ({ clocks = {} }: Pick<Standing, 'clocks'>): Readonly<Record<string, Instant>> =>
  Object.fromEntries(Object.entries(clocks).filter(([kind]) => kind === 'report' || kind === 'list'));

/**
 * The clocks of decision D3. `notice` and `final`: to the entering agency; `purge`: off the file; `report`: the control room's;
 * `list`: the quarter's for validation. What was missed while nobody watched comes once, and the next at its own time.
 */
export const copClocks: Clocks = {
  plan: (record, now) => ({
    ...EVERY_CLOCK,
    ...Object.fromEntries(
      Object.entries(PLANS[copKindOf(record.fields)]).map(([kind, next]) => {
        const set = record.clocks?.[kind];
        return [kind, set !== undefined && set <= now ? set : next(record, now)];
      }),
    ),
  }),
  ring: (_, record: RecordView, clock) => ({
    events: [
      clock.kind === 'purge'
        ? { what: 'retired', record: { ...record, status: 'retired', reason: 'retention' }, extras: { clock } }
        : { what: 'noticed', record, extras: { clock } },
    ],
  }),
};
