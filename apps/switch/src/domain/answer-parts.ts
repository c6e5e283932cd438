import type { Response } from '@statewire/contracts';
import type { Answered, Shown } from './journal.decider.js';

/**
 * Plain bytes of what one commit of the journal answers, and of the message itself beside it. Sealed and framed they take a half more, and a
 * frame has 128 KiB (ledger.md §3, case 10).
 */
export const ANSWER_BYTES_MAX = 48 * 1024;
export const TEXT_BYTES_MAX = 32 * 1024;
/** What an event needs besides its text. */
const EVENT_BYTES = 300;
/** At most so many bytes a character of printable text takes in JSON. */
const CHARACTER_BYTES_MAX = 3;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

export const isShort = (text: string): boolean =>
  2 * CHARACTER_BYTES_MAX * text.length <= TEXT_BYTES_MAX || sizeOf(text) <= TEXT_BYTES_MAX;

/** Of an answer's responses those that one commit holds. */
export type AnswerPart = Pick<Answered, 'outside' | 'shown'>;
type Piece = Readonly<{ shown: Shown } | { outside: Response }>;

const partOf = (pieces: readonly Piece[]): AnswerPart => ({
  shown: pieces.flatMap((piece) => ('shown' in piece ? [piece.shown] : [])),
  outside: pieces.flatMap((piece) => ('outside' in piece ? [piece.outside] : [])),
});

/** Nearly all answers are short, and nothing is measured twice for them. */
const isSmall = ({ says, faults = [], shown, outside }: Pick<Answered, 'says' | 'faults' | 'outside' | 'shown'>): boolean => {
  const lengths = [...shown.map(({ response }) => response), ...outside].map(({ text }) => text.length + EVENT_BYTES);
  return faults.length === 0 && CHARACTER_BYTES_MAX * lengths.reduce((one, other) => one + other, says.length) <= ANSWER_BYTES_MAX;
};

/** An answer's responses, as commits hold them: none where the answer's own commit holds all of them. */
export const partsOf = (answer: Pick<Answered, 'says' | 'faults' | 'outside' | 'shown'>): readonly AnswerPart[] => {
  if (isSmall(answer)) return [];
  const pieces: readonly Piece[] = [...answer.shown.map((shown) => ({ shown })), ...answer.outside.map((outside) => ({ outside }))];
  const parts: Piece[][] = [];
  let bytes = Infinity;
  let all = sizeOf(answer.says) + sizeOf(answer.faults ?? []);
  for (const piece of pieces) {
    const size = sizeOf(piece) + EVENT_BYTES;
    all += size;
    bytes += size;
    if (bytes > ANSWER_BYTES_MAX) {
      parts.push([]);
      bytes = size;
    }
    parts.at(-1)?.push(piece);
  }
  return all <= ANSWER_BYTES_MAX ? [] : parts.map(partOf);
};
