import type { Fetched } from '@statewire/ledger';
import type { Link } from './link.js';
import type { Place } from './settings.js';

/** What a leader answered, and in which session: see {@link Fetched}. */
export type Read = Required<Fetched>;

/**
 * The number of the session in which a partition was reached: one more whenever the leader's epoch is another, or the
 * connection that serves the purpose. Connections for different purposes live side by side and take turns without being news.
 */
export type Sessions = (place: Place, purpose: string, link: Link, epoch: number) => number;

type Known = { session: number; epoch: number; readonly links: Map<string, Link> };

export const sessions = (): Sessions => {
  const known = new Map<string, Known>();
  return ({ name }, purpose, link, epoch) => {
    const last = known.get(name) ?? { session: 0, epoch, links: new Map<string, Link>() };
    known.set(name, last);
    if (last.epoch === epoch && last.links.get(purpose) === link) return last.session;
    last.session += 1;
    last.epoch = epoch;
    last.links.set(purpose, link);
    return last.session;
  };
};
