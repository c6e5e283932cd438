import { parseSignedSeal, type SignedSeal } from '@statewire/seals';

/** What a file of seals holds: the seals, and the numbers, from 1, of the lines that are none. */
export type SealCopies = Readonly<{ seals: readonly SignedSeal[]; damagedLines: readonly number[] }>;

/** Reads the text of a `seals.jsonl`. What follows the last line end was never answered for and is passed over. */
export const readSealCopies = (text: string): SealCopies => {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n').slice(0, -1);
  const read = lines.map((line) => parseSignedSeal(line));
  return {
    seals: read.filter((seal) => seal !== undefined),
    damagedLines: read.flatMap((seal, index) => (seal === undefined ? [index + 1] : [])),
  };
};
