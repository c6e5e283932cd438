import { counties } from '@statewire/catalogue';
import type { Response } from '@statewire/contracts';
import { ageOn, personName } from '@statewire/person-match';
import { ID_CARD, type Contact, type Driver } from './drivers-of-ohio.js';

// The layouts are the BMV's own, as the manual shows them (Other Transactions: BMV Queries, Emergency Contact Query).
const LICENSE = 'DRIVER LICENSE';
const CONTACT = 'EMERGENCY CONTACT';
const RULE = '*'.repeat(57);

/** What is not known leaves no second blank. */
const response = (mke: string, lines: readonly string[]): Response => ({ source: 'BMV', mke, background: 'none', text: [`MKE/${mke}`, ...lines].join('\n').replace(/ {2,}/g, ' ') });

const dateOf = (day: string | undefined): string => (day === undefined ? '/ /' : `${day.slice(4, 6)}/${day.slice(6)}/${day.slice(0, 4)}`);
const socialOf = (social = '000000000'): string => `${social.slice(0, 3)} ${social.slice(3, 5)} ${social.slice(5)}`;

/** `JOHN Q PUBLIC JR`. */
const spoken = (name: string): string => {
  const { given, middle, suffix } = personName(name);
  return [given, ...middle, name.split(',')[0] ?? '', suffix].filter((part) => part !== '').join(' ');
};

/** `PUBLIC*JOHN,Q%JR`, as lists of drivers write it. */
const listed = (name: string): string => {
  const { given, middle, suffix } = personName(name);
  return [name.split(',')[0] ?? '', `*${given}`, middle.length === 0 ? '' : `,${middle.join(' ')}`, suffix === '' ? '' : `%${suffix}`].join('');
};

/** How it stands with a license on that day; without one with whatever keeps its holder from having it. */
const statusOf = ({ license, standing }: Driver, today: string): string => {
  if (license === undefined) return standing ?? 'NO LICENSE ON FILE';
  if (license.class === ID_CARD) return 'NOT VALID';
  if (license.taken !== undefined) return license.taken;
  return license.expires !== undefined && license.expires < today ? 'EXPIRED' : 'VALID';
};

const headOf = (driver: Driver, today: string): readonly string[] => [
  `${spoken(driver.name)} DOB: ${dateOf(driver.born)} AGE: ${String(ageOn(today, driver.born))}`,
  `${driver.street} SSN: ${socialOf(driver.social)}`,
  `${driver.city}, OH ${driver.zip} KEY: ${driver.key}`,
  `COUNTY: ${String(driver.county).padStart(2, '0')}-${counties().get(driver.county)?.name.toUpperCase() ?? ''}`,
];

const bodyOf = ({ sex, height, weight, hair, eyes, donor }: Driver): readonly string[] => [
  `** PHYSICAL DESCRIPTION ** ** ANATOMICAL DONOR: ${donor === true ? 'FORM ON FILE' : 'NOT LISTED'} **`,
  `SEX: ${sex} HGT: ${height === undefined ? `' "` : `${height.slice(0, 1)}' ${height.slice(1)}"`} WGT: ${weight ?? '000'} HAIR: ${hair ?? 'UNKNOWN'} EYES: ${eyes ?? 'UNKNOWN'}`,
];

const licenseOf = (driver: Driver, today: string): readonly string[] => {
  const { license, restrictions = [] } = driver;
  return [
    '** DRIVER LICENSE INFORMATION **',
    `DLN: ${license?.number ?? ''} CLASS: ${license?.class ?? ''} ISS: ${dateOf(license?.issued)} EXP: ${dateOf(license?.expires)}`,
    ...(license?.parts === undefined ? [] : [license.parts]),
    `STATUS: ${statusOf(driver, today)}`,
    ...(license?.endorsements === undefined ? [] : [`ENDORSEMENTS: ${license.endorsements.join(', ')}`]),
    `RESTRICTIONS: ${restrictions.length === 0 ? 'NONE' : restrictions.join(', ')}`,
  ];
};

/** All that the file says of somebody; of next of kin only that there are some. `today`: Ohio's date, CCYYMMDD. */
export const driverResponse = (driver: Driver, today: string): Response =>
  response(LICENSE, [
    ...headOf(driver, today),
    ...bodyOf(driver),
    ...licenseOf(driver, today),
    ...(driver.remarks ?? []),
    RULE,
    ...(driver.contacts === undefined ? [] : ['EMERGENCY CONTACT INFORMATION AVAILABLE']),
  ]);

/** The question that asks for this driver alone: by social security number, else by license, else by key. */
const nextQuestion = ({ key, social, license }: Driver): string => {
  if (social !== undefined) return `DS.${social}`;
  return license === undefined ? `DK.${key}` : `DL.${license.number}`;
};

/** One entry of a list of drivers who may be meant, with how well the name fits, 0 to 100. */
export const candidateResponse = (driver: Driver, score: number, today: string): Response => {
  const { license } = driver;
  return response(LICENSE, [
    `${String(score).padStart(3, '0')} ${listed(driver.name)} DLN: ${license?.number ?? 'NONE'}`,
    `${driver.street} ${nextQuestion(driver)} CLS: ${license?.class ?? ''} ${license === undefined && driver.standing !== undefined ? 'SUSPENDED' : statusOf(driver, today)}`,
    `DOB: ${dateOf(driver.born)} ${driver.city} OH ${driver.zip}`,
  ]);
};

const contactLines = ({ name, relationship, street, place, phone }: Contact, at: number): readonly string[] => [
  `CONTACT ${String(at + 1)}:`, name, `RELATIONSHIP: ${relationship}`, street, place, `PHONE: ${phone}`,
];

/** Whom to tell in an emergency, and that it is for nothing else (manual, Emergency Contact Query). */
export const contactResponse = (driver: Driver, contacts: readonly Contact[], today: string): Response =>
  response(CONTACT, [
    '***** NEXT OF KIN / EMERGENCY CONTACT INFORMATION FOR: *****',
    ...headOf(driver, today),
    ...contacts.flatMap(contactLines),
    'TO NOTIFY NEXT OF KIN IN AN EMERGENCY ONLY - NOT AN INVESTIGATIVE TOOL',
  ]);
