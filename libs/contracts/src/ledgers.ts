/** One ledger a service that owns facts; the service alone appends to it. */
export const LEDGERS = {
  journal: { service: 'switch' },
  control: { service: 'agencies' },
  vehicles: { service: 'vehicles' },
  messages: { service: 'messaging' },
  exchange: { service: 'exchange' },
} as const;

export type LedgerName = keyof typeof LEDGERS;
export const LEDGER_NAMES = Object.keys(LEDGERS) as readonly LedgerName[];

/** Every service that runs; each answers `rest` and `health` on the bus. */
export const SERVICES = ['switch', 'agencies', 'vehicles', 'inquiry', 'exchange', 'messaging', 'timer', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The generation that is written; another one begins only with another frame or another number of partitions. */
export const GENERATION = 1;

/** The control ledger has one home. */
export const CONTROL_KEY = 'control';

/** Which ledger holds the records of a hot file, and so which service decides on them. */
export const FILE_LEDGERS: Readonly<Record<string, LedgerName>> = { vehicle: 'vehicles' };
