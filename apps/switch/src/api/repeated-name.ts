const COLON = /\s*:/y;

/** Past the closing quote of the string that opens at `from`. */
const endOfString = (text: string, from: number): number => {
  for (let start = from + 1; ; ) {
    const quote = text.indexOf('"', start);
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    start = quote + 1;
    if (slashes % 2 === 0) return start;
  }
};

const isName = (text: string, end: number): boolean => {
  COLON.lastIndex = end;
  return COLON.test(text);
};

/**
 * A name that an object of a JSON text gives twice. Of such members parsers take the first, the last or both, so that what
 * one program has checked is not what the next one does; JSON.parse passes over them. The text has been found to be JSON.
 */
export const repeatedName = (text: string): string | undefined => {
  /** The names of each object that is open, none of a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(undefined);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      if (isName(text, end)) {
        const name = JSON.parse(text.slice(at, end)) as string;
        if (open.at(-1)?.has(name) === true) return name;
        open.at(-1)?.add(name);
      }
      at = end - 1;
    }
  }
  return undefined;
};
