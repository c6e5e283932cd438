import type { Clause, Condition, MessageKey } from '../message-key.js';
import { BY_GIVEN_NUMBER, FORWARDED, LINK, propertyUpdates } from './property.messages.js';

/** Titles, certificates of origin and plates of a vehicle number: the number printed on them goes into SER. */
const NUMBERED = ['CF', 'CT', 'VP'];
/** Brands that no code stands for: the manufacturer's name goes into MIS. */
const NAMED_IN_MIS = ['PART', 'ENGN', 'TRMN', 'CERF'];
const BRAND: Omit<Clause, 'in'> = { tag: 'BRA', head: 4 };

/** Parts chapter: "Serial Number (SER)" to "Brand Name (BRA)". */
const partConditions: readonly Condition[] = [
  { why: 'ser-of-outboard', when: [{ tag: 'CAT', in: ['OB'] }], must: { tag: 'SER', matches: /./ }, says: 'with CAT OB, an outboard motor, the SER is needed' },
  {
    why: 'ser-of-document',
    when: [{ tag: 'CAT', in: NUMBERED }],
    must: { tag: 'SER', matches: /./ },
    says: 'with CAT CF, CT or VP the number of the certificate, title or vehicle goes into SER',
  },
  { why: 'oan-as-ser', when: [{ tag: 'SER' }], must: { tag: 'OAN', differsFrom: 'SER', orBlank: true }, says: 'the OAN cannot be the same as the SER' },
  {
    why: 'epd-of-engine',
    when: [{ tag: 'CAT', matches: /^(?!EN$|OB$)/ }],
    must: { tag: 'EPD', in: [], orBlank: true },
    says: 'the EPD is only given with CAT EN or OB',
  },
  {
    why: 'brand-in-mis',
    when: [{ ...BRAND, in: NAMED_IN_MIS }],
    must: { tag: 'MIS', matches: /[A-Z]{2}/ },
    says: "with BRA PART, ENGN, TRMN or CERF the manufacturer's name must stand in MIS",
  },
  {
    why: 'blank-certificate',
    when: [{ ...BRAND, in: ['CERF'] }],
    must: { tag: 'CAT', in: ['CF', 'CT'] },
    says: 'BRA CERF is for blank certificates of origin or title, CAT CF or CT',
  },
];

/** Chapter Parts File of the manual; what it has lost is in facts.md §4, rows 32 to 34. */
export const partKeys: readonly MessageKey[] = [
  {
    mke: 'EP',
    title: 'enter a stolen vehicle or boat part',
    function: 'enter',
    file: 'part',
    kind: 'part',
    translation: 'STOLEN VEHICLE/BOAT PART',
    right: 'enter',
    sentTo: FORWARDED,
    needs: ['OCA', 'DOT', 'BRA', 'CAT', 'MIS'],
    oneOf: [['SER', 'OAN']],
    together: [LINK],
    takes: ['EPD', 'VYR', 'NOA'],
    conditions: partConditions,
  },
  ...propertyUpdates({
    file: 'part',
    kind: 'part',
    letter: 'P',
    words: 'stolen part',
    // A part without a serial number has nothing of its own but its owner-applied one to name it by while it waits for NCIC.
    identifiedBy: [...BY_GIVEN_NUMBER, ['SER', 'OCA'], ['OAN', 'OCA']],
    changes: ['OCA', 'DOT', 'SER', 'OAN', 'BRA', 'CAT', 'EPD', 'VYR', 'NOA', ...LINK, 'MIS'],
  }),
];
