/** One ledger a service that owns facts; the service alone appends to it. `timed`: its events may plan instants (`due`). */
export const LEDGERS = {
  journal: { service: 'switch', lane: 0, timed: false },
  control: { service: 'agencies', lane: 1, timed: false },
  vehicles: { service: 'vehicles', lane: 2, timed: true },
  messages: { service: 'messaging', lane: 3, timed: true },
  exchange: { service: 'exchange', lane: 4, timed: true },
  cop: { service: 'cop', lane: 5, timed: true },
  'wanted-persons': { service: 'wanted-persons', lane: 6, timed: true },
  'missing-persons': { service: 'missing-persons', lane: 7, timed: true },
  chl: { service: 'chl', lane: 8, timed: true },
  images: { service: 'images', lane: 9, timed: true },
} as const;

export type LedgerName = keyof typeof LEDGERS;
export const LEDGER_NAMES = Object.keys(LEDGERS) as readonly LedgerName[];

/** Every service that runs; each answers `rest` on the bus. */
export const SERVICES = ['switch', 'agencies', 'vehicles', 'cop', 'wanted-persons', 'missing-persons', 'chl', 'images', 'inquiry', 'exchange', 'messaging', 'timer', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The generation that is written; another one begins only with another frame or another number of partitions. */
export const GENERATION = 1;

/** The control ledger has one home. */
export const CONTROL_KEY = 'control';

/** Which ledger holds the records of a hot file, and so which service decides on them. */
export const FILE_LEDGERS: Readonly<Record<string, LedgerName>> = {
  vehicle: 'vehicles',
  plate: 'vehicles',
  part: 'vehicles',
  towed: 'vehicles',
  cop: 'cop',
  'wanted-person': 'wanted-persons',
  'missing-person': 'missing-persons',
  chl: 'chl',
  image: 'images',
};

/** Which ledger a stream for regional systems is read from: the hot files’, and that of messages. */
export const STREAM_LEDGERS: Readonly<Record<string, LedgerName>> = { ...FILE_LEDGERS, message: 'messages' };

/** The ledgers of hot files, each once. The place in this list is the first digit of their records' LID, so it never changes. */
export const RECORD_LEDGERS = ['vehicles', 'cop', 'wanted-persons', 'missing-persons', 'images', 'chl'] as const satisfies readonly LedgerName[];

/** Lanes of message numbers: one a ledger, never given to another; more than there will be ledgers. */
const LANES = 16;
/** The last lane is that of what hits cause: a commit of the journal may show more records than fit between its own numbers. */
const HITS_LANE = LANES - 1;
/** The lane before it is that of the parts of long notices, of whichever ledger's commit caused them. */
const PARTS_LANE = LANES - 2;
/** More than an answer shows. */
const HITS_A_COMMIT_MAX = 128;
/** More than the records of a roll fill. */
const PARTS_A_COMMIT_MAX = 4_096;
/** A commit causes at most so many messages with numbers of their own. */
export const MESSAGES_A_COMMIT_MAX = 4;

/**
 * The number of a message (MRI): unique over all ledgers and partitions without asking anybody, and the same each time
 * it is derived. `count` is the journal partition's counter, or the sequence number of the commit that caused the message.
 */
export const mriOf = (ledger: LedgerName, partition: number, partitions: number, count: number, ordinal = 0): number =>
  (count * MESSAGES_A_COMMIT_MAX + ordinal) * LANES * partitions + LEDGERS[ledger].lane * partitions + partition;

/** The count, or the commit, that gave a number without an ordinal; undefined for a number of another lane or partition. */
export const countOfMri = (ledger: LedgerName, partition: number, partitions: number, mri: number): number | undefined => {
  const count = Math.floor(mri / (MESSAGES_A_COMMIT_MAX * LANES * partitions));
  return mriOf(ledger, partition, partitions, count) === mri ? count : undefined;
};

/** The number of a part of a notice that is too long for one message; a commit causes one such notice at most. */
export const partMriOf = (ledger: LedgerName, partition: number, partitions: number, seq: number, part: number): number =>
  ((seq * LANES + LEDGERS[ledger].lane) * PARTS_A_COMMIT_MAX + part) * LANES * partitions + PARTS_LANE * partitions + partition;

/** The number of a message about the n-th record that a commit of the journal has shown. */
export const hitMriOf = (partition: number, partitions: number, seq: number, ordinal: number): number =>
  (seq * HITS_A_COMMIT_MAX + ordinal) * LANES * partitions + HITS_LANE * partitions + partition;
