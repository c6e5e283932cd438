import type { FileName } from './field-rule.js';
import type { FieldValues } from './message.js';

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
  located?: Readonly<{ by: string; date: string; case?: string }>;
}>;

/** In front of the translation; a status that is not named says nothing. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ['located', 'LOCATED '],
  ['cleared', 'CLEARED '],
  ['cancelled', 'CANCELED '],
  ['retired', 'RETIRED '],
  ['refused', 'REFUSED '],
]);

const lineLengthMax = 80;

/** The order in which a file's fields are printed; what it does not name follows by tag. Each list is one block of lines. */
const VEHICLE_ORDER = [
  ['ORI', 'LIC', 'LIS', 'LIY', 'LIT'],
  ['VIN', 'OAN', 'VYR'],
  ['VMA', 'VMO', 'VST', 'VCO', 'DOT'],
  ['OCA', 'NOA', 'LKI', 'LKA'],
  ['MIS'],
] as const;

const ORDER: Partial<Readonly<Record<FileName, readonly (readonly string[])[]>>> = { vehicle: VEHICLE_ORDER };
const NUMBERS = ['NIC', 'IDX', 'LID'] as const;

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

export const recordText = (file: FileName, record: ShownRecord, translation: string | undefined): string => {
  const values: FieldValues = {
    ...record.fields,
    ORI: [record.ori],
    IDX: [record.idx],
    LID: [record.lid],
    ...(record.nic === undefined ? {} : { NIC: [record.nic] }),
  };
  const order = ORDER[file] ?? [['ORI']];
  const named = new Set<string>([...order.flat(), ...NUMBERS]);
  const further = Object.keys(values).filter((tag) => !named.has(tag)).sort();
  const printed = (tags: readonly string[]): readonly string[] =>
    wrap(tags.flatMap((tag) => (Object.hasOwn(values, tag) ? (values[tag] ?? []) : []).filter((value) => value !== '').map((value) => `${tag}/${value}`)));

  const { located, status = located === undefined ? 'active' : 'located' } = record;
  return [
    `MKE/${STATUS_WORDS.get(status) ?? ''}${record.title ?? translation ?? record.mke}`,
    ...order.flatMap(printed),
    ...printed(further),
    ...printed(NUMBERS),
    ...(located === undefined ? [] : [`LOCATED/${[located.date, located.by, located.case ?? ''].join(' ').trimEnd()}`]),
  ].join('\n');
};
