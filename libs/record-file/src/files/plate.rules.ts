import { identifications } from '@statewire/catalogue';
import { enteredListing } from '../entered-lists.js';
import type { FileRules, KindRules } from '../file-rules.js';
import { codeOf } from './code-of.js';
import { keysOf } from './keys-of.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';

const FILE = 'plate';
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];

/** Refused where the plate is on file, by itself or as that of a vehicle (manual, License Plate File). */
const plate: KindRules = {
  idxPrefix: 'PL',
  keys: keysOf(FILE, 'plate'),
  duplicates: [PLATE],
  excludedBy: ['stolen', 'felony'].map((kind) => ({ file: 'vehicle', kind, tags: PLATE, code: 'ON_FILE' })),
  retention: [{ term: { yearsAfterThisOne: 4 } }],
};

/** Stolen and missing license plates: manual, chapter License Plate File. */
export const plateRules: FileRules = {
  file: FILE,
  kinds: { plate },
  identifications: identifications('ML'),
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'P' },
  background: 'red',
  validation: YEARLY_VALIDATION,
  foundBy: ['NIC', 'LIC', 'OCA', 'LKA'],
  listings: enteredListing('VEH', codeOf),
};
