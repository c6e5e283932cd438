import type { Coding } from './field-rule.js';

const SEPARATORS: Readonly<Partial<Record<Coding['form'], RegExp>>> = { slashed: /\//, listed: /[ ,]+/ };

const pairsOfLetters = (value: string): readonly string[] => (value.match(/../g) ?? []).filter((pair) => !/^[0-9]{2}$/.test(pair));

/** The codes of which a value is made; a value that is not made of several is one. A count is no code. */
export const codesIn = ({ form }: Exclude<Coding, { form: 'headed' }>, value: string): readonly string[] => {
  if (form === 'paired') return pairsOfLetters(value);
  const separator = SEPARATORS[form];
  return separator === undefined ? [value] : value.split(separator);
};
