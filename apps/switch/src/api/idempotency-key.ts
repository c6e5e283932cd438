import { problem } from './problem.js';

const KEY = /^[\x21-\x7e]{1,64}$/;

/** The key under which something is sent once, as it was given, if one was; a problem (400) for one that is none. */
export const keyIn = (given: string | undefined): string | undefined => {
  if (given !== undefined && !KEY.test(given)) throw problem(400, 'Idempotency-Key: 1 to 64 printable characters without blanks.');
  return given;
};
