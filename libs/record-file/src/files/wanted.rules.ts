import { identifications } from '@statewire/catalogue';
import type { FileRules, KindRules, RecordFunction } from '../file-rules.js';
import type { RecordView } from '../record.js';
import { personOf, SUPPLEMENTAL } from '../persons.js';
import { byKey, checkingName, supplementing } from '../supplementing.js';
import { DENTAL, enterDental, modifyDental, takeDental } from './dental.js';
import { limitsExtradition } from './extradition.js';
import { keysOf } from './keys-of.js';
import { EXPLAINED_SUPPLEMENTS, PERSON_SUPPLEMENTS } from './person-supplements.js';
import { detain, DETAINER, release, wantedClocks } from './wanted-detainers.js';
import { wantedListings } from './wanted-lists.js';
import { locateWanted } from './wanted-locates.js';
import { addWarrant, takeWarrant } from './wanted-warrants.js';
import { YEARLY_VALIDATION } from './yearly-validation.js';

const FILE = 'wanted-person';
/** Decision D7. */
const TEMPORARY = ['EWT', 'EWT-C'];
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];
const FALSE_PAPERS = { part: 'STOLEN OR FRAUDULENT IDENTIFIERS', tags: { AKA: 'NAM', NAM: 'NAM' } } as const;
/** facts.md §2.3. */
const CONFIRM = 'IMMED CONFIRM WARRANT AND EXTRADITION WITH ORI';
const SUPPLEMENT = { part: SUPPLEMENTAL } as const;
/** Manual, Locates with EXT/NOEX: "You may reenter record providing valid extradition limits are identified". */
const AGAIN = {
  by: limitsExtradition,
  says: 'NCIC HAS CANCELLED THIS RECORD: LEADS ALONE KEEPS IT. IT IS ENTERED AT NCIC AGAIN WHEN A MODIFICATION GIVES LIMITS OF EXTRADITION: EXL 2, 3, 5, 6, B, C, E OR F, OR THE LIMITS IN MIS.',
} as const;

/** facts.md §1.8: a temporary want is neither modified, located nor detained; an alias or false papers that become known are added to it. */
const FORBIDDEN: readonly RecordFunction[] = ['modify', 'locate', 'detain', 'modify-detainer', 'cancel-detainer'];
const forbids = ({ mke }: RecordView, asked: RecordFunction) =>
  TEMPORARY.includes(mke) && FORBIDDEN.includes(asked)
    ? ({ code: 'PROHIBITED', why: 'temporary-want' } as const)
    : undefined;

/** Manual, Colored Backgrounds: red is a wanted person with a caution indicator, be it in the key or a code that came without it, or later. */
const isCaution = ({ mke, fields, parts }: Pick<RecordView, 'mke' | 'fields' | 'parts'>): boolean =>
  mke.endsWith('-C') || [fields, parts?.[SUPPLEMENTAL]].some((block) => (block?.['CMC'] ?? []).length > 0);

const wanted: KindRules = {
  idxPrefix: 'WP',
  keys: keysOf(FILE, 'wanted'),
  own: {
    locate: locateWanted,
    supplement: supplementing(PERSON_SUPPLEMENTS, { EN: { ...SUPPLEMENT, act: 'add' }, ENS: { ...FALSE_PAPERS, act: 'add' } }, checkingName(byKey({ ED: enterDental }, addWarrant))),
    'modify-supplement': supplementing(PERSON_SUPPLEMENTS, {}, checkingName(modifyDental)),
    'cancel-supplement': supplementing(PERSON_SUPPLEMENTS, { XN: { ...SUPPLEMENT, act: 'take' }, XNS: { ...FALSE_PAPERS, act: 'take' } }, checkingName(byKey({ XD: takeDental }, takeWarrant))),
    detain: detain('place'),
    'modify-detainer': detain('change'),
    'cancel-detainer': release,
  },
  clocks: wantedClocks,
  forbids,
  // facts.md §1.3: EXL is 1 where a message leaves it out.
  defaults: { EXL: ['1'] },
  explains: EXPLAINED_SUPPLEMENTS,
  interchangeable: [['EW', 'EW-C'], ['EWJ', 'EWJ-C']],
  // facts.md §1.7, the pattern of the manual's missing persons.
  duplicates: [['FBI'], ['NAM', 'MNU'], ['NAM', 'SOC'], ['NAM', 'OLN', 'OLS'], ['NAM', 'VIN', 'VMA'], ['NAM', ...PLATE], ['NAM', 'OCA'], ['NAM', 'DOB']],
  retention: [
    { keys: TEMPORARY, term: { hours: 48 } },
    { where: ['DOB', 'FBI', 'MNU', 'SOC', 'OLN', 'VIN'], term: 'until-ended' },
    { where: ['LIC'], term: { years: 1, after: 'LIY' } },
    { term: 'until-ended' },
  ],
};

/** Wanted persons: manual, Locates and Detainers; facts.md §1 and the decisions for the chapter that is missing. */
export const wantedRules: FileRules = {
  file: FILE,
  kinds: { wanted },
  identifications: identifications('MW'),
  locate: { term: { days: 5 }, second: 'restarts' },
  // Decision D18: what is picked up within the state only, LEADS alone keeps. Who was robbed of papers is not the wanted person (manual, Stolen/Fraudulent: "identified as such").
  line: { name: 'NCIC', nicLetter: 'W', except: { EXL: ['4', 'D'] }, parts: [DENTAL], apart: [SUPPLEMENT.part, FALSE_PAPERS.part, DETAINER], confirm: CONFIRM, again: AGAIN },
  background: 'blue',
  validation: YEARLY_VALIDATION,
  look: (record) => ({ ...(isCaution(record) ? { background: 'red' } : {}), caveat: CONFIRM }),
  foundBy: ['NIC', 'FBI', 'SOC', 'MNU', 'OLN', 'BCI', 'VIN', 'LIC', 'OCA', 'LKA'],
  person: personOf,
  listings: wantedListings,
};
