import { identifications } from '@statewire/catalogue';
import { enteredListing } from '../entered-lists.js';
import type { FileRules, KindRules, OwnFunction } from '../file-rules.js';
import { SOMEBODY_ELSE } from '../parts.js';
import { personOf, SUPPLEMENTAL } from '../persons.js';
import type { RecordView } from '../record.js';
import { byKey, checkingName, supplementing } from '../supplementing.js';
import { DENTAL, enterDental, modifyDental, takeDental } from './dental.js';
import { keysOf } from './keys-of.js';
import { EXPLAINED_SUPPLEMENTS, PERSON_SUPPLEMENTS } from './person-supplements.js';
import { missingClocks } from './missing-clocks.js';
import { MISSING_VALIDATION } from './missing-validation.js';
import { aboutPerson, PERSON_KEYS } from './missing-persons.js';

const FILE = 'missing-person';
/** facts.md §2.3. */
const CONFIRM = 'IMMED CONFIRM WITH ORI';
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];
const JUVENILE = ['EMJ', 'EMJC'];
const ADULT = ['EMD', 'EMDC', 'EME', 'EMEC', 'EMI', 'EMIC', 'EMV', 'EMVC', 'EMO', 'EMOC'];

/** Alerts go out in red (manual, Colored Backgrounds); the entry's code says which. */
const ALERTS: Readonly<Record<string, string>> = { AA: 'AMBER ALERT', SA: 'ENDANGERED MISSING ADULT ALERT' };

/** What a record of this file is an alert for, if it is one. */
export const alertOf = ({ fields }: Pick<RecordView, 'fields'>): string | undefined => ALERTS[fields['MNP']?.[0] ?? ''];

const MISSING_SUPPLEMENT = { part: SUPPLEMENTAL } as const;
/** Of a message about a person with information, NAM is that person's. */
const naming: NonNullable<OwnFunction['naming']> = ({ mke, fields: { NAM, ...rest } }) => (NAM === undefined || PERSON_KEYS.includes(mke) ? rest : { ...rest, NAM });

const missing: KindRules = {
  idxPrefix: 'MP',
  keys: keysOf(FILE, 'missing'),
  own: {
    supplement: { ...supplementing(PERSON_SUPPLEMENTS, { EMN: { ...MISSING_SUPPLEMENT, act: 'add' } }, byKey({ ED: checkingName(enterDental) }, aboutPerson)), naming },
    'modify-supplement': { ...supplementing(PERSON_SUPPLEMENTS, {}, byKey({ MD: checkingName(modifyDental) }, aboutPerson)), naming },
    'cancel-supplement': { ...supplementing(PERSON_SUPPLEMENTS, { XMN: { ...MISSING_SUPPLEMENT, act: 'take' } }, byKey({ XD: checkingName(takeDental) }, aboutPerson)), naming },
  },
  clocks: missingClocks,
  explains: EXPLAINED_SUPPLEMENTS,
  // "You cannot modify the message key between juvenile and adult MKE codes."
  interchangeable: [JUVENILE, ADULT],
  duplicates: [['FBI'], ['NAM', 'MNU'], ['NAM', 'SOC'], ['OLN', 'OLS'], ['NAM', 'VIN', 'VMA'], ['NAM', ...PLATE], ['NAM', 'OCA'], ['NAM', 'DOB']],
  retention: [
    { where: ['DOB', 'FBI', 'MNU', 'SOC', 'OLN', 'VIN'], term: 'until-ended' },
    { where: ['LIC'], term: { years: 1, after: 'LIY' } },
    { term: 'until-ended' },
  ],
};

/** Missing persons: manual, chapter Missing Person. */
export const missingRules: FileRules = {
  file: FILE,
  kinds: { missing },
  // A person with information is entered with the record's number alone.
  identifications: [...identifications('MM'), ['NIC']],
  // "When a locate message is placed on a missing person record, the record is automatically removed from the files."
  locate: { term: { days: 0 }, second: 'ends', first: 'ends' },
  // "The record is sent to NCIC with a MNP value of MP."
  line: { name: 'NCIC', nicLetter: 'M', parts: [DENTAL], apart: [SUPPLEMENTAL, SOMEBODY_ELSE], confirm: CONFIRM, says: { MNP: { SA: 'MP' } } },
  background: 'green',
  validation: MISSING_VALIDATION,
  look: ({ fields }) => {
    const alert = alertOf({ fields });
    return { ...(alert === undefined ? {} : { background: 'red', alert }), caveat: CONFIRM };
  },
  foundBy: ['NIC', 'FBI', 'SOC', 'MNU', 'OLN', 'BCI', 'VIN', 'LIC', 'OCA', 'LKA'],
  person: personOf,
  described: true,
  // Manual, Data Fields Associated with Missing Person Records: DLI, LAI.
  showsLastQuery: true,
  listings: enteredListing('WAR'),
};
