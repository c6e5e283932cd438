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

export type TailsParts = Readonly<{
  links: Links;
  locator: Locator;
  times: KafkaTimes;
  closing: AbortSignal;
  sessionOf: Sessions;
}>;

/**
 * Follows the ends of all partitions that somebody waits for, with one request to each broker at a time. A partition
 * stays in the request while its reader works, so the next record needs no new request to be seen.
 */
export const tails = (parts: TailsParts): Tails => new PolledTails(parts);

class PolledTails implements Tails {
  private readonly followed = new Map<string, Tail>();
  private readonly polled = new Set<string>();

  constructor(private readonly parts: TailsParts) {}

  take(place: Place, from: bigint, bytes: number): Read | undefined {
    return this.followed.get(place.name)?.take(from, bytes);
  }

  at(place: Place, from: bigint): Tail | undefined {
    const tail = this.followed.get(place.name);
    return tail?.next() === from ? tail : undefined;
  }

  follow(place: Place, from: bigint, now: Read): Tail {
    const there = this.at(place, from);
    if (there !== undefined) return there;
    const known = this.followed.get(place.name);
    const tail = tailAt(place, from, now, this.parts.times.lingerMs);
    this.followed.set(place.name, tail);
    // Whoever waits further back must not wait for a tail that nobody polls any more.
    known?.release();
    void this.seek(tail, 0);
    return tail;
  }

  private isCurrent(tail: Tail): boolean {
    return this.followed.get(tail.place.name) === tail;
  }

  private drop(tail: Tail): void {
    if (this.isCurrent(tail)) this.followed.delete(tail.place.name);
  }

  private moved(tail: Tail, cause: unknown): void {
    const { locator, times } = this.parts;
    locator.forget(tail.place, tail.leader, cause);
    tail.leader = undefined;
    void this.seek(tail, jitter(times.retryMinMs, times.retryMaxMs));
  }

  /** Finds the leader again and again, for as long as somebody wants the partition. */
  private async seek(tail: Tail, firstPauseMs: number): Promise<void> {
    const { locator, times, closing } = this.parts;
    await pause(firstPauseMs, [closing]);
    while (tail.leader === undefined && this.isCurrent(tail) && tail.isWanted() && !closing.aborted) {
      tail.leader = await locator.locate(tail.place, times.metadataTimeoutMs, [closing]).catch(() => undefined);
    }
    if (tail.leader === undefined) this.drop(tail);
    else void this.poll(tail.leader.address);
  }

  private async poll(address: string): Promise<void> {
    if (this.polled.has(address)) return;
    this.polled.add(address);
    for (let of = this.wantedAt(address); of.length > 0 && !this.parts.closing.aborted; of = this.wantedAt(address)) await this.pollOnce(address, of);
    this.polled.delete(address);
  }

  private wantedAt(address: string): readonly Tail[] {
    for (const tail of [...this.followed.values()]) if (!tail.isWanted()) this.drop(tail);
    return [...this.followed.values()].filter(({ leader }) => leader?.address === address);
  }

  private async pollOnce(address: string, of: readonly Tail[]): Promise<void> {
    const { links, times, sessionOf } = this.parts;
    const asked = of.map((tail) => ({ tail, from: tail.next(), epoch: tail.leader?.epoch ?? -1 }));
    const wanted = asked.map(({ tail, from, epoch }) => ({ place: tail.place, epoch, from, bytes: polledBytesMax }));
    try {
      const link = await links.get(address, 'poll');
      const answers = answersOf(await link.exchange(fetchExchange(wanted, times.pollWaitMs), times.requestTimeoutMs), wanted);
      asked.forEach(({ tail, from, epoch }, index) => {
        this.give(tail, from, answers[index] ?? { kind: 'moved', cause: 'no answer' }, sessionOf(tail.place, 'poll', link, epoch));
      });
    } catch (cause) {
      for (const { tail } of asked) this.moved(tail, cause);
    }
  }

  private give(tail: Tail, from: bigint, answered: Answered, session: number): void {
    switch (answered.kind) {
      case 'read':
        if (tail.next() === from) tail.add({ records: answered.records, end: answered.end, session });
        if (answered.records.length > 0) this.putBehind(tail);
        return;
      case 'cut':
        this.drop(tail);
        tail.fail(logCut(tail.place, from));
        return;
      case 'forbidden':
        this.drop(tail);
        tail.fail(mayNotRead(tail.place));
        return;
      case 'moved':
        this.moved(tail, answered.cause);
    }
  }

  /** Behind the others: what a broker's answer cannot hold any more is first in the next one. */
  private putBehind(tail: Tail): void {
    if (!this.isCurrent(tail)) return;
    this.followed.delete(tail.place.name);
    this.followed.set(tail.place.name, tail);
  }
}
