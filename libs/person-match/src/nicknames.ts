import { readFileSync } from 'node:fs';

type Row = Readonly<{ name: string; nicknames: readonly string[] }>;

let loaded: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Beside `src` and `dist` alike, read when it is first needed. */
const load = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const rows = JSON.parse(readFileSync(new URL('../data/nicknames.json', import.meta.url), 'utf8')) as readonly Row[];
  const table = new Map<string, Set<string>>();
  const tell = (one: string, other: string): void => {
    const known = table.get(one) ?? new Set();
    table.set(one, known.add(other));
  };
  for (const { name, nicknames } of rows) {
    for (const nickname of nicknames) {
      tell(name, nickname);
      tell(nickname, name);
    }
  }
  return table;
};

/** Whether one of two given names is a nickname of the other, in whichever direction. */
export const areNicknames = (one: string, other: string): boolean => {
  loaded ??= load();
  return loaded.get(one)?.has(other) === true;
};
