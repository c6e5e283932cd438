import type { Fault } from '@statewire/kernel';
import { atOnce, changesOf, propose, unchangeable, withEnd } from './changing.js';
import type { Fields, Parts } from './fields.js';
import type { KindRules, OwnFunction, Scene } from './file-rules.js';
import type { Happening, Outcome } from './happening.js';
import type { RecordView } from './record.js';
import type { RecordMessage } from './record.messages.js';

/**
 * How much a file takes of further data. `valuesMax`: how many values of a tag a record holds at most, of some tags `valuesMaxOf`.
 * `together`: tags that say something together, by the first of them; one message carries one of each, and their values stand in the same places.
 */
export type Supplements = Readonly<{
  itemsMax: number;
  valuesMax: number;
  valuesMaxOf: Readonly<Record<string, number>>;
  together: Readonly<Record<string, readonly string[]>>;
  /** Numbers of which two alike are not the same, by what tells them apart: states give the same ones. */
  apart: Readonly<Record<string, string>>;
  /** Codes that say nothing without words, and the field of the record in which these stand. */
  explained: Readonly<Record<string, Readonly<{ code: string; by: string }>>>;
}>;

/** What a key does to which part. `tags` renames: the name on false papers may come as NAM or AKA, and is a NAM. */
export type PartKey = Readonly<{ part: string; act: 'add' | 'take'; tags?: Readonly<Record<string, string>> }>;

type Items = readonly Readonly<{ tag: string; value: string; others: readonly (readonly [tag: string, value: string])[] }>[];

const itemsOf = ({ together }: Supplements, fields: Fields): Items =>
  Object.entries(fields)
    .filter(([tag]) => !Object.values(together).flat().includes(tag))
    .flatMap(([tag, values]) => values.map((value) => ({ tag, value, others: (together[tag] ?? []).map((other) => [other, fields[other]?.[0] ?? ''] as const) })));

const renamed = (fields: Fields, tags: Readonly<Record<string, string>>): Fields => {
  const found = new Map<string, readonly string[]>();
  for (const [tag, values] of Object.entries(fields)) {
    const name = tags[tag] ?? tag;
    found.set(name, [...new Set([...(found.get(name) ?? []), ...values])]);
  }
  return Object.fromEntries(found);
};

/** NAM beside another identification is a check, where it does not name what the papers say. */
const withoutCheck = (record: RecordView, { NAM, ...rest }: Fields, isData: boolean): Fields | Fault => {
  const [name] = NAM ?? [];
  if (name === undefined || record.fields['NAM']?.includes(name) === true) return rest;
  return isData ? { ...rest, NAM: [name] } : { code: 'FIELD_ERROR', tag: 'NAM', why: 'other-name' };
};

/** Where a part holds an item: the place of its value; of a number that several states give, of the one of that state, where the item names it. */
const placesOf = ({ apart }: Supplements, part: ReadonlyMap<string, readonly string[]>, { tag, value, others }: Items[number]): readonly number[] => {
  const by = apart[tag] ?? '';
  const [, state = ''] = others.find(([other]) => other === by) ?? [];
  return (part.get(tag) ?? []).flatMap((held, place) => (held === value && (state === '' || part.get(by)?.[place] === state) ? [place] : []));
};

const add = (rules: Supplements, before: Fields, items: Items): Fields | Fault => {
  const { valuesMax, valuesMaxOf } = rules;
  const after = new Map(Object.entries(before));
  const append = (tag: string, value: string): void => { after.set(tag, [...(after.get(tag) ?? []), value]); };
  for (const item of items) {
    const { tag, value, others } = item;
    if (placesOf(rules, after, item).length > 0) return { code: 'FIELD_ERROR', tag, why: 'held' };
    if ((after.get(tag)?.length ?? 0) >= (valuesMaxOf[tag] ?? valuesMax)) return { code: 'FIELD_ERROR', tag, why: 'too-many' };
    append(tag, value);
    for (const [other, its] of others) append(other, its);
  }
  return Object.fromEntries(after);
};

/** Which of several items of its tag it is, from 1; nothing of an only one. */
const nthOf = (items: Items, item: Items[number]): Pick<Fault, 'nth'> => {
  const alike = items.filter(({ tag }) => tag === item.tag);
  return alike.length < 2 ? {} : { nth: alike.indexOf(item) + 1 };
};

