import type { Message } from '@statewire/catalogue';
import type { Fault } from '@statewire/kernel';
import { foldCapitals, normalTag, normalValue, oneBlank } from './normal.js';
import { collect, MESSAGE_KEY, type Parsed } from './parsed.js';

const MEMBERS: ReadonlySet<string> = new Set(['mke', 'ori', 'args', 'fields']);
const faultsMax = 100;
const nameLengthMax = 40;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const fault = (why: string, tag?: string): Fault => ({ code: 'FORMAT', ...(tag === undefined ? {} : { tag: tag.slice(0, nameLengthMax) }), why });

type Pairs = readonly (readonly [tag: string, value: string])[];

/** The values of `fields`, or the faults of those members that are neither a text nor a list of texts with something in it. */
const readFields = (fields: unknown): Readonly<{ pairs: Pairs; faults: readonly Fault[] }> => {
  if (fields === undefined) return { pairs: [], faults: [] };
  if (!isObject(fields)) return { pairs: [], faults: [fault('not-an-object', 'fields')] };

  const pairs: (readonly [string, string])[] = [];
  const faults: Fault[] = [];
  for (const [name, given] of Object.entries(fields)) {
    const tag = normalTag(name);
    if (isText(given)) pairs.push([tag, normalValue(tag, given)]);
    else if (isTexts(given) && given.length > 0) for (const value of given) pairs.push([tag, normalValue(tag, value)]);
    else faults.push(fault('not-text', tag));
  }
  return { pairs, faults };
};

/**
 * Reads the JSON form, `{mke, ori?, args?, fields?}`; the values are folded as in the dot format.
 * Anything that JSON can carry gives a message or FORMAT faults that name the member.
 */
export const parseJson = (body: unknown): Parsed => {
  if (!isObject(body)) return { faults: [fault('not-an-object')] };

  const { mke, ori, args = [] } = body;
  const key = isText(mke) ? normalTag(mke) : '';
  const { pairs, faults: fieldFaults } = readFields(body['fields']);
  const faults = [
    ...Object.keys(body).filter((name) => !MEMBERS.has(name)).map((name) => fault('unknown-member', name)),
    ...(isText(mke) ? (MESSAGE_KEY.test(key) ? [] : [fault(key === '' ? 'empty-message' : 'key', 'MKE')]) : [fault('not-text', 'MKE')]),
    ...(ori === undefined || isText(ori) ? [] : [fault('not-text', 'ORI')]),
    ...(isTexts(args) ? [] : [fault('not-text', 'args')]),
    ...fieldFaults,
  ];
  if (faults.length > 0) return { faults: faults.slice(0, faultsMax) };

  const message: Message = {
    mke: key,
    ...(isText(ori) ? { ori: normalTag(ori) } : {}),
    args: isTexts(args) ? args.map((value) => oneBlank(foldCapitals(value))) : [],
    fields: collect(pairs),
  };
  return { message };
};
