import { parseSignedSeal, type SignedSeal } from '@statewire/seals';

/** What a file of seals holds: the seals, the numbers, from 1, of the lines that are none, and whether something follows the last line end. */
export type SealCopies = Readonly<{ seals: readonly SignedSeal[]; damagedLines: readonly number[]; torn: boolean }>;

/** Reads the text of a `seals.jsonl`, also with the line ends of another system. What follows the last line end was never answered for and is passed over. */
export const readSealCopies = (text: string): SealCopies => {
  const lines = text.split(/\r?\n/);
  const torn = lines.pop() !== '';
  const read = lines.map((line) => parseSignedSeal(line));
  return {
    seals: read.filter((seal) => seal !== undefined),
    damagedLines: read.flatMap((seal, index) => (seal === undefined ? [index + 1] : [])),
    torn,
  };
};
