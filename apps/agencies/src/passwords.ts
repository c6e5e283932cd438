import { hash, verify } from '@node-rs/argon2';
import { boundedQueue } from '@statewire/kernel';

/** Argon2id, 19 MiB, two passes (decision A3). */
// The library's own default is argon2id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords are compared in one normal form, whole: nothing is cut off. */
const normal = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/**
 * Each takes a thread for some twenty milliseconds, of the four that commits need too: a flood of log-ons must not hold up
 * the officers at work. A thousand wait: a whole state that logs on again after an outage.
 */
const inTurn = boundedQueue({ atOnceMax: 2, waitingMax: 1_000, code: 'agencies/busy', says: 'Too many log on at once.' });

/** Whom nobody knows takes as long as a wrong password. */
let nobodys: Promise<string> | undefined;

export const passwordFits = async (password: string, stored: string | undefined): Promise<boolean> => {
  if (stored === undefined || stored === '') {
    nobodys ??= hashPassword('no operator has this password');
    const nobody = await nobodys;
    await inTurn(() => verify(nobody, normal(password)));
    return false;
  }
  return inTurn(() => verify(stored, normal(password)));
};
