import type { MessageKey, Reach } from '../message-key.js';

/** Chapter Images; what its lists have lost: facts.md §4.3 and §4.4, decision D23. */

const BASE = ['NIC', 'IDX'];
/** What must agree with the base record: the name of a person, or a number of a property (decision D23); an entry names one of them at least. */
const CHECKED = ['NAM', 'VIN', 'SER', 'LIC', 'OAN'];
const NAMED = [['IMN', 'NIC'], ['IMN', 'IDX']];
/** One that still waits for NCIC has no number but its own index number (interface: its owner's cancel ends a pending entry). */
const OWN_INDEX = ['IDX'];
const FORWARDED = ['LEADS', 'NCIC'] as const;

const TAKEN: Reach = { yearsBack: 150, says: 'the date of the image lies more than 150 years back' };

export const imageKeys: readonly MessageKey[] = [
  {
    mke: 'EIM',
    title: 'enter an image of a record',
    function: 'enter',
    file: 'image',
    kind: 'image',
    translation: 'IMAGE',
    right: 'enter',
    sentTo: FORWARDED,
    needs: ['IMT', 'IMG'],
    oneOf: [BASE, CHECKED],
    checks: [...BASE, ...CHECKED],
    takes: ['DOI', 'MIS'],
    takesOnly: { IMT: 'own-IMT-entered' },
    within: { DOI: TAKEN },
  },
  {
    mke: 'MII',
    title: 'modify an image: its date, or the image itself',
    function: 'modify',
    file: 'image',
    kind: 'image',
    right: 'modify',
    sentTo: FORWARDED,
    identifiedBy: NAMED,
    checks: BASE,
    entry: 'EIM',
    changes: ['DOI', 'MIS', 'IMG'],
    within: { DOI: TAKEN },
  },
  {
    mke: 'XIM',
    title: 'cancel an image',
    function: 'cancel',
    file: 'image',
    kind: 'image',
    right: 'remove',
    sentTo: FORWARDED,
    identifiedBy: [...NAMED, OWN_INDEX],
    checks: BASE,
  },
  {
    mke: 'QII',
    title: 'query images',
    function: 'inquire',
    file: 'image',
    right: 'inquire',
    sentTo: FORWARDED,
    oneOf: [['NIC', 'IDX', 'IMN', 'VMA', 'BMA']],
    searches: [{ files: ['image'], by: ['IMN', 'IDX'] }],
    showsImages: true,
    hangsOn: { VMO: ['VMA'], VST: ['VMA'], VYR: ['VMA'], BTY: ['BMA'], BLE: ['BMA'], BYR: ['BMA'] },
    takes: ['IND'],
    conditions: [
      { why: 'generic-vehicle', when: [{ tag: 'VMA', matches: /./ }], must: { tag: 'VMO', matches: /./ }, says: 'a generic vehicle is asked for by VMA, VMO, VST and VYR' },
      { why: 'generic-vehicle-style', when: [{ tag: 'VMA', matches: /./ }], must: { tag: 'VST', matches: /./ }, says: 'a generic vehicle is asked for by VMA, VMO, VST and VYR' },
      { why: 'generic-vehicle-year', when: [{ tag: 'VMA', matches: /./ }], must: { tag: 'VYR', matches: /./ }, says: 'a generic vehicle is asked for by VMA, VMO, VST and VYR' },
      { why: 'generic-vehicle-image', when: [{ tag: 'VMA', matches: /./ }], must: { tag: 'IND', in: ['Y'] }, says: 'with a make the IND must be Y' },
      { why: 'generic-boat-type', when: [{ tag: 'BMA', matches: /./ }], must: { tag: 'BTY', matches: /./ }, says: 'a generic boat is asked for by BMA, BTY and BLE' },
      { why: 'generic-boat-length', when: [{ tag: 'BMA', matches: /./ }], must: { tag: 'BLE', matches: /./ }, says: 'a generic boat is asked for by BMA, BTY and BLE' },
      { why: 'generic-boat-image', when: [{ tag: 'BMA', matches: /./ }], must: { tag: 'IND', in: ['Y'] }, says: 'with a make the IND must be Y' },
    ],
  },
];
