import { causeOf } from '@statewire/kernel';

/** So much of a text goes before the wrong place where the engine shows a part of it. */
const SHOWN_BEFORE = 10;
const PLACED = /^(.+?)(?: in JSON)? at position (\d+)/;
const SHOWN = /^(.+ '(.)'), (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s;

const faultOf = (text: string, message: string): readonly [why: string, at: number] => {
  const [, placed, position] = PLACED.exec(message) ?? [];
  if (placed !== undefined) return [placed, Number(position)];
  const [, shown, token = '', cut, part = ''] = SHOWN.exec(message) ?? [];
  if (shown !== undefined) return [shown, text.indexOf(part) + part.indexOf(token, cut === undefined ? 0 : SHOWN_BEFORE)];
  return ['it ends too early', text.length];
};

/** Where `text` breaks off being JSON and why, from what `JSON.parse` threw. Nothing of the text is repeated: it may be secret. */
export const brokenJson = (text: string, thrown: unknown): string => {
  const [why, at] = faultOf(text, causeOf(thrown));
  const lines = text.slice(0, at).split('\n');
  return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}: ${why}`;
};
