import { describe, expect, it } from '@jest/globals';
import { Failure } from '@statewire/kernel';
import type { Link, Links } from './link.js';
import type { Locator } from './locator.js';
import { tunedTimes } from './settings.js';
import { topicAdmin } from './topics.js';

const creating = (open: () => Promise<Link>) => {
  const links: Links = { get: open, close: () => undefined };
  const locator: Locator = { locate: () => Promise.reject(new Error('no leader')), forget: () => undefined, addresses: () => ['k1:9092', 'k2:9092'], ask: () => Promise.resolve([]) };
  const times = { ...tunedTimes, patienceMs: 1, retryMinMs: 1, retryMaxMs: 2 };
  return topicAdmin({ links, locator, times, replication: 3, closing: new AbortController().signal, answers: () => Promise.resolve() }).create('journal.g1', 4);
};
const answering = (errorCode: number, errorMessage: string): Link =>
  ({ exchange: () => Promise.resolve({ topicErrors: [{ errorCode, errorMessage }] }), isBroken: () => false, destroy: () => undefined }) as unknown as Link;

describe('making a topic', () => {
  it.each([
    ['refuse', new Error('Connection error: connect ECONNREFUSED 127.0.0.1:9092')],
    ['are frozen', new Failure('ledger-kafka/timeout', 'connecting to k2:9092: no answer in 500 ms', true)],
    ['hang up', new Failure('ledger-kafka/connection-lost', 'connection to k2:9092 lost', true)],
  ])('fails with the addresses where all brokers %s', async (_, cause) => {
    await expect(creating(() => Promise.reject(cause))).rejects.toMatchObject({
      code: 'ledger-kafka/unreachable', canRetry: true, message: `no broker answers at k1:9092, k2:9092: ${cause.message}`, cause,
    });
  });

  it('fails with what a broker says where one answers', async () => {
    await expect(creating(() => Promise.resolve(answering(38, 'too few brokers')))).rejects.toMatchObject({ code: 'ledger-kafka/create', message: 'topic journal.g1: too few brokers' });
  });
});
