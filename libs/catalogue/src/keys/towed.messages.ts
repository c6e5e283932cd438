import type { Advice, MessageKey } from '../message-key.js';
import { PLATE } from './property.messages.js';

/** LEADS alone holds the file. */
const FILE = { file: 'towed', kind: 'towed', sentTo: ['LEADS'] } as const;
const BY_VEHICLE_AND_CASE = [['VIN', 'OCA'], ['LIC', 'OCA']];
const NEEDED = ['OCA', 'TYP', 'DTW', 'RTW', 'VCD', 'STA', 'VTF', 'CFR'];
const DETAILS = ['DPT', 'DTR', 'IPF', 'IPT', 'CID', 'FUD', 'VYR', 'VMA', 'VMO', 'VST', 'VCO', 'MIS'];

const RELEASED: Advice = { tags: ['DVR'], says: 'DVR, the date on which the vehicle was released, should be given' };

/** Chapter Towed/Immobilized Vehicle File of the manual; facts.md §4, rows 35 to 38, and §4.7; decision D24. */
export const towedKeys: readonly MessageKey[] = [
  {
    ...FILE,
    mke: 'ET',
    title: 'enter a towed or immobilized vehicle',
    function: 'enter',
    translation: 'TOWED/IMMOBILIZED VEHICLE',
    right: 'enter',
    needs: NEEDED,
    oneOf: [['VIN', 'LIC']],
    together: [PLATE],
    takes: DETAILS,
    conditions: [
      {
        why: 'immobilized-from-to',
        when: [{ tag: 'IPF' }],
        must: { tag: 'IPT', notBefore: 'IPF', orBlank: true },
        says: 'the last day of immobilization cannot lie before the first',
      },
    ],
  },
  {
    ...FILE,
    mke: 'MT',
    title: 'modify a towed vehicle record',
    function: 'modify',
    right: 'modify',
    identifiedBy: BY_VEHICLE_AND_CASE,
    entry: 'ET',
    changes: [...NEEDED, 'VIN', ...PLATE, ...DETAILS],
  },
  {
    ...FILE,
    mke: 'XT',
    title: 'cancel a towed vehicle record: the agency has released the vehicle',
    function: 'cancel',
    right: 'remove',
    identifiedBy: BY_VEHICLE_AND_CASE,
  },
  {
    ...FILE,
    mke: 'CT',
    title: 'clear a towed vehicle record: a court has released the vehicle',
    function: 'clear',
    right: 'remove',
    identifiedBy: BY_VEHICLE_AND_CASE,
    takes: ['DVR'],
    should: [RELEASED],
  },
  {
    ...FILE,
    mke: 'TV',
    title: "query towed vehicles, or list the agency's own",
    function: 'inquire',
    right: 'inquire',
    oneOf: [['VIN', 'LIC', 'ALL']],
    declined: { ALL: 'N' },
    hangsOn: { LIS: ['LIC'], PAG: ['ALL'], ORI: ['ALL'] },
    own: ['ORI'],
    takes: ['IND'],
    searches: [{ files: ['towed'], by: ['VIN', 'LIC'] }],
    oldestFirst: true,
    conditions: ['VIN', 'LIC'].map((tag) => ({ why: 'all-alone', when: [{ tag: 'ALL', in: ['Y'] }], must: { tag, in: [], orBlank: true }, says: 'ALL/Y lists all of the agency, and is not given beside a VIN or LIC' })),
  },
];
