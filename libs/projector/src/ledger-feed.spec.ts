import { afterEach, describe, expect, it } from '@jest/globals';
import { memoryKeyRing } from '@statewire/keyring';
import type { ChainState, PartitionId } from '@statewire/ledger';
import type { LedgerFeed } from './ledger-feed.js';
import { closeLedgers, feedOf, noted, testLedger } from './test/test-ledger.js';

const never = new AbortController().signal;

/** Sequence numbers of everything up to the end of the log, read in one go after the other. */
const readAll = async (feed: LedgerFeed, part: PartitionId, from: ChainState = feed.genesis(part)) => {
  const seqs: number[] = [];
  let state = from;
  for (const end = await feed.end(part); state.next < end; ) {
    const batch = (await feed.read(part, state, never))!;
    seqs.push(...batch.commits.map(({ head }) => head.seq));
    state = batch.state;
  }
  return { seqs, state };
};

const counting = async () => {
  const ledger = await testLedger();
  let opened = 0;
  const keyring = { ...ledger.keyring, open: (...given: Parameters<typeof ledger.keyring.open>) => ((opened += 1), ledger.keyring.open(...given)) };
  return { ...ledger, feed: feedOf({ ...ledger, keyring }), opened: () => opened };
};

const secret = (n: number) => ({ ...noted(`note/${String(n)}`, 'x'), p: { name: 'A' } });
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

afterEach(closeLedgers);

describe('a feed', () => {
  it('gives every commit once and in order, and passes over void records', async () => {
    const ledger = await testLedger();
    for (const n of numbers(1, 30)) {
      await ledger.commit([noted(`note/${String(n)}`, 'x')]);
      if (n % 3 === 0) await ledger.late();
    }
    await ledger.append(0, Buffer.from('noise'));
    const feed = feedOf(ledger);

    expect((await readAll(feed, ledger.part())).seqs).toEqual(numbers(1, 30));
  });

  it('moves past void records at the end of the log', async () => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'x')]);
    await ledger.late();
    await ledger.late();

    expect((await readAll(feedOf(ledger), ledger.part())).state).toMatchObject({ seq: 1, next: 3n });
  });

  it('waits for what is not written yet, and ends waiting when stopped', async () => {
    const ledger = await testLedger();
    const feed = feedOf(ledger);
    const stop = new AbortController();
    const first = feed.read(ledger.part(), feed.genesis(ledger.part()), never);
    await ledger.commit([noted('note/1', 'x')]);
    const batch = await first;
    const second = feed.read(ledger.part(), batch!.state, stop.signal);
    stop.abort();

    expect(batch!.commits.map(({ head }) => head.seq)).toEqual([1]);
    expect(await second).toBeUndefined();
  });

  it('opens personal fields, and says which were destroyed', async () => {
    const ledger = await testLedger();
    await ledger.commit([secret(1)]);
    await ledger.commit([secret(2)]);
    await ledger.keyring.destroy('note/1', { number: '1', court: 'c', by: 'b' });
    const feed = feedOf(ledger);
    const batch = await feed.read(ledger.part(), feed.genesis(ledger.part()), never);

    expect(batch!.commits.map(({ body }) => body.ev[0]?.p)).toEqual(['destroyed', { name: 'A' }]);
  });

  it('decodes once for all who keep up', async () => {
    const { commit, part, feed, opened } = await counting();
    for (const n of numbers(1, 20)) await commit([secret(n)]);
    await Promise.all([readAll(feed, part()), readAll(feed, part()), readAll(feed, part())]);

    expect(opened()).toBe(20);
  });

  it('does not decode what the desk of this process offers', async () => {
    const { commit, part, feed, opened } = await counting();
    for (const n of numbers(1, 20)) feed.offer(await commit([secret(n)]));

    expect((await readAll(feed, part())).seqs).toEqual(numbers(1, 20));
    expect(opened()).toBe(0);
  });

  it('fills the gap from the log when the desk offers from the middle on', async () => {
    const { commit, part, feed } = await counting();
    for (const n of numbers(1, 20)) {
      const done = await commit([secret(n)]);
      if (n > 12) feed.offer(done);
    }

    expect((await readAll(feed, part())).seqs).toEqual(numbers(1, 20));
  });

  it('finds what another writer appended while the desk of this process falls silent', async () => {
    const { commit, part, feed } = await counting();
    feed.offer(await commit([secret(1)]));
    const { state } = await readAll(feed, part());
    const waiting = feed.read(part(), state, never);
    await commit([secret(2)]);
    const since = performance.now();

    expect((await waiting)!.commits.map(({ head }) => head.seq)).toEqual([2]);
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it('serves a follower that fell behind all the others', async () => {
    const { commit, part, feed } = await counting();
    for (const n of numbers(1, 3_000)) await commit([noted(`note/${String(n)}`, 'x')]);
    await readAll(feed, part());

    expect((await readAll(feed, part())).seqs).toEqual(numbers(1, 3_000));
  });
});