const take = (rules: Supplements, before: Fields, items: Items, own: Fields): Fields | Fault => {
  const after = new Map(Object.entries(before));
  for (const item of items) {
    const { tag } = item;
    const [place, second] = placesOf(rules, after, item);
    if (place === undefined) {
      const isOwn = placesOf(rules, new Map(Object.entries(own)), item).length > 0;
      return { code: 'NOT_ON_FILE', tag, why: isOwn ? 'held-by-entry' : 'not-held', ...nthOf(items, item) };
    }
    if (second !== undefined) return { code: 'AMBIGUOUS', tag, ...nthOf(items, item) };
    for (const each of [tag, ...(rules.together[tag] ?? [])]) after.set(each, (after.get(each) ?? []).filter((_, n) => n !== place));
  }
  return Object.fromEntries([...after].filter(([, values]) => values.length > 0));
};

const isFault = (value: Fields | Fault): value is Fault => typeof value['code'] === 'string';

/** The record's parts with this one where it was, or behind the others; an empty one is gone. */
export const withPart = (parts: Parts | undefined, name: string, part: Fields): Parts => {
  const { [name]: _, ...rest } = parts ?? {};
  return Object.keys(part).length === 0 ? rest : { ...parts, [name]: part };
};

/** A code that asks for words, where the person's own fields have none. */
const unexplained = ({ explained }: Supplements, said: Fields, own: Fields): Fault | undefined => {
  const [missing] = Object.entries(explained).filter(([tag, { code, by }]) => said[tag]?.includes(code) === true && own[by] === undefined);
  return missing && { code: 'MISSING_FIELD', tag: missing[1].by, why: 'unexplained' };
};

/** The items that a message says, added to a part or taken from it; `changed` names their tags, `own` are the fields of whom they are about. */
export const itemized = (rules: Supplements, before: Fields, said: Fields, act: PartKey['act'], own: Fields): Readonly<{ after: Fields; changed: readonly string[] }> | Fault => {
  const wordless = act === 'add' ? unexplained(rules, said, own) : undefined;
  if (wordless !== undefined) return wordless;
  const items = itemsOf(rules, said);
  if (items.length === 0) return { code: 'MISSING_FIELD', why: 'nothing-changed' };
  if (items.length > rules.itemsMax) return { code: 'FIELD_ERROR', why: 'nine-items' };
  const after = act === 'add' ? add(rules, before, items) : take(rules, before, items, own);
  return isFault(after) ? after : { after, changed: [...new Set(items.flatMap(({ tag, others }) => [tag, ...others.map(([other]) => other)]))] };
};

const supplemented = (scene: Scene, record: RecordView, message: RecordMessage, kindRules: KindRules, { part, act, tags }: PartKey, rules: Supplements): Happening | Fault => {
  const said = withoutCheck(record, changesOf(scene.rules, message.fields), tags?.['NAM'] !== undefined);
  if (isFault(said)) return said;
  const items = itemized(rules, record.parts?.[part] ?? {}, renamed(said, tags ?? {}), act, record.fields);
  if ('code' in items) return items;
  const { after, changed } = items;
  const proposal = { what: 'supplemented', changed, fields: record.fields, parts: withPart(record.parts, part, after) } as const;
  return act === 'take' ? atOnce(record, proposal, message.mke, kindRules) : propose(scene, record, proposal, message.mke, kindRules);
};

/** Of data that hold no name: one in the message is a check, as beside further data. */
export const checkingName = (handle: OwnFunction['handle']): OwnFunction['handle'] => (scene, record, message, kindRules) => {
  const said = withoutCheck(record, changesOf(scene.rules, message.fields), false);
  return isFault(said) ? { faults: [said] } : handle(scene, record, message, kindRules);
};

/** A handler for each of some keys, and one for all others. */
export const byKey = (handlers: Readonly<Record<string, OwnFunction['handle']>>, otherwise: OwnFunction['handle']): OwnFunction['handle'] =>
  (scene, record, message, kindRules) => (handlers[message.mke] ?? otherwise)(scene, record, message, kindRules);

/**
 * Further data added to a record's parts or taken from them, each key with its part. What is added waits for the line as a modification
 * does; what is taken is gone at once.
 * Keys that are not named here are for `otherwise`.
 */
export const supplementing = (rules: Supplements, keys: Readonly<Record<string, PartKey>>, otherwise?: OwnFunction['handle']): OwnFunction => ({
  of: 'owner',
  pending: true,
  handle: (scene, record, message, kindRules): Outcome => {
    const stopped = unchangeable(record);
    if (stopped !== undefined) return { faults: [stopped] };
    const partKey = keys[message.mke];
    if (partKey === undefined) return otherwise?.(scene, record, message, kindRules) ?? { faults: [{ code: 'UNKNOWN_MKE' }] };
    const outcome = supplemented(scene, record, message, kindRules, partKey, rules);
    return 'what' in outcome ? { events: withEnd(scene, outcome) } : { faults: [outcome] };
  },
});
