import { newDeadlines } from '@statewire/bus';
import { findMessageKey, type Message } from '@statewire/catalogue';
import type { OutsideAnswer, OutsideInquiry, Reply, SearchAnswer, SearchRequest } from '@statewire/contracts';
import { journalled } from '../domain/journalled.js';
import { inquiryText, notShown, type SourceSaid } from '../domain/words.js';
import type { Context, Inquiring } from './context.js';
import type { ReceivedEntry, Told } from './journal.js';
import { askPersistently, bringLate, LATE_TIMEOUT_MS, type SourceAnswer } from './late-answers.js';
import { nextPart } from './list-parts.js';
import { asksHotFiles, OPTIONS, outsideSources } from './outside-sources.js';

/** How long the hot files and the systems outside have; what comes later comes to the mailbox. */
const HOT_FILES_TIMEOUT_MS = 3_000;
const OUTSIDE_TIMEOUT_MS = 5_000;

const askedFor = ({ fields }: Message): string => {
  const asked: string[] = [];
  for (const [tag, values] of Object.entries(fields)) if (!OPTIONS.includes(tag)) for (const value of values) asked.push(`${tag}/${value}`);
  return asked.join(' ');
};

/** Of the agency under whose ORI is asked. */
const typeOf = ({ directory }: Inquiring['platform'], ori: string): string => directory.agencies.get(ori)?.type ?? '';

const filesOf = (mke: string): readonly string[] => (findMessageKey(mke)?.searches ?? []).flatMap(({ files }) => files);

const deadlines = newDeadlines();

/** Undefined when it does not come in time. */
const within = <T>(answer: Promise<T>, timeoutMs: number): Promise<T | undefined> =>
  new Promise((resolve) => {
    const waiting = deadlines.begin(timeoutMs, () => { resolve(undefined); });
    const settle = (value?: T): void => {
      deadlines.over(waiting);
      resolve(value);
    };
    answer.then(settle, () => { settle(); });
  });

/** A source that is being asked, and how long its answer is waited for. */
type Asked = Readonly<{ source: string; timeoutMs: number; asking: Promise<SourceAnswer> }>;

const askAll = (context: Inquiring, isAsked: (source: string) => boolean = () => true): readonly Asked[] => {
  const { platform, message: { mke, ori, fields } } = context;
  const question: SearchRequest = { mke, ori, agencyType: typeOf(platform, ori), fields };
  const sources: Asked[] = [];
  const ask = (source: string, timeoutMs: number, asking: (timeoutMs: number) => Promise<SourceAnswer>): void => {
    if (isAsked(source)) sources.push({ source, timeoutMs, asking: askPersistently(asking, LATE_TIMEOUT_MS) });
  };
  if (asksHotFiles(context)) ask('LEADS', HOT_FILES_TIMEOUT_MS, (ms) => platform.bus.ask<SearchAnswer>('inquiry', 'search', question, ms));
  for (const to of outsideSources(context)) {
    const inquiry: OutsideInquiry = { ...to, ...question };
    ask(to.source, OUTSIDE_TIMEOUT_MS, (ms) => platform.bus.ask<OutsideAnswer>('exchange', 'inquire', inquiry, ms));
  }
  return sources;
};

/** Asks the hot files and the outside at once, and journals question and answer before the answer leaves. `received`: an attempt before this one has numbered the message. */
export const inquire = async (context: Context, received?: ReceivedEntry): Promise<Reply> => {
  const { platform, journal, transmission, message, notices, unfinished } = context;
  const { mke, ori } = message;
  const asked = askedFor(message);
  const sources = askAll(context);
  const answers = await Promise.all(sources.map(({ asking, timeoutMs }) => within(asking, timeoutMs)));

  const said = sources.map(({ source }, n): SourceSaid => {
    const answer = answers[n];
    const next = answer && nextPart(message, answer);
    return { source, hits: answer?.responses.length, ...(answer === undefined ? {} : { more: answer.more }), ...(next === undefined ? {} : { next }) };
  });
  const hits = said.some(({ hits: found }) => (found ?? 0) > 0);
  const silent = said.filter(({ hits: found }) => found === undefined).map(({ source }) => source);
  const told = answers.flatMap((answer) => answer?.responses ?? []).map(journalled);
  const answering = journal.tell(transmission, {
    ...(received === undefined ? {} : { mri: received.mri }), mke, ori,
    outcome: 'answered',
    code: hits ? 'HIT' : silent.length > 0 ? 'PARTIAL' : 'NO_RECORD',
    says: [inquiryText(asked, said), ...notShown(filesOf(mke), { ori, type: typeOf(platform, ori) }), ...notices].join('\n'),
    shown: told.flatMap(({ shown }) => shown),
    outside: told.flatMap(({ outside }) => outside),
    ...(silent.length === 0 ? {} : { silent }),
  });
  // What the journal has is what was said, also where it was a sending before this one that said it.
  const bringing = ({ reply, silent: promised }: Told): Promise<void> => bringAllLate(context, sources.filter(({ source }) => promised.includes(source)), reply.mri);
  if (silent.length > 0) unfinished.track(transmission.id, answering.then(bringing));
  return (await answering).reply;
};

const bringAllLate = async (context: Inquiring, sources: readonly Asked[], mri: number): Promise<void> => {
  const asked = askedFor(context.message);
  await Promise.all(sources.map(({ source, asking }) => bringLate(context, source, asked, mri, asking)));
};

/** Asks again those sources that an inquiry, numbered so, was answered without. */
export const askLate = (context: Inquiring, mri: number, silent: readonly string[]): Promise<void> =>
  bringAllLate(context, askAll(context, (source) => silent.includes(source)), mri);
