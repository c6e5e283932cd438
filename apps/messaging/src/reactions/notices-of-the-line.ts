import { recordText, type FieldValues, type FileName, type ShownRecord } from '@statewire/catalogue';
import { LEADS_CONTROL, mriOf, originIn } from '@statewire/contracts';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import { LINE_WORDS } from './files/index.js';
import type { Addresses, Notice } from './notice.js';

type LineEvent = Readonly<{
  line: string; function: string; file: FileName; stream: string; idx: string; lid: string; nic?: string; mke: string; ori: string; corr?: string;
  located?: NonNullable<ShownRecord['located']>;
  answer?: Readonly<{ accepted: boolean; reason?: string }>;
}>;

const lineOf = ({ d }: OpenedEvent): LineEvent => d as unknown as LineEvent;

/** Entries and modifications get their final word from the file; the rest was final before it went out. */
const JUDGED: readonly string[] = ['enter', 'modify'];

/** The sealed part: the record's data, and under which case it was located; earlier events have the case in the open. */
type Private = Readonly<{ fields?: FieldValues; located?: Pick<NonNullable<ShownRecord['located']>, 'case'>; said?: readonly string[] }> & Pick<ShownRecord, 'parts'>;

const privateOf = ({ p }: OpenedEvent): Private => (typeof p === 'object' ? p : {});

/** The record as the line was told of it. */
const textOf = ({ file, mke, ori, idx, lid, nic, located }: LineEvent, event: OpenedEvent): string => {
  const { fields = {}, parts, located: more } = privateOf(event);
  return recordText(file, {
    mke, ori, idx, lid, fields,
    ...(parts === undefined ? {} : { parts }),
    ...(nic === undefined ? {} : { nic }),
    ...(located === undefined ? {} : { located: { ...located, ...more } }),
  });
};

const lineNotice = (commit: Commit, ordinal: number, partitions: number, event: OpenedEvent, terminals: readonly string[], text: string, record: readonly string[] = [textOf(lineOf(event), event)]): Notice => {
  const line = lineOf(event);
  const { part, seq } = commit.position;
  const mri = mriOf('exchange', part.index, partitions, seq, ordinal);
  const re = originIn(line.corr)?.mri;
  return {
    terminals,
    post: {
      kid: line.stream,
      text: [`MRI ${String(mri)}`, text, ...record].join('\n'),
      mail: { mri, kind: 'notice', mke: line.mke, from: LEADS_CONTROL, to: line.ori, background: 'none', ...(re === undefined ? {} : { re }) },
    },
  };
};

const terminalOf = ({ corr }: LineEvent): readonly string[] => {
  const origin = originIn(corr);
  return origin === undefined ? [] : [origin.terminal];
};

/** Possible matches among the unidentified: NCIC's administrative message to every terminal of the entering agency (manual, Missing Person). */
const compared = (commit: Commit, event: OpenedEvent, partitions: number, to: Addresses): readonly Notice[] => {
  const line = lineOf(event);
  const { said = [] } = privateOf(event);
  const words = LINE_WORDS[line.file]?.compared;
  if (said.length === 0 || words === undefined) return [];
  return [lineNotice(commit, 2, partitions, event, to.terminalsOf(line.ori), words({ ori: line.ori, said }))];
};

/** NCIC has cancelled a record whose locate says that nobody extradites, though the record promises it: to its agency. */
const cancelled = (commit: Commit, event: OpenedEvent, partitions: number, to: Addresses): readonly Notice[] => {
  const { file, mke, ori, idx, lid, nic = '', located } = lineOf(event);
  const { fields = {}, parts } = privateOf(event);
  const words = LINE_WORDS[file]?.cancelled;
  if (words === undefined) return [];
  const record = recordText(file, { mke, ori, idx, lid, nic, fields, ...(parts === undefined ? {} : { parts }), status: 'cancelled' });
  const text = words({ ori, nic, oca: fields['OCA']?.[0] ?? '', record, at: commit.head.at, disposition: located?.disposition ?? '' });
  return [lineNotice(commit, 0, partitions, event, to.terminalsOf(ori), text, [])];
};

const of = (commit: Commit, event: OpenedEvent, partitions: number, to: Addresses): readonly Notice[] => {
  const line = lineOf(event);
  if (event.t === 'line.silent') {
    const text = `${line.line} HAS NOT ANSWERED YET. THE ${line.function.toUpperCase()} IS STILL PENDING AND IS TRIED AGAIN.`;
    return [lineNotice(commit, 0, partitions, event, terminalOf(line), text)];
  }
  if (event.t === 'line.reviewed') return event.d['cancelled'] === true ? cancelled(commit, event, partitions, to) : [];
  if (event.t === 'line.answered' && line.function === 'compare') return compared(commit, event, partitions, to);
  if (event.t !== 'line.answered' || JUDGED.includes(line.function) || line.answer?.accepted !== false) return [];
  const text = `${line.line} HAS REFUSED THE ${line.function.toUpperCase()}: ${line.answer.reason ?? 'REJECT'}\nTHE LEADS RECORD STANDS AS YOU WERE TOLD.`;
  return [lineNotice(commit, 1, partitions, event, [...new Set([...terminalOf(line), ...to.controlRoom()])], text)];
};

const isQuiet = (event: OpenedEvent): boolean => {
  const { function: asked, answer } = lineOf(event);
  return event.t === 'line.sent' || (event.t === 'line.answered' && asked !== 'compare' && answer?.accepted === true);
};

/** Whether anything may have to be said of a commit: not where a line was asked and has accepted, as most are. */
export const tellsOfLines = ({ body }: Commit): boolean => !body.ev.every(isQuiet);

/** A line that keeps silent (decision M8), cancels a record by itself, or refuses what was final already (decision D16: sender and control room are told). */
export const lineNoticesOf = (commit: Commit, partitions: number, to: Addresses): readonly Notice[] =>
  commit.body.ev.flatMap((event) => of(commit, event, partitions, to));
