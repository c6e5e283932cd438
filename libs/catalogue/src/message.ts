/**
 * A message as both forms of the interface carry it: capitals, runs of white space one blank.
 * `fields` maps a tag to its values in the order in which they came; an empty value deletes and is legal in a modification only.
 * `args` is the leading positional part of the keys that have one (`EXT.25COP004`).
 */
export type Message = Readonly<{ mke: string; ori?: string; args: readonly string[]; fields: FieldValues }>;

export type FieldValues = Readonly<Record<string, readonly string[]>>;

/** The values of a tag; none for a tag that only the prototype has (`constructor`). */
export const valuesOf = (fields: FieldValues, tag: string): readonly string[] => (Object.hasOwn(fields, tag) ? (fields[tag] ?? []) : []);

/** The first value that says something. */
export const valueOf = (fields: FieldValues, tag: string): string | undefined => valuesOf(fields, tag).find((value) => value !== '');
