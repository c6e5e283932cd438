const DIGITS: Readonly<Record<string, string>> = {
  B: '1', F: '1', P: '1', V: '1',
  C: '2', G: '2', J: '2', K: '2', Q: '2', S: '2', X: '2', Z: '2',
  D: '3', T: '3',
  L: '4',
  M: '5', N: '5',
  R: '6',
};
const LENGTH = 4;

/** American Soundex of a word of capital letters: `SMITH` and `SMYTHE` are `S530`. H and W part no equal consonants, vowels do. Empty for none. */
export const soundex = (word: string): string => {
  const [first = ''] = word;
  let code = first;
  let last = DIGITS[first];
  for (const letter of word.slice(1)) {
    if (letter === 'H' || letter === 'W') continue;
    const digit = DIGITS[letter];
    if (digit !== undefined && digit !== last) code += digit;
    last = digit;
    if (code.length === LENGTH) break;
  }
  return code === '' ? '' : code.padEnd(LENGTH, '0');
};
