import { z } from 'zod';
import { ProblemError } from './problem.js';

/** Reads a JSON body by its schema; a 400 names every field that does not fit and what it may hold. */
export const readBody = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'body' : path.join('.')}: ${message}`);
  throw new ProblemError({ type: 'about:blank', title: 'The request cannot be read', status: 400, detail: errors.join('; '), errors });
};

export const shortText = (min: number, max: number) => {
  const words = `a text of ${min === 0 ? 'at most' : `${String(min)} to`} ${String(max)} characters`;
  return z.string(words).min(min, words).max(max, words);
};

/** An object with these members and no others. */
export const members = <S extends z.ZodRawShape>(shape: S) => {
  const words = `an object with ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} has no place here; ${words} is wanted` : words) });
};
