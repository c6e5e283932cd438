import { setMaxListeners } from 'node:events';
import { Failure, isFailure } from '@statewire/kernel';
import type { Fetched, FetchLimits } from '@statewire/ledger';
import { noError } from './error-codes.js';
import { answersOf, fetchExchange, upTo, type Answered } from './fetch.exchange.js';
import type { Links } from './link.js';
import type { Leader, Locator } from './locator.js';
import { earliest, latest, offsetsExchange } from './offsets.exchange.js';
import { sessions, type Read } from './sessions.js';
import type { KafkaTimes, Place } from './settings.js';
import { logCut, mayNotRead, tails } from './tails.js';
import { jitter, pause, unlessStopped } from './waiting.js';

const nothing: Fetched = { records: [], end: 0n };

/** Errors that asking again cannot mend. */
const isFinal = (error: unknown): boolean => isFailure(error) && !error.canRetry;

export const reader = (
  { links, locator, times, closing }: Readonly<{ links: Links; locator: Locator; times: KafkaTimes; closing: AbortSignal }>,
) => {
  const sessionOf = sessions();
  const tail = tails({ links, locator, times, closing, sessionOf });

  /** Does something with the leader; on every error finds it anew, until it works, the time is over or the reader stops. */
  const withLeader = async <T>(
    place: Place,
    use: (leader: Leader) => Promise<T | undefined>,
    endsAt: number,
    signals: readonly AbortSignal[],
  ): Promise<T | undefined> => {
    while (!signals.some((signal) => signal.aborted)) {
      let leader: Leader | undefined;
      let cause: unknown = new Failure('ledger-kafka/not-leader', `the leader of ${place.name} says that it leads no longer`, true);
      try {
        leader = await locator.locate(place, times.metadataTimeoutMs, signals);
        const done = await use(leader);
        if (done !== undefined) return done;
      } catch (error) {
        if (isFinal(error)) throw error;
        cause = error;
      }
      if (performance.now() > endsAt) throw cause;
      locator.forget(place, leader, cause);
      await pause(jitter(times.retryMinMs, times.retryMaxMs), signals);
    }
    return undefined;
  };

  const readOf = (answered: Answered | undefined, place: Place, from: bigint, bytes: number): Omit<Read, 'session'> | undefined => {
    if (answered?.kind === 'read') return { records: upTo(bytes, answered.records), end: answered.end };
    if (answered?.kind === 'cut') throw logCut(place, from);
    if (answered?.kind === 'forbidden') throw mayNotRead(place);
    return undefined;
  };

  /** What is there now, on a connection that no waiting request holds up; undefined when stopped. */
  const read = async (place: Place, from: bigint, bytes: number, signals: readonly AbortSignal[]): Promise<Read | undefined> => {
    const readAt = async ({ address, epoch }: Leader): Promise<Read | undefined> => {
      const wanted = [{ place, epoch, from, bytes }];
      const link = await links.get(address, 'read');
      const [answered] = answersOf(await link.exchange(fetchExchange(wanted, 0), times.requestTimeoutMs), wanted);
      const found = readOf(answered, place, from, bytes);
      return found && { ...found, session: sessionOf(place, 'read', link, epoch) };
    };
    return withLeader(place, readAt, Infinity, signals);
  };

  const followFrom = async (place: Place, from: bigint, { bytes, waitMs }: FetchLimits, signals: readonly AbortSignal[]): Promise<Fetched> => {
    const endsAt = performance.now() + waitMs;
    for (;;) {
      const atHand = tail.take(place, from, bytes);
      if (atHand !== undefined) return atHand;
      let end = tail.at(place, from);
      if (end === undefined) {
        const now = await read(place, from, bytes, signals);
        if (now === undefined) return nothing;
        if (now.records.length > 0) return now;
        end = tail.follow(place, from, now);
      }

      const news = await end.wait(bytes, Math.max(0, endsAt - performance.now()), signals);
      const isOver = performance.now() >= endsAt || signals.some((signal) => signal.aborted);
      if (news.records.length > 0 || isOver) return news;
    }
  };

  const fetch = (place: Place, from: bigint, limits: FetchLimits, stop?: AbortSignal): Promise<Fetched> => {
    const signals = stop === undefined ? [closing] : [closing, stop];
    // One signal stops the readers of all partitions: more than ten listeners are no leak here.
    setMaxListeners(0, ...signals);
    const follows = limits.waitMs > 0 && limits.fenced !== true;
    const work = follows ? followFrom(place, from, limits, signals) : read(place, from, limits.bytes, signals).then((now) => now ?? nothing);
    return unlessStopped(work, () => nothing, signals);
  };

  const bounds = async (place: Place): Promise<Readonly<{ first: bigint; end: bigint }>> => {
    const offsetsAt = async ({ address, epoch }: Leader) => {
      const link = await links.get(address, 'read');
      const [first, end] = await Promise.all(
        [earliest, latest].map((time) => link.exchange(offsetsExchange(place, epoch, time), times.requestTimeoutMs)),
      );
      if (first?.errorCode === noError && end?.errorCode === noError) return { first: first.offset, end: end.offset };
      const code = [first, end].find((view) => view?.errorCode !== noError)?.errorCode ?? -1;
      throw new Failure('ledger-kafka/no-bounds', `the leader of ${place.name} answered with code ${String(code)}`, true);
    };
    const found = await withLeader(place, offsetsAt, performance.now() + times.patienceMs, [closing]);
    if (found === undefined) throw new Failure('ledger-kafka/closed', 'the log driver is closed', false);
    return found;
  };

  return { fetch, bounds };
};
