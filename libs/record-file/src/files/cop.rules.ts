import { identifications } from '@statewire/catalogue';
import { ohioDate, yearOf } from '@statewire/clock';
import type { FileRules, KindRules, Listings, ValidationRule } from '../file-rules.js';
import type { Numbering } from '../numbering.js';
import { copClocks, copKindOf, hoursLeft, type CopKind } from './cop-clocks.js';
import { copFaces } from './cop-faces.js';
import { copFunctions } from './cop-functions.js';
import { personByName } from '../persons.js';
import { keysOf } from './keys-of.js';

const FILE = 'cop';

/** What each kind is called behind MKE/ and on the hot sheet, and the hot sheet's letters for it (decision D2). */
export const COP_KINDS: Readonly<Record<CopKind, Readonly<{ words: string; list: string }>>> = {
  immediate: { words: 'IMMEDIATE THREAT', list: 'IT' },
  taylor: { words: 'TAYLOR ALERT', list: 'TA' },
  homeland: { words: 'HOMELAND SECURITY', list: 'HS' },
  blue: { words: 'BLUE ALERT', list: 'BA' },
};

/** Stands wherever a COP record is shown: it is no warrant. */
export const COP_CAVEAT = 'A COP ALERT CANNOT BE USED AS THE BASIS TO STOP, DETAIN OR ARREST A SUBJECT';

/** The hot sheet's list of everything. */
const ALL = 'AL';

/** Decision D12: county, COP, and a number of at least three digits that is counted per county and year. */
const NUMBER_DIGITS = 3;
const numbering: Numbering = {
  series: (homeKey, now) => `${homeKey.slice(homeKey.indexOf('/') + 1).padStart(2, '0')}/${String(yearOf(ohioDate(now)))}`,
  lid: (series, count) => `${series.slice(0, 2)}COP${String(count).padStart(NUMBER_DIGITS, '0')}`,
  counted: (lid, at) => ({ series: `${lid.slice(0, 2)}/${String(yearOf(ohioDate(at)))}`, count: Number(lid.slice(5)) }),
};

const alert: KindRules = {
  idxPrefix: 'CP',
  keys: keysOf(FILE, 'alert'),
  own: copFunctions,
  clocks: copClocks,
  numbering,
  given: ({ idx, now }) => ({ CID: [idx.slice(2)], DTE: [ohioDate(now)] }),
  duplicates: [],
  // The clocks purge what is purged, by the hour.
  retention: [{ term: 'until-ended' }],
};

const isLongTerm = (kind: CopKind): boolean => kind === 'taylor' || kind === 'blue';

/** The hot sheet's lists, and an agency's long-term alerts, which are validated each quarter. */
const listings: Listings = {
  keys: ({ lid, owner, fields }) => {
    const kind = copKindOf(fields);
    return [ALL, COP_KINDS[kind].list, `CO/${lid.slice(0, 2)}`, ...(isLongTerm(kind) ? [`LT/${owner}`] : [])];
  },
  asked: { COPP: ({ QTYP = [], QKEY = [] }) => [...QTYP, ...QKEY].join('/') },
  line: (record, now) => {
    const hours = hoursLeft(record, now);
    return hours === undefined ? 'TIME LEFT/NOT PURGED' : `TIME LEFT/${String(hours)} HOURS`;
  },
};

/** Taylor alerts and Blue Alerts are on each quarter's list, and stay on file whether they are confirmed or not (D3). */
const QUARTERLY_VALIDATION: ValidationRule = {
  first: [{ where: ({ fields }) => isLongTerm(copKindOf(fields)), listed: { quarters: 1 } }],
  again: { quarters: 1 },
  unanswered: 'kept',
};

/** Caution Ohio Police: manual, chapter of that name; decisions D1 to D5 and D12. No line holds it: everything is final at once. */
export const copRules: FileRules = {
  file: FILE,
  home: 'county',
  kinds: { alert },
  identifications: [...new Map([...identifications('DCOP'), ...identifications('MCOP'), ...identifications('EXT')].map((tags) => [tags.join(), tags])).values()],
  // Nobody locates a COP record; the engine asks every file.
  locate: { term: { days: 0 }, second: 'restarts' },
  background: 'red',
  validation: QUARTERLY_VALIDATION,
  look: ({ fields }) => {
    const kind = copKindOf(fields);
    return { ...(kind === 'blue' ? { background: 'blue' as const } : {}), title: `CAUTION OHIO POLICE - ${COP_KINDS[kind].words}`, caveat: COP_CAVEAT };
  },
  foundBy: ['LID', 'COP-ID', 'LIC', 'VIN', 'SOC', 'OLN'],
  faces: copFaces,
  person: personByName,
  listings,
};
