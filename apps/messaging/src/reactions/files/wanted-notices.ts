import { ohioDate, ohioText, ohioTime } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { OpenedEvent } from '@statewire/ledger';
import { locatedBy, recordView, type RecordView } from '@statewire/record-file';
import { notice, type FileNotices, type LineWords, type Says } from '../notice.js';

const COUNTS = ['TODAY', 'IN ONE DAY', 'IN TWO DAYS', 'IN THREE DAYS', 'IN FOUR DAYS', 'IN FIVE DAYS'];
const dayNumber = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / 86_400_000;

/** An empty field is left out, its tag too (facts.md §2.1). */
const firsts = ({ fields }: RecordView, tags: readonly string[]): readonly string[] => tags.flatMap((tag) => (fields[tag] ?? []).slice(0, 1).map((value) => `${tag}/${value}`));

/** The record in the manual's lines (Locates and Detainers, LEADS Reminder Notices). */
const lines = (record: RecordView): string => [
  [`MKE/${record.mke}`, `LID/${record.lid}`, `IDX/${record.idx}`, ...(record.nic === undefined ? [] : [`NIC/${record.nic}`])],
  firsts(record, ['NAM', 'DOB', 'SEX']),
  [`ORI/${record.owner}`, ...firsts(record, ['OCA'])],
].flatMap((fields) => (fields.length === 0 ? [] : [fields.join(' ')])).join('\n');

const detainerOf = (record: RecordView): string =>
  Object.entries(record.parts?.['DETAINER'] ?? {}).flatMap(([tag, values]) => values.map((value) => `${tag}/${value}`)).join(' ');

/** The last day on file: the day before the one on which it goes at five past midnight. */
const daysLeft = (record: RecordView): string => {
  if (record.retire === undefined) return 'SOON';
  const days = dayNumber(ohioDate(record.retire)) - 1 - dayNumber(ohioDate(record.at));
  return COUNTS[days] ?? `IN ${String(days)} DAYS`;
};

const reminder = (record: RecordView): string => [
  'L.E.A.D.S. AUTOMATED MESSAGE WARRANT LOCATE NOTICE',
  `THE FOLLOWING RECORD WAS LOCATED YESTERDAY BY ${record.located === undefined ? '' : locatedBy(record.located).by} AND WILL AUTO PURGE ${daysLeft(record)} UNLESS A DETAINER IS PLACED ON IT`,
  lines(record),
].join('\n');

const sentenceOver = (record: RecordView): string => [
  'L.E.A.D.S. AUTOMATED MESSAGE DETAINER NOTICE',
  `THE SENTENCE OF THE FOLLOWING PERSON ENDS TODAY. THE RECORD WILL AUTO PURGE ${daysLeft(record)} UNLESS OTHER ACTION IS TAKEN`,
  lines(record),
  `DETAINER ${detainerOf(record)}`,
].join('\n');

const purged = (record: RecordView): string => ['$.P. L.E.A.D.S. AUTOMATED MESSAGE RETIRED RECORD NOTICE', 'THE FOLLOWING RECORD WAS RETIRED LAST MONTH', lines(record)].join('\n');

const TEXTS: Readonly<Record<string, (record: RecordView) => string>> = { reminder, sentence: sentenceOver, purged };

const holderOf = (record: RecordView): string | undefined => record.parts?.['DETAINER']?.['IRI']?.[0];

/** A clock has come: the owner is told, and at the end of a sentence whoever holds the person too (facts.md §1.10). */
const noticed: Says = (commit, event, partitions, { terminalsOf }) => {
  const record = recordView(event);
  const { kind = '' } = (event.d['clock'] ?? {}) as Readonly<{ kind?: string }>;
  const holder = kind === 'sentence' ? holderOf(record) : undefined;
  const text = TEXTS[kind]?.(record);
  if (text === undefined) return [];
  return [record.owner, ...(holder === undefined ? [] : [holder])].map((ori, n) =>
    notice(commit, n, partitions, record, terminalsOf(ori), { kind: 'notice', to: ori, text }));
};

