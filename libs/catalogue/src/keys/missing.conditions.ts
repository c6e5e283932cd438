import type { Clause, Condition } from '../message-key.js';
import { personConditions } from './person.conditions.js';

/** Manual, Missing Person: "Enter a Base Record" and "Missing Person Code (MNP)"; the ages by decision D25. */

const OF_AGE = 18;
/** A senior alert needs 64 years, or an adult's diagnosis that no field of the record tells (decision M7). */
const ALERTS_OF_CHILDREN = ['CA', 'AA'];

const given = (tag: string): Clause => ({ tag, matches: /./ });
const underAge: Clause = { tag: 'DOB', age: { below: OF_AGE } };
const adultIfKnown: Clause = { tag: 'DOB', age: { from: OF_AGE }, orBlank: true };

/** Which codes of MNP a category takes. */
const codesOf = (words: string, codes: readonly string[]): Condition => ({
  why: `mnp-of-${words.toLowerCase()}`,
  when: [given('MNP')],
  must: { tag: 'MNP', in: codes },
  says: `the MNP of ${words} must be ${codes.join(' or ')}`,
});

const endangered: readonly Condition[] = [
  codesOf('EME, EMEC, EMI and EMIC', ['MP', 'CA', 'AA', 'SA']),
  {
    why: 'mnp-child',
    when: [{ tag: 'MNP', in: ALERTS_OF_CHILDREN }],
    must: underAge,
    says: 'with MNP CA or AA the DOB must be given, and the person be under 18 years of age',
  },
  {
    why: 'mnp-senior',
    when: [{ tag: 'MNP', in: ['SA'] }],
    must: adultIfKnown,
    says: 'with MNP SA the person must be 64 years of age or older, or an adult with a diagnosed mental health disorder',
  },
];

/** What each category demands beyond the fields that all need. */
export const conditionsOf: Readonly<Record<'EMD' | 'EME' | 'EMI' | 'EMJ' | 'EMV' | 'EMO', readonly Condition[]>> = {
  EMD: [...personConditions, codesOf('EMD and EMDC', ['MP'])],
  EME: [...personConditions, ...endangered],
  EMI: [...personConditions, ...endangered],
  EMJ: [
    ...personConditions,
    codesOf('EMJ and EMJC', ['MP']),
    { why: 'juvenile', when: [given('DOB')], must: underAge, says: 'a person of 18 years or older cannot be entered as a missing juvenile' },
  ],
  EMV: [...personConditions, codesOf('EMV and EMVC', ['DV'])],
  EMO: [
    ...personConditions,
    codesOf('EMO and EMOC', ['MP']),
    { why: 'adult', when: [given('DOB')], must: adultIfKnown, says: 'a person under 18 years of age cannot be entered as missing for other reasons' },
  ],
};

const MISSING_KEYS = Object.keys(conditionsOf).flatMap((mke) => [mke, `${mke}C`]);

/** Of the message itself; what the changed record must keep are the rules of its entry key. */
export const modificationConditions: readonly Condition[] = [
  { why: 'mke-missing', when: [given('MKE')], must: { tag: 'MKE', in: MISSING_KEYS }, says: `the MKE of a missing person must be one of ${MISSING_KEYS.join(' ')}` },
  {
    why: 'no-amber-by-change',
    when: [given('MNP')],
    must: { tag: 'MNP', matches: /^(?!AA)/ },
    says: 'a record cannot be modified to an AMBER ALERT: the original entry must be cancelled and entered again',
  },
];
