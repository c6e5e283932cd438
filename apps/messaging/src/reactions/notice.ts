import type { Sender } from '@statewire/access';
import { LEADS_CONTROL, mriOf, type Background, type LedgerName, type MailKind, type RecordEventName, type RollRequest } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import { recordRef, type RecordView } from '@statewire/record-file';
import type { Post } from '../domain/mailbox.decider.js';

/** What an event gives cause to say, and to whom. */
export type Notice = Readonly<{ terminals: readonly string[]; post: Omit<Post, 'terminals'>; roll?: RecordRoll }>;

/**
 * A notice of many records, sent once under `id` however many of them give cause to it: the records of a file's list, entered
 * since an instant, are asked for when it is sent, and printed under its text, in as many messages as hold them. Where the list is empty nothing is sent.
 */
export type RecordRoll = Readonly<{ id: string; ask: RollRequest; print: (record: RecordView) => string }>;

/** Terminals of an agency, of the state's control room, and behind ORIs and broadcast codes (the sender's own terminal left out). */
export type Addresses = Readonly<{
  terminalsOf(ori: string): readonly string[];
  controlRoom(): readonly string[];
  reachedBy(destinations: readonly string[], sender?: Sender): readonly string[];
}>;

/** What a reaction that asks before it tells needs besides the platform: how mail goes out under an id, to whom, and when the hot-file view shows a commit. */
export type OutgoingMail = Readonly<{ post: (post: Post, id: string) => Promise<void>; addresses: Addresses; untilVisible: (position: string) => Promise<void> }>;

/** The notices that one event of a record gives cause to. */
export type Says = (commit: Commit, event: OpenedEvent, partitions: number, to: Addresses) => readonly Notice[];

/** What a file says of its records' events in its own words, in place of what is said for every file. */
export type FileNotices = Partial<Readonly<Record<RecordEventName, Says>>>;

/** What a line says of a file's records by itself: that it has cancelled one, or has compared somebody with others. */
export type LineWords = Readonly<{
  cancelled?: (told: Readonly<{ ori: string; nic: string; oca: string; record: string; at: Instant; disposition: string }>) => string;
  compared?: (told: Readonly<{ ori: string; said: readonly string[] }>) => string;
}>;

export type Words = Readonly<{ kind: MailKind; mke?: string; background?: Background; to: string; text: string; re?: number }>;

/** The numbers by which whoever reads a notice names its record. */
export const numbersOf = ({ idx, lid, nic }: Pick<RecordView, 'idx' | 'lid' | 'nic'>): string => [`IDX/${idx}`, ...(nic === undefined ? [] : [`NIC/${nic}`]), `LID/${lid}`].join(' ');

/** A notice about a record. `ordinal` (0 to 3) tells the notices of one commit apart: each has a number (MRI) of its own. */
export const notice = (commit: Commit, ordinal: number, partitions: number, record: RecordView, terminals: readonly string[], words: Words): Notice => {
  const { part, seq } = commit.position;
  const mri = mriOf(part.ledger as LedgerName, part.index, partitions, seq, ordinal);
  return {
    terminals,
    post: {
      kid: `${record.file}/${record.idx}`,
      text: `MRI ${String(mri)}\n${words.text}`,
      mail: {
        mri, kind: words.kind, mke: words.mke ?? record.mke, from: LEADS_CONTROL, to: words.to, background: words.background ?? 'none', record: recordRef(record),
        position: positionText(commit.position),
        ...(words.re === undefined ? {} : { re: words.re }),
      },
    },
  };
};