const incarcerating = (words: string, holderIn: (record: RecordView, event: OpenedEvent) => string | undefined, ordinal = 0): Says => (commit, event, partitions, { terminalsOf }) => {
  const record = recordView(event);
  const holder = holderIn(record, event);
  if (holder === undefined) return [];
  const detainer = holder === holderOf(record) ? detainerOf(record) : '';
  const text = ['$.O. INCARCERATING AGENCY NOTIFICATION', `${record.owner} ${words}`, lines(record), ...(detainer === '' ? [] : [`DETAINER ${detainer}`])].join('\n');
  return [notice(commit, ordinal, partitions, record, terminalsOf(holder), { kind: 'notice', mke: 'DW', to: holder, text })];
};

/** The agency that a detainer has left with this event: the person is held for the owner there no longer. */
const left = ({ more }: RecordView): string | undefined => (typeof more?.['left'] === 'string' ? more['left'] : undefined);
/** Whether a detainer was changed, and not placed: at another agency it is placed anew. */
const isChange = (record: RecordView, { d }: OpenedEvent): boolean => d['askedKey'] === 'MDW' && left(record) === undefined;
const NO_MORE = 'HAS NO DETAINER WITH YOUR AGENCY ANY MORE ON THIS PERSON';

const both = (...says: readonly Says[]): Says => (...asked) => says.flatMap((say) => say(...asked));

/** What only the file of wanted persons says: reminders, and the word to the agency that holds somebody (facts.md §1.10). */
export const wantedNotices: FileNotices = {
  noticed,
  detained: both(
    incarcerating('HAS PLACED A DETAINER ON A PERSON WHOM YOUR AGENCY HOLDS', (record, event) => (isChange(record, event) ? undefined : holderOf(record))),
    incarcerating('HAS CHANGED THE DETAINER ON A PERSON WHOM YOUR AGENCY HOLDS', (record, event) => (isChange(record, event) ? holderOf(record) : undefined)),
    incarcerating(NO_MORE, left, 1),
  ),
  released: incarcerating(NO_MORE, left),
};

/** What ends a record ends its detainer too, and whoever holds the person hears of that beside what is said for every file. */
const ended = (words: string, holderIn = holderOf): Says => incarcerating(`HAS ${words} ITS RECORD AND ${NO_MORE}`, holderIn, 2);
/** When the sentence ends, whoever holds the person hears that the record will go: at its end nothing is left to be told. */
const isOverTold = ({ more, parts }: RecordView): boolean => more?.['sentence'] !== undefined && ohioDate(String(more['sentence'])) === parts?.['DETAINER']?.['DSE']?.[0];
const notValidated = (record: RecordView): string | undefined => (record.reason === 'unvalidated' && !isOverTold(record) ? holderOf(record) : undefined);
export const wantedFurther: FileNotices = { cleared: ended('CLEARED'), cancelled: ended('CANCELLED'), retired: ended('NOT VALIDATED', notValidated) };

/** `1049 EST 20081203`, as NCIC writes an instant. */
const written = (instant: Instant): string => `${ohioTime(instant)} ${ohioText(instant).endsWith('-05:00') ? 'EST' : 'EDT'} ${ohioDate(instant)}`;

const CANCELLATION = [
  'THE ABOVE CANCELED WANTED PERSON RECORD CONTAINED A LOCATE MESSAGE PLACED BY ANOTHER LAW ENFORCEMENT AGENCY. THE LOCATE DATA DETERMINED THAT THE SUBJECT WAS NOT BEING EXTRADITED-NOEX. SEE NCIC SERIOUS ERROR SEVEN.',
  'QC REVIEW OF THE NOEX LOCATE INDICATES THAT: THE MISCELLANEOUS FIELD DOES NOT IDENTIFY OR PROVIDE ACCEPTABLE LIMITS OF EXTRADITION.',
  'YOU MAY REENTER RECORD PROVIDING VALID EXTRADITION LIMITS ARE IDENTIFIED IN THE MIS FIELD.',
  'THE LEADS RECORD STANDS. MODIFY IT TO BRING IT BACK TO NCIC.',
];

/** NCIC's serious error message in the manual's words (Locates with EXT/NOEX). */
export const wantedOnTheLine: LineWords = {
  cancelled: ({ ori, nic, oca, record, at, disposition }) => [
    `$.E. ${ori}`,
    `NCIC SERIOUS ERROR CANCELLATION NOTIFICATION AT ${written(at)}`,
    `YOUR ENTRY NIC/${nic}, OCA/${oca} WAS CANCELED BY NCIC QUALITY CONTROL. NCIC ERROR 19040`,
    record,
    `CANCELED/${ohioDate(at)} ${disposition}`,
    ...CANCELLATION,
  ].join('\n'),
};
