import type { FileName } from '../field-rule.js';
import type { MessageKey, Search } from '../message-key.js';

/**
 * The standard inquiries. Manual: INQUIRY of each chapter, General Information (message keys); decisions D13, D14; facts.md §5.
 * A field that a key does not know is refused (D13): a silently ignored one would mislead the officer.
 */

const BOTH = ['LEADS', 'NCIC'] as const;
const PROPERTY: readonly FileName[] = ['vehicle', 'plate', 'part'];
const PEOPLE: readonly FileName[] = ['wanted-person', 'missing-person', 'cop', 'chl'];
/** Of the files about people those that hold vehicles. */
const PEOPLE_WITH_VEHICLES: readonly FileName[] = ['wanted-person', 'missing-person', 'cop'];

/** A stolen plate of a vehicle number, or a title, has that number for its serial number; an owner may have marked a part with it (manual, Parts File: Inquiry). */
const PARTS_BY_VIN: readonly Search[] = [
  { files: ['part'], by: ['VIN'], as: { VIN: 'SER' } },
  { files: ['part'], by: ['VIN'], as: { VIN: 'OAN' } },
];

/** Each searches for itself: with one of them no name search is made, and sex and race narrow nothing. */
const NUMBERS = ['NIC', 'IDX', 'LID', 'SOC', 'FBI', 'MNU', 'OLN', 'LIC', 'VIN'];
const OPTIONS = ['ENS', 'EBS', 'RSH', 'IND'];

/** A person by name and date of birth, by name and case number, or by a number alone; a vehicle by plate or VIN, and by what names no other record. */
const person = (files: readonly FileName[], further: readonly Search[]): Pick<MessageKey, 'oneOf' | 'hangsOn' | 'takes' | 'searches'> => ({
  oneOf: [['DOB', 'OCA', ...NUMBERS]],
  hangsOn: { DOB: ['NAM'], OCA: ['NAM'], OLS: ['OLN'], LIS: ['LIC'], VMA: ['VIN'] },
  takes: ['NAM', 'SEX', 'RAC', ...OPTIONS],
  searches: [{ files, by: [...NUMBERS, 'OCA', 'NAM'] }, ...further],
});

export const inquiryKeys: readonly MessageKey[] = [
  {
    mke: 'QV',
    title: 'query vehicles, plates and parts',
    function: 'inquire',
    file: 'vehicle',
    right: 'inquire',
    sentTo: BOTH,
    oneOf: [['NIC', 'VIN', 'OAN', 'SER', 'LIC', 'IDX', 'LID']],
    hangsOn: { VMA: ['VIN', 'OAN', 'SER'], LIS: ['LIC'] },
    takes: ['RSH', 'IND'],
    searches: [
      { files: PROPERTY, by: ['NIC', 'IDX', 'LID', 'VIN', 'OAN', 'LIC', 'SER'] },
      ...PARTS_BY_VIN,
      // A vehicle is asked for by its serial number (manual, Vehicle File: Inquiry), and has it in these fields.
      { files: ['vehicle'], by: ['SER'], as: { SER: 'VIN' } },
      { files: ['vehicle'], by: ['SER'], as: { SER: 'OAN' } },
      // VIN, SER and OAN are looked for among the VINs of the person files too (manual, Parts File).
      { files: PEOPLE_WITH_VEHICLES, by: ['VIN', 'LIC', 'SER', 'OAN'], as: { SER: 'VIN', OAN: 'VIN' } },
      // What an answer has shown by a plate is shown by its number too.
      { files: ['cop'], by: ['IDX', 'LID'] },
    ],
  },
  {
    mke: 'QW',
    title: 'query persons, and vehicles by plate or VIN',
    function: 'inquire',
    file: 'person',
    right: 'inquire',
    sentTo: BOTH,
    ...person(PEOPLE, [{ files: PROPERTY, by: ['LIC', 'VIN', 'NIC', 'IDX', 'LID'] }, ...PARTS_BY_VIN]),
    follows: ['SOC', 'FBI', 'VIN'],
  },
  {
    mke: 'WW',
    title: 'query wanted persons of LEADS alone',
    function: 'inquire',
    file: 'person',
    right: 'inquire',
    sentTo: ['LEADS'],
    ...person(['wanted-person', 'cop'], []),
  },
  {
    mke: 'QM',
    title: 'query missing persons by description',
    function: 'inquire',
    file: 'missing-person',
    right: 'inquire',
    sentTo: BOTH,
    needs: ['SEX', 'RAC', 'HGT', 'WGT', 'HAI', 'EYE', 'AGE'],
    takes: ['NAM', 'IND', 'ENS', 'RSH'],
    searches: [{ files: ['missing-person'], by: [], byDescription: true }],
  },
  {
    mke: 'ZIP',
    title: 'query warrants by zip code',
    function: 'inquire',
    file: 'wanted-person',
    right: 'inquire',
    sentTo: ['LEADS'],
    needs: ['ZIP'],
    takes: ['PAG'],
  },
  {
    mke: 'WAR',
    title: 'list the wanted and missing persons that an agency entered in a month',
    function: 'inquire',
    file: 'wanted-person',
    right: 'inquire',
    sentTo: ['LEADS'],
    needs: ['MON'],
    takes: ['ORI', 'PAG'],
  },
  {
    mke: 'VEH',
    title: 'list the vehicle, plate or part records that an agency entered in a month',
    function: 'inquire',
    file: 'vehicle',
    right: 'inquire',
    sentTo: ['LEADS'],
    needs: ['COD', 'MON'],
    takes: ['ORI', 'PAG'],
    takesOnly: { COD: 'own-COD-entered' },
  },
];
