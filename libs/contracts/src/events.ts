import type { LedgerName } from './ledgers.js';

/** Every event type with its newest version. A reader that meets another stops: skipping would make readers disagree. */
export const EVENT_VERSIONS: Readonly<Record<LedgerName, Readonly<Record<string, number>>>> = {
  journal: { 'message.received': 1, 'message.answered': 1, 'record.shown': 1 },
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
  vehicles: {
    'vehicle.submitted': 1,
    'vehicle.entered': 1,
    'vehicle.refused': 1,
    'vehicle.change-submitted': 1,
    'vehicle.modified': 1,
    'vehicle.change-refused': 1,
    'vehicle.located': 1,
    'vehicle.cleared': 1,
    'vehicle.cancelled': 1,
    'vehicle.withdrawn': 1,
    'vehicle.retired': 1,
  },
  messages: { 'mail.posted': 1, 'mail.delivered': 1, 'mail.acknowledged': 1 },
  exchange: { 'line.sent': 1, 'line.answered': 1, 'line.silent': 1, 'line.withdrawn': 1 },
};
