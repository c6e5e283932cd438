import type { JsonObject } from '@statewire/kernel';
import type { Outcome } from './reply.js';

/** Who transmitted what, when; public part of a journal event. Texts are sealed under the day's key, and so is an `mke` that is no message key. */
export type JournalEntry = Readonly<{
  mri: number;
  terminal: string;
  operator: string;
  ori: string;
  mke?: string;
  /**
   * Where an update was sent to be decided, as which record, and with what the switch found out before: sent again, it goes there again.
   * `file`: the record's, where the key is one of several files and the record is not of the first.
   */
  home?: Readonly<{ key: string; file?: string; idx?: string; several?: true; facts?: JsonObject }>;
  outcome?: Outcome;
  code?: string;
  /** Sources without whose answer the terminal was answered, and which are still asked. */
  silent?: readonly string[];
  late?: LateWord;
}>;

/** What a source says after its inquiry (numbered `re`) was answered. It goes to the terminal's mailbox, under this id once. */
export type LateWord = Readonly<{ id: string; source: string; re: number }>;

/** Whether an event says what was asked and by whom, of an answer or of a part of one that no single commit holds. */
export const isOfAnswer = ({ t }: Readonly<{ t: string }>): boolean => t === 'message.answered' || t === 'message.shown';
