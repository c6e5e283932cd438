import { FILE_LEDGERS, type LedgerName } from './ledgers.js';

/** What happens to the records of every file; an event's type is the file's name before it: `vehicle.entered`. */
export const LIFE_EVENTS = [
  'submitted',
  'entered',
  'refused',
  'change-submitted',
  'modified',
  'change-refused',
  'located',
  'cleared',
  'cancelled',
  'withdrawn',
  'retired',
] as const;
/** And those that only some files know. */
export const RECORD_EVENTS = [
  ...LIFE_EVENTS,
  'supplemented',
  'detained',
  'released',
  'extended',
  'transferred',
  'validated',
  'noticed',
  'expired',
  'lapsed',
] as const;
export type RecordEventName = (typeof RECORD_EVENTS)[number];

/** The events of every file that a ledger holds. */
const recordsIn = (ledger: LedgerName): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(FILE_LEDGERS).filter(([, holder]) => holder === ledger).flatMap(([file]) => RECORD_EVENTS.map((what) => [`${file}.${what}`, 1])),
  );

/** Every event type with its newest version. A reader that meets another stops: skipping would make readers disagree. */
export const EVENT_VERSIONS: Readonly<Record<LedgerName, Readonly<Record<string, number>>>> = {
  journal: { 'message.received': 1, 'message.shown': 1, 'message.answered': 1, 'record.shown': 1 },
  control: {
    'agency.registered': 1,
    'terminal.registered': 1,
    'operator.registered': 1,
    'state.loaded': 1,
    'session.opened': 1,
    'session.closed': 1,
    'log-on.failed': 1,
    'account.locked': 1,
    'account.released': 1,
    'clock.moved': 1,
  },
  vehicles: recordsIn('vehicles'),
  cop: recordsIn('cop'),
  'wanted-persons': recordsIn('wanted-persons'),
  'missing-persons': recordsIn('missing-persons'),
  chl: recordsIn('chl'),
  images: recordsIn('images'),
  messages: { 'message.sent': 1, 'message.overdue': 1, 'mail.posted': 1, 'mail.spread': 1, 'mail.delivered': 1, 'mail.acknowledged': 1 },
  exchange: { 'line.sent': 1, 'line.answered': 1, 'line.silent': 1, 'line.withdrawn': 1, 'line.reviewed': 1 },
};
