import { fieldRule, tagsOfKey, type FieldRule, type MessageKey } from '@statewire/catalogue';
import { goodValue, least, leastTags } from '@statewire/catalogue/messages.fixture';
import { formatDot } from '@statewire/wire';

/** One message that must be refused: in dots, or as a JSON body. `tags` are the fields that the answer must name. */
export type BadMessage = Readonly<{ what: string; tags: readonly string[]; body: unknown }>;

const TOO_MANY = 60;
/** A list that is empty is no value, and no wrong type where a list belongs. */
const WRONG_TYPES: readonly unknown[] = [7, -1.5e300, null, true, {}, { $gt: '' }, [null], [[]], [['A']], [{ A: 'B' }], ['A', 1], { LIC: ['A'] }];
const HOSTILE_VALUES: readonly string[] = [
  '__proto__', 'constructor', '$gt', '{"$ne":null}', '\u0000', 'A\u0000B', '\ud800', '\udfff', '💥', 'Ä', 'İ', '\u202eABC', 'A\u200bB', 'A\u0301', '../../../etc/passwd', '<script>', "' OR '1'='1", '%00', '${7*7}',
];
const HOSTILE_NAMES: readonly string[] = [
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$gt', '$where', '', ' ', '0', '\u0000', '\ud800', 'LIC/', 'LIC.VIN', 'ſIC', 'X'.repeat(5_000),
];

const ruleOf = (key: MessageKey, tag: string): FieldRule => {
  const rule = fieldRule(tag, key.file);
  if (rule === undefined) throw new Error(`${key.mke} has ${tag}, which no rule describes`);
  return rule;
};
/** Members of their own, also where a name is one of the prototype's. */
const object = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);
const turn = <T>(items: readonly T[], n: number): readonly T[] => items.slice(n % items.length).slice(0, 1);

const ofField = (key: MessageKey, tag: string, n: number): readonly BadMessage[] => {
  const rule = ruleOf(key, tag);
  const { ori = '', fields, args, mke } = least(key);
  const inDots = (what: string, values: readonly string[]): BadMessage =>
    ({ what: `${tag} ${what}`, tags: [tag], body: formatDot({ mke, ori, args, fields: { ...fields, [tag]: values } }) });
  const inJson = (what: string, value: unknown): BadMessage => ({ what: `${tag} ${what}`, tags: [tag], body: { mke, ori, fields: { ...fields, [tag]: value } } });
  const good = goodValue(key, tag);
  const rest = object(Object.entries(fields).filter(([other]) => other !== tag));
  const canChange = (key.changes ?? []).includes(tag);

  return [
    ...(leastTags(key).includes(tag) ? [{ what: `${tag} dropped`, tags: [], body: { mke, ori, fields: rest } }] : []),
    // In a modification an empty value deletes the field, and a second one is what an identifying field becomes.
    ...(canChange ? [] : [inDots('emptied', ['']), inJson('blank', ' \t\n')]),
    ...(canChange || rule.valuesMax > 1 ? [] : [inDots('doubled', [good, good])]),
    inJson('sixtyfold', Array.from({ length: TOO_MANY }, () => good)),
    inDots('over-long by one', ['A'.repeat(rule.lengthMax + 1)]),
    // The first so long that the journal keeps its text in the blob store.
    inJson('over-long by far', '7'.repeat(Math.max(n === 0 ? 100_000 : 10_000, rule.lengthMax + 1))),
    ...turn(WRONG_TYPES, n).map((value) => inJson(`as ${JSON.stringify(value)}`, value)),
    ...turn(HOSTILE_VALUES.filter((value) => isNoValueOf(rule, value)), n).map((value) => inJson(`as ${JSON.stringify(value)}`, value)),
  ];
};

const isNoValueOf = ({ pattern }: FieldRule, value: string): boolean => !pattern.test(value.toUpperCase());

/** Every way in which a message of this key can be spoiled, each making it one that must be refused. */
export const badMessages = (key: MessageKey): readonly BadMessage[] => {
  const { ori, fields, mke } = least(key);
  const all = [...tagsOfKey(key.mke)];
  const withAll = (value: unknown, tags = all) => object([...Object.entries(fields), ...tags.map((tag) => [tag, value] as const)]);
  return [
    ...all.flatMap((tag, n) => ofField(key, tag, n)),
    ...WRONG_TYPES.map((value) => ({ what: `every field as ${JSON.stringify(value)}`, tags: all, body: { mke, ori, fields: withAll(value) } })),
    ...HOSTILE_VALUES.flatMap((value) => {
      const tags = all.filter((tag) => isNoValueOf(ruleOf(key, tag), value));
      return tags.length === 0 ? [] : [{ what: `every field as ${JSON.stringify(value)}`, tags, body: { mke, ori, fields: withAll(value, tags) } }];
    }),
    ...WRONG_TYPES.map((value) => ({ what: `no part but ${JSON.stringify(value)}`, tags: ['ORI'], body: { mke, ori: value, args: value, fields: value } })),
    { what: 'with fields of hostile names', tags: [], body: { mke, ori, fields: object([...Object.entries(fields), ...HOSTILE_NAMES.map((name) => [name, 'A'] as const)]) } },
    { what: 'with members of hostile names', tags: [], body: object([['mke', mke], ['ori', ori], ['fields', fields], ...HOSTILE_NAMES.map((name) => [name, 'A'] as const)]) },
    { what: 'with many fields', tags: [], body: { mke, ori, fields: object(Array.from({ length: 10_000 }, (_, n) => [`F${String(n)}`, 'A'])) } },
    { what: 'with no field', tags: [], body: mke },
    { what: 'under an ORI that nobody has', tags: [], body: { mke, ori: 'OHXXXXXXX', fields } },
    { what: 'under an ORI that is none', tags: [], body: { mke, ori: '../..', fields } },
  ];
};
