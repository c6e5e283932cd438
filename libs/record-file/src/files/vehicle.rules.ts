import { identifications } from '@statewire/catalogue';
import { enteredListing } from '../entered-lists.js';
import type { FileRules, KindRules } from '../file-rules.js';
import { codeOf } from './code-of.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';
import { keysOf } from './keys-of.js';

const FILE = 'vehicle';

/** Keys of one kind become each other: armed, or held for prints, or no more so. */
const keysOfKind = (kind: string): Pick<KindRules, 'keys' | 'interchangeable'> => {
  const keys = keysOf(FILE, kind);
  return { keys, interchangeable: [keys.enter ?? []] };
};

const OWN_NUMBER = ['VIN', 'VMA'];
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];

/** A plate is on file once: by itself, or as its vehicle's (manual, License Plate File; and the other way round alike). */
const PLATE_ON_FILE = { file: 'plate', kind: 'plate', tags: PLATE, code: 'ON_FILE' } as const;

/** Manual, Vehicle File: the rest of the year and four more with a number of the vehicle's own, 90 days on the plate alone. */
const stolen: KindRules = {
  idxPrefix: 'SV',
  ...keysOfKind('stolen'),
  duplicates: [OWN_NUMBER, PLATE, ['OAN', 'VMA', 'OCA']],
  excludedBy: [PLATE_ON_FILE],
  retention: [{ where: ['VIN', 'OAN'], term: { yearsAfterThisOne: 4 } }, { term: { days: 90 } }],
};

/** A file of its own for duplicates (D17), also where the plate's companions are not known. Whatever its identifiers, a felony vehicle stays 90 days. */
const felony: KindRules = {
  idxPrefix: 'FV',
  ...keysOfKind('felony'),
  duplicates: [OWN_NUMBER, PLATE],
  mayLack: PLATE.filter((tag) => tag !== 'LIC'),
  excludedBy: [PLATE_ON_FILE],
  retention: [{ term: { days: 90 } }],
};

/** Stolen and felony vehicles: manual, chapter Vehicle File, with the plate and parts chapters for what its lost end said. */
export const vehicleRules: FileRules = {
  file: FILE,
  kinds: { stolen, felony },
  identifications: identifications('MV'),
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'V' },
  background: 'red',
  validation: YEARLY_VALIDATION,
  foundBy: ['NIC', 'VIN', 'OAN', 'LIC', 'OCA', 'LKA'],
  listings: enteredListing('VEH', codeOf),
};
