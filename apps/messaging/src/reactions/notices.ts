import { allMessageKeys, findMessageKey } from '@statewire/catalogue';
import { originIn, type RecordEventName } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { locatedBy, recordLines, recordView, VALIDATION_CLOCK, type RecordView } from '@statewire/record-file';
import { FILE_NOTICES, FURTHER_NOTICES } from './files/index.js';
import { notice, type Addresses, type FileNotices, type Notice, type Says, type Words } from './notice.js';

/** `located` of `vehicle.located`. */
const whatOf = ({ t }: OpenedEvent): string => t.slice(t.indexOf('.') + 1);

/** The key of the transmission that a final word answers: a record's own is the one that entered it. */
const modifyKeyOf = ({ file, kind }: RecordView): string | undefined =>
  allMessageKeys().find((key) => key.function === 'modify' && key.file === file && key.kind === kind)?.mke;

type Verdict = `${'ACCEPT' | 'REJECT'} ${'ENTER' | 'MODIFY' | 'SUPPLEMENT' | 'MODIFY SUPPLEMENT'}`;
type FinalWord = Readonly<{ corr: string | undefined; verdict: Verdict; says: string; key?: string | undefined }>;

/** The final word on what waited for NCIC goes to the terminal that asked (decision D16). */
const finalWord = (commit: Commit, partitions: number, record: RecordView, { corr, verdict, says, key }: FinalWord): readonly Notice[] => {
  const asked = originIn(corr);
  if (asked === undefined) return [];
  const mke = key ?? (verdict.endsWith('MODIFY') ? modifyKeyOf(record) : undefined);
  const text = `${verdict}\n${says}\n${recordLines(record)}`;
  const words: Words = { kind: 'response', to: asked.terminal, text, re: asked.mri, ...(mke === undefined ? {} : { mke }) };
  return [notice(commit, 0, partitions, record, [asked.terminal], words)];
};

/** The key of a change that was no modification, and so what it is called. */
const askedKey = ({ d }: OpenedEvent): string | undefined => d['askedKey'] as string | undefined;
/** One that modifies further data is called both: whoever sent it waits for the one word or the other. */
const calledBy = (key: string): 'SUPPLEMENT' | 'MODIFY SUPPLEMENT' => (findMessageKey(key)?.function === 'modify-supplement' ? 'MODIFY SUPPLEMENT' : 'SUPPLEMENT');
const named = (event: OpenedEvent, verdict: Verdict): Verdict => {
  const key = askedKey(event);
  return key === undefined ? verdict : (verdict.replace(/MODIFY|SUPPLEMENT/, calledBy(key)) as Verdict);
};

const GONE = 'THE RECORD HAS BEEN REMOVED FROM THE FILE';

/** The end of a record that came with what happened to it. */
const endIn = ({ body }: Commit, { s }: OpenedEvent): OpenedEvent | undefined => body.ev.find((other) => other.s === s && whatOf(other) === 'retired');

const answered = (verdict: Verdict, says: (event: OpenedEvent) => string): Says =>
  (commit, event, partitions) => {
    const end = endIn(commit, event);
    const words = [says(event), ...(end === undefined ? [] : [`${GONE}: ITS TIME IS OVER`])].join('\n');
    return finalWord(commit, partitions, recordView(end ?? event), { corr: commit.body.corr, verdict: named(event, verdict), says: words, key: askedKey(event) });
  };

const reasonOf = (event: OpenedEvent): string => `NCIC SAYS: ${recordView(event).refusal ?? 'REJECT'}`;

const MAKE_THE_CORRECTION = 'THE RECORD WAS NOT STORED. CORRECT THE ENTRY AND SEND IT AGAIN.';
const UNCHANGED = 'THE RECORD STANDS AS IT WAS.';

const REMOVED: Readonly<Record<string, string>> = { 'second-locate': `IT WAS THE SECOND LOCATE: ${GONE}` };

