import { destinationsIn, kindOfDestination, messageText } from '@statewire/catalogue';
import { ohioDate, ohioTime } from '@statewire/clock';
import { correlationOf, sentMessage, type LedgerName, type Reply, type SentMessage } from '@statewire/contracts';
import { isFailure, type JsonObject } from '@statewire/kernel';
import { sendCommand } from '@statewire/service-kit';
import { sentText } from '../domain/sent-words.js';
import type { Context } from './context.js';
import { actorOf, type ReceivedEntry } from './journal.js';
import { inDoubt } from './problem.js';
import { inoperativeOf, recipientsFor, watchedOf } from './recipients.js';
import { refused } from './refused.js';

const COMMAND_TIMEOUT_MS = 10_000;

/** The message as messaging takes it; the text is composed here, because here the sender's fields and the hour are known. */
const composed = (context: Context, mri: number): SentMessage & Readonly<{ text: string }> => {
  const { platform, sessions, key, message, transmission } = context;
  const { seat } = transmission;
  const recipients = recipientsFor(platform, seat, key, message);
  const destinations = destinationsIn(message.fields);
  const isBroadcast = key.addressed?.by === 'rule' || destinations.some((one) => kindOfDestination(one) !== 'ori');
  const now = platform.clock.now();
  const to = destinations.join(' ');
  return {
    mri, mke: message.mke, kind: isBroadcast ? 'broadcast' : 'administrative', from: message.ori, terminal: seat.terminal.id, to,
    terminals: recipients.terminals,
    reached: recipients.reached.map(({ destination, title, agencies, terminals }) => ({ destination, title, agencies: agencies.length, terminals: terminals.length })),
    inoperative: inoperativeOf(sessions, watchedOf(recipients)),
    text: messageText(key, { ori: message.ori, mri, date: ohioDate(now), time: ohioTime(now), to, fields: message.fields }),
  };
};

const carryOut = async (context: Context, before: ReceivedEntry | undefined): Promise<Reply> => {
  const { platform, journal, transmission, message } = context;
  const { mke, ori } = message;
  const { id, seat } = transmission;
  const { mri } = before ?? (await journal.receive(transmission, { ori, mke, home: { key: seat.terminal.id } }));
  const command = { id, type: 'SendMessage', key: seat.terminal.id, by: actorOf(seat, ori), payload: composed(context, mri) as unknown as JsonObject };
  const done = await sendCommand(platform.bus, 'messages' satisfies LedgerName, { ...command, corr: correlationOf({ mri, terminal: seat.terminal.id }) }, COMMAND_TIMEOUT_MS);

  const [event] = done.events;
  if (event === undefined) return refused(context, done.faults, mri);
  // Sent again, it is as it was decided the first time, whoever has come to the directory since.
  const says = sentText(sentMessage(event.d));
  return journal.answer(transmission, { mri, mke, ori, outcome: 'accepted', code: 'ACCEPTED', says, outside: [], shown: [], position: done.position });
};

/** Journals a message to terminals, has messaging take it over, and answers when that is durable: from then on it reaches each of them once. */
export const sendMessage = async (context: Context, received?: ReceivedEntry): Promise<Reply> => {
  try {
    return await carryOut(context, received);
  } catch (cause) {
    if (isFailure(cause) && cause.canRetry) throw inDoubt(2_000);
    throw cause;
  }
};
