import type { Advice, Condition, MessageKey } from '../message-key.js';
import { juvenileConditions, LICENCE, LINK, NAMED_BY, NUMBERS, OF_A_VEHICLE, OF_AN_ADDED_VEHICLE, PLATE, SUPPLEMENT, SUPPLEMENT_HEADS, TAKEN, VEHICLE, vehicleOfAPerson, wantedConditions, warrantConditions } from './person.conditions.js';
import { CANCEL_DATE, PLATE_YEAR } from './reaches.js';

/** Wanted persons: manual, General Information (keys) and Locates and Detainers; facts.md §1 stands in for the chapter that is missing. */

const FILE = { file: 'wanted-person', kind: 'wanted' } as const;
const FORWARDED = ['LEADS', 'NCIC'] as const;
const RECOVERY = ['RPS', 'HIT', 'PAR', 'NPA', 'NPF', 'VNP', 'VOR', 'VRC'];

const NEEDED = ['NAM', 'SEX', 'RAC', 'HGT', 'WGT', 'HAI', 'OFF', 'OCA'];
const OPTIONAL = [
  'EYE', 'SKN', 'SMT', 'POB', 'CTZ', 'FPC', 'BCI', 'DNA', 'DLO', 'ADR', 'CIT', 'STA', 'ZIP', 'COU', 'EXL', 'PUR', 'CTI', 'WNO', 'VLN', 'NOA', 'CMC', 'AKA', 'MIS', 'VMO', 'VCO',
];
const JUVENILE = ['DOE', 'DOV', 'OOC'];

type Kind = Readonly<{ mke: string; words: string; title: string; rules: Partial<MessageKey>; forwardedAs?: string }>;

const adult: Partial<MessageKey> = { needs: [...NEEDED, 'DOW'], takes: OPTIONAL, conditions: wantedConditions };
/** facts.md §1.4: digits are a felony's limits, letters a misdemeanor's. */
const FELONY_LIMITS: Condition = { why: 'exl-felony', when: [{ tag: 'EXL', matches: /./ }], must: { tag: 'EXL', matches: /^[1-6]$/ }, says: 'a temporary felony want has the limits of a felony: EXL 1 to 6' };
const KINDS: readonly Kind[] = [
  { mke: 'EW', words: 'WANTED PERSON', title: 'a wanted person', rules: adult },
  {
    mke: 'EWJ', words: 'WANTED PERSON - JUVENILE', title: 'a wanted juvenile',
    rules: { needs: [...NEEDED, 'DOB', 'DOE', 'DOV'], takes: [...OPTIONAL, 'OOC', 'DOW'], conditions: juvenileConditions },
  },
  // In LEADS the key ET is a towed vehicle: decision D7.
  { mke: 'EWT', words: 'TEMPORARY FELONY WANT', title: 'a temporary felony want', rules: { ...adult, conditions: [...wantedConditions, FELONY_LIMITS] }, forwardedAs: 'ET' },
];
const CAUTIONS = [
  { suffix: '', words: '', title: '', needs: [] },
  { suffix: '-C', words: ' - CAUTION', title: ', caution', needs: ['CMC'] },
];

/** facts.md §1.3. */
const ASSUMED: Advice = { tags: ['EXL'], says: 'EXL was not given: 1, full extradition of a felon, is assumed' };

const entries: readonly MessageKey[] = KINDS.flatMap(({ mke, words, title, rules, forwardedAs }) =>
  CAUTIONS.map((caution): MessageKey => ({
    ...FILE,
    ...rules,
    mke: `${mke}${caution.suffix}`,
    title: `enter ${title}${caution.title}`,
    function: 'enter',
    translation: `${words}${caution.words}`,
    right: 'enter',
    sentTo: FORWARDED,
    ...(forwardedAs === undefined ? {} : { forwardedAs: `${forwardedAs}${caution.suffix}` }),
    needs: [...(rules.needs ?? []), ...caution.needs],
    oneOf: [NUMBERS],
    together: [LICENCE, PLATE, LINK],
    hangsOn: OF_A_VEHICLE,
    within: { LIY: PLATE_YEAR },
    needsWhenUnstaffed: ['MIS'],
    should: [ASSUMED],
  })),
);

const CANCEL_REASON: Advice = { tags: ['RPS'], says: 'RPS should be CASE DROPPED, NOT WANTED, WARRANT DISMISSED or ADMIN CLOSING' };
const RECOVERED_BY: Advice = {
  tags: ['RRI', 'RCA'], status: 'active', says: 'RRI and RCA, the apprehending agency and its case number, should be given when an active record is cleared',
};

