import { counties, identifications } from '@statewire/catalogue';
import { addDays, ohioInstant } from '@statewire/clock';
import type { Fault } from '@statewire/kernel';
import { changesOf, modification } from '../changing.js';
import type { Clocks, FileRules, KindRules, OwnFunction } from '../file-rules.js';
import type { Outcome } from '../happening.js';
import { withOverdue } from '../own.js';
import { personOf } from '../persons.js';
import { doubled } from '../record-state.js';
import { keysOf } from './keys-of.js';

const FILE = 'chl';
const MODIFIED_BY = identifications('MCP');
const ACTIVE = 'A';
const EXPIRED = 'E';
/** Ohio time of the day after DOE (D8, D21). */
const EXPIRY_TIME = '0005';

const refused = (fault: Fault): Outcome => ({ faults: [fault] });

/** The home key of a sheriff's records names his county: `county/25`. */
const countyOf = (homeKey: string): number => Number(homeKey.slice(homeKey.indexOf('/') + 1));
/** The county of issue, where the sheriff names none (D20). */
const issuedIn = (homeKey: string): string => String(countyOf(homeKey)).padStart(2, '0');

/**
 * MCP: the owner changes its record; another sheriff takes it over by its own ORI, which is then all that the message says
 * (manual, Changing the Ownership of a Concealed Handgun License Record). What the system gave at the entry stays.
 */
const modify: OwnFunction = {
  of: 'anyone',
  handle: (scene, record, message, kindRules) => {
    const changes = changesOf({ identifications: MODIFIED_BY }, message.fields);
    const [ori] = changes['ORI'] ?? [];
    if (ori !== undefined && ori !== message.ori) return refused({ code: 'FIELD_ERROR', tag: 'ORI', why: 'not-the-sender' });
    if (record.owner !== message.ori) {
      if (ori === undefined) return refused({ code: 'NOT_OWNER' });
      if (Object.keys(changes).length > 1) return refused({ code: 'FIELD_ERROR', tag: 'ORI', why: 'ori-alone' });
      const twice = doubled(scene.state, scene.rules, { ...record, owner: ori }, record.fields);
      if (twice.length > 0) return { faults: twice.map((idx): Fault => ({ code: 'ON_FILE', idx })) };
      // What the former sheriff has confirmed is on no list of this one.
      const { validation: _, ...rest } = record;
      return { events: [{ what: 'transferred', record: { ...rest, owner: ori, more: { formerOwner: record.owner } }, extras: { changed: ['ORI'] } }] };
    }
    const { ORI: _own, ...fields } = message.fields;
    // A county that is taken away is the one that the system gives.
    const county = fields['COI']?.includes('') === true ? { COI: [issuedIn(scene.key)] } : {};
    const change = modification(scene, record, kindRules, { ...message, fields: { ...fields, ...county } }, MODIFIED_BY);
    if ('faults' in change) return change;
    return { events: withOverdue(scene, kindRules, { what: 'modified', record: { ...record, fields: change.fields }, extras: { changed: change.changed } }) };
  },
};

/** An active permit expires on the day after its last one (D21), at once where it is entered or changed later than that. */
const clocks: Clocks = {
  overdueAtOnce: true,
  plan: ({ fields }) => {
    const [expiry] = fields['DOE'] ?? [];
    return { expiry: fields['STA']?.[0] === ACTIVE && expiry !== undefined ? ohioInstant(addDays(expiry, 1), EXPIRY_TIME) : undefined };
  },
  ring: (_, record, clock) => ({
    events: [{ what: 'expired', record: { ...record, fields: { ...record.fields, STA: [EXPIRED] } }, extras: { clock, changed: ['STA'] } }],
  }),
};

/** The system's permit number, county of issue by default the sheriff's (D20): 71-ROS-004402-P. Each county counts its own, of both kinds together. */
const permitOf = (county: number, count: number, mke: string): string => {
  const letters = (counties().get(county)?.name ?? 'OHIO').replace(/[^A-Za-z]/g, '').slice(0, 3).toUpperCase();
  return [String(county).padStart(2, '0'), letters, String(count).padStart(6, '0'), mke.startsWith('T') ? 'T' : 'P'].join('-');
};

const permits = (county: number): string => `permits/${String(county)}`;
/** A permit number tells which county counted it, and how far; whoever's record it is now. */
const countedBy = (permit: string): Readonly<{ series: string; count: number }> => {
  const [county = '', , number = ''] = permit.split('-');
  return { series: permits(Number(county)), count: Number(number) };
};

const license: KindRules = {
  idxPrefix: 'CH',
  keys: keysOf(FILE, 'license'),
  own: { modify },
  clocks,
  given: ({ key, mke, count, fields }) => ({
    PER: [permitOf(countyOf(key), count, mke)],
    COI: fields['COI'] ?? [issuedIn(key)],
  }),
  counts: {
    series: (key) => permits(countyOf(key)),
    counted: (fields) => {
      const [permit] = fields['PER'] ?? [];
      return permit === undefined ? undefined : countedBy(permit);
    },
  },
  // The same person by the same sheriff, while a permit of that kind is active (D20).
  duplicates: [['NAM', 'DOB', 'MKE']],
  duplicatesWhile: { STA: [ACTIVE] },
  // The manual: all entries remain in the system indefinitely.
  retention: [{ term: 'until-ended' }],
};

/** Concealed handgun licenses, which Ohio keeps itself: manual, chapter of that name; decisions D20 to D22. */
export const chlRules: FileRules = {
  file: FILE,
  home: 'county',
  kinds: { license },
  identifications: MODIFIED_BY,
  // Nobody locates a license; the engine asks every file.
  locate: { term: { days: 0 }, second: 'restarts' },
  background: 'purple',
  validation: { first: [{ listed: { months: 3 } }], changes: true, unanswered: 'kept' },
  look: () => ({ banner: '**** FOR LAW ENFORCEMENT USE ONLY ****', caveat: '********************' }),
  office: 'ISSUING OFFICE IS:',
  foundBy: ['LID', 'PER', 'LPN', 'SOC'],
  person: personOf,
  // Manual, Concealed Handgun License: Inquiry.
  showsLastQuery: true,
};
