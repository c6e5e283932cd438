import { hash, verify } from '@node-rs/argon2';

/** Argon2id, 19 MiB, two passes (decision A3). */
// The library's own default is argon2id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords are compared in one normal form, whole: nothing is cut off. */
const normal = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** Whom nobody knows takes as long as a wrong password. */
let nobodys: Promise<string> | undefined;

export const passwordFits = async (password: string, stored: string | undefined): Promise<boolean> => {
  if (stored === undefined || stored === '') {
    nobodys ??= hashPassword('no operator has this password');
    await verify(await nobodys, normal(password));
    return false;
  }
  return verify(stored, normal(password));
};
