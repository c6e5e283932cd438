import type { OutsideAnswer, RecordRef, Response, SearchAnswer } from '@statewire/contracts';
import { causeOf } from '@statewire/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shown } from '../domain/journal.decider.js';
import { listGoesOn } from '../domain/words.js';
import type { Context } from './context.js';
import { nextPart } from './list-parts.js';
import { isPassing } from './problem.js';

/** After that a source's answer is given up; the officer was told that it did not answer. */
export const LATE_TIMEOUT_MS = 60_000;
/** What is in the journal as told must reach the mailbox, however long messaging is away. */
const POST_TIMEOUT_MS = 600_000;
/** A question is asked anew after so long: the connection it went out on may be dead. */
const ATTEMPT_TIMEOUT_MS = 15_000;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 1_000;

/** What a source said in the end. */
export type SourceAnswer = SearchAnswer | OutsideAnswer;
type SourceResponse = SourceAnswer['responses'][number];

/** Asks again whenever there was no answer, until there is one or the time is over. A question may be asked twice, an order only with an id. */
export const askPersistently = async <T>(ask: (timeoutMs: number) => Promise<T>, timeoutMs: number): Promise<T> => {
  const endsAt = performance.now() + timeoutMs;
  for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX)) {
    try {
      return await ask(Math.min(ATTEMPT_TIMEOUT_MS, Math.max(1, endsAt - performance.now())));
    } catch (cause) {
      if (!isPassing(cause) || performance.now() + pauseMs >= endsAt) throw cause;
    }
    await sleep(pauseMs, undefined, { ref: false });
  }
};

/** A response of ours is journalled with the version of the record that it shows, and its mail is sealed under the record's key. */
export const journalled = (response: SourceResponse): Readonly<{ outside: readonly Response[]; shown: readonly Shown[]; kid?: string }> => {
  if (!('shown' in response)) return { outside: [response], shown: [] };
  const { shown, ...rest } = response;
  return { outside: [], shown: [{ response: rest, ...shown }], kid: shown.stream };
};

type Word = Readonly<{ id: string; code: string; text: string; response?: SourceResponse }>;

const wordsOf = ({ transmission: { id }, message }: Context, source: string, asked: string, answer: SourceAnswer): readonly Word[] => {
  const { responses } = answer;
  if (responses.length === 0) return [{ id: `${id}/late/${source}`, code: 'NO_RECORD', text: `${source} NO RECORD ${asked}` }];
  const next = nextPart(message, answer);
  return [
    ...responses.map((response, n) => ({ id: `${id}/late/${source}/${String(n)}`, code: 'HIT', text: response.text, response })),
    ...(next === undefined ? [] : [{ id: `${id}/late/${source}/next`, code: 'HIT', text: `${source} ${listGoesOn(next)}` }]),
  ];
};

const bring = async ({ platform, journal, transmission, message }: Context, source: string, re: number, word: Word): Promise<void> => {
  const { mke, ori } = message;
  const { terminal } = transmission.seat;
  const { id, code, text, response } = word;
  const { kid, ...told } = response === undefined ? { outside: [], shown: [] } : journalled(response);
  const { mri } = await askPersistently(
    () => journal.answer({ ...transmission, id }, { mke, ori, outcome: 'answered', code, says: `${source} ANSWERED LATE`, ...told }), POST_TIMEOUT_MS);
  const record: RecordRef | undefined = response?.record;
  const mail = {
    mri, kind: 'response', mke, from: source, to: terminal.id, background: response?.background ?? 'none', re,
    ...(record === undefined ? {} : { record }),
  };
  const post = { id, terminals: [terminal.id], mail, text, ...(kid === undefined ? {} : { kid }) };
  await askPersistently((timeoutMs) => platform.bus.ask('messaging', 'post', post, timeoutMs), POST_TIMEOUT_MS);
};

/** An answer that comes after its inquiry was answered goes to the terminal's mailbox, a message for each record. */
export const bringLate = async (context: Context, source: string, asked: string, re: number, asking: Promise<SourceAnswer>): Promise<void> => {
  try {
    const answer = await asking;
    for (const word of wordsOf(context, source, asked, answer)) await bring(context, source, re, word);
  } catch (cause) {
    context.platform.log.warn('a late answer could not be brought', { source, cause: causeOf(cause) });
  }
};
