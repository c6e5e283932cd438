import type { Message } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';

/** A message, or why the text or body is none: FORMAT faults only. What the message means is the catalogue's to judge. */
export type Parsed = Readonly<{ message: Message; faults?: never } | { faults: readonly Fault[]; message?: never }>;

export const refused = (why: string, tag?: string): Parsed => ({ faults: [{ code: 'FORMAT', ...(tag === undefined ? {} : { tag }), why }] });

/** Begins with a letter or digit; the longest key of the manual has six characters, a caution suffix two. */
export const MESSAGE_KEY = /^[A-Z0-9][A-Z0-9-]{0,11}$/;

/** Values by tag in the order of their coming. Built from a map, so that `__proto__` is a name like any other. */
export const collect = (pairs: Iterable<readonly [tag: string, value: string]>): Readonly<Record<string, readonly string[]>> => {
  const values = new Map<string, string[]>();
  for (const [tag, value] of pairs) {
    const former = values.get(tag);
    if (former === undefined) values.set(tag, [value]);
    else former.push(value);
  }
  return Object.fromEntries(values);
};
