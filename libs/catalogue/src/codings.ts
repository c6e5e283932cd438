import type { Coding } from './field-rule.js';

const SEPARATORS: Readonly<Partial<Record<Coding['form'], RegExp>>> = { slashed: /\//, listed: /[ ,]+/ };

/** The codes of which a value is made; a value that is not made of several is one. */
export const codesIn = ({ form }: Exclude<Coding, { form: 'headed' }>, value: string): readonly string[] => {
  const separator = SEPARATORS[form];
  return separator === undefined ? [value] : value.split(separator);
};
