import { describe, expect, it } from '@jest/globals';
import type { RawRecord } from '@statewire/ledger';
import { tailAt } from './tail.js';

const place = { topic: 'journal.g1', index: 0, name: 'journal.g1/0' };
const recordsFrom = (from: bigint, count: number, size = 1): RawRecord[] =>
  Array.from({ length: count }, (_, index) => ({ offset: from + BigInt(index), value: new Uint8Array(size) }));
const offsets = (records: readonly RawRecord[] | undefined) => records?.map(({ offset }) => Number(offset));
const plenty = 1 << 20;
const lingerMs = 50;
/** Longer than a test may take. */
const longMs = 60_000;
const tailFrom = (from: bigint, end: bigint) => tailAt(place, from, { end, session: 1 }, lingerMs);

describe('the tail of a partition', () => {
  it('gives what came since to each reader from where it stands', () => {
    const tail = tailFrom(5n, 5n);
    tail.add({ records: recordsFrom(5n, 2), end: 7n, session: 1 });
    tail.add({ records: recordsFrom(7n, 2), end: 9n, session: 1 });

    expect(offsets(tail.take(5n, plenty)?.records)).toEqual([5, 6, 7, 8]);
    expect(offsets(tail.take(8n, plenty)?.records)).toEqual([8]);
    expect(tail.next()).toBe(9n);
  });

  it('has nothing for whoever stands before it or at its end', () => {
    const tail = tailFrom(5n, 5n);
    tail.add({ records: recordsFrom(5n, 2), end: 7n, session: 1 });

    expect(tail.take(4n, plenty)).toBeUndefined();
    expect(tail.take(7n, plenty)).toBeUndefined();
  });

  it('gives no more bytes than asked for, and one record at least', () => {
    const tail = tailFrom(0n, 0n);
    tail.add({ records: recordsFrom(0n, 5, 100), end: 5n, session: 1 });

    expect(offsets(tail.take(0n, 250)?.records)).toEqual([0, 1]);
    expect(offsets(tail.take(0n, 1)?.records)).toEqual([0]);
  });

  it('forgets the oldest records when it holds too much, never the newest', () => {
    const tail = tailFrom(0n, 0n);
    for (let at = 0n; at < 40n; at += 1n) tail.add({ records: recordsFrom(at, 1, 100_000), end: at + 1n, session: 1 });

    expect(tail.take(0n, plenty)).toBeUndefined();
    expect(offsets(tail.take(39n, plenty)?.records)).toEqual([39]);
  });

  it('wakes every reader that waits when records come', async () => {
    const tail = tailFrom(3n, 3n);
    const waiting = [tail.wait(plenty, 5000, []), tail.wait(plenty, 5000, [])];
    tail.add({ records: recordsFrom(3n, 1), end: 4n, session: 1 });

    expect((await Promise.all(waiting)).map(({ records, end }) => [offsets(records), end])).toEqual([
      [[3], 4n],
      [[3], 4n],
    ]);
  });

  it('lets a reader go with nothing when its time is over or it stops', async () => {
    const tail = tailFrom(3n, 9n);
    const stop = new AbortController();
    const stopped = tail.wait(plenty, longMs, [stop.signal]);
    stop.abort();

    expect(await stopped).toEqual({ records: [], end: 9n, session: 1 });
    expect(await tail.wait(plenty, 10, [])).toEqual({ records: [], end: 9n, session: 1 });
  });

  it('lets its readers go when another takes its place', async () => {
    const tail = tailFrom(3n, 9n);
    const waiting = tail.wait(plenty, longMs, []);
    tail.release();

    expect(await waiting).toEqual({ records: [], end: 9n, session: 1 });
  });

  it('tells who waits that the session is another, also when nothing came', async () => {
    const tail = tailFrom(3n, 3n);
    const waiting = tail.wait(plenty, 30, []);
    tail.add({ records: [], end: 3n, session: 2 });

    expect(await waiting).toEqual({ records: [], end: 3n, session: 2 });
  });

  it('gives nothing any more of what was read in another session', () => {
    const tail = tailFrom(3n, 3n);
    tail.add({ records: recordsFrom(3n, 2), end: 5n, session: 1 });
    tail.add({ records: recordsFrom(5n, 1), end: 6n, session: 2 });

    expect(tail.take(4n, plenty)).toBeUndefined();
    expect(tail.take(5n, plenty)).toMatchObject({ records: [{ offset: 5n }], session: 2 });
  });

  it('tells those who wait why it cannot be followed', async () => {
    const tail = tailFrom(3n, 3n);
    const waiting = tail.wait(plenty, 5000, []);
    tail.fail(new Error('cut'));

    await expect(waiting).rejects.toThrow('cut');
    expect(tail.isWanted()).toBe(false);
  });

  it('is wanted while somebody waits and for a little while after', async () => {
    const tail = tailFrom(3n, 3n);
    await tail.wait(plenty, 2 * lingerMs, []);
    expect(tail.isWanted()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2 * lingerMs));
    expect(tail.isWanted()).toBe(false);
  });
});
