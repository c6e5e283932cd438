import { createHash, randomUUID } from 'node:crypto';
import type { DISCLOSED_AS } from '../domain/journal.decider.js';
import type { Answer, Journal } from './journal.js';
import { isPassing, unavailable } from './problem.js';
import type { Seat } from './seat.js';

/**
 * What leaves outside of the reply to a message: `mke` tells of which sort it is, `says` which versions of which records, so that it can be shown again.
 * `outside` and `shown` as in an answer.
 */
export type Disclosure = Readonly<{ mke: (typeof DISCLOSED_AS)[number] | 'QII' }> & Pick<Answer, 'says'> & Partial<Pick<Answer, 'outside' | 'shown'>>;

/** Resolves once it is in the journal; only then may it leave. `path` is what was asked for. A problem (503, `unavailable`) while the journal does not answer. */
export const disclosed = async (journal: Journal, seat: Seat, path: string, { outside = [], shown = [], ...disclosure }: Disclosure): Promise<void> => {
  const text = `GET ${path}`;
  const transmission = { id: randomUUID(), seat, text, content: createHash('sha256').update(text).digest('base64url') };
  try {
    await journal.answer(transmission, { ori: seat.agency.ori, outcome: 'answered', code: 'HIT', ...disclosure, outside, shown });
  } catch (cause) {
    // Whoever reads has no key to send it again with, and needs none.
    throw isPassing(cause) ? unavailable() : cause;
  }
};
