import type { Message, MessageKey } from '@statewire/catalogue';
import type { OutsideAnswer, Reply, SearchAnswer } from '@statewire/contracts';
import { causeOf, type Platform } from '@statewire/service-kit';
import { inquiryText, type SourceSaid } from '../domain/words.js';
import type { Journal, Transmission } from './journal.js';

export type Context = Readonly<{
  platform: Platform;
  journal: Journal;
  transmission: Transmission;
  key: MessageKey;
  message: Message & Readonly<{ ori: string }>;
  notices: readonly string[];
}>;

/** How long the hot files and the systems outside have; what comes later comes to the mailbox. */
const HOT_FILES_TIMEOUT_MS = 3_000;
const OUTSIDE_TIMEOUT_MS = 5_000;
/** After that an outside system's answer is given up; the officer was told that it did not answer. */
const LATE_TIMEOUT_MS = 60_000;

/** LEADS numbers its records itself: an inquiry by them alone goes nowhere else (manual, Vehicle File). */
const LEADS_NUMBERS: readonly string[] = ['IDX', 'LID'];
const OPTIONS: readonly string[] = ['RSH', 'IND', 'ENS', 'EBS'];

const askedFor = ({ fields }: Message): string =>
  Object.entries(fields)
    .filter(([tag]) => !OPTIONS.includes(tag))
    .flatMap(([tag, values]) => values.map((value) => `${tag}/${value}`))
    .join(' ');

const goesOutside = ({ key, message }: Context): boolean =>
  key.sentTo.includes('NCIC') && Object.keys(message.fields).some((tag) => !LEADS_NUMBERS.includes(tag) && !OPTIONS.includes(tag));

/** Undefined when it does not come in time. */
const within = async <T>(answer: Promise<T>, timeoutMs: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => { resolve(undefined); }, timeoutMs);
  });
  try {
    return await Promise.race([answer.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Asks the hot files and the outside at once, and journals question and answer in one commit before the answer leaves. */
export const inquire = async (context: Context): Promise<Reply> => {
  const { platform, journal, transmission, message, notices } = context;
  const { mke, ori, fields } = message;
  const agencyType = platform.directory.agencies.get(ori)?.type ?? '';
  const asksOutside = goesOutside(context);
  const asking = asksOutside ? platform.bus.ask<OutsideAnswer>('exchange', 'inquire', { line: 'NCIC', mke, ori, agencyType, fields }, LATE_TIMEOUT_MS) : undefined;

  const [leads, outside] = await Promise.all([
    within(platform.bus.ask<SearchAnswer>('inquiry', 'search', { mke, ori, agencyType, fields }, HOT_FILES_TIMEOUT_MS), HOT_FILES_TIMEOUT_MS),
    asking && within(asking, OUTSIDE_TIMEOUT_MS),
  ]);

  const sources: readonly SourceSaid[] = [
    { source: 'LEADS', hits: leads?.responses.length, ...(leads === undefined ? {} : { more: leads.more }) },
    ...(asksOutside ? [{ source: 'NCIC', hits: outside?.responses.length }] : []),
  ];
  const hits = sources.some(({ hits: found }) => (found ?? 0) > 0);
  const silent = sources.some(({ hits: found }) => found === undefined);
  const reply = await journal.answer(transmission, {
    mke, ori,
    outcome: 'answered',
    code: hits ? 'HIT' : silent ? 'PARTIAL' : 'NO_RECORD',
    says: [inquiryText(askedFor(message), sources), ...notices].join('\n'),
    shown: (leads?.responses ?? []).map(({ shown, ...response }) => ({ response, ...shown })),
    outside: outside?.responses ?? [],
  });
  if (asking !== undefined && outside === undefined) void bringLate(context, reply.mri, asking);
  return reply;
};

/** An answer that comes after its inquiry was answered goes to the terminal's mailbox. */
const bringLate = async ({ platform, journal, transmission, message }: Context, re: number, asking: Promise<OutsideAnswer>): Promise<void> => {
  const answer = await asking.catch(() => undefined);
  if (answer === undefined) return;
  const { mke, ori } = message;
  const { terminal } = transmission.seat;
  const [first] = answer.responses;
  const text = first === undefined ? `NCIC NO RECORD ${askedFor(message)}` : answer.responses.map((response) => response.text).join('\n\n');
  const id = `${transmission.id}/late`;
  try {
    const { mri } = await journal.answer({ ...transmission, id }, {
      mke, ori, outcome: 'answered', code: first === undefined ? 'NO_RECORD' : 'HIT', says: 'NCIC ANSWERED LATE', outside: answer.responses, shown: [],
    });
    const mail = { mri, kind: 'response', mke, from: 'NCIC', to: terminal.id, background: first?.background ?? 'none', re };
    await platform.bus.ask('messaging', 'post', { id, terminals: [terminal.id], mail, text }, LATE_TIMEOUT_MS);
  } catch (cause) {
    platform.log.warn('a late answer could not be posted', { cause: causeOf(cause) });
  }
};
