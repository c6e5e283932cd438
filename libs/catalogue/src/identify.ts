import type { Fault } from '@statewire/kernel';
import type { MessageKey } from './message-key.js';
import { valuesOf, type FieldValues } from './message.js';

/**
 * `by` finds the record; `others` are the fields beside it. In a modification these are the change: the second value of an
 * identifying tag is its new value, an empty value deletes (decision D22).
 */
export type Identification = Readonly<{ by: Readonly<Record<string, string>>; others: FieldValues }>;

const firstOf = (fields: FieldValues, tag: string): string => valuesOf(fields, tag)[0] ?? '';

const isComplete = (fields: FieldValues, tags: readonly string[]): boolean => tags.every((tag) => firstOf(fields, tag) !== '');

const split = (fields: FieldValues, tags: readonly string[]): Identification => ({
  by: Object.fromEntries(tags.map((tag) => [tag, firstOf(fields, tag)])),
  others: Object.fromEntries(
    Object.entries(fields)
      .map(([tag, values]) => [tag, tags.includes(tag) ? values.slice(1) : values] as const)
      .filter(([, values]) => values.length > 0),
  ),
});

/** Every complete identification in the message, in the catalogue's order; the first one is what identifies. */
export const identificationsIn = (key: MessageKey, fields: FieldValues): readonly Identification[] =>
  (key.identifiedBy ?? []).filter((tags) => isComplete(fields, tags)).map((tags) => split(fields, tags));

/** MISSING_FIELD for what every identification needs, and for the choice: all of it where none is there, the rest of it where it is not enough. */
export const checkIdentification = (key: MessageKey, fields: FieldValues): readonly Fault[] => {
  const sets = key.identifiedBy ?? [];
  const [first] = sets;
  if (first === undefined || sets.some((tags) => isComplete(fields, tags))) return [];

  const common = first.filter((tag) => sets.every((tags) => tags.includes(tag)));
  const choice = [...new Set(sets.flat())].filter((tag) => !common.includes(tag));
  const lacking = common.filter((tag) => firstOf(fields, tag) === '');
  const left = choice.filter((tag) => firstOf(fields, tag) === '');
  return [
    ...lacking.map((tag): Fault => ({ code: 'MISSING_FIELD', tag, why: 'identification' })),
    // Part of the choice is enough to stay silent about only where something else is missing.
    ...(left.length > 0 && (left.length === choice.length || lacking.length === 0) ? [{ code: 'MISSING_FIELD', tag: left.join('/'), why: 'identification' } as const] : []),
  ];
};
