import { identifications } from '@statewire/catalogue';
import { enteredListing } from '../entered-lists.js';
import type { FileRules, KindRules } from '../file-rules.js';
import { codeOf } from './code-of.js';
import { keysOf } from './keys-of.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';

const FILE = 'part';

/** The manual has lost the combinations: facts.md §4, row 34. */
const part: KindRules = {
  idxPrefix: 'PT',
  keys: keysOf(FILE, 'part'),
  duplicates: [['SER', 'BRA'], ['OAN', 'BRA', 'OCA']],
  retention: [{ term: { yearsAfterThisOne: 4 } }],
};

/** Stolen parts of vehicles and boats: manual, chapter Parts File. */
export const partRules: FileRules = {
  file: FILE,
  kinds: { part },
  identifications: identifications('MP'),
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'V' },
  background: 'red',
  validation: YEARLY_VALIDATION,
  foundBy: ['NIC', 'SER', 'OAN', 'OCA', 'LKA'],
  listings: enteredListing('VEH', codeOf),
};