const shared = { ...FILE, sentTo: FORWARDED, identifiedBy: NAMED_BY } as const;
const updates: readonly MessageKey[] = [
  {
    ...shared, mke: 'MW', title: 'modify a wanted person record', function: 'modify', right: 'modify', entry: 'EW',
    changes: ['MKE', ...new Set([...NEEDED, 'DOW', ...NUMBERS, ...LICENCE, ...PLATE, ...VEHICLE, ...LINK, ...OPTIONAL, ...JUVENILE])],
    within: { LIY: PLATE_YEAR },
  },
  {
    ...shared, mke: 'XW', title: 'cancel a wanted person record', function: 'cancel', right: 'remove', needs: ['DOC'], takes: ['RPS'],
    takesOnly: { RPS: 'own-RPS-cancel' }, within: { DOC: CANCEL_DATE }, should: [CANCEL_REASON],
  },
  {
    ...shared, mke: 'LW', title: 'locate a wanted person', function: 'locate', right: 'locate', needs: ['DOR', 'EXT'], takes: ['RCA', ...RECOVERY, 'MIS'],
    takesOnly: { EXT: 'own-EXT-wanted', RPS: 'own-RPS-located' },
  },
  {
    ...shared, mke: 'CW', title: 'clear a wanted person record', function: 'clear', right: 'remove', needs: ['DCL'], takes: ['RRI', 'RCA', ...RECOVERY],
    takesOnly: { RPS: 'own-RPS-located' }, should: [RECOVERED_BY],
  },
];

/** What further data say, added or taken back: at most nine items a message (manual, Missing Person: Enter a Supplemental Data Record). */
const supplemental = (mke: string, title: string, right: 'modify' | 'remove', tags: Partial<MessageKey>): MessageKey =>
  ({ ...shared, mke, title, function: right === 'modify' ? 'supplement' : 'cancel-supplement', right, ...tags });
const FURTHER: Partial<MessageKey> = { oneOf: [SUPPLEMENT_HEADS], takes: SUPPLEMENT, together: [LICENCE, PLATE], hangsOn: OF_AN_ADDED_VEHICLE, within: { LIY: PLATE_YEAR } };
const FALSE_PAPERS = ['AKA', 'DOB', 'SOC', 'MNU', ...LICENCE];
const WARRANT = ['OFF', 'DOW', 'WNO', 'CTI', 'EXL', 'MIS'];
/** What is added to a record goes with it (manual, Missing Person: Cancel a Record). */
const GOES_WITH_THE_WANT: Advice = {
  of: ['EWT', 'EWT-C'], says: 'a temporary want ends after 48 hours, and this warrant with it: cancel the want and enter the warrant with EW, so that it stays on file',
};

const additions: readonly MessageKey[] = [
  supplemental('EN', 'add supplemental data to a wanted person record', 'modify', { ...FURTHER, conditions: vehicleOfAPerson }),
  supplemental('XN', 'cancel supplemental data of a wanted person record', 'remove', TAKEN),
  // The name on the papers is NAM's second value, or AKA's.
  supplemental('ENS', 'add stolen or fraudulent identifiers to a wanted person record', 'modify', { takes: FALSE_PAPERS, together: [LICENCE], changes: ['NAM'] }),
  supplemental('XNS', 'cancel stolen or fraudulent identifiers of a wanted person record', 'remove', { takes: FALSE_PAPERS, changes: ['NAM'] }),
  supplemental('AWW', 'add a warrant to a wanted person record', 'modify', { sentTo: ['LEADS'], needs: ['OFF', 'DOW'], takes: WARRANT, conditions: warrantConditions, should: [GOES_WITH_THE_WANT] }),
  supplemental('CWW', 'cancel an add-on warrant', 'remove', { sentTo: ['LEADS'], oneOf: [['WNO', 'OFF', 'DOW']], takes: ['DOC'] }),
];

const detaining = (asked: 'detain' | 'modify-detainer' | 'cancel-detainer', mke: string, title: string, rules: Partial<MessageKey>): MessageKey =>
  ({ ...shared, mke, title, function: asked, right: 'detain', ...rules });
const SENTENCE = ['DIS', 'DSE'];
const DETAINER = ['DOD', 'DNO', 'IRI', 'INC', ...SENTENCE];
/** Whoever holds the person hears that a detainer stands, or has moved. */
const HOLDER = { tells: ['IRI'] } as const;

const detainers: readonly MessageKey[] = [
  detaining('detain', 'DW', 'place a detainer on a located wanted person', { needs: ['DOD', 'DNO'], oneOf: [['IRI', 'INC']], takes: SENTENCE, ...HOLDER }),
  detaining('modify-detainer', 'MDW', 'modify a detainer', { entry: 'DW', changes: DETAINER, oneOf: [DETAINER], ...HOLDER }),
  detaining('cancel-detainer', 'XDW', 'cancel a detainer', { takes: ['DNO', 'DOC'] }),
];

export const wantedKeys: readonly MessageKey[] = [...entries, ...updates, ...additions, ...detainers];
