/**
 * Views are ordered by UTF-16 code units; MongoDB compares UTF-8 bytes, which puts U+10000 and above behind U+E000 to
 * U+FFFF, and stores no lone surrogates. Code units from U+D7FF on are therefore written as two of lower value: the
 * escape, then the unit moved down. Below stands everything but private-use characters, full-width forms and emoji, so keys stay readable.
 */
const escape = 0xd7ff;
/** The lowest second unit; any below the escape would do. */
const base = 0x1000;

const escaped = /[\ud7ff-\uffff]/g;
const pairs = /\ud7ff([\u1000-\u3800])/g;

/** Compared as bytes or as code units, results are in the order of their texts' code units. */
export const orderedText = (text: string): string => text.replace(escaped, (unit) => String.fromCharCode(escape, base + unit.charCodeAt(0) - escape));

/** Reads {@link orderedText} back. */
export const plainText = (ordered: string): string => ordered.replace(pairs, (_pair, unit: string) => String.fromCharCode(unit.charCodeAt(0) - base + escape));
