import type { JournalEntry, Reply } from '@statewire/contracts';
import { Failure, type Actor, type FoldedEvent, type Instant } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import type { HostedLedger, Platform } from '@statewire/service-kit';
import { randomUUID } from 'node:crypto';
import { isShort, partsOf, type AnswerPart } from '../domain/answer-parts.js';
import { dayKey, type Answered } from '../domain/journal.decider.js';
import { partsNamed, replyOf, silentIn } from '../domain/reply.codec.js';
import { inDoubt, isPassing, problem } from './problem.js';
import type { SeatFacts } from './seat.js';

/** One sending of a message. `id` is the journal's command id, `content` the SHA-256 of what was sent. */
export type Transmission = Readonly<{ id: string; seat: SeatFacts; text: string; content: string }>;

export type Answer = Omit<Answered, 'terminal' | 'operator' | 'content' | 'text' | 'parts'>;

/** Where a message goes to be decided, and what its desk must be told. */
export type Home = NonNullable<JournalEntry['home']>;

/** A message that was numbered and is durable. */
export type ReceivedEntry = Pick<JournalEntry, 'mri' | 'home'>;

/** What the journal already holds of a key: the reply where it was answered, else the number under which it was received. */
export type Known = ReceivedEntry & Readonly<{ content: unknown; reply?: Reply }>;

/** A reply, and the sources without which it was given, with the promise of a late answer. */
export type Told = Readonly<{ reply: Reply; silent: readonly string[] }>;

const SUBMIT_TIMEOUT_MS = 10_000;
const RECALL_TIMEOUT_MS = 5_000;

export const actorOf = ({ agency, terminal, operator }: SeatFacts, ori: string): Actor => ({ ori: ori === '' ? agency.ori : ori, device: terminal.id, user: operator.id });

/** What an operator has sent under a key is told to that operator alone: what another may see, or is refused, is another matter. */
const mustBeOf = ({ operator }: Pick<SeatFacts, 'operator'>, { d }: FoldedEvent): void => {
  if (d['operator'] !== operator.id) throw problem(422, 'This Idempotency-Key was used by another operator of this terminal, whose message may have been carried out. Yours goes under a key of its own.');
};

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

  /**
   * Question and answer of an inquiry or a refusal in one commit; the answer to a received update in a commit of its own. What one commit does
   * not hold is in several: the message is received, its responses are shown, and then the answer says which they were.
   */
  async answer(transmission: Transmission, answer: Answer): Promise<Reply> {
    return (await this.tell(transmission, answer)).reply;
  }

  /** As {@link answer}, and who was silent: as the journal has it, also where it was a sending before this one that was answered. */
  async tell(transmission: Transmission, answer: Answer): Promise<Told> {
    const parts = partsOf(answer);
    if (parts.length === 0) return this.answerAtOnce(transmission, answer);

    const { ori, mke, late } = answer;
    const { mri } = answer.mri === undefined ? await this.receive(transmission, { ori, mke }) : { mri: answer.mri };
    const ids: string[] = [];
    for (const part of parts) ids.push(await this.show(transmission, { mri, ori, mke, ...(late === undefined ? {} : { late }), ...part }));
    return this.answerAtOnce(transmission, { ...answer, mri, outside: [], shown: [], parts: ids });
  }

  private async answerAtOnce(transmission: Transmission, answer: Answer & Pick<Answered, 'parts'>): Promise<Told> {
    const id = answer.mri === undefined ? transmission.id : answerId(transmission.id);
    const { events, at } = await this.write(id, 'AnswerMessage', transmission, answer);
    const reply = await this.replyIn(transmission.seat, events, at);
    if (reply === undefined) throw inDoubt(1_000);
    return { reply, silent: silentIn(events) };
  }

  /** Each attempt has parts of its own: what is on file may be other than it was at the last. */
  private async show(transmission: Transmission, part: AnswerPart & Readonly<{ mri: number }> & Pick<JournalEntry, 'ori' | 'mke' | 'late'>): Promise<string> {
    const id = randomUUID();
    await this.write(id, 'ShowPart', transmission, part);
    return id;
  }

  private async replyIn({ terminal }: SeatFacts, events: readonly FoldedEvent[], at: Instant): Promise<Reply | undefined> {
    const parts = await Promise.all(partsNamed(events).map((id) => this.recalled(terminal.id, id)));
    if (parts.includes(undefined)) throw inDoubt(1_000);
    return replyOf([...parts.flatMap((part) => part?.body.ev ?? []), ...events], at);
  }

  /** What a key was used for within the journal's memory. A problem (422) where another operator has used it. */
  async known({ id, seat }: Transmission): Promise<Known | undefined> {
    const first = await this.recalled(seat.terminal.id, id);
    const entry = first?.body.ev[0];
    if (first === undefined || entry === undefined) return undefined;
    mustBeOf(seat, entry);
    const second = replyOf(first.body.ev, first.head.at) === undefined ? await this.recalled(seat.terminal.id, answerId(id)) : first;
    const reply = second && (await this.replyIn(seat, second.body.ev, second.head.at));
    const { mri, home } = entry.d as unknown as ReceivedEntry;
    // Earlier commits say it in the open.
    const content = (typeof entry.p === 'object' ? entry.p['content'] : undefined) ?? entry.d['content'];
    return { content, mri, ...(home === undefined ? {} : { home }), ...(reply === undefined ? {} : { reply }) };
  }

  private async recalled(terminal: string, id: string): Promise<Commit | undefined> {
    try {
      return await this.ledger.recall(terminal, id, RECALL_TIMEOUT_MS);
    } catch (cause) {
      throw isPassing(cause) ? inDoubt(1_000) : cause;
    }
  }

  private async write(id: string, type: string, { seat, text, content }: Transmission, rest: Partial<Answer> & Pick<JournalEntry, 'ori' | 'home'>):
  Promise<Readonly<{ events: readonly FoldedEvent[]; at: Instant }>> {
    const payload = { terminal: seat.terminal.id, operator: seat.operator.id, content, text: isShort(text) ? text : await this.stored(text), ...rest };
    const answer = await this.ledger.submit(
      { id, type, key: seat.terminal.id, by: actorOf(seat, rest.ori), payload }, SUBMIT_TIMEOUT_MS);
    if (answer.kind === 'in-doubt') throw inDoubt(answer.retryAfterMs);
    // The journal takes whatever was said: what it does not take would be refused for ever.
    if (answer.out === 'rejected') throw new Failure('switch/not-journalled', `the journal does not take ${type}: ${JSON.stringify(answer.faults)}`, false);
    // Sent at the same moment by two, a key is the first one's.
    const [first] = answer.events;
    if (first !== undefined) mustBeOf(seat, first);
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

const answerId = (id: string): string => `${id}/a`;
