import type { FileRules, KindRules } from '@statewire/record-file';

const UNIQUE_NUMBERS = [
  ['VIN', 'VMA'],
  ['LIC', 'LIS', 'LIY', 'LIT'],
] as const;

/** Manual, Vehicle File: "balance of the year plus four" with a number of the vehicle's own, 90 days on the plate alone. */
const stolen: KindRules = {
  idxPrefix: 'SV',
  title: 'STOLEN VEHICLE',
  keys: { enter: ['EV', 'EV-A', 'EV-F', 'EV-P'], modify: ['MV'], locate: ['LV'], clear: ['CV'], cancel: ['XV'] },
  duplicates: [...UNIQUE_NUMBERS, ['OAN', 'VMA', 'OCA']],
  retention: [{ where: ['VIN', 'OAN'], term: { yearsAfterThisOne: 4 } }, { term: { days: 90 } }],
};

/** A file of its own for duplicates (D17). Whatever its identifiers, a felony vehicle stays 90 days. */
const felony: KindRules = {
  idxPrefix: 'FV',
  title: 'FELONY VEHICLE',
  keys: { enter: ['EF', 'EF-A', 'EF-F', 'EF-P'], modify: ['MF'], locate: ['LF'], clear: ['CF'], cancel: ['XF'] },
  duplicates: UNIQUE_NUMBERS,
  retention: [{ term: { days: 90 } }],
};

/** Stolen and felony vehicles: manual, chapter Vehicle File, with the plate and parts chapters for what its lost end said. */
export const vehicleRules: FileRules = {
  file: 'vehicle',
  record: 'vehicle',
  kinds: { stolen, felony },
  identifications: [
    ['NIC', 'OCA'],
    ['LIC', 'OCA'],
    ['VIN', 'OCA'],
    ['IDX', 'OCA'],
    ['LID', 'OCA'],
  ],
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'V' },
  afterHours: 'MIS',
  background: 'red',
  searchKeys: [['NIC'], ['VIN'], ['OAN'], ['LIC'], ['LIC', 'LIS'], ['IDX'], ['LID'], ['ORI', 'OCA'], ['LKI', 'LKA']],
};
