import type { FileRules } from './file-rules.js';
import { fillings, isLive, isOnFile, type RecordView } from './record.js';

/** A key of a view's index: `LIC:ABC1234`, `LIC+LIS:ABC1234|OH`, `ORI+OCA:OHCOP0000|26-1`. */
export const searchKey = (tags: readonly string[], values: readonly string[]): string => `${tags.join('+')}:${values.join('|')}`;

/** The keys by which inquiries find a record; none for one that they must not show. */
export const searchKeys = ({ searchKeys: combinations }: FileRules, record: RecordView): readonly string[] =>
  isOnFile(record) ? combinations.flatMap((tags) => fillings(record, tags).map((values) => `${tags.join('+')}:${values}`)) : [];

/** A key under which a message's identification is looked up: `stolen NIC+OCA:V123456789|26-1`. */
export const identificationKey = (kind: string, tags: readonly string[], values: readonly string[]): string =>
  `${kind} ${searchKey(tags, values)}`;

/** The keys by which updates find a record, also one that still waits for the line. */
export const identificationKeys = ({ identifications }: FileRules, record: RecordView): readonly string[] =>
  isLive(record)
    ? identifications.flatMap((tags) => fillings(record, tags).map((values) => `${record.kind} ${tags.join('+')}:${values}`))
    : [];
