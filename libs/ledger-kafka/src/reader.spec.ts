import { describe, expect, it } from '@jest/globals';
import type { Link, Links } from './link.js';
import type { Locator } from './locator.js';
import { reader } from './reader.js';
import { tunedTimes } from './settings.js';

const place = { topic: 'journal.g1', index: 0, name: 'journal.g1/0' };
const leader = { address: 'kafka-1:9092', epoch: 3 };
const times = { ...tunedTimes, patienceMs: 60, retryMinMs: 1, retryMaxMs: 5 };

/** A reader whose leader gives these answers one after the other, and then the last for ever. */
const readerOf = (answers: readonly unknown[]) => {
  const closer = new AbortController();
  const calls = { asked: 0, forgotten: 0 };
  const link: Link = {
    exchange: async <T>() => {
      const answer = answers[Math.min(calls.asked, answers.length - 1)];
      calls.asked += 1;
      return answer as T;
    },
    isBroken: () => false,
    destroy: () => {},
  };
  const links: Links = { get: () => Promise.resolve(link), close: () => {} };
  const locator: Locator = {
    locate: () => Promise.resolve(leader),
    forget: () => { calls.forgotten += 1; },
    addresses: () => [],
    ask: () => Promise.resolve([]),
  };
  return { ...reader({ links, locator, times, closing: closer.signal }), calls, close: () => { closer.abort(); } };
};

const at = (offset: bigint) => ({ errorCode: 0, offset });
const refused = (errorCode: number) => ({ errorCode, offset: -1n });
const fetched = (errorCode: number) => ({ responses: [{ topicName: place.topic, partitions: [{ partition: 0, errorCode, highWatermark: '7', messages: [] }] }] });

describe('the bounds of a partition', () => {
  it('are what its leader says', async () => {
    expect(await readerOf([at(2n), at(9n)]).bounds(place)).toEqual({ first: 2n, end: 9n });
  });

  it('are asked for again while the leader says that it does not lead', async () => {
    const { bounds, calls } = readerOf([refused(6), refused(6), at(2n), at(9n)]);

    expect(await bounds(place)).toEqual({ first: 2n, end: 9n });
    expect(calls).toEqual({ asked: 4, forgotten: 1 });
  });

  it.each([29, 6])('fail in time when the leader answers with code %i for ever', async (code) => {
    const { bounds, close } = readerOf([refused(code)]);
    const late = setTimeout(close, 2_000);

    await expect(bounds(place)).rejects.toMatchObject({ code: 'ledger-kafka/no-bounds', canRetry: true, message: expect.stringContaining(`code ${String(code)}`) });
    clearTimeout(late);
  });

  it('fail when the log driver is closed', async () => {
    const { bounds, close } = readerOf([refused(6)]);
    const found = bounds(place);
    close();

    await expect(found).rejects.toMatchObject({ code: 'ledger-kafka/closed' });
  });
});

describe('a read', () => {
  it('goes on for as long as the leader says that it does not lead', async () => {
    const { fetch, close, calls } = readerOf([fetched(6)]);
    const found = fetch(place, 0n, { bytes: 1_000, waitMs: 0 });
    const first = await Promise.race([found, new Promise((resolve) => { setTimeout(resolve, times.patienceMs * 4, 'goes on'); })]);
    close();

    expect(first).toBe('goes on');
    expect(calls.asked).toBeGreaterThan(5);
    expect(await found).toEqual({ records: [], end: 0n });
  });
});
