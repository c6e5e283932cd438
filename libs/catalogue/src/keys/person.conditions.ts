import type { Condition, MessageKey } from '../message-key.js';
import { tableOf } from '../tables.js';

/** What the files about people share: identifications, groups of identifiers, and the conditions on them. facts.md §1.3, manual, Missing Person. */

/** Ways to name a record, best first (decision D22); the numbers of LEADS also do by themselves. */
export const NAMED_BY = [['NIC', 'OCA'], ['NAM', 'OCA'], ['NAM', 'NIC'], ['LID', 'OCA'], ['IDX', 'OCA'], ['LID', 'NAM'], ['IDX', 'NAM'], ['LID'], ['IDX']];

export const LICENCE = ['OLN', 'OLS', 'OLY'];
export const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];
export const VEHICLE = ['VIN', 'VYR', 'VMA', 'VST'];
export const LINK = ['LKI', 'LKA'];
/** One of these a record must have, unless its file says otherwise. */
export const NUMBERS = ['DOB', 'FBI', 'MNU', 'SOC', 'OLN', 'LIC', 'VIN'];
/** The words about a vehicle say nothing without its plate or number. */
export const OF_A_VEHICLE = { VYR: ['VIN', 'LIC'], VMA: ['VIN', 'LIC'], VST: ['VIN', 'LIC'], VMO: ['VIN', 'LIC'], VCO: ['VIN', 'LIC'] };
/** What supplemental data add to a record; of a licence, a plate and a vehicle one each message. */
export const SUPPLEMENT = ['AKA', 'DOB', 'SMT', 'SOC', 'MNU', 'CMC', 'CTZ', ...LICENCE, ...PLATE, ...VEHICLE];
/** Of these a message of supplemental data holds at least one: the heads of the groups count for their groups. */
export const SUPPLEMENT_HEADS = ['AKA', 'DOB', 'SMT', 'SOC', 'MNU', 'CMC', 'CTZ', 'OLN', 'LIC', 'VIN'];
/** Beside further data: year, make and style stand in the place of the VIN that is added, and say nothing of a plate. */
export const OF_AN_ADDED_VEHICLE = { ...OF_A_VEHICLE, VYR: ['VIN'], VMA: ['VIN'], VST: ['VIN'] };
/** What is taken back: all that can be added, model and color too. */
export const TAKEN: Partial<MessageKey> = { oneOf: [[...SUPPLEMENT_HEADS, 'VMO', 'VCO']], takes: [...SUPPLEMENT, 'VMO', 'VCO'] };

const given = (tag: string) => ({ tag, matches: /./ });

const companionOf = (tag: string): Condition => ({
  why: `vin-needs-${tag.toLowerCase()}`, when: [given('VIN')], must: given(tag), says: `with VIN the ${tag} must be given`,
});

/** A vehicle's number drags its companions; a plate's and a licence's are in groups. */
export const vehicleOfAPerson: readonly Condition[] = VEHICLE.slice(1).map(companionOf);

/** Whoever else a record tells of: what the manual says of the caution codes holds for everybody. */
export const otherPersonConditions: readonly Condition[] = [
  ...vehicleOfAPerson,
  { why: 'cmc-other', when: [{ tag: 'CMC', in: ['01'] }], must: given('MIS'), says: 'with CMC 01 (other) the MIS must explain' },
];

export const personConditions: readonly Condition[] = [
  ...otherPersonConditions,
  { why: 'dna-where', when: [{ tag: 'DNA', in: ['Y'] }], must: given('DLO'), says: 'with DNA Y the DLO must say where it is held' },
];

const SEE_MIS = [...tableOf('OFF')].filter(([, meaning]) => meaning.includes('SEE MIS')).map(([code]) => code);
const JUVENILE_OFFENSES = ['8100', '8101', '8102'];
/** Extradition with limits, within the state alone, or not settled: the limits or arrangements stand in MIS. */
const LIMITED_EXTRADITION = ['2', '4', '5', 'B', 'D', 'E'];

/** Of a warrant, the first or a further one. facts.md §1.3. */
export const warrantConditions: readonly Condition[] = [
  { why: 'exl-mis', when: [{ tag: 'EXL', in: LIMITED_EXTRADITION }], must: given('MIS'), says: `with EXL ${LIMITED_EXTRADITION.join(', ')} the MIS must tell the limits or arrangements` },
  { why: 'off-mis', when: [{ tag: 'OFF', in: SEE_MIS }], must: given('MIS'), says: 'with an offense that says SEE MIS the MIS must tell which' },
];

/** Wanted persons alone. */
export const wantedConditions: readonly Condition[] = [...personConditions, ...warrantConditions];

/** Of a juvenile who escaped or absconded: the offense for which the juvenile was held. */
export const juvenileConditions: readonly Condition[] = [
  ...wantedConditions,
  { why: 'ooc', when: [{ tag: 'OFF', in: JUVENILE_OFFENSES }], must: given('OOC'), says: `with OFF ${JUVENILE_OFFENSES.join(', ')} the OOC must name the original offense` },
];
