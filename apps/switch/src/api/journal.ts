import type { JournalEntry, Reply } from '@statewire/contracts';
import type { Actor, FoldedEvent, Instant } from '@statewire/kernel';
import type { HostedLedger, Platform } from '@statewire/service-kit';
import { randomUUID } from 'node:crypto';
import { dayKey, type Answered } from '../domain/journal.decider.js';
import { replyOf } from '../domain/reply.codec.js';
import { inDoubt } from './problem.js';
import type { Seat } from './seat.js';

/** One sending of a message. `id` is the journal's command id, `content` the SHA-256 of what was sent. */
export type Transmission = Readonly<{ id: string; seat: Seat; text: string; content: string }>;

export type Answer = Omit<Answered, 'terminal' | 'operator' | 'content' | 'text'>;

/** A message that was numbered and is durable, and where it goes to be decided. */
export type ReceivedEntry = Pick<JournalEntry, 'mri' | 'home'>;

/** What the journal already holds of a key: the reply where it was answered, else the number under which it was received. */
export type Known = ReceivedEntry & Readonly<{ content: unknown; reply?: Reply }>;

const SUBMIT_TIMEOUT_MS = 10_000;
/** Longer texts lie in the blob store, sealed under the same key (ledger.md's §3, case 10). */
const TEXT_BYTES_MAX = 64 * 1024;

export const actorOf = ({ agency, terminal, operator }: Seat, ori: string): Actor => ({ ori: ori === '' ? agency.ori : ori, device: terminal.id, user: operator.id });

/** The journal of every message, and the replies it can give again. Nothing is disclosed that is not in it. */
export class Journal {
  constructor(
    private readonly platform: Platform,
    private readonly ledger: HostedLedger,
  ) {}

  /** An update is numbered and durable before its command goes out. Received twice, it is as it was the first time. */
  async receive(transmission: Transmission, message: Pick<JournalEntry, 'ori' | 'mke' | 'home'>): Promise<ReceivedEntry> {
    const { events } = await this.write(transmission.id, 'ReceiveMessage', transmission, message);
    return events[0]?.d as unknown as ReceivedEntry;
  }

  /** Question and answer of an inquiry or a refusal in one commit; the answer to a received update in a commit of its own. */
  async answer(transmission: Transmission, answer: Answer): Promise<Reply> {
    const id = answer.mri === undefined ? transmission.id : answerId(transmission.id);
    const { events, at } = await this.write(id, 'AnswerMessage', transmission, answer);
    const reply = replyOf(events, at);
    if (reply === undefined) throw inDoubt(1_000);
    return reply;
  }

  /** What a key was used for within the journal's memory. */
  async known({ id, seat }: Transmission): Promise<Known | undefined> {
    const first = await this.ledger.recall(seat.terminal.id, id);
    const entry = first?.body.ev[0];
    if (first === undefined || entry === undefined) return undefined;
    const second = replyOf(first.body.ev, first.head.at) === undefined ? await this.ledger.recall(seat.terminal.id, answerId(id)) : first;
    const reply = second && replyOf(second.body.ev, second.head.at);
    const { mri, home } = entry.d as unknown as ReceivedEntry;
    // Earlier commits say it in the open.
    const content = (typeof entry.p === 'object' ? entry.p['content'] : undefined) ?? entry.d['content'];
    return { content, mri, ...(home === undefined ? {} : { home }), ...(reply === undefined ? {} : { reply }) };
  }

  private async write(id: string, type: string, { seat, text, content }: Transmission, rest: Partial<Answer> & Pick<JournalEntry, 'ori' | 'home'>):
  Promise<Readonly<{ events: readonly FoldedEvent[]; at: Instant }>> {
    const payload = { terminal: seat.terminal.id, operator: seat.operator.id, content, text: isShort(text) ? text : await this.stored(text), ...rest };
    const answer = await this.ledger.submit(
      { id, type, key: seat.terminal.id, by: actorOf(seat, rest.ori), payload }, SUBMIT_TIMEOUT_MS);
    if (answer.kind === 'in-doubt') throw inDoubt(answer.retryAfterMs);
    return { events: answer.events, at: answer.at };
  }

  /** Where the blob store keeps a text that no frame can hold. */
  private async stored(text: string): Promise<string> {
    const { keyring, blobs } = this.platform.ports;
    const kid = dayKey(this.platform.clock.now());
    const id = `${kid}/${randomUUID()}`;
    await keyring.ensure([kid]);
    const sealed = keyring.seal(kid, Buffer.from(text), Buffer.from(id));
    const { length, sha256 } = await blobs.put(id, Buffer.from(JSON.stringify(sealed)));
    return `BLOB ${id} ${String(length)} ${sha256}`;
  }
}

/** A character has at most three bytes of UTF-8 for each unit of its length. */
const isShort = (text: string): boolean => 3 * text.length <= TEXT_BYTES_MAX || Buffer.byteLength(text) <= TEXT_BYTES_MAX;

const answerId = (id: string): string => `${id}/a`;
