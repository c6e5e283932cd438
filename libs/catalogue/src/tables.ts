import { readFileSync } from 'node:fs';
import { TABLES, type TableName } from './table-names.js';

export { TABLES, type TableName };

type Row = Readonly<{ code: string; meaning: string }>;
/** Code to meaning, in the order of the source. */
export type CodeTable = ReadonlyMap<string, string>;

/** A file of `data/`. That folder is beside `src` and `dist` alike, so that the same path holds in tests and at run time. */
export const readData = (name: TableName | 'ohio-counties'): unknown =>
  JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));

const read = (name: TableName): readonly Row[] => readData(name) as readonly Row[];

const loaded = new Map<TableName, CodeTable>();

/**
 * A code table, read when it is first needed. A code with several meanings (VMO) has them joined with `; `, in the order of the source.
 */
export const tableOf = (name: TableName): CodeTable => {
  const known = loaded.get(name);
  if (known !== undefined) return known;

  const table = new Map<string, string>();
  for (const { code, meaning } of read(name)) {
    const former = table.get(code);
    table.set(code, former === undefined ? meaning : `${former}; ${meaning}`);
  }
  loaded.set(name, table);
  return table;
};

/** What the first table that lists the code says of it; undefined where none does. */
export const meaningIn = (tables: readonly TableName[], code: string): string | undefined => {
  for (const name of tables) {
    const meaning = tableOf(name).get(code);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
};

/** True when one of the tables lists the code. */
export const hasCode = (tables: readonly TableName[], code: string): boolean => meaningIn(tables, code) !== undefined;
