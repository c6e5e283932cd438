import { problem } from './problem.js';
import { repeatedName } from './repeated-name.js';

/** A message has three levels. What goes far deeper is made to harm, and could not be written down again without a stack as deep. */
const LEVELS_MAX = 64;
/** A name that was not asked for may be of any length. */
const TOLD_NAME_MAX = 40;

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
  const twice = repeatedName(text);
  if (twice !== undefined) throw problem(400, `The body gives ${JSON.stringify(twice.slice(0, TOLD_NAME_MAX))} twice; several values of a field come as a list.`);
  return value;
};
