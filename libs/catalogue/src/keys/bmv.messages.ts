import type { FileName } from '../field-rule.js';
import type { MessageKey } from '../message-key.js';

/**
 * Inquiries to the driver license file of the Bureau of Motor Vehicles. Manual, Other Transactions: BMV Queries, Emergency Contact Query; chapters
 * Caution Ohio Police, Concealed Handgun License and Missing Persons: what else they search.
 */
const FILE = { function: 'inquire', file: 'driver', right: 'inquire' } as const;
const ALL_SOURCES = ['LEADS', 'NCIC', 'BMV'] as const;
const PEOPLE: readonly FileName[] = ['wanted-person', 'missing-person', 'cop', 'chl'];

/** The number in front of the fields, as the BMV's own answers write the next question: `DS.111223333`. */
const byNumber = (tag: string, ...alsoNamed: readonly string[]): Pick<MessageKey, 'positional' | 'oneOf' | 'takes' | 'single'> => ({
  positional: [tag], oneOf: [[tag, ...alsoNamed]], takes: ['REQ'], single: [tag, ...alsoNamed],
});
/** The manual calls the field SSN here, and SOC elsewhere. */
const bySocial = byNumber('SOC', 'SSN');

export const bmvKeys: readonly MessageKey[] = [
  {
    ...FILE,
    mke: 'DN',
    title: 'query driver licenses by name',
    sentTo: ALL_SOURCES,
    needs: ['NAM'],
    takes: ['DOB', 'COU', 'REQ'],
    single: ['NAM', 'DOB'],
    searches: [{ files: PEOPLE, by: ['NAM'] }],
    hotFilesWith: 'DOB',
    should: [{ tags: ['DOB'], says: 'LEADS AND NCIC WERE NOT ASKED: A NAME IS LOOKED FOR THERE WITH A DATE OF BIRTH (DOB)' }],
  },
  {
    ...FILE,
    ...bySocial,
    mke: 'DS',
    title: 'query driver licenses by social security number',
    sentTo: ALL_SOURCES,
    searches: [{ files: PEOPLE, by: ['SOC', 'SSN'], as: { SSN: 'SOC' } }],
  },
  { ...FILE, ...byNumber('OLN'), mke: 'DL', title: 'query driver licenses by license or state ID number', sentTo: ALL_SOURCES, searches: [{ files: PEOPLE, by: ['OLN'] }] },
  { ...FILE, ...byNumber('KEY'), mke: 'DK', title: 'query driver licenses by driver key', sentTo: ['BMV'] },
  { ...FILE, ...byNumber('OLN'), mke: 'ECL', title: 'query the emergency contact by license number', sentTo: ['BMV'] },
  { ...FILE, ...bySocial, mke: 'ECS', title: 'query the emergency contact by social security number', sentTo: ['BMV'] },
  { ...FILE, ...byNumber('KEY'), mke: 'ECK', title: 'query the emergency contact by driver key', sentTo: ['BMV'] },
];
