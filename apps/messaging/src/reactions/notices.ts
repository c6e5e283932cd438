import { allMessageKeys, findMessageKey } from '@statewire/catalogue';
import { mriOf, type LedgerName, type MailKind } from '@statewire/contracts';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import { locatedBy, recordLines, recordRef, recordView, type RecordView } from '@statewire/record-file';
import type { Post } from '../domain/mailbox.decider.js';

/** What an event gives cause to say, and to whom. */
export type Notice = Readonly<{ terminals: readonly string[]; post: Omit<Post, 'terminals'> }>;

/** Terminals of an agency, and of the state's control room. */
export type Addresses = Readonly<{ terminalsOf(ori: string): readonly string[]; controlRoom(): readonly string[] }>;

const SYSTEM_ORI = 'OHLEADSCY';

/** Reads `<mri>@<terminal>`, the transmission that began something; nothing for what the system began. */
const askedBy = (corr: string | undefined): Readonly<{ re: number; terminal: string }> | undefined => {
  const [re, terminal] = (corr ?? '').split('@');
  return terminal === undefined || terminal === '' ? undefined : { re: Number(re), terminal };
};

type Words = Readonly<{ kind: MailKind; mke?: string; background?: 'green' | 'none'; to: string; text: string; re?: number }>;

const notice = (commit: Commit, ordinal: number, partitions: number, record: RecordView, terminals: readonly string[], words: Words): Notice => {
  const { part, seq } = commit.position;
  const mri = mriOf(part.ledger as LedgerName, part.index, partitions, seq, ordinal);
  return {
    terminals,
    post: {
      kid: `${record.file}/${record.idx}`,
      text: `MRI ${String(mri)}\n${words.text}`,
      mail: {
        mri, kind: words.kind, mke: words.mke ?? record.mke, from: SYSTEM_ORI, to: words.to, background: words.background ?? 'none', record: recordRef(record),
        position: positionText(commit.position),
        ...(words.re === undefined ? {} : { re: words.re }),
      },
    },
  };
};

/** The key of the transmission that a final word answers: a record's own is the one that entered it. */
const modifyKeyOf = ({ file, kind }: RecordView): string | undefined =>
  allMessageKeys().find((key) => key.function === 'modify' && key.file === file && key.kind === kind)?.mke;

type Verdict = `${'ACCEPT' | 'REJECT'} ${'ENTER' | 'MODIFY'}`;
type FinalWord = Readonly<{ corr: string | undefined; verdict: Verdict; says: string }>;
type Says = (commit: Commit, event: OpenedEvent, partitions: number, to: Addresses) => readonly Notice[];

/** The final word on what waited for NCIC goes to the terminal that asked (decision D16). */
const finalWord = (commit: Commit, partitions: number, record: RecordView, { corr, verdict, says }: FinalWord): readonly Notice[] => {
  const asked = askedBy(corr);
  if (asked === undefined) return [];
  const mke = verdict.endsWith('MODIFY') ? modifyKeyOf(record) : undefined;
  const text = `${verdict}\n${says}\n${recordLines(record)}`;
  const words: Words = { kind: 'response', to: asked.terminal, text, re: asked.re, ...(mke === undefined ? {} : { mke }) };
  return [notice(commit, 0, partitions, record, [asked.terminal], words)];
};

const answered = (verdict: Verdict, says: (event: OpenedEvent) => string): Says =>
  (commit, event, partitions) => finalWord(commit, partitions, recordView(event), { corr: commit.body.corr, verdict, says: says(event) });

const reasonOf = (event: OpenedEvent): string => `NCIC SAYS: ${recordView(event).reason ?? 'REJECT'}`;

const MAKE_THE_CORRECTION = 'THE RECORD WAS NOT STORED. CORRECT THE ENTRY AND SEND IT AGAIN.';
const UNCHANGED = 'THE RECORD STANDS AS IT WAS.';

/** Every terminal of the entering agency is told who located its record (decision D9). */
const located = (commit: Commit, event: OpenedEvent, partitions: number, { terminalsOf }: Addresses): readonly Notice[] => {
  const record = recordView(event);
  if (record.located === undefined) return [];
  const { by, date, case: number } = locatedBy(record.located);
  const title = findMessageKey(record.mke)?.translation ?? record.mke;
  const removed = commit.body.ev.find(({ t, s }) => t === 'vehicle.retired' && s === event.s);
  const text = [
    'L.E.A.D.S. AUTOMATED MESSAGE  LOCATE NOTICE',
    `THE FOLLOWING RECORD (${title}) WAS LOCATED BY ${by} ON ${date}${number === undefined ? '' : ` CASE ${number}`}`,
    ...(removed === undefined ? [] : ['IT WAS THE SECOND LOCATE: THE RECORD HAS BEEN REMOVED FROM THE FILE']),
    recordLines(record),
  ].join('\n');
  const after = removed === undefined ? record : recordView(removed);
  return [notice(commit, 1, partitions, after, terminalsOf(record.owner), { kind: 'notice', mke: record.located.mke, to: record.owner, text })];
};

/** What a locate, clear, cancel or the end of its time has done to a pending change, or a cancel to a pending entry. */
const ENDED_BY: Readonly<Record<string, string>> = {
  'vehicle.located': 'THE RECORD WAS LOCATED',
  'vehicle.cleared': 'THE RECORD WAS CLEARED',
  'vehicle.cancelled': 'THE RECORD WAS CANCELLED',
  'vehicle.retired': 'THE RECORD HAS REACHED ITS END',
};

/** What NCIC will not decide any more is owed a final word all the same. */
const endedUnanswered: Says = (commit, event, partitions) =>
  finalWord(commit, partitions, recordView(event), {
    corr: event.d['endedAsked'] as string | undefined,
    verdict: event.d['endedChange'] === undefined ? 'REJECT ENTER' : 'REJECT MODIFY',
    says: `${ENDED_BY[event.t] ?? ''} BEFORE NCIC HAD ANSWERED. NOTHING WAS CHANGED BY YOUR MESSAGE.`,
  });

const both = (...says: readonly Says[]): Says => (...asked) => says.flatMap((say) => say(...asked));

/** What each event of a vehicle record gives cause to say. */
const SAID: Readonly<Record<string, Says>> = {
  'vehicle.entered': answered('ACCEPT ENTER', () => 'NCIC HAS ACCEPTED THE ENTRY'),
  'vehicle.refused': answered('REJECT ENTER', (event) => `${reasonOf(event)}\n${MAKE_THE_CORRECTION}`),
  'vehicle.modified': answered('ACCEPT MODIFY', () => 'NCIC HAS ACCEPTED THE MODIFICATION'),
  'vehicle.change-refused': answered('REJECT MODIFY', (event) => `${reasonOf(event)}\n${UNCHANGED}`),
  'vehicle.located': both(endedUnanswered, located),
  'vehicle.cleared': endedUnanswered,
  'vehicle.cancelled': endedUnanswered,
  'vehicle.retired': endedUnanswered,
};

/** The notices that a commit of a file's ledger gives cause to. */
export const noticesOf = (commit: Commit, partitions: number, to: Addresses): readonly Notice[] =>
  commit.body.ev.flatMap((event) => SAID[event.t]?.(commit, event, partitions, to) ?? []);
