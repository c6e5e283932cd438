import { parseDot } from './dot.codec.js';
import { parseJson } from './json.codec.js';
import type { Parsed } from './parsed.js';

const jsonIn = (text: string): unknown => {
  try {
    return text.startsWith('{') ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

/** Reads what was sent as the journal keeps it, whichever of the two forms carried it. */
export const parseSent = (text: string): Parsed => {
  const json = jsonIn(text);
  return json === undefined ? parseDot(text) : parseJson(json);
};
