import { ohioDate } from '@statewire/clock';
import type { Mail } from '@statewire/contracts';
import { accept, reject, type DomainCommand, type DomainDecider, type DomainDecision, type DomainEvent, type Instant, type JsonObject, type StateReader } from '@statewire/kernel';

/** A message on its way to terminals of one partition. `kid` seals its text: the record's stream where it is about a record. */
export type Post = Readonly<{ terminals: readonly string[]; mail: Omit<Mail, 'seq' | 'at' | 'text'>; text: string; kid?: string }>;

type Box = Readonly<{ seq: number; delivered: number }>;

const EMPTY: Box = { seq: 0, delivered: 0 };
const boxOf = (state: StateReader, terminal: string): Box => state.get<Box>(`box/${terminal}`) ?? EMPTY;
const streamOf = (terminal: string): string => `mailbox/${terminal}`;

const post = (state: StateReader, { payload }: DomainCommand, now: Instant): DomainDecision => {
  const { terminals, mail, text, kid } = payload as unknown as Post;
  return accept(
    ...terminals.map((terminal): DomainEvent => ({
      t: 'mail.posted', tv: 1, s: streamOf(terminal), kid: kid ?? `mail/${ohioDate(now)}`,
      d: { ...(mail as unknown as JsonObject), terminal, seq: boxOf(state, terminal).seq + 1, at: now },
      p: { text },
    })),
  );
};

/** Handing over is noted once a message, however often the mailbox is read. */
const deliver = (state: StateReader, { payload, by }: DomainCommand, now: Instant): DomainDecision => {
  const { terminal, upTo } = payload as Readonly<{ terminal: string; upTo: number }>;
  const { seq, delivered } = boxOf(state, terminal);
  if (upTo <= delivered || upTo > seq) return reject({ code: 'OBSOLETE' });
  return accept({ t: 'mail.delivered', tv: 1, s: streamOf(terminal), d: { terminal, from: delivered + 1, upTo, to: by.user, at: now } });
};

const acknowledge = (state: StateReader, { payload, by }: DomainCommand, now: Instant): DomainDecision => {
  const { terminal, seq } = payload as Readonly<{ terminal: string; seq: number }>;
  if (seq < 1 || seq > boxOf(state, terminal).seq) return reject({ code: 'NOT_ON_FILE' });
  return accept({ t: 'mail.acknowledged', tv: 1, s: streamOf(terminal), d: { terminal, seq, by: by.user, at: now } });
};

const DECIDE: Readonly<Record<string, (state: StateReader, command: DomainCommand, now: Instant) => DomainDecision>> = {
  PostMail: post,
  DeliverMail: deliver,
  AcknowledgeMail: acknowledge,
};

/** Mailboxes: what lies in each terminal's, up to where it was handed over, who took what when. */
export const mailboxDecider: DomainDecider = {
  stateVersion: 'mailbox-1',
  decide: (state, command, now) => DECIDE[command.type]?.(state, command, now) ?? reject({ code: 'DEFECT', why: 'unknown-command' }),
  evolve: (draft, { t, d }) => {
    const terminal = String(d['terminal']);
    if (t === 'mail.posted') draft.set(`box/${terminal}`, { ...boxOf(draft, terminal), seq: Number(d['seq']) });
    if (t === 'mail.delivered') draft.set(`box/${terminal}`, { ...boxOf(draft, terminal), delivered: Number(d['upTo']) });
  },
};
