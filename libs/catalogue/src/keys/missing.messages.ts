import type { Advice, MessageKey } from '../message-key.js';
import { conditionsOf, modificationConditions } from './missing.conditions.js';
import { LICENCE, LINK, NAMED_BY, NUMBERS, OF_A_VEHICLE, OF_AN_ADDED_VEHICLE, otherPersonConditions, PLATE, SUPPLEMENT, SUPPLEMENT_HEADS, TAKEN, VEHICLE, vehicleOfAPerson } from './person.conditions.js';
import { CANCEL_DATE, PLATE_YEAR } from './reaches.js';

/** Missing persons: manual, chapter Missing Person; what its lost lists held is in facts.md §4, rows 16 to 23. */

const FILE = { file: 'missing-person', kind: 'missing' } as const;
const FORWARDED = ['LEADS', 'NCIC'] as const;
const FOUND = ['RPS', 'PAR', 'HIT', 'NPA', 'NPF', 'VNP', 'VOR', 'VRC'];

const NEEDED = ['OCA', 'NAM', 'SEX', 'RAC', 'HGT', 'WGT', 'HAI', 'EYE', 'MNP', 'DLC'];
const OPTIONAL = [
  'CMC', 'DOE', 'DLO', 'NOA', 'MPC', 'BCI', 'SKN', 'POB', 'CTZ', 'FPC', 'SMT', 'BLT', 'CRC', 'FPA', 'BXR', 'DNA', 'VRX', 'JWT', 'JWL', 'DRT', 'TRT', 'ADR', 'CIT', 'STA',
  'ZIP', 'MIS',
];

type Category = keyof typeof conditionsOf;
const WORDS: Readonly<Record<Category, string>> = {
  EMD: 'disability', EME: 'endangered', EMI: 'involuntary', EMJ: 'juvenile', EMV: 'victim', EMO: 'other',
};
const CAUTIONS = [
  { suffix: '', words: '', needs: [] },
  { suffix: 'C', words: ' - caution', needs: ['CMC'] },
];

/** A juvenile's date of birth identifies; the others need one number of seven. */
const identifiersOf = (category: Category): Partial<MessageKey> =>
  category === 'EMJ' ? { needs: [...NEEDED, 'DOB', 'DOE'], takes: [...NUMBERS, ...OPTIONAL, 'VMO', 'VCO'] } : { needs: NEEDED, oneOf: [NUMBERS], takes: [...OPTIONAL, 'VMO', 'VCO'] };

const entries: readonly MessageKey[] = (Object.keys(WORDS) as Category[]).flatMap((category) =>
  CAUTIONS.map(({ suffix, words, needs }): MessageKey => {
    const identifiers = identifiersOf(category);
    return {
      ...FILE,
      ...identifiers,
      mke: `${category}${suffix}`,
      title: `enter a missing person: ${WORDS[category]}${words}`,
      function: 'enter',
      translation: `MISSING PERSON - ${WORDS[category]}${words}`.toUpperCase(),
      right: 'enter',
      sentTo: FORWARDED,
      needs: [...(identifiers.needs ?? []), ...needs],
      together: [LICENCE, PLATE, LINK],
      hangsOn: OF_A_VEHICLE,
      within: { LIY: PLATE_YEAR },
      conditions: conditionsOf[category],
      needsWhenUnstaffed: ['MIS'],
    };
  }),
);

const shared = { ...FILE, sentTo: FORWARDED, identifiedBy: NAMED_BY } as const;
const CANCEL_REASON: Advice = { tags: ['RPS'], says: 'RPS should be NOT MISSING, CASE DROPPED or ADMIN CLOSING' };
const LOCATED_BY: Advice = {
  tags: ['RRI', 'RCA'], status: 'active', says: 'RRI and RCA, the locating agency and its case number, should be given when an active record is cleared',
};

const updates: readonly MessageKey[] = [
  {
    ...shared, mke: 'MM', title: 'modify a missing person record', function: 'modify', right: 'modify', entry: 'EMO',
    changes: ['MKE', ...new Set([...NEEDED, ...NUMBERS, ...LICENCE, ...PLATE, ...VEHICLE, 'VMO', 'VCO', ...LINK, ...OPTIONAL])],
    within: { LIY: PLATE_YEAR }, conditions: modificationConditions,
  },
  {
    ...shared, mke: 'XM', title: 'cancel a missing person record', function: 'cancel', right: 'remove', needs: ['DOC'], takes: ['RPS'],
    takesOnly: { RPS: 'own-RPS-cancel-missing' }, within: { DOC: CANCEL_DATE }, should: [CANCEL_REASON],
  },
  {
    ...shared, mke: 'CM', title: 'clear a missing person record', function: 'clear', right: 'remove', needs: ['DCL'], takes: ['RRI', 'RCA', ...FOUND],
    takesOnly: { RPS: 'own-RPS-found' }, should: [LOCATED_BY],
  },
  {
    ...shared, mke: 'LM', title: 'locate a missing person', function: 'locate', right: 'locate', needs: ['DOR', 'EXT'], takes: ['RCA', ...FOUND, 'MIS'],
    takesOnly: { EXT: 'own-EXT-missing', RPS: 'own-RPS-found' },
  },
];

