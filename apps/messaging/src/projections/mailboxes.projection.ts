import type { JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Projection } from '@statewire/projector';
import type { ViewChange } from '@statewire/views';

const SEQ_DIGITS = 12;
const EXPUNGED = 'THE RECORD THAT THIS MESSAGE WAS ABOUT IS NO LONGER ON FILE';

/** Where a terminal's message stands in the index: its numbers sort as text. */
export const mailKey = (terminal: string, seq: number): string => `MAIL:${terminal}:${String(seq).padStart(SEQ_DIGITS, '0')}`;
/** After the last message that a terminal can have. */
export const mailEnd = (terminal: string): string => `MAIL:${terminal}:~`;

const posted = ({ d, p }: OpenedEvent, seq: number): ViewChange => {
  const { terminal, due: _, ...mail } = d as JsonObject & Readonly<{ terminal: string; seq: number }>;
  const id = mailKey(terminal, mail.seq);
  return { id, seq, put: { keys: [id], doc: { ...mail, text: typeof p === 'object' ? (p['text'] ?? '') : EXPUNGED } } };
};

/** Every message in every mailbox, in the order of its number. */
export const mailboxes: Projection = {
  name: 'mailboxes',
  version: 1,
  apply: ({ head, body }: Commit) => body.ev.filter(({ t }) => t === 'mail.posted').map((event) => posted(event, head.seq)),
};
