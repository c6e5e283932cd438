import type { Findable } from './lookups.js';
import { valuesOf } from './record.js';
import { searchKey } from './search-keys.js';

/** One look into an index for what is related to a record. */
export type Relation = Readonly<{ key: string; fits: (other: Findable) => boolean }>;

/**
 * Related Search Hit: where the records lie that have a record's ORI and OCA, and those that are linked with it by LKI and LKA, either
 * way (manual, Vehicle File).
 */
export const relatedTo = (record: Findable): readonly Relation[] => {
  const { owner } = record;
  const [oca] = valuesOf(record, 'OCA');
  const [lki] = valuesOf(record, 'LKI');
  const [lka] = valuesOf(record, 'LKA');
  const ofCase = (ori: string, number: string): Relation => ({ key: searchKey('OCA', number), fits: (other) => other.owner === ori });
  return [
    ...(oca === undefined ? [] : [ofCase(owner, oca), { key: searchKey('LKA', oca), fits: (other: Findable) => valuesOf(other, 'LKI').includes(owner) }]),
    ...(lki === undefined || lka === undefined ? [] : [ofCase(lki, lka)]),
  ];
};
