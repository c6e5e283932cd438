import { problem } from './problem.js';

/** A message has three levels. What goes far deeper is made to harm, and could not be written down again without a stack as deep. */
const LEVELS_MAX = 64;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values<unknown>(value as Record<string, unknown>).some((inner) => isDeeperThan(inner, levels - 1)));

/** Reads a body as JSON; throws the problem that it is. */
export const readJson = (text: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem(400, 'The body is not JSON.');
  }
  if (isDeeperThan(value, LEVELS_MAX)) throw problem(400, `The body is nested deeper than ${String(LEVELS_MAX)} levels.`);
  return value;
};
