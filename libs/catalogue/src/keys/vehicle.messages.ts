import type { Advice, MessageKey, Reach } from '../message-key.js';
import { vehicleConditions } from './vehicle.conditions.js';

/** Vehicle chapter of the manual; cancel, clear and locate as in the plate and parts chapters (facts.md §4, row 39). */

const FORWARDED = ['LEADS', 'NCIC'] as const;
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];
const LINK = ['LKI', 'LKA'];
/** The manual's three, in the order of decision D22: a plate is changed more often than a VIN, so a plate beside a VIN is the change. */
const BY_NUMBER_AND_CASE = [['NIC', 'OCA'], ['VIN', 'OCA'], ['LIC', 'OCA']];
const RECOVERY = ['RPP', 'NPA', 'NPF', 'VNP', 'VOR', 'VRC'];

/** Decision D15. */
const PLATE_YEAR: Reach = { yearsBack: 1, says: 'a plate that expired more than one year ago cannot be entered' };
const CANCEL_DATE: Reach = { daysBack: 1, says: "DOC must be today's or yesterday's date" };

const RECOVERED_BY: Advice = {
  tags: ['RRI', 'RCA'],
  status: 'active',
  says: 'RRI and RCA, the recovering agency and its case number, should be given when an active record is cleared',
};
const CANCEL_REASON: Advice = { tags: ['RPP'], says: 'RPP should be CASE DROPPED or NOT STOLEN' };

type Kind = 'stolen' | 'felony';
const WORDS: Readonly<Record<Kind, string>> = { stolen: 'STOLEN VEHICLE', felony: 'FELONY VEHICLE' };

const entryRules: Readonly<Record<Kind, Partial<MessageKey>>> = {
  stolen: {
    needs: ['OCA', 'DOT', 'VYR', 'VMA', 'VST'],
    oneOf: [['VIN', 'OAN', 'LIC']],
    together: [PLATE, LINK],
    takes: ['VMO', 'VCO', 'NOA', 'MIS'],
  },
  felony: {
    needs: ['OCA', 'DOT', 'VMA'],
    oneOf: [['VIN', 'LIC']],
    // A plate's companions are given as far as they are available.
    hangsOn: { LIS: ['LIC'], LIY: ['LIC'], LIT: ['LIC'] },
    together: [LINK],
    takes: ['OAN', 'VYR', 'VMO', 'VST', 'VCO', 'NOA', 'MIS'],
  },
};

const SUFFIXES = [
  { suffix: '', title: '', words: '' },
  { suffix: '-A', title: ', occupants armed', words: ' - ARMED' },
  { suffix: '-F', title: ', occupants armed, and hold for latent prints', words: ' - ARMED - HOLD FOR LATENT PRINTS' },
  { suffix: '-P', title: ', hold for latent prints', words: ' - HOLD FOR LATENT PRINTS' },
];

const entries = (kind: Kind, letter: string): readonly MessageKey[] =>
  SUFFIXES.map(({ suffix, title, words }) => ({
    mke: `E${letter}${suffix}`,
    title: `enter a ${kind} vehicle${title}`,
    function: 'enter',
    file: 'vehicle',
    kind,
    translation: `${WORDS[kind]}${words}`,
    right: 'enter',
    sentTo: FORWARDED,
    ...entryRules[kind],
    within: { LIY: PLATE_YEAR },
    conditions: vehicleConditions,
    needsWhenUnstaffed: ['MIS'],
  }));

const updates = (kind: Kind, letter: string): readonly MessageKey[] => {
  const shared = { file: 'vehicle', kind, sentTo: FORWARDED, identifiedBy: BY_NUMBER_AND_CASE } as const;
  return [
    {
      ...shared,
      mke: `M${letter}`,
      title: `modify a ${kind} vehicle record`,
      function: 'modify',
      right: 'modify',
      entry: `E${letter}`,
      changes: ['OCA', 'DOT', 'VIN', 'OAN', ...PLATE, 'VYR', 'VMA', 'VMO', 'VST', 'VCO', 'NOA', ...LINK, 'MIS'],
      within: { LIY: PLATE_YEAR },
    },
    {
      ...shared,
      mke: `X${letter}`,
      title: `cancel a ${kind} vehicle record`,
      function: 'cancel',
      right: 'remove',
      needs: ['DOC'],
      takes: ['RPP'],
      takesOnly: { RPP: 'own-RPP-cancel' },
      within: { DOC: CANCEL_DATE },
      should: [CANCEL_REASON],
    },
    {
      ...shared,
      mke: `L${letter}`,
      title: `locate a ${kind} vehicle`,
      function: 'locate',
      right: 'locate',
      needs: ['DOR'],
      takes: ['RCA', ...RECOVERY],
      takesOnly: { RPP: 'own-RPP-recovery' },
    },
    {
      ...shared,
      mke: `C${letter}`,
      title: `clear a ${kind} vehicle record`,
      function: 'clear',
      right: 'remove',
      needs: ['DCL'],
      takes: ['RRI', 'RCA', ...RECOVERY],
      takesOnly: { RPP: 'own-RPP-recovery' },
      should: [RECOVERED_BY],
    },
  ];
};

export const vehicleKeys: readonly MessageKey[] = [
  ...entries('stolen', 'V'),
  ...updates('stolen', 'V'),
  ...entries('felony', 'F'),
  ...updates('felony', 'F'),
];
