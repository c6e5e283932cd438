type Seen = (agency: Readonly<{ ori: string; type: string }>) => boolean;

const byLawEnforcement: Seen = ({ type }) => type === 'law-enforcement';

/**
 * Files that only some agencies see. A coroner's ORI (ending in K) sees missing persons only; concealed handgun
 * licences, Ohio's and other states', are shown to law enforcement alone (General Information; chapter Concealed Handgun License).
 */
const SEEN_BY: Readonly<Record<string, Seen>> = {
  'missing-person': () => true,
  chl: byLawEnforcement,
  permit: byLawEnforcement,
};

/** A coroner's ORI: there is nothing else that he may be shown, or be told that there is none. */
export const seesMissingPersonsOnly = (ori: string): boolean => ori.endsWith('K');

/** Whether an agency's inquiry may show records of a file. */
export const mayBeShown = (file: string, agency: Readonly<{ ori: string; type: string }>): boolean =>
  SEEN_BY[file]?.(agency) ?? !seesMissingPersonsOnly(agency.ori);
