import type { RawRecord } from '@statewire/ledger';
import { upTo } from './fetch.exchange.js';
import type { Leader } from './locator.js';
import type { Read } from './sessions.js';
import type { Place } from './settings.js';

const windowBytesMax = 1024 * 1024;

/**
 * The end of one partition as it is followed: the newest records, and who waits for more. Several readers share it,
 * and one that is busy with a record finds the next ones here.
 */
export type Tail = Readonly<{
  place: Place;
  /** Behind the newest record seen: where to ask on. */
  next(): bigint;
  /** Records from there, when the window reaches back so far; undefined when the reader must ask the broker. */
  take(from: bigint, bytes: number): Read | undefined;
  /** What comes within `waitMs` at {@link next}, else nothing. Rejects when the partition cannot be followed. */
  wait(bytes: number, waitMs: number, signals: readonly AbortSignal[]): Promise<Read>;
  /** Records that begin at {@link next}. What was read in another session is no longer given to anybody. */
  add(read: Read): void;
  fail(error: Error): void;
  /** Lets everybody who waits go with nothing: another tail takes this one's place. */
  release(): void;
  isWanted(): boolean;
  leader: Leader | undefined;
}> & { leader: Leader | undefined };

const bytesOf = (records: readonly RawRecord[]): number => records.reduce((sum, { value }) => sum + value.length, 0);

export const tailAt = (place: Place, from: bigint, now: Omit<Read, 'records'>, lingerMs: number): Tail => {
  let next = from;
  let { end, session } = now;
  let window: readonly RawRecord[] = [];
  let windowFrom = from;
  let wantedUntil = performance.now() + lingerMs;
  let failure: Error | undefined;
  const waiting = new Set<() => void>();

  const wake = () => {
    for (const resume of [...waiting]) resume();
  };

  const take = (at: bigint, bytes: number): Read | undefined => {
    if (failure !== undefined || at < windowFrom || at >= next) return undefined;
    wantedUntil = performance.now() + lingerMs;
    const first = window.findLastIndex(({ offset }) => offset < at) + 1;
    return { records: upTo(bytes, window.slice(first)), end, session };
  };

  const news = (at: bigint, waitMs: number, signals: readonly AbortSignal[]): Promise<void> =>
    new Promise((resolve) => {
      const resume = () => {
        clearTimeout(timer);
        waiting.delete(resume);
        for (const signal of signals) signal.removeEventListener('abort', resume);
        wantedUntil = performance.now() + lingerMs;
        resolve();
      };
      const timer = setTimeout(resume, waitMs);
      waiting.add(resume);
      for (const signal of signals) signal.addEventListener('abort', resume);
      if (failure !== undefined || at < next || signals.some((signal) => signal.aborted)) resume();
    });

  return {
    place,
    leader: undefined,
    next: () => next,
    take,
    wait: async (bytes, waitMs, signals) => {
      const at = next;
      await news(at, waitMs, signals);
      if (failure !== undefined) throw failure;
      return take(at, bytes) ?? { records: [], end, session };
    },
    add: (read) => {
      if (read.session !== session) {
        window = [];
        windowFrom = next;
      }
      ({ end, session } = read);
      const newest = read.records.at(-1);
      if (newest === undefined) return;
      next = newest.offset + 1n;
      window = [...window, ...read.records];
      while (window.length > read.records.length && bytesOf(window) > windowBytesMax) window = window.slice(Math.ceil(window.length / 2));
      windowFrom = window[0]?.offset ?? next;
      wake();
    },
    fail: (error) => {
      failure = error;
      wake();
    },
    release: wake,
    isWanted: () => failure === undefined && (waiting.size > 0 || performance.now() < wantedUntil),
  };
};
