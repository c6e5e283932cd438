import { addDays, ohioInstant } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { Clocks } from '../file-rules.js';
import type { Standing } from '../record.js';

/** Notices are sent at about four in the morning, Ohio time, every day of the week (manual, Towed/Immobilized Vehicle File). */
const NOTICE_TIME = '0400';

/** What the notices wait for: a date of the record, and how many days after it. */
const NOTICES: Readonly<Record<string, Readonly<{ tag: 'DPT' | 'IPT'; days: number }>>> = {
  pretrial: { tag: 'DPT', days: 0 },
  release: { tag: 'IPT', days: 0 },
  'release-seven-days': { tag: 'IPT', days: 7 },
  'release-sixty-days': { tag: 'IPT', days: 60 },
};

const noticeOf = ({ fields }: Standing, kind: string): Instant | undefined => {
  const wanted = NOTICES[kind];
  const date = wanted && fields[wanted.tag]?.[0];
  return date === undefined ? undefined : ohioInstant(addDays(date, wanted?.days ?? 0), NOTICE_TIME);
};

/** Of a date that had passed when it was entered nobody is told; a notice that is overdue is still sent, whatever changes meanwhile. */
const waits = (record: Standing, kind: string, now: Instant): Instant | undefined => {
  const instant = noticeOf(record, kind);
  return instant !== undefined && (instant > now || record.clocks?.[kind] === instant) ? instant : undefined;
};

export const towedClocks: Clocks = {
  plan: (record, now) => Object.fromEntries(Object.keys(NOTICES).map((kind) => [kind, waits(record, kind, now)])),
  ring: (_, record, clock) => {
    const { [clock.kind]: _rung, ...clocks } = record.clocks ?? {};
    return { events: [{ what: 'noticed', record: { ...record, clocks }, extras: { clock } }] };
  },
};