/** Every terminal of the entering agency is told who located its record (decision D9). */
const located = (commit: Commit, event: OpenedEvent, partitions: number, { terminalsOf }: Addresses): readonly Notice[] => {
  const record = recordView(event);
  if (record.located === undefined) return [];
  const { by, date, disposition, case: number } = locatedBy(record.located);
  const title = findMessageKey(record.mke)?.translation ?? record.mke;
  const removed = endIn(commit, event);
  const text = [
    'L.E.A.D.S. AUTOMATED MESSAGE  LOCATE NOTICE',
    `THE FOLLOWING RECORD (${title}) WAS LOCATED BY ${by} ON ${date}${disposition === undefined ? '' : ` EXT ${disposition}`}${number === undefined ? '' : ` CASE ${number}`}`,
    ...(removed === undefined ? [] : [REMOVED[String(removed.d['reason'])] ?? GONE]),
    recordLines(record),
  ].join('\n');
  const after = removed === undefined ? record : recordView(removed);
  return [notice(commit, 1, partitions, after, terminalsOf(record.owner), { kind: 'notice', mke: record.located.mke, to: record.owner, text })];
};

/** What a locate, clear, cancel or the end of its time has done to a pending change, or a cancel to a pending entry. */
const ENDED_BY: Readonly<Record<string, string>> = {
  located: 'THE RECORD WAS LOCATED',
  cleared: 'THE RECORD WAS CLEARED',
  cancelled: 'THE RECORD WAS CANCELLED',
  retired: 'THE RECORD HAS REACHED ITS END',
};

/** What NCIC will not decide any more is owed a final word all the same. */
const endedUnanswered: Says = (commit, event, partitions) =>
  finalWord(commit, partitions, recordView(event), {
    corr: event.d['endedAsked'] as string | undefined,
    verdict: event.d['endedChange'] === undefined ? 'REJECT ENTER' : named(event, 'REJECT MODIFY'),
    key: askedKey(event),
    says: `${ENDED_BY[whatOf(event)] ?? ''} BEFORE NCIC HAD ANSWERED. NOTHING WAS CHANGED BY YOUR MESSAGE.`,
  });

const both = (...says: readonly Says[]): Says => (...asked) => says.flatMap((say) => say(...asked));

/** What waited for the line and has its answer now; what was final at once was told in the reply. */
const awaited = (say: Says): Says => (commit, event, partitions, to) =>
  event.d['answers'] === undefined ? [] : say(commit, event, partitions, to);

const NIC_APPLIED = '***** NCIC ACCEPT ENTER, NIC RETURNED AND APPLIED *****';
/** A change that brings a record to NCIC is an entry there. */
const accepted = (words: string) => ({ d }: OpenedEvent): string => (d['joined'] === true ? NIC_APPLIED : words);

/** What each event of a record gives cause to say, in every file that has no words of its own for it. */
const SAID: FileNotices = {
  entered: awaited(answered('ACCEPT ENTER', () => NIC_APPLIED)),
  refused: answered('REJECT ENTER', (event) => `${reasonOf(event)}\n${MAKE_THE_CORRECTION}`),
  modified: awaited(answered('ACCEPT MODIFY', accepted('NCIC HAS ACCEPTED THE MODIFICATION'))),
  supplemented: awaited(answered('ACCEPT SUPPLEMENT', accepted('NCIC HAS ACCEPTED THE DATA'))),
  'change-refused': answered('REJECT MODIFY', (event) => `${reasonOf(event)}\n${UNCHANGED}`),
  located: both(endedUnanswered, located),
  cleared: endedUnanswered,
  cancelled: endedUnanswered,
  retired: endedUnanswered,
};

const saysOf = (event: OpenedEvent): readonly Says[] => {
  // What was not validated is told of once for a whole list, not for each record.
  if ((event.d['clock'] as { kind?: string } | undefined)?.kind === VALIDATION_CLOCK && event.d['reason'] === undefined) return [];
  const what = whatOf(event) as RecordEventName;
  const file = String(event.d['file']);
  return [FILE_NOTICES[file]?.[what] ?? SAID[what], FURTHER_NOTICES[file]?.[what]].filter((says) => says !== undefined);
};

/** Whether there are words for anything in a commit of a file's ledger. */
export const tellsOfRecords = ({ body }: Commit): boolean => body.ev.some((event) => saysOf(event).length > 0);

/** The notices that a commit of a file's ledger gives cause to. */
export const noticesOf = (commit: Commit, partitions: number, to: Addresses): readonly Notice[] =>
  commit.body.ev.flatMap((event) => saysOf(event).flatMap((says) => says(commit, event, partitions, to)));
