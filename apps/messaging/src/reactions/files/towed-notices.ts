import { ohioDate } from '@statewire/clock';
import { recordLines, recordView, type RecordView } from '@statewire/record-file';
import { notice, type FileNotices, type Says } from '../notice.js';

const CAPTION = 'L.E.A.D.S. AUTOMATED MESSAGE  TOWED/IMMOBILIZED VEHICLE NOTICE';
const UPDATE = 'UPDATE THE RECORD ACCORDING TO THE STATUS OF THE CASE.';

/** Why a notice was sent, by the clock that has come (manual, Towed/Immobilized Vehicle File). */
const REASONS: Readonly<Record<string, string>> = {
  pretrial: 'REASON: TODAY IS THE DATE OF PRE-TRIAL (DPT)',
  release: 'REASON: TODAY IS THE IMMOBILIZATION PERIOD TO (IPT) DATE',
  'release-seven-days': 'REASON: SEVEN DAYS SINCE THE IMMOBILIZATION PERIOD TO (IPT) DATE',
  'release-sixty-days': 'REASON: 60 DAYS SINCE THE IMMOBILIZATION PERIOD TO (IPT) DATE',
};

/** To every terminal of the entering agency. */
const tell = (record: RecordView, lines: readonly string[]): Says => (commit, _, partitions, { terminalsOf }) =>
  [notice(commit, 0, partitions, record, terminalsOf(record.owner), { kind: 'notice', to: record.owner, text: [CAPTION, ...lines, recordLines(record)].join('\n') })];

/** The dates of a case: its pretrial, and the end of the immobilization. */
const noticed: Says = (commit, event, partitions, to) => {
  const { kind = '' } = (event.d['clock'] ?? {}) as Readonly<{ kind?: string }>;
  const reason = REASONS[kind];
  return reason === undefined ? [] : tell(recordView(event), [reason, UPDATE])(commit, event, partitions, to);
};

/** A record that holds neither pretrial nor immobilization leaves the file after 180 days, and its agency hears of it (facts.md §4, row 35). */
const retired: Says = (commit, event, partitions, to) => {
  const record = recordView(event);
  if (record.reason !== 'retention') return [];
  const since = record.entered === undefined ? '' : `, ENTERED ON ${ohioDate(record.entered)}`;
  const lines = [`REASON: 180 DAYS ARE OVER AND NEITHER PRE-TRIAL NOR IMMOBILIZATION IS ON THE RECORD${since}`, 'THE RECORD HAS BEEN RETIRED FROM THE FILE.'];
  return tell(record, lines)(commit, event, partitions, to);
};

export const towedNotices: FileNotices = { noticed, retired };