/** Further data of the same person; nine items a message at most. */
type Act = 'supplement' | 'modify-supplement' | 'cancel-supplement';
const supplemental = (mke: string, title: string, act: Act, tags: Partial<MessageKey>): MessageKey =>
  ({ ...shared, mke, title, function: act, right: act === 'cancel-supplement' ? 'remove' : 'modify', ...tags });

const DENTAL = ['DXR', 'MPA', 'DCH'];
/** Wanted persons have dental data by the same keys (manual, General Information: Message Keys; facts.md §1.1). */
const dental = (mke: string, title: string, act: Act, tags: Partial<MessageKey>): MessageKey =>
  ({ ...supplemental(mke, `${title} dental data of a missing or wanted person`, act, tags), alsoOf: [{ file: 'wanted-person', kind: 'wanted' }] });

const additions: readonly MessageKey[] = [
  supplemental('EMN', 'add supplemental data to a missing person record', 'supplement', {
    oneOf: [SUPPLEMENT_HEADS], takes: SUPPLEMENT, together: [LICENCE, PLATE], hangsOn: OF_AN_ADDED_VEHICLE, within: { LIY: PLATE_YEAR }, conditions: vehicleOfAPerson,
  }),
  supplemental('XMN', 'cancel supplemental data of a missing person record', 'cancel-supplement', TAKEN),
  dental('ED', 'enter', 'supplement', { needs: DENTAL, takes: ['DRE'] }),
  dental('MD', 'modify', 'modify-supplement', { entry: 'ED', changes: [...DENTAL, 'DRE'] }),
  dental('XD', 'cancel', 'cancel-supplement', {}),
];

/**
 * A person with information about a missing one lies with the missing person's record, which the system's numbers name: the
 * name in the message is the person's own, and tells which where there are several.
 */
const OF_THE_RECORD = [['NIC', 'OCA'], ['LID', 'OCA'], ['IDX', 'OCA'], ['NIC'], ['LID'], ['IDX']];
const DESCRIPTION = ['SEX', 'RAC'];
const WITNESS = [
  'DOB', 'HGT', 'WGT', 'EYE', 'HAI', 'SKN', 'SMT', 'POB', 'CTZ', 'FPC', 'CMC', 'FBI', 'MNU', 'SOC', ...LICENCE, ...PLATE, ...VEHICLE, 'VMO', 'VCO', 'ADR', 'CIT', 'STA', 'ZIP', 'MIS',
];
const withInformation = (mke: string, title: string, act: Act, tags: Partial<MessageKey>): MessageKey =>
  ({ ...supplemental(mke, title, act, tags), identifiedBy: OF_THE_RECORD });

const persons: readonly MessageKey[] = [
  withInformation('EMP', 'enter a person with information', 'supplement', {
    needs: ['NAM', ...DESCRIPTION], takes: WITNESS, together: [LICENCE, PLATE], hangsOn: OF_A_VEHICLE, within: { LIY: PLATE_YEAR }, conditions: otherPersonConditions,
  }),
  withInformation('EMPN', 'add supplemental data to a person with information', 'supplement', {
    oneOf: [SUPPLEMENT_HEADS], takes: ['NAM', ...SUPPLEMENT], together: [LICENCE, PLATE], hangsOn: OF_AN_ADDED_VEHICLE, within: { LIY: PLATE_YEAR }, conditions: vehicleOfAPerson,
  }),
  withInformation('MMP', 'modify a person with information', 'modify-supplement', { entry: 'EMP', changes: [...DESCRIPTION, ...WITNESS], takes: ['NAM'], within: { LIY: PLATE_YEAR } }),
  withInformation('XMP', 'cancel a person with information', 'cancel-supplement', { takes: ['NAM'] }),
  withInformation('XMPN', 'cancel supplemental data of a person with information', 'cancel-supplement', { ...TAKEN, takes: ['NAM', ...(TAKEN.takes ?? [])] }),
];

export const missingKeys: readonly MessageKey[] = [...entries, ...updates, ...additions, ...persons];
