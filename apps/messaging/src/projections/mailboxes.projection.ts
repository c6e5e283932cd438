import type { Instant, JsonObject } from '@statewire/kernel';
import type { Commit, OpenedEvent } from '@statewire/ledger';
import type { Documents, Projection } from '@statewire/projector';
import type { ViewChange } from '@statewire/views';
import type { Boxes } from '../domain/mailbox.decider.js';

const SEQ_DIGITS = 12;
const EXPUNGED = 'THE RECORD THAT THIS MESSAGE WAS ABOUT IS NO LONGER ON FILE';
/** Kinds of messages whose senders may ask what became of them. */
const WITH_RECEIPTS: readonly string[] = ['administrative', 'broadcast'];

/** The numbers of a terminal's messages sort as text. */
const padded = (seq: number): string => String(seq).padStart(SEQ_DIGITS, '0');
/** Where a terminal's message stands in the index. */
export const mailKey = (terminal: string, seq: number): string => `MAIL:${terminal}:${padded(seq)}`;
/** After the last message that a terminal can have. */
export const mailEnd = (terminal: string): string => `MAIL:${terminal}:~`;
/** Whose mailbox a document lies in; undefined where it is none of mail. */
export const terminalOfMail = (id: string): string | undefined => /^MAIL:([^:]+):/.exec(id)?.[1];
/** A message by its MRI, in every mailbox that it lies in. */
export const copiesKey = (mri: number): string => `MRI:${String(mri)}`;
/** The message that a terminal sent, as it was sent. */
export const sentKey = (mri: number): string => `SENT:${String(mri)}`;
/** What was handed over at once, by the last number of it. */
export const deliveredKey = (terminal: string, upTo: number): string => `DELIVERED:${terminal}:${padded(upTo)}`;
export const deliveredEnd = (terminal: string): string => `DELIVERED:${terminal}:~`;
export const acknowledgedKey = (terminal: string, seq: number): string => `ACKNOWLEDGED:${terminal}:${padded(seq)}`;

/** A copy as `copiesKey` finds it. */
export type Copy = Readonly<{ terminal: string; seq: number }>;
export type Delivered = Readonly<{ from: number; upTo: number; at: Instant; to: string }>;
export type Acknowledged = Readonly<{ at: Instant; by: string }>;

const textOf = ({ p }: OpenedEvent): JsonObject[string] => (typeof p === 'object' ? (p['text'] ?? '') : EXPUNGED);

const inBox = (event: OpenedEvent, mail: JsonObject, { terminal, seq }: Copy, commit: number): ViewChange => {
  const id = mailKey(terminal, seq);
  const copies = WITH_RECEIPTS.includes(String(mail['kind'])) ? [copiesKey(Number(mail['mri']))] : [];
  return { id, seq: commit, put: { keys: [id, ...copies], doc: { ...mail, terminal, seq, text: textOf(event) } } };
};

type Changes = readonly ViewChange[];
const CHANGES: Readonly<Record<string, (event: OpenedEvent, commit: number, before: Documents) => Changes | Promise<Changes>>> = {
  'mail.posted': (event, commit) => {
    const { terminal, seq, ...mail } = event.d as JsonObject & Copy;
    return [inBox(event, mail, { terminal, seq }, commit)];
  },
  'mail.spread': (event, commit) => {
    const { boxes, ...mail } = event.d as JsonObject & Readonly<{ boxes: Boxes }>;
    return boxes.map(([terminal, seq]) => inBox(event, mail, { terminal, seq }, commit));
  },
  'mail.delivered': ({ d }, commit) => {
    const { terminal, from, upTo, at, to } = d as unknown as Delivered & Copy;
    const id = deliveredKey(terminal, upTo);
    return [{ id, seq: commit, put: { keys: [id], doc: { from, upTo, at, to } } }];
  },
  'mail.acknowledged': async ({ d }, commit, before) => {
    const { terminal, seq, at, by } = d as unknown as Acknowledged & Copy;
    const id = acknowledgedKey(terminal, seq);
    // Who took a message is who took it first.
    return (await before.get(id)) === undefined ? [{ id, seq: commit, put: { keys: [], doc: { at, by } } }] : [];
  },
  'message.sent': (event, commit) => {
    const { due: _, ...sent } = event.d;
    return [{ id: sentKey(Number(sent['mri'])), seq: commit, put: { keys: [], doc: { ...sent, text: textOf(event) } } }];
  },
};

/** Every message in every mailbox, in the order of its number; what was sent, handed over and acknowledged. */
export const mailboxes: Projection = {
  name: 'mailboxes',
  version: 4,
  apply: async ({ head, body }: Commit, before) => {
    const changes: ViewChange[] = [];
    for (const event of body.ev) changes.push(...((await CHANGES[event.t]?.(event, head.seq, before)) ?? []));
    return changes;
  },
};
