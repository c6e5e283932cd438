import { allMessageKeys, type FileName, type MessageKey } from '@statewire/catalogue';
import type { KindRules, RecordFunction } from '../file-rules.js';

/** The message keys of a kind by what they ask: the catalogue knows them, so a further one is data there and needs nothing here. */
export const keysOf = (file: FileName, kind?: string, offered: readonly MessageKey[] = allMessageKeys()): KindRules['keys'] => {
  const keys = new Map<RecordFunction, readonly string[]>();
  for (const key of offered) {
    const isOfKind = [key, ...(key.alsoOf ?? [])].some((of) => of.file === file && of.kind === kind);
    if (!isOfKind || key.function === 'inquire') continue;
    keys.set(key.function, [...(keys.get(key.function) ?? []), key.mke]);
  }
  return Object.fromEntries(keys);
};
