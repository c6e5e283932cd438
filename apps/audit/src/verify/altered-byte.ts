import { sha256, type Hash } from '@statewire/ledger';

/** Beyond this length the search would take seconds, and the line alone is named. */
const searchBytesMax = 2_048;

/**
 * Where a single byte of a line was altered, found by putting every other byte in its place until the line has the
 * hash it was known by. undefined when more was altered than that, or the line is too long to try.
 */
export const alteredByte = (line: Uint8Array, known: Hash): number | undefined => {
  if (line.length > searchBytesMax) return undefined;
  const trial = Uint8Array.from(line);
  for (let at = 0; at < trial.length; at += 1) {
    const was = trial[at] ?? 0;
    for (let mask = 1; mask < 256; mask += 1) {
      trial[at] = was ^ mask;
      if (sha256(trial) === known) return at;
    }
    trial[at] = was;
  }
  return undefined;
};

/** The first place at which two texts of one length differ, when they differ so little that one was made from the other. */
export const slip = (text: string, wanted: string, differencesMax: number): number | undefined => {
  if (text.length !== wanted.length) return undefined;
  const places = [...wanted].flatMap((character, at) => (text[at] === character ? [] : [at]));
  return places.length <= differencesMax ? places[0] : undefined;
};
