import { findMessageKey, withArguments, type Message, type MessageFunction } from '@statewire/catalogue';
import type { Reply } from '@statewire/contracts';
import type { Platform } from '@statewire/service-kit';
import { formatDot, parseDot, parseJson, type Parsed } from '@statewire/wire';
import { hash, randomUUID } from 'node:crypto';
import { isShort } from '../domain/answer-parts.js';
import { refusalText, saidOf } from '../domain/words.js';
import type { Context } from './context.js';
import { turnOf } from './held-elsewhere.js';
import { inquire } from './inquire.js';
import { judge, type MessageFault } from './judge.js';
import type { Journal, Known, ReceivedEntry, Transmission } from './journal.js';
import { problem } from './problem.js';
import type { Seat } from './seat.js';
import { sendMessage } from './send-message.js';
import type { Sessions } from './sessions.service.js';
import { Turns } from './turns.js';
import type { UnfinishedInquiries } from './unfinished-inquiries.js';
import { update } from './update.js';

/** What a terminal sent: text in the dot format, or a JSON body. */
export type Sent = Readonly<{ text: string } | { body: unknown }>;

const sha256 = (text: string): string => hash('sha256', text, 'base64url');
const keyId = ({ terminal }: Seat, key: string): string => sha256(`${terminal.id}\n${key}`);
const textOf = (sent: Sent): string => ('text' in sent ? sent.text : JSON.stringify(sent.body));
const parsed = (sent: Sent): Parsed => ('text' in sent ? parseDot(sent.text) : parseJson(sent.body));

const PICTURE = 'IMG';

/**
 * A message as the journal keeps it: as it was sent, or where only blanks make that too long for a commit as it was read. A picture is kept once, in the
 * blob store, and goes from there when the law says so.
 */
const asKept = (text: string, message: Message): string => {
  if (!Object.hasOwn(message.fields, PICTURE)) {
    const read = isShort(text) ? text : formatDot(message);
    return isShort(read) ? read : text;
  }
  const told = (message.fields[PICTURE] ?? []).map((data) => `${String(data.length)} CHARACTERS SHA-256 ${sha256(data)}`);
  return formatDot({ ...message, fields: { ...message.fields, [PICTURE]: told } });
};

/** What is written where an ORI stands is none: nobody can act for it. */
const isOfOri = ({ code, tag }: MessageFault): boolean => code === 'FORMAT' && tag === 'ORI';

/** Functions that no hot file's desk decides. */
const CARRIED_OUT: Readonly<Partial<Record<MessageFunction, (context: Context, received?: ReceivedEntry) => Promise<Reply>>>> = {
  inquire,
  message: sendMessage,
};

/** A terminal sends one message and gets one reply, however often it has to send it. */
export class Transmissions {
  /** By the id of a sending, and by whose updates have to wait for each other. */
  private readonly open = new Turns();
  private readonly updates = new Turns();

  constructor(
    private readonly platform: Platform,
    private readonly journal: Journal,
    private readonly sessions: Sessions,
    private readonly unfinished: UnfinishedInquiries,
  ) {}

  /** `asked`: what the sender said, where the message was made of that: repeated, it may have to be made of another record. */
  async transmit(seat: Seat, sent: Sent, key?: string, asked?: string): Promise<Reply> {
    const text = textOf(sent);
    const id = key === undefined ? randomUUID() : keyId(seat, key);
    const transmission: Transmission = { id, seat, text, content: sha256(asked ?? text) };
    if (key === undefined) return this.carryOut(transmission, sent);

    // A second one with the same key waits for the first, whatever becomes of that.
    return this.open.take(id, () => this.onceOnly(transmission, sent));
  }

  /** The reply that a key already has; undefined for one that was not used, or not answered yet. */
  async answered(seat: Seat, asked: string, key: string): Promise<Reply | undefined> {
    return (await this.known({ id: keyId(seat, key), seat, text: asked, content: sha256(asked) }))?.reply;
  }

  private async known(transmission: Transmission): Promise<Known | undefined> {
    const known = await this.journal.known(transmission);
    if (known !== undefined && known.content !== transmission.content) throw problem(422, 'This Idempotency-Key was used with another message.');
    return known;
  }

  private async onceOnly(transmission: Transmission, sent: Sent): Promise<Reply> {
    const known = await this.known(transmission);
    return known?.reply ?? this.carryOut(transmission, sent, known);
  }

  private async carryOut(arrived: Transmission, sent: Sent, received?: ReceivedEntry): Promise<Reply> {
    const { seat } = arrived;
    const { message, faults } = parsed(sent);
    if (message === undefined) return this.refuse(arrived, { mke: '', ori: seat.agency.ori }, faults);

    const transmission = { ...arrived, text: asKept(arrived.text, message) };
    const ori = message.ori ?? seat.agency.ori;
    const whole = { ...message, ori };
    const key = findMessageKey(message.mke);
    const wrong = judge(this.platform, seat, whole, key);
    // What was received was found right; whether it still is, when it is sent again, has no say.
    if (key === undefined || (received === undefined && wrong.faults.length > 0)) return this.refuse(transmission, wrong.faults.some(isOfOri) ? { ...whole, ori: seat.agency.ori } : whole, wrong.faults);

    const plain = { ...whole, args: [], fields: withArguments(key, whole) };
    const context = { platform: this.platform, journal: this.journal, sessions: this.sessions, unfinished: this.unfinished, transmission, key, message: plain, notices: wrong.notices };
    const carriedOut = CARRIED_OUT[key.function];
    if (carriedOut !== undefined) return carriedOut(context, received);
    const turn = turnOf(context);
    return turn === undefined ? update(context, received) : this.updates.take(turn, () => update(context, received));
  }

  private refuse(transmission: Transmission, { mke, ori }: Readonly<{ mke: string; ori: string }>, faults: readonly MessageFault[]): Promise<Reply> {
    const said = saidOf(faults, mke);
    return this.journal.answer(transmission, {
      mke, ori, outcome: 'rejected', code: faults[0]?.code ?? 'FORMAT', says: refusalText(said), faults: said, outside: [], shown: [],
    });
  }
}
