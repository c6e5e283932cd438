import type { MessageKey } from '../message-key.js';
import { BY_GIVEN_NUMBER, FORWARDED, LINK, PLATE, propertyUpdates } from './property.messages.js';
import { vehicleConditions } from './vehicle.conditions.js';
import { PLATE_YEAR } from './reaches.js';

/** Vehicle chapter of the manual; cancel, clear and locate as in the plate and parts chapters (facts.md §4, row 39). */

/**
 * The manual's three, in the order of decision D22: a plate is changed more often than a VIN, so a plate beside a VIN is the change,
 * unless no record of that case has the VIN yet: then the plate names the record. A vehicle that was entered by its owner-applied number
 * alone has nothing else of its own to name it by while it waits for NCIC.
 */
const BY_NUMBER_AND_CASE = [...BY_GIVEN_NUMBER, ['VIN', 'OCA'], ['LIC', 'OCA'], ['OAN', 'OCA']];

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

const updates = (kind: Kind, letter: string): readonly MessageKey[] =>
  propertyUpdates({
    file: 'vehicle',
    kind,
    letter,
    words: `${kind} vehicle`,
    identifiedBy: BY_NUMBER_AND_CASE,
    // Of what is learned later, that the occupants are armed must reach whoever stops the vehicle: the entry's own key is changed as well.
    changes: ['MKE', 'OCA', 'DOT', 'VIN', 'OAN', ...PLATE, 'VYR', 'VMA', 'VMO', 'VST', 'VCO', 'NOA', ...LINK, 'MIS'],
    within: { LIY: PLATE_YEAR },
  });

export const vehicleKeys: readonly MessageKey[] = [
  ...entries('stolen', 'V'),
  ...updates('stolen', 'V'),
  ...entries('felony', 'F'),
  ...updates('felony', 'F'),
];
