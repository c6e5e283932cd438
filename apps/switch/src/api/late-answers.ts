import type { OutsideAnswer, SearchAnswer } from '@statewire/contracts';
import { causeOf } from '@statewire/kernel';
import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { journalled, type SourceResponse } from '../domain/journalled.js';
import { listGoesOn } from '../domain/words.js';
import type { Inquiring } from './context.js';
import { nextPart } from './list-parts.js';
import { isPassing } from './problem.js';

/** After that a source's answer is given up; the officer was told that it did not answer. */
export const LATE_TIMEOUT_MS = 60_000;
/** What has come is kept for so long while the journal takes nothing. */
const JOURNAL_TIMEOUT_MS = 600_000;
/** A question is asked anew after so long: the connection it went out on may be dead. */
const ATTEMPT_TIMEOUT_MS = 15_000;
const PAUSE_MS_MIN = 50;
const PAUSE_MS_MAX = 1_000;

/** What a source said in the end. */
export type SourceAnswer = SearchAnswer | OutsideAnswer;

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

/** By what a word says, not by its place: asked again, a source may say more or less. */
const HASH_LENGTH = 16;

type Word = Readonly<{ id: string; code: string; says: string; response?: SourceResponse }>;

const wordsOf = ({ transmission: { id }, message }: Inquiring, source: string, asked: string, answer: SourceAnswer): readonly Word[] => {
  const { responses } = answer;
  if (responses.length === 0) return [{ id: `${id}/late/${source}`, code: 'NO_RECORD', says: `${source} NO RECORD ${asked}` }];
  const next = nextPart(message, answer);
  return [
    ...responses.map((response) => ({ id: `${id}/late/${source}/${hash('sha256', response.text, 'base64url').slice(0, HASH_LENGTH)}`, code: 'HIT', says: `${source} ANSWERED LATE`, response })),
    ...(next === undefined ? [] : [{ id: `${id}/late/${source}/next`, code: 'HIT', says: `${source} ${listGoesOn(next)}` }]),
  ];
};

const bring = async ({ journal, transmission, message: { mke, ori } }: Inquiring, source: string, re: number, { id, code, says, response }: Word): Promise<void> => {
  const { outside, shown } = response === undefined ? { outside: [], shown: [] } : journalled(response);
  const answer = { mke, ori, outcome: 'answered' as const, code, says, outside, shown, late: { id, source, re } };
  await askPersistently(() => journal.answer({ ...transmission, id }, answer), JOURNAL_TIMEOUT_MS);
};

/** An answer that comes after its inquiry was answered is journalled, a message for each record; from there `messaging` brings it to the terminal's mailbox. */
export const bringLate = async (context: Inquiring, source: string, asked: string, re: number, asking: Promise<SourceAnswer>): Promise<void> => {
  const couldNot = (cause: unknown): void => { context.platform.log.warn('a late answer could not be brought', { source, cause: causeOf(cause) }); };
  try {
    for (const word of wordsOf(context, source, asked, await asking)) await bring(context, source, re, word).catch(couldNot);
  } catch (cause) {
    couldNot(cause);
  }
};
