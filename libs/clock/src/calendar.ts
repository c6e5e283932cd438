import { Failure, recent, type Instant } from '@statewire/kernel';
import { DateTime, Duration } from 'luxon';

/** Ohio local time: all dates and times of the manual are meant in it. */
const OHIO = 'America/New_York';
const MINUTE_MS = 60_000;

/** A calendar day in Ohio as the dot format writes it: CCYYMMDD; such strings compare. */
export type OhioDate = string;

const instantOf = (time: DateTime): Instant => time.toUTC().toISO({ suppressMilliseconds: false }) ?? '';
/** Instants have four digits for the year, so that they sort as text. */
const lastYear = 9999;
const isWritable = (time: DateTime): boolean => time.isValid && time.toUTC().year <= lastYear;
const ohio = (instant: Instant): DateTime => DateTime.fromISO(instant, { zone: OHIO });
const dayOf = (date: OhioDate): DateTime => DateTime.fromFormat(date, 'yyyyMMdd', { zone: OHIO });

/** Days are counted without a zone: every message has some, and they must cost nothing. */
const daysText = (time: Date): OhioDate => time.toISOString().slice(0, 10).replaceAll('-', '');
const daysOf = (date: OhioDate, monthsMore = 0): Date => {
  const time = new Date(0);
  time.setUTCFullYear(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1 + monthsMore, Number(date.slice(6, 8)));
  return time;
};

/** True for eight digits that name a day of the calendar. */
export const isDate = (text: string): boolean => /^\d{8}$/.test(text) && daysText(daysOf(text)) === text;

/** Ohio's offset in minutes changes at whole hours only, so one answer serves all instants of an hour: of this one, and of those in which what is shown was entered. */
const offsets = recent<string, number>(1_000);
const offsetOf = (instant: Instant): number => {
  const hour = instant.slice(0, 13);
  const found = offsets.get(hour);
  if (found !== undefined) return found;
  const { offset } = ohio(`${hour}:00:00.000Z`);
  offsets.set(hour, offset);
  return offset;
};
/** The same minute is asked for by every message of it, several times. */
let known: Readonly<{ minute: string; local: string; date: OhioDate }> = { minute: '', local: '', date: '' };
const knownMinute = (instant: Instant): typeof known => {
  const minute = instant.slice(0, 16);
  if (known.minute !== minute) {
    const local = new Date(Date.parse(`${minute}Z`) + offsetOf(instant) * MINUTE_MS).toISOString().slice(0, 16);
    known = { minute, local, date: local.slice(0, 10).replaceAll('-', '') };
  }
  return known;
};
/** The local time as if it were UTC: `2026-11-20T08:00:00.000Z`. Offsets are whole minutes, so seconds are the instant's own. */
const localText = (instant: Instant): string => `${knownMinute(instant).local}${instant.slice(16)}`;
const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** The day that it is in Ohio at the instant. */
export const ohioDate = (instant: Instant): OhioDate => knownMinute(instant).date;
/** HHMM, 24 hours. */
export const ohioTime = (instant: Instant): string => localText(instant).slice(11, 16).replace(':', '');
/** RFC 3339 with Ohio's offset of that moment: the form in which instants leave the system. */
export const ohioText = (instant: Instant): string => {
  const ahead = offsetOf(instant);
  const offset = `${ahead < 0 ? '-' : '+'}${twoDigits(Math.floor(Math.abs(ahead) / 60))}:${twoDigits(Math.abs(ahead) % 60)}`;
  return `${localText(instant).slice(0, -1).replace('.000', '')}${offset}`;
};

/** The same few days are asked for again and again: records of one day retire on one day. */
const instants = recent<string, Instant>(1_000);

/** The instant of a local time on a day; a time that the change of clocks leaves out is the next one that exists. */
export const ohioInstant = (date: OhioDate, time: string): Instant => {
  const key = date + time;
  const found = instants.get(key) ?? instantOf(dayOf(date).set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(2, 4)) }));
  instants.set(key, found);
  return found;
};
/** So many calendar days later; earlier where negative. */
export const addDays = (date: OhioDate, days: number): OhioDate => {
  const time = daysOf(date);
  time.setUTCDate(time.getUTCDate() + days);
  return daysText(time);
};

/** The same day of another month, or that month's last where it has none. */
export const addMonths = (date: OhioDate, months: number): OhioDate => {
  const [day, first] = [Number(date.slice(6, 8)), daysOf(`${date.slice(0, 6)}01`, months)];
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(day, last.getUTCDate()));
  return daysText(first);
};
/** Day of the week: 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (date: OhioDate): number => daysOf(date).getUTCDay();
/** Four digits, as a number. */
export const yearOf = (date: OhioDate): number => Number(date.slice(0, 4));

const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;

/**
 * Adds an ISO 8601 duration: days and longer are calendar days in Ohio, hours and shorter elapsed time.
 * Throws Failure `clock/duration` when the text is none, and where it leads beyond the last year.
 */
export const addDuration = (instant: Instant, iso: string): Instant => {
  const duration = Duration.fromISO(iso);
  if (!DURATION.test(iso) || !duration.isValid) throw new Failure('clock/duration', 'not an ISO 8601 duration such as PT48H or P9D', false);
  const reached = ohio(instant).plus(duration);
  if (!isWritable(reached)) throw new Failure('clock/duration', `not beyond the year ${String(lastYear)}`, false);
  return instantOf(reached);
};

/** Elapsed milliseconds, whatever Ohio's clocks do meanwhile; earlier where negative. */
export const addMs = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();

/** Milliseconds of elapsed time from one instant to another; negative where the other came first. */
export const msBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** Reads RFC 3339 with offset; undefined when it is none. */
export const parseInstant = (text: string): Instant | undefined => {
  if (!/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.test(text)) return undefined;
  const time = DateTime.fromISO(text.toUpperCase(), { setZone: true });
  return isWritable(time) ? instantOf(time) : undefined;
};
