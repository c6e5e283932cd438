import { identifications } from '@statewire/catalogue';
import type { FileRules, KindRules } from '../file-rules.js';
import { keysOf } from './keys-of.js';
import { towedClocks } from './towed-clocks.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';

const FILE = 'towed';

/** The manual has lost the retention: until cancelled or cleared, 180 days where neither pretrial nor immobilization is told (facts.md §4, row 35). */
const towed: KindRules = {
  idxPrefix: 'TV',
  keys: keysOf(FILE, 'towed'),
  // Two of its own that agree in what names a record could neither be modified nor cleared any more: nothing else tells them apart.
  duplicates: identifications('MT'),
  // The agency's own records lie at the same desk; those of all others are asked for before the command.
  excludedBy: [
    ...['stolen', 'felony'].flatMap((kind) => [['VIN', 'VMA'], ['LIC', 'LIS', 'LIY', 'LIT']].map((tags) => ({ file: 'vehicle', kind, tags, code: 'STOLEN_ON_FILE' }) as const)),
    { file: 'plate', kind: 'plate', tags: ['LIC', 'LIS', 'LIY', 'LIT'], code: 'STOLEN_ON_FILE' },
  ],
  crossCheck: { files: ['vehicle', 'plate'], tags: ['VIN', 'LIC', 'LIS'], code: 'STOLEN_ON_FILE' },
  clocks: towedClocks,
  retention: [{ where: ['DPT', 'IPF', 'IPT', 'CID'], term: 'until-ended' }, { says: { TYP: ['IMM'] }, term: 'until-ended' }, { term: { days: 180 } }],
};

/** Towed and immobilized vehicles, which LEADS alone keeps: manual, chapter Towed/Immobilized Vehicle File. */
export const towedRules: FileRules = {
  file: FILE,
  kinds: { towed },
  identifications: identifications('MT'),
  // No message key locates a towed vehicle.
  locate: { term: { days: 10 }, second: 'ends' },
  background: 'none',
  validation: YEARLY_VALIDATION,
  look: () => ({ caveat: 'THE OWNER IS TO BE DIRECTED TO THE ENTERING AGENCY' }),
  foundBy: ['VIN', 'LIC'],
  listings: {
    keys: ({ owner }) => [owner],
    asked: { TV: (fields) => (fields['ALL']?.[0] === 'Y' ? fields['ORI']?.[0] : undefined) },
  },
};
