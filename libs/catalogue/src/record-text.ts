import type { FileName } from './field-rule.js';
import type { FieldValues } from './message.js';
import { printingOf, type Printing } from './printing.js';

/** A record as a response, an acceptance or a notice prints it. `located` is there once a locate has been placed. */
export type ShownRecord = Readonly<{
  /** The key with which it was entered. */
  mke: string;
  /** Stands behind MKE/ in place of the key's translation. */
  title?: string | undefined;
  /** The entering agency. */
  ori: string;
  status?: string;
  fields: FieldValues;
  idx: string;
  lid: string;
  nic?: string;
  /** `date` is CCYYMMDD, `by` the locating ORI, `case` its case number. */
  located?: Readonly<{ by: string; date: string; disposition?: string; case?: string }>;
  /** The day of its entry, CCYYMMDD; printed where its file names DTE. */
  entered?: string | undefined;
  /** The record that it belongs to, by its IDX. */
  of?: string | undefined;
  /** Blocks of further data, each under its name. */
  parts?: Readonly<Record<string, FieldValues>>;
}>;

/** In front of the translation; a status that is not named says nothing. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ['located', 'LOCATED '],
  ['cleared', 'CLEARED '],
  ['cancelled', 'CANCELED '],
  ['retired', 'RETIRED '],
  ['refused', 'REFUSED '],
]);

/** A locate with this disposition is told below, not in the line of the key (manual, Locates and Detainers). */
const STAYS_IN_FORCE = 'NOEX';

const lineLengthMax = 80;
const NUMBERS = ['NIC', 'IDX', 'LID'];

/** Lines break between fields only, so that a value can be found in the text as it was sent. */
const wrap = (fields: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  for (const field of fields) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + field.length <= lineLengthMax) lines[lines.length - 1] = `${last} ${field}`;
    else lines.push(field);
  }
  return lines;
};

type Said = readonly [tag: string, value: string];

/** The values of some tags in their order; where several plates stand there, each plate with what is said of it. */
const inTurn = (from: FieldValues, tags: readonly string[], together: NonNullable<Printing['together']>): readonly Said[] => {
  const heldOf = (tag: string): readonly string[] => (Object.hasOwn(from, tag) ? (from[tag] ?? []) : []);
  const several = together.filter(([head = '', ...others]) => {
    const count = heldOf(head).length;
    return count > 1 && others.every((tag) => [0, count].includes(heldOf(tag).length));
  });
  const said: Said[] = [];
  for (const tag of tags) {
    const group = several.find((each) => each.includes(tag));
    if (group === undefined) for (const value of heldOf(tag)) said.push([tag, value]);
    else if (group[0] === tag) for (const place of heldOf(tag).keys()) said.push(...group.map((each): Said => [each, heldOf(each)[place] ?? '']));
  }
  return said;
};

/** A file's printing as every record of it needs it: its order in one line, and the tags that have a place in it. */
const layoutOf = (file: FileName) => {
  const { order, labels = {}, words = {}, numbers = NUMBERS, together = [] } = printingOf(file);
  const ordered: readonly string[] = order.flat();
  return { order, labels, words, numbers, together, ordered, placed: new Set([...ordered, ...NUMBERS, ...numbers]), showsEntry: [...ordered, ...numbers].includes('DTE') };
};
const layouts = new Map<FileName, ReturnType<typeof layoutOf>>();

export const recordText = (file: FileName, record: ShownRecord, translation: string | undefined): string => {
  const layout = layouts.get(file) ?? layoutOf(file);
  layouts.set(file, layout);
  const { order, labels, words, numbers, together, ordered, placed } = layout;
  const values: FieldValues = {
    ...(record.entered !== undefined && layout.showsEntry ? { DTE: [record.entered] } : {}),
    ...record.fields,
    ORI: [record.ori],
    IDX: [record.idx],
    LID: [record.lid],
    ...(record.nic === undefined ? {} : { NIC: [record.nic] }),
  };
  const further = Object.keys(values).filter((tag) => !placed.has(tag)).sort();
  const said = (tag: string, value: string): string => `${labels[tag] ?? tag}/${words[tag]?.(value) ?? value}`;
  const block = (from: FieldValues, tags: readonly string[]): readonly string[] =>
    wrap(inTurn(from, tags, together).filter(([, value]) => value !== '').map(([tag, value]) => said(tag, value)));
  const printed = (tags: readonly string[]): readonly string[] => block(values, tags);

  const { located, status = located === undefined || located.disposition === STAYS_IN_FORCE ? 'active' : 'located' } = record;
  return [
    `MKE/${STATUS_WORDS.get(status) ?? ''}${record.title ?? translation ?? record.mke}`,
    ...order.flatMap(printed),
    ...printed(further),
    ...Object.entries(record.parts ?? {}).flatMap(([name, part]) => [name, ...block(part, [...new Set([...ordered, ...Object.keys(part)])])]),
    ...printed(numbers),
    ...(record.of === undefined ? [] : [`BASE RECORD IDX/${record.of}`]),
    ...(located === undefined ? [] : [`LOCATED/${[located.date, located.disposition, located.by, located.case].filter((word) => word !== undefined).join(' ')}`]),
  ].join('\n');
};
