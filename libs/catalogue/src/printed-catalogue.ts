import { BROADCAST_CODES, type BroadcastCode } from './broadcast-codes.js';
import type { Catalogue } from './catalogue.js';
import { counties } from './counties.js';
import type { FieldRule } from './field-rule.js';
import type { MessageKey, Reach } from './message-key.js';
import { tableOf, TABLES } from './tables.js';

type Example = Readonly<{ name: string; key: MessageKey }>;

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
];

const groups = (list: readonly (readonly string[])[] | undefined, between: string): string =>
  (list ?? []).map((tags) => tags.join(between)).join('; ');

const reach = ([tag, { says }]: readonly [string, Reach]): string => `${tag}: ${says}`;

const addressing = ({ addressed }: MessageKey): string => {
  if (addressed === undefined) return '';
  if (addressed.by === 'rule') return addressed.to.map(({ title }) => title).join('; ');
  return `the destinations in DRI: at most ${String(addressed.orisMax)} single ORIs, then at most ${String(addressed.codesMax)} broadcast codes`;
};

/** What a key demands, a line a rule; the same words for all keys, so that they can be compared. */
const ruleLines = (key: MessageKey): readonly string[] => {
  const lines: readonly (readonly [words: string, value: string])[] = [
    ['In front of the fields', (key.positional ?? []).join(', ')],
    ['Goes to', addressing(key)],
    ['Also treats records of', (key.alsoOf ?? []).map(({ file }) => file).join(', ')],
    ['Identified by, in this order', groups(key.identifiedBy, ' and ')],
    ['Needs', (key.needs ?? []).join(' ')],
    ['At least one of', groups(key.oneOf, ' ')],
    ['All or none of', groups(key.together, ' ')],
    ['LEADS and NCIC only with', key.hotFilesWith ?? ''],
    ['Only with another', Object.entries(key.hangsOn ?? {}).map(([tag, others]) => `${tag} with ${others.join(' or ')}`).join('; ')],
    ['Also takes', (key.takes ?? []).join(' ')],
    ["Only the sender's own", (key.own ?? []).join(' ')],
    ['Tells the agency in', (key.tells ?? []).join(' ')],
    ['Checked against the record that is meant', (key.checks ?? []).join(' ')],
    ['May change', (key.changes ?? []).join(' ')],
    ['The changed record keeps the rules of', key.entry ?? ''],
    ['One value of', (key.single ?? []).join(' ')],
    ['Takes only', Object.entries(key.takesOnly ?? {}).map(([tag, name]) => `${tag} ${[...tableOf(name).keys()].join(', ')}`).join('; ')],
    ['Needs from an agency that is not staffed at all hours', (key.needsWhenUnstaffed ?? []).join(' ')],
    ['Reach', Object.entries(key.within ?? {}).map(reach).join('; ')],
    ['Ought to say', (key.should ?? []).map(({ says }) => says).join('; ')],
  ];
  return [
    ...lines.filter(([, value]) => value !== '').map(([words, value]) => `* ${words}: ${value}`),
    ...(key.conditions ?? []).map(({ says }) => `* ${says}`),
  ];
};

/** Keys with the same rules are printed together: EV with EV-A, EV-F and EV-P. */
const keySections = (keys: readonly MessageKey[]): readonly string[] => {
  const byRules = new Map<string, { names: string[]; lines: readonly string[] }>();
  for (const key of keys) {
    const lines = ruleLines(key);
    const id = [key.function, key.kind ?? '', ...lines].join('\n');
    const section = byRules.get(id) ?? { names: [], lines };
    section.names.push(key.mke);
    byRules.set(id, section);
  }
  return [...byRules.values()].flatMap(({ names, lines }) => [`### ${names.join(', ')}`, '', ...lines, '']);
};

const keyTable = (keys: readonly MessageKey[]): readonly string[] =>
  table(
    ['key', 'does', 'function', 'shown as', 'right', 'sent to'],
    keys.map((key) => [key.mke, key.title, key.function, key.translation ?? '', key.right, key.sentTo.join(' ')]),
  );

