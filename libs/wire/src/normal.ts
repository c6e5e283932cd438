/**
 * The one form in which values are compared: ASCII letters as capitals (others stay, and no field takes them), runs of white space one blank.
 * Both forms of a message pass through here, so that the same content has the same outcome.
 */
export const foldCapitals = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

export const oneBlank = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Image data is base64, where case matters. */
const UNFOLDED: ReadonlySet<string> = new Set(['IMG']);

/** The manual writes `PUBLIC, JOHN Q` and `PUBLIC,JOHN Q`. */
const NAMES: ReadonlySet<string> = new Set(['NAM', 'AKA']);
const closedCommas = (text: string): string => text.replace(/ ?, ?/g, ',');

export const normalValue = (tag: string, raw: string): string => {
  const text = oneBlank(UNFOLDED.has(tag) ? raw : foldCapitals(raw));
  return NAMES.has(tag) ? closedCommas(text) : text;
};
export const normalTag = (raw: string): string => foldCapitals(raw.trim());
