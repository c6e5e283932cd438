import type { Log } from './log.js';

/** Who reads ledgers at a start, how many of their commits it has read, and how many there are. */
export type LedgerReader = Readonly<{ name: string; done: () => number; all: () => Promise<number> }>;

export const tellEveryMs = 10_000;

/** Who is behind, and how far it is. */
const behind = async (readers: readonly LedgerReader[]): Promise<Readonly<Record<string, string>>> => {
  const places = await Promise.all(readers.map(async ({ name, done, all }) => ({ name, done: done(), all: await all() })));
  return Object.fromEntries(places.filter(({ done, all }) => done < all).map(({ name, done, all }) => [name, `${String(done)} of ${String(all)} commits`]));
};

/** A first start after an update may read a million commits anew, which takes minutes: now and then a line says how far it is. Returns how to end that. */
export const tellProgress = (readers: readonly LedgerReader[], log: Log): (() => void) => {
  const tell = async (): Promise<void> => {
    const places = await behind(readers);
    if (Object.keys(places).length > 0) log.warn('still starting: ledgers are read', places);
  };
  // Where a log cannot be asked, whoever reads it says so.
  const telling = setInterval(() => { tell().catch(() => undefined); }, tellEveryMs);
  return () => { clearInterval(telling); };
};
