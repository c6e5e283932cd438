import { ohioDate } from '@statewire/clock';
import type { Mail } from '@statewire/contracts';
import {
  accept, reject, type DomainCommand, type DomainDecider, type DomainDecision, type DomainEvent, type FoldedEvent, type Instant, type JsonObject, type StateDraft, type StateReader,
} from '@statewire/kernel';
import { firstHandedOver, handedOver, type Box, type Stretch } from './box.js';
import { EVOLVE_SENDING, overdue, send } from './sending.js';

/** A message on its way to terminals of one partition. `kid` seals its text: the record's stream where it is about a record. */
export type Post = Readonly<{ terminals: readonly string[]; mail: Omit<Mail, 'seq' | 'at' | 'text'>; text: string; kid?: string }>;

/** The terminals of a spread message, each with the number that it has there. */
export type Boxes = readonly (readonly [terminal: string, seq: number])[];

const EMPTY: Box = { seq: 0, delivered: 0 };
const boxOf = (state: StateReader, terminal: string): Box => state.get<Box>(`box/${terminal}`) ?? EMPTY;
/** All that went to several terminals of a partition. */
const SPREAD = 'mailboxes';
const streamOf = (terminal: string): string => `mailbox/${terminal}`;

/** To one terminal an event of its own mailbox; to many one event for all of them, so that a broadcast fits into one commit. */
const post = (state: StateReader, { payload }: DomainCommand, now: Instant): DomainDecision => {
  const { terminals, mail, text, kid = `mail/${ohioDate(now)}` } = payload as unknown as Post;
  const open = { ...(mail as unknown as JsonObject), at: now };
  const numbered = terminals.map((terminal): [terminal: string, seq: number] => [terminal, boxOf(state, terminal).seq + 1]);
  const [[terminal, seq] = ['', 0], ...others] = numbered;
  const event: Pick<DomainEvent, 't' | 's' | 'd'> = others.length === 0
    ? { t: 'mail.posted', s: streamOf(terminal), d: { ...open, terminal, seq } }
    : { t: 'mail.spread', s: SPREAD, d: { ...open, boxes: numbered } };
  return accept({ ...event, tv: 1, kid, p: { text } });
};

/** Handing over is noted once a message, however often the mailbox is read; what a reader skips is not handed over. */
const deliver = (state: StateReader, { payload, by }: DomainCommand, now: Instant): DomainDecision => {
  const { terminal, from, upTo } = payload as Readonly<{ terminal: string; from: number; upTo: number }>;
  const box = boxOf(state, terminal);
  const events = from < 1 || upTo > box.seq ? [] : delivered(box, terminal, [from, upTo], by.user, now);
  return events.length === 0 ? reject({ code: 'OBSOLETE' }) : accept(...events);
};

const delivered = (box: Box, terminal: string, handed: Stretch, to: string, at: Instant): readonly DomainEvent[] =>
  firstHandedOver(box, handed).map(([from, upTo]) => ({ t: 'mail.delivered', tv: 1, s: streamOf(terminal), d: { terminal, from, upTo, to, at } }));

/** Whoever takes a message has it, whether or not the mailbox was read. */
const acknowledge = (state: StateReader, { payload, by }: DomainCommand, now: Instant): DomainDecision => {
  const { terminal, seq } = payload as Readonly<{ terminal: string; seq: number }>;
  const box = boxOf(state, terminal);
  if (seq < 1 || seq > box.seq) return reject({ code: 'NOT_ON_FILE' });
  return accept(...delivered(box, terminal, [seq, seq], by.user, now), { t: 'mail.acknowledged', tv: 1, s: streamOf(terminal), d: { terminal, seq, by: by.user, at: now } });
};

const DECIDE: Readonly<Record<string, (state: StateReader, command: DomainCommand, now: Instant) => DomainDecision>> = {
  PostMail: post,
  DeliverMail: deliver,
  AcknowledgeMail: acknowledge,
  SendMessage: send,
  FireTimer: overdue,
};

/** The mailboxes that an event has put a message into, each with its number there. */
const boxesOf = ({ t, d }: FoldedEvent): Boxes =>
  t === 'mail.posted' ? [[String(d['terminal']), Number(d['seq'])]] : t === 'mail.spread' ? (d['boxes'] as unknown as Boxes) : [];

const numberedUpTo = (draft: StateDraft, terminal: string, seq: number): void => {
  draft.set(`box/${terminal}`, { ...boxOf(draft, terminal), seq });
};

const numbered = (draft: StateDraft, event: FoldedEvent): void => {
  for (const [terminal, seq] of boxesOf(event)) numberedUpTo(draft, terminal, seq);
};

const EVOLVE: Readonly<Record<string, (draft: StateDraft, event: FoldedEvent) => void>> = {
  ...EVOLVE_SENDING,
  'mail.posted': numbered,
  'mail.spread': numbered,
  'mail.delivered': (draft, { d }) => {
    const terminal = String(d['terminal']);
    draft.set(`box/${terminal}`, handedOver(boxOf(draft, terminal), [Number(d['from']), Number(d['upTo'])]));
  },
};

/** Mailboxes: what lies in each terminal's, what of it was handed over, who took what when; and what each terminal has sent within a day. */
export const mailboxDecider: DomainDecider = {
  stateVersion: 'mailbox-3',
  decide: (state, command, now) => DECIDE[command.type]?.(state, command, now) ?? reject({ code: 'DEFECT', why: 'unknown-command' }),
  evolve: (draft, event) => { EVOLVE[event.t]?.(draft, event); },
  counted: {
    by: (event) => Object.fromEntries(boxesOf(event)),
    raise: (draft, counts) => { for (const [terminal, seq] of Object.entries(counts)) if (seq > boxOf(draft, terminal).seq) numberedUpTo(draft, terminal, seq); },
  },
};
