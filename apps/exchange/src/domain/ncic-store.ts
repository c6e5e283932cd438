import { fileRules, numberKeys, personKeys } from '@statewire/record-file';
import type { Fields } from './line.js';

/** A record as NCIC keeps it: without LEADS's numbers. */
export type NcicRecord = Readonly<{
  nic: string; file: string; mke: string; ori: string; fields: Fields;
  parts?: Readonly<Record<string, Fields>>;
  located?: Readonly<{ by: string; date: string; disposition?: string; case?: string }>;
}>;

/** The same record as the searches look at it. */
export const findable = ({ nic, file, mke, ori, fields, parts }: NcicRecord) =>
  ({ nic, file, mke, owner: ori, fields, ...(parts === undefined ? {} : { parts }), kind: '', idx: '', lid: '' });

/** The NIC is where the record lies, so it needs no key of its own. By a case number it is found with a person's name, and as what is related or linked to a hit. */
const NUMBERS = ['VIN', 'LIC', 'OAN', 'SER', 'SOC', 'FBI', 'MNU', 'OLN', 'OCA', 'LKA'];
const DESCRIPTION = 'LOOK:';

export const ncicRecordKey = (nic: string): string => `ncic/record/${nic}`;
const placeOf = (key: string): string => `ncic/key/${key}`;

/** Where the records of an index key lie; descriptions share a place whatever the birth at their end, since a table has no ranges. */
export const ncicPlace = (key: string): string => placeOf(key.startsWith(DESCRIPTION) ? key.slice(0, key.lastIndexOf('|')) : key);

/** Where the images of a record lie: by its number. An image of a record goes with it. */
export const ncicImagesPlace = (nic: string): string => placeOf(`BASE:${nic}`);

export const ncicPlaces = (record: NcicRecord): readonly string[] => {
  if (record.file === 'image') return (record.fields['NIC'] ?? []).map(ncicImagesPlace);
  const rules = fileRules[record.file];
  if (rules === undefined) return [];
  return [...new Set([...numberKeys(rules, NUMBERS, findable(record)), ...personKeys(rules, record)].map(ncicPlace))];
};
