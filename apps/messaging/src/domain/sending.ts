import { addMs, ohioDate } from '@statewire/clock';
import { sentMessage, storedMessage, type SentMessage } from '@statewire/contracts';
import { accept, reject, type DomainCommand, type DomainDecision, type FoldedEvent, type Instant, type JsonObject, type StateDraft, type StateReader } from '@statewire/kernel';

/** What is not delivered by then, its sender is told of, once (decision M3). */
const DELIVERED_WITHIN_MS = 24 * 3_600_000;
/** The messages of one terminal whose day is not over: numbered from `first` to `next` (excluded), oldest first. */
type Outbox = Readonly<{ first: number; next: number }>;
/** One of them: its number (MRI), and when its day is over. */
type Awaited = Readonly<{ mri: number; until: Instant }>;

const EMPTY: Outbox = { first: 0, next: 0 };
const outboxKey = (terminal: string): string => `outbox/${terminal}`;
const awaitedKey = (terminal: string, n: number): string => `outbox/${terminal}/${String(n)}`;
const outboxOf = (state: StateReader, terminal: string): Outbox => state.get<Outbox>(outboxKey(terminal)) ?? EMPTY;
const awaitedAt = (state: StateReader, terminal: string, n: number): Awaited | undefined => state.get<Awaited>(awaitedKey(terminal, n));
/** One stream a sending terminal, so that it has one timer at a time: that of its oldest message. */
const streamOf = (terminal: string): string => `outbox/${terminal}`;

/** Takes a message over. What is decided here is delivered, whatever fails meanwhile. */
export const send = (state: StateReader, { payload }: DomainCommand, now: Instant): DomainDecision => {
  const { text, ...sent } = payload as unknown as SentMessage & Readonly<{ text: string }>;
  const { first, next } = outboxOf(state, sent.terminal);
  const isOldest = first === next && sent.terminals.length > 0;
  return accept({
    t: 'message.sent', tv: 1, s: streamOf(sent.terminal), kid: `mail/${ohioDate(now)}`,
    d: { ...storedMessage(sent), file: 'message', at: now, ...(isOldest ? { due: { undelivered: addMs(now, DELIVERED_WITHIN_MS) } } : {}) },
    p: { text },
  });
};

/** The day of a terminal's oldest message is over; the timer goes on to the next one. */
export const overdue = (state: StateReader, { payload }: DomainCommand, now: Instant): DomainDecision => {
  const terminal = String(payload['stream']).slice(streamOf('').length);
  const { first } = outboxOf(state, terminal);
  const oldest = awaitedAt(state, terminal, first);
  if (oldest === undefined || oldest.until > now) return reject({ code: 'OBSOLETE' });
  const due = { undelivered: awaitedAt(state, terminal, first + 1)?.until ?? null };
  return accept({ t: 'message.overdue', tv: 1, s: streamOf(terminal), d: { terminal, mri: oldest.mri, due } });
};

const sent = (draft: StateDraft, d: JsonObject): void => {
  const { terminal, terminals, mri } = sentMessage(d);
  if (terminals.length === 0) return;
  const { first, next } = outboxOf(draft, terminal);
  draft.set(awaitedKey(terminal, next), { mri, until: addMs(String(d['at']), DELIVERED_WITHIN_MS) } satisfies Awaited);
  draft.set(outboxKey(terminal), { first, next: next + 1 } satisfies Outbox);
};

const dayOver = (draft: StateDraft, d: JsonObject): void => {
  const terminal = String(d['terminal']);
  const { first, next } = outboxOf(draft, terminal);
  draft.delete(awaitedKey(terminal, first));
  if (first + 1 === next) draft.delete(outboxKey(terminal));
  else draft.set(outboxKey(terminal), { first: first + 1, next } satisfies Outbox);
};

export const EVOLVE_SENDING: Readonly<Record<string, (draft: StateDraft, event: FoldedEvent) => void>> = {
  'message.sent': (draft, { d }) => { sent(draft, d); },
  'message.overdue': (draft, { d }) => { dayOver(draft, d); },
};