describe('a feed that meets what it does not understand', () => {
  it.each([
    ['an unknown event', 'projector/unknown-event', { t: 'note.burnt' }],
    ['an event of a version to come', 'projector/unknown-event', { tv: 2 }],
    ['a body that is none', 'ledger/undecodable', { tv: 0 }],
  ])('gives everything before %s and then fails for ever', async (_what, code, strange) => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'x')]);
    await ledger.commit([{ ...noted('note/2', 'x'), ...strange }]);
    await ledger.commit([noted('note/3', 'x')]);
    const feed = feedOf(ledger);
    const batch = await feed.read(ledger.part(), feed.genesis(ledger.part()), never);

    expect(batch!.commits.map(({ head }) => head.seq)).toEqual([1]);
    await expect(feed.read(ledger.part(), batch!.state, never)).rejects.toMatchObject({ code });
    await expect(feed.read(ledger.part(), batch!.state, never)).rejects.toMatchObject({ code });
  });

  it('skips nothing for a follower that lags behind what is offered', async () => {
    const ledger = await testLedger();
    await ledger.commit([noted('note/1', 'x')]);
    await ledger.commit([{ ...noted('note/2', 'x'), t: 'note.burnt' }]);
    const feed = feedOf(ledger);
    feed.offer(await ledger.commit([noted('note/3', 'x')]));
    const batch = await feed.read(ledger.part(), feed.genesis(ledger.part()), never);

    expect(batch!.state.seq).toBe(1);
    await expect(feed.read(ledger.part(), batch!.state, never)).rejects.toMatchObject({ code: 'projector/unknown-event' });
  });

  it('leaves an offer it does not understand to be met in the log', async () => {
    const ledger = await testLedger();
    const feed = feedOf(ledger);
    feed.offer(await ledger.commit([{ ...noted('note/1', 'x'), t: 'note.burnt' }]));

    await expect(feed.read(ledger.part(), feed.genesis(ledger.part()), never)).rejects.toMatchObject({ code: 'projector/unknown-event' });
  });

  it('fails when the key of a personal field is not there', async () => {
    const ledger = await testLedger();
    await ledger.commit([secret(1)]);
    const feed = feedOf({ ...ledger, keyring: memoryKeyRing() });

    await expect(feed.read(ledger.part(), feed.genesis(ledger.part()), never)).rejects.toMatchObject({ code: 'keyring/no-key' });
  });
});

describe('a feed of a log that was cut', () => {
  it('fails instead of taking everything after the cut for void', async () => {
    const ledger = await testLedger();
    for (const n of numbers(1, 5)) await ledger.commit([noted(`note/${String(n)}`, 'x')]);
    const feed = feedOf(ledger);
    const { state } = await readAll(feed, ledger.part());
    const other = await testLedger();
    for (const n of numbers(1, 9)) await other.commit([noted(`other/${String(n)}`, 'x')]);
    ledger.driver.cut(ledger.part(), 2n);
    for (const { value } of other.driver.records(other.part()).slice(2)) await ledger.append(0, value);

    await expect(feed.read(ledger.part(), state, never)).rejects.toMatchObject({ code: 'projector/diverged' });
    await expect(feed.checkHead(ledger.part(), state)).rejects.toMatchObject({ code: 'projector/diverged' });
  });
});
