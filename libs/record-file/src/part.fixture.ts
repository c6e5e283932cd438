import type { Fault, JsonObject } from '@statewire/kernel';
import type { Fields } from './fields.js';
import type { FileRules, Knowledge } from './file-rules.js';

/** A file on NCIC's line, cut down from the manual's Parts chapter. */
export const partRules: FileRules = {
  file: 'part',
  kinds: {
    part: {
      idxPrefix: 'PT',
      keys: { enter: ['EP'], modify: ['MP'], locate: ['LP'], clear: ['CP'], cancel: ['XP'] },
      duplicates: [['SER', 'BRA'], ['OAN', 'BRA', 'OCA']],
      retention: [{ where: ['SER', 'OAN'], term: { yearsAfterThisOne: 4 } }, { term: { days: 90 } }],
    },
  },
  identifications: [['NIC', 'OCA'], ['SER', 'OCA'], ['IDX', 'OCA'], ['LID', 'OCA']],
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'V' },
  background: 'red',
  foundBy: ['NIC', 'SER', 'OCA'],
};

/** A file that LEADS alone keeps: nothing waits, and a second locate begins the ten days anew. */
export const towedRules: FileRules = {
  file: 'towed',
  kinds: {
    towed: {
      idxPrefix: 'TV',
      keys: { enter: ['ET'], modify: ['MT'], locate: ['LT'], clear: ['CT'], cancel: ['XT'] },
      duplicates: [],
      retention: [{ term: { days: 180 } }],
    },
  },
  identifications: [['SER', 'OCA']],
  locate: { term: { days: 10 }, second: 'restarts' },
  background: 'none',
  foundBy: ['SER'],
};

const SEALED = new Set(['OCA', 'SER', 'MIS', 'RCA']);
const half = <Value>(fields: Readonly<Record<string, Value>>, sealed: boolean): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(fields).filter(([tag]) => SEALED.has(tag) === sealed));

/** Needs a case number and one identifier; a brand has four letters at most. */
export const knowledge: Knowledge = {
  checkRecord: (_, fields, { staffed24x7 }) => {
    const faults: Fault[] = [];
    if (fields['OCA'] === undefined) faults.push({ code: 'MISSING_FIELD', tag: 'OCA' });
    if (staffed24x7 === false && fields['MIS'] === undefined) faults.push({ code: 'MISSING_FIELD', tag: 'MIS', why: 'after-hours' });
    if (fields['SER'] === undefined && fields['OAN'] === undefined) faults.push({ code: 'MISSING_FIELD', tag: 'SER/OAN' });
    if ((fields['BRA']?.[0]?.length ?? 0) > 4) faults.push({ code: 'FIELD_ERROR', tag: 'BRA' });
    return faults;
  },
  splitPrivacy: (fields) => ({ public: half(fields, false), personal: half(fields, true) }),
};

export const OWNER = 'OHCOP0000';
export const FINDER = 'OHCLP0000';

/** Writes fields as a message does: one value or several by tag. */
export const fieldsOf = (fields: Readonly<Record<string, string | readonly string[]>>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([tag, value]) => [tag, typeof value === 'string' ? [value] : value]));

export const message = (
  mke: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  more: Readonly<{ ori?: string; idx?: string; staffed24x7?: boolean }> = {},
): JsonObject => ({ mke, ori: OWNER, ...more, fields: fieldsOf(fields) });

export const NIC = 'V000000001';
export const IDX = 'PT00000004';
export const ENTRY = { OCA: '26-1', SER: 'S1', BRA: 'FORD', MIS: 'RED' } as const;
