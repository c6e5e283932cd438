import { allMessageKeys, identifications } from '@statewire/catalogue';
import { RECORD_FUNCTIONS, type FileRules, type KindRules, type RecordFunction } from '../file-rules.js';

const FILE = 'vehicle';

/** The catalogue knows the message keys; a further one is data there and needs nothing here. */
const keysOf = (kind: string): KindRules['keys'] => {
  const named = (asked: RecordFunction): readonly string[] =>
    allMessageKeys()
      .filter((key) => key.file === FILE && key.kind === kind && key.function === asked)
      .map(({ mke }) => mke);
  return Object.fromEntries(RECORD_FUNCTIONS.map((asked) => [asked, named(asked)])) as KindRules['keys'];
};

const OWN_NUMBER = ['VIN', 'VMA'];
const PLATE = ['LIC', 'LIS', 'LIY', 'LIT'];

/** Manual, Vehicle File: the rest of the year and four more with a number of the vehicle's own, 90 days on the plate alone. */
const stolen: KindRules = {
  idxPrefix: 'SV',
  keys: keysOf('stolen'),
  duplicates: [OWN_NUMBER, PLATE, ['OAN', 'VMA', 'OCA']],
  retention: [{ where: ['VIN', 'OAN'], term: { yearsAfterThisOne: 4 } }, { term: { days: 90 } }],
};

/** A file of its own for duplicates (D17). Whatever its identifiers, a felony vehicle stays 90 days. */
const felony: KindRules = {
  idxPrefix: 'FV',
  keys: keysOf('felony'),
  duplicates: [OWN_NUMBER, PLATE],
  retention: [{ term: { days: 90 } }],
};

/** Stolen and felony vehicles: manual, chapter Vehicle File, with the plate and parts chapters for what its lost end said. */
export const vehicleRules: FileRules = {
  file: FILE,
  record: 'vehicle',
  kinds: { stolen, felony },
  identifications: identifications('MV'),
  locate: { term: { days: 10 }, second: 'ends' },
  line: { name: 'NCIC', nicLetter: 'V' },
  background: 'red',
  searchKeys: [['NIC'], ['VIN'], ['OAN'], ['LIC'], ['LIC', 'LIS'], ['IDX'], ['LID'], ['ORI', 'OCA'], ['LKI', 'LKA']],
};