const fieldRow = ({ tag, files, name, says, lengthMax, valuesMax, privacy, freeText }: FieldRule): readonly string[] => [
  tag,
  files?.join(', ') ?? '',
  name,
  says,
  String(lengthMax),
  String(valuesMax),
  [privacy, ...(freeText ? ['free text'] : [])].join(', '),
];

const fieldTable = (fields: readonly FieldRule[]): readonly string[] =>
  table(['tag', 'only in', 'stands for', 'holds', 'length', 'values', 'kept'], [...fields].sort((a, b) => (a.tag < b.tag ? -1 : 1)).map(fieldRow));

/** The counties that a code names by where they lie; none for one that asks for something else. */
const countiesOf = ({ selects }: BroadcastCode): string =>
  [...counties().values()]
    .filter(({ flags }) => [...flags].some((flag) => flag === selects.counties))
    .map(({ number, name }) => `${String(number).padStart(2, '0')} ${name}`)
    .join(', ');

const broadcastTable = (): readonly string[] =>
  table(
    ['code', 'reaches', 'counties', 'used by'],
    BROADCAST_CODES.map((rule) => [
      rule.code, rule.title, countiesOf(rule), rule.systemOnly === true ? 'the system' : rule.reservedFor === undefined ? 'all who may send messages' : 'the agencies it is reserved for',
    ]),
  );

const codeTables = (): readonly string[] => table(['table', 'codes'], TABLES.map((name) => [name, String(tableOf(name).size)]));

const literal = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

/** The example as its author would write it. */
const sourceOf = ({ name, key }: Example): readonly string[] => [
  '```ts',
  `export const ${name}: MessageKey = {`,
  ...Object.entries(key).map(([member, value]) => `  ${member}: ${literal(value)},`),
  '};',
  '```',
];

const adding = (example: Example): readonly string[] => [
  'A key is a value of type `MessageKey`; nothing else has to be written. The parser cuts its fields, the checker judges them, replies explain what is wrong,',
  'and this page prints it. A specification adds this very one at run time with `catalogueWith([registrationByPlate])`:',
  '',
  ...sourceOf(example),
  '',
  'On this page it would read:',
  '',
  ...ruleLines(example.key),
  '',
  'A key of the standard catalogue stands in a file of `libs/catalogue/src/keys/`. A new field is a line in a file of `libs/catalogue/src/fields/`,',
  'a new table a file in `libs/catalogue/data/` and its name in `libs/catalogue/src/table-names.ts`. Then the catalogue gets a new version: a specification asks for it.',
];

/** The catalogue as a page in Markdown, for people. */
export const printedCatalogue = (catalogue: Catalogue, version: string, example: Example): string => {
  const keys = catalogue.allMessageKeys();
  return [
    '# The catalogue',
    '',
    `Version ${version}. Written from the data in \`libs/catalogue\` by \`npm run generate\`; do not edit.`,
    '',
    '## Message keys',
    '',
    ...keyTable(keys),
    '',
    'An inquiry or update with a field that its key does not name is refused (`UNKNOWN_FIELD`). An empty field deletes, in a modification only.',
    '',
    ...keySections(keys),
    '## Broadcast codes',
    '',
    'Named in DRI. `#` is the number of a Highway Patrol district, `XX` that of a county. Counties border on each other by shared borders only.',
    '',
    ...broadcastTable(),
    '',
    '## Keys of the manual that are not offered yet',
    '',
    ...table(['key', 'does', 'function'], catalogue.announcedKeys().map(({ mke, title, function: does }) => [mke, title, does])),
    '',
    '## Adding a key',
    '',
    ...adding(example),
    '',
    '## Fields',
    '',
    'Personal fields are sealed in the ledger. A tag with several meanings stands once for each. Values: how many one message may carry.',
    '',
    ...fieldTable(catalogue.allFieldRules()),
    '',
    '## Code tables',
    '',
    'Sources and licences: [libs/catalogue/data](../libs/catalogue/data/README.md).',
    '',
    ...codeTables(),
    '',
  ].join('\n');
};
