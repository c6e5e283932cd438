import { Failure } from '@statewire/kernel';
import { LogCut } from '@statewire/ledger';
import { answersOf, fetchExchange, type Answered } from './fetch.exchange.js';
import type { Links } from './link.js';
import type { Locator } from './locator.js';
import type { Read, Sessions } from './sessions.js';
import type { KafkaTimes, Place } from './settings.js';
import { tailAt, type Tail } from './tail.js';
import { jitter, pause } from './waiting.js';

/** Above what one batch may have, so that a partition never waits because its next batch does not fit. */
const polledBytesMax = 2_500_000;

/** Whoever reads from a place beyond the end of the log gets this, if the leader is no older than any seen. */
export const logCut = (place: Place, from: bigint): LogCut => new LogCut(`${place.name} does not reach to offset ${String(from)}`);
export const mayNotRead = (place: Place): Failure => new Failure('ledger-kafka/forbidden', `${place.name} may not be read`, false);

export type Tails = Readonly<{
  /** Records from there when they are at hand. */
  take(place: Place, from: bigint, bytes: number): Read | undefined;
  /** The end of the partition, if it is followed from there already. */
  at(place: Place, from: bigint): Tail | undefined;
  /** Follows the partition from there, unless it is followed from there already. `now` is what was read there last. */
  follow(place: Place, from: bigint, now: Read): Tail;
}>;

/**
 * Follows the ends of all partitions that somebody waits for, with one request to each broker at a time. A partition
 * stays in the request while its reader works, so the next record needs no new request to be seen.
 */
export const tails = (
  { links, locator, times, closing, sessionOf }: Readonly<{
    links: Links;
    locator: Locator;
    times: KafkaTimes;
    closing: AbortSignal;
    sessionOf: Sessions;
  }>,
): Tails => {
  const followed = new Map<string, Tail>();
  const polled = new Set<string>();

  const isCurrent = (tail: Tail) => followed.get(tail.place.name) === tail;

  const drop = (tail: Tail) => {
    if (isCurrent(tail)) followed.delete(tail.place.name);
  };

  const moved = (tail: Tail, cause: unknown): void => {
    locator.forget(tail.place, tail.leader, cause);
    tail.leader = undefined;
    void seek(tail, jitter(times.retryMinMs, times.retryMaxMs));
  };

  const give = (tail: Tail, from: bigint, answered: Answered, session: number): void => {
    switch (answered.kind) {
      case 'read': {
        if (tail.next() === from) tail.add({ records: answered.records, end: answered.end, session });
        // Behind the others: what a broker's answer cannot hold any more is first in the next one.
        if (answered.records.length > 0 && isCurrent(tail)) {
          followed.delete(tail.place.name);
          followed.set(tail.place.name, tail);
        }
        return;
      }
      case 'cut': {
        drop(tail);
        tail.fail(logCut(tail.place, from));
        return;
      }
      case 'forbidden': {
        drop(tail);
        tail.fail(mayNotRead(tail.place));
        return;
      }
      case 'moved':
        moved(tail, answered.cause);
    }
  };

  const wantedAt = (address: string): readonly Tail[] => {
    for (const tail of [...followed.values()]) if (!tail.isWanted()) drop(tail);
    return [...followed.values()].filter(({ leader }) => leader?.address === address);
  };

  const pollOnce = async (address: string, of: readonly Tail[]): Promise<void> => {
    const asked = of.map((tail) => ({ tail, from: tail.next(), epoch: tail.leader?.epoch ?? -1 }));
    const wanted = asked.map(({ tail, from, epoch }) => ({ place: tail.place, epoch, from, bytes: polledBytesMax }));
    try {
      const link = await links.get(address, 'poll');
      const answers = answersOf(await link.exchange(fetchExchange(wanted, times.pollWaitMs), times.requestTimeoutMs), wanted);
      asked.forEach(({ tail, from, epoch }, index) => {
        give(tail, from, answers[index] ?? { kind: 'moved', cause: 'no answer' }, sessionOf(tail.place, 'poll', link, epoch));
      });
    } catch (cause) {
      for (const { tail } of asked) moved(tail, cause);
    }
  };

  const poll = async (address: string): Promise<void> => {
    if (polled.has(address)) return;
    polled.add(address);
    for (let of = wantedAt(address); of.length > 0 && !closing.aborted; of = wantedAt(address)) await pollOnce(address, of);
    polled.delete(address);
  };

  /** Finds the leader again and again, for as long as somebody wants the partition. */
  const seek = async (tail: Tail, firstPauseMs: number): Promise<void> => {
    await pause(firstPauseMs, [closing]);
    while (tail.leader === undefined && isCurrent(tail) && tail.isWanted() && !closing.aborted) {
      tail.leader = await locator.locate(tail.place, times.metadataTimeoutMs, [closing]).catch(() => undefined);
    }
    if (tail.leader === undefined) drop(tail);
    else void poll(tail.leader.address);
  };

  const at = (place: Place, from: bigint): Tail | undefined => {
    const tail = followed.get(place.name);
    return tail?.next() === from ? tail : undefined;
  };

  return {
    take: (place, from, bytes) => followed.get(place.name)?.take(from, bytes),
    at,
    follow: (place, from, now) => {
      const there = at(place, from);
      if (there !== undefined) return there;
      const known = followed.get(place.name);
      const tail = tailAt(place, from, now, times.lingerMs);
      followed.set(place.name, tail);
      // Whoever waits further back must not wait for a tail that nobody polls any more.
      known?.release();
      void seek(tail, 0);
      return tail;
    },
  };
};
