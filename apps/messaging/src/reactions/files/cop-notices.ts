import type { Sender } from '@statewire/access';
import { addMs, ohioDate, ohioTime } from '@statewire/clock';
import { LEADS_CONTROL, originIn } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { backgroundOf, COP_CAVEAT, COP_KINDS, copKindOf, hoursLeft, recordLines, recordView, type RecordView } from '@statewire/record-file';
import { notice, type FileNotices, type Notice, type RecordRoll, type Says } from '../notice.js';

/** Every entry, extension, further text and deletion goes to all of them (manual, Caution Ohio Police). */
const EVERYBODY = 'OHALLCOPS';

const senderOf = (commit: Commit, { owner }: RecordView): Sender => {
  const origin = originIn(commit.body.corr);
  return { ori: owner, ...(origin === undefined ? {} : { terminal: origin.terminal }) };
};

const broadcast = (words: string, mke: string): Says => (commit, event, partitions, to) => {
  const record = recordView(event);
  // The sender's own terminal has the reply; its other terminals are told like everybody (decision D6).
  const terminals = to.reachedBy([EVERYBODY], senderOf(commit, record));
  const text = [`${EVERYBODY} ${words}`, recordLines(record), COP_CAVEAT].join('\n');
  return [notice(commit, 0, partitions, record, terminals, { kind: 'broadcast', mke, background: backgroundOf(record), to: EVERYBODY, text })];
};

const wished = (say: Says): Says => (commit, event, partitions, to) => (event.d['broadcast'] === true ? say(commit, event, partitions, to) : []);

const nameLine = ({ fields, lid, owner }: RecordView): string => [...(fields['NAM'] ?? []).slice(0, 1).map((name) => `NAME/${name}`), `LID/${lid}`, `ORI/${owner}`].join(' ');

const VALIDATE =
  'VALIDATE THIS COP ALERT AND EXTEND IT FOR AN ADDITIONAL EIGHT HOURS BY TRANSMITTING THE TRANSACTION SHOWN BELOW.';
const REPLACE = [
  `IF ADDITIONAL INFORMATION IS AVAILABLE, MODIFY THE COP RECORD. ${COP_CAVEAT}.`,
  'AS SOON AS POSSIBLE, PLEASE REPLACE THE COP RECORD WITH A PERMANENT OR TEMPORARY WW ENTRY. REMOVE THE COP RECORD AS SOON AS THE WW ENTRY IS MADE.',
];
const EXTEND = 'IF YOU WISH TO EXTEND THE ALERT FOR EIGHT MORE HOURS, RUN AN EXT TRANSACTION.';

const warning = (record: RecordView): string => {
  const hours = hoursLeft(record, record.at);
  if (hours === undefined) return 'FOLLOW-UP NOTICE. THIS RECORD REMAINS ON FILE UNTIL YOU DELETE IT.';
  return `***WARNING***THIS RECORD WILL BE AUTOMATICALLY PURGED IN ${String(hours)} ${hours === 1 ? 'HOUR' : 'HOURS'}.`;
};

/** What the entering agency reads every eight or six hours; only what is purged can be extended, and not by the final notice. */
const followUp = (record: RecordView, isFinal: boolean): string => {
  const mayExtend = hoursLeft(record, record.at) !== undefined && !isFinal;
  return [
    warning(record),
    nameLine(record),
    recordLines(record),
    ...(mayExtend ? [VALIDATE] : []),
    ...REPLACE,
    ...(mayExtend ? [EXTEND, `EXT.${record.lid}`] : []),
  ].join('\n');
};

const toOwner = (isFinal: boolean): Says => (commit, event, partitions, to) => {
  const record = recordView(event);
  const words = { kind: 'notice', background: backgroundOf(record), to: record.owner, text: followUp(record, isFinal) } as const;
  return [notice(commit, 0, partitions, record, to.terminalsOf(record.owner), words)];
};

const dayAndTime = (instant: Instant): string => `${ohioDate(instant)} ${ohioTime(instant)}`;
const dueOf = ({ d }: OpenedEvent): Instant => (d['clock'] as Readonly<{ due: Instant }>).due;
const HOUR_MS = 3_600_000;
const REPORTED_HOURS = 24;
const FILE = 'cop';

const briefly = (record: RecordView): string =>
  `${nameLine(record)} CID/${record.fields['CID']?.[0] ?? ''} DTE/${record.fields['DTE']?.[0] ?? ''} ${COP_KINDS[copKindOf(record.fields)].words}`;

/** The control room's report of a day's homeland security entries (decision D3): one, whichever record's clock came first. */
const report: Says = (commit, event, partitions, to) => {
  const due = dueOf(event);
  const since = addMs(due, -REPORTED_HOURS * HOUR_MS);
  const title = `HOMELAND SECURITY ENTRIES OF THE ${String(REPORTED_HOURS)} HOURS BEFORE ${dayAndTime(due)}`;
  const roll: RecordRoll = { id: `cop-report/${due}`, ask: { file: FILE, list: 'HS', since }, print: recordLines };
  return [listing(commit, event, partitions, to.controlRoom(), LEADS_CONTROL, title, roll)];
};

/** The quarter's list of an agency's Taylor alerts and Blue Alerts, to be validated. */
const quarterly: Says = (commit, event, partitions, to) => {
  const due = dueOf(event);
  const { owner } = recordView(event);
  const title = `QUARTERLY VALIDATION LIST OF TAYLOR ALERTS AND BLUE ALERTS, ${dayAndTime(due)}. VALIDATE EACH RECORD, AND DELETE WHAT IS NO LONGER VALID.`;
  const roll: RecordRoll = { id: `cop-list/${owner}/${due}`, ask: { file: FILE, list: `LT/${owner}` }, print: briefly };
  return [listing(commit, event, partitions, to.terminalsOf(owner), owner, title, roll)];
};

/** A notice that is about no single record: nothing in it is sealed under one record's key, and each of its messages says a number of its own. */
const listing = (commit: Commit, event: OpenedEvent, partitions: number, terminals: readonly string[], to: string, title: string, roll: RecordRoll): Notice => {
  const { post } = notice(commit, 0, partitions, recordView(event), terminals, { kind: 'notice', to, text: title });
  const { mail: { record: _, ...mail } } = post;
  return { terminals, post: { mail, text: title }, roll };
};

const NOTICED: Readonly<Record<string, Says>> = { notice: toOwner(false), final: toOwner(true), report, list: quarterly };

const noticed: Says = (commit, event, partitions, to) => {
  const { kind } = event.d['clock'] as Readonly<{ kind: string }>;
  return NOTICED[kind]?.(commit, event, partitions, to) ?? [];
};

/** What the COP file says of its records. */
export const copNotices: FileNotices = {
  entered: broadcast('CAUTION', 'ECOP'),
  modified: wished(broadcast('CAUTION - RECORD MODIFIED', 'MCOP')),
  supplemented: broadcast('CAUTION - ADDITIONAL TEXT', 'COP3'),
  extended: broadcast('CAUTION - RECORD EXTENDED', 'EXT'),
  cancelled: broadcast('CAUTION CANCELED', 'DCOP'),
  noticed,
};
