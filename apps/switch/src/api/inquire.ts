import type { Message } from '@statewire/catalogue';
import type { OutsideAnswer, Reply, SearchAnswer } from '@statewire/contracts';
import { inquiryText, wasSilent, type SourceSaid } from '../domain/words.js';
import type { Context } from './context.js';
import { askPersistently, bringLate, LATE_TIMEOUT_MS } from './late-answers.js';

/** How long the hot files and the systems outside have; what comes later comes to the mailbox. */
const HOT_FILES_TIMEOUT_MS = 3_000;
const OUTSIDE_TIMEOUT_MS = 5_000;

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
  const asked = askedFor(message);
  const asking = askPersistently((ms) => platform.bus.ask<SearchAnswer>('inquiry', 'search', { mke, ori, agencyType, fields }, ms), LATE_TIMEOUT_MS);
  const askingOutside = goesOutside(context)
    ? askPersistently((ms) => platform.bus.ask<OutsideAnswer>('exchange', 'inquire', { line: 'NCIC', mke, ori, agencyType, fields }, ms), LATE_TIMEOUT_MS)
    : undefined;
  const [leads, outside] = await Promise.all([within(asking, HOT_FILES_TIMEOUT_MS), askingOutside && within(askingOutside, OUTSIDE_TIMEOUT_MS)]);

  const sources: readonly SourceSaid[] = [
    { source: 'LEADS', hits: leads?.responses.length, ...(leads === undefined ? {} : { more: leads.more }) },
    ...(askingOutside === undefined ? [] : [{ source: 'NCIC', hits: outside?.responses.length, ...(outside === undefined ? {} : { more: outside.more }) }]),
  ];
  const hits = sources.some(({ hits: found }) => (found ?? 0) > 0);
  const silent = sources.some(({ hits: found }) => found === undefined);
  const reply = await journal.answer(transmission, {
    mke, ori,
    outcome: 'answered',
    code: hits ? 'HIT' : silent ? 'PARTIAL' : 'NO_RECORD',
    says: [inquiryText(asked, sources), ...notices].join('\n'),
    shown: (leads?.responses ?? []).map(({ shown, ...response }) => ({ response, ...shown })),
    outside: outside?.responses ?? [],
  });
  // What the journal has is what was said, also where it was a sending before this one that said it.
  if (wasSilent(reply, 'LEADS')) void bringLate(context, 'LEADS', asked, reply.mri, asking);
  if (askingOutside !== undefined && wasSilent(reply, 'NCIC')) void bringLate(context, 'NCIC', asked, reply.mri, askingOutside);
  return reply;
};
