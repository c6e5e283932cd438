import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Links } from './link.js';
import { locator } from './locator.js';
import type { ClusterView } from './metadata.exchange.js';
import { tunedTimes } from './settings.js';

const place = { topic: 'journal.g1', index: 0, name: 'journal.g1/0' };
const times = { ...tunedTimes, metadataTimeoutMs: 40, retryMinMs: 1, retryMaxMs: 5 };
const nodes = [1, 2, 3].map((id) => ({ id, address: `kafka-${String(id)}:9092` }));
const brokers = nodes.map(({ address }) => address);

/** A broker's belief: who leads, since which epoch. */
const view = (leader: number, epoch: number): ClusterView => ({
  nodes,
  topics: [{ errorCode: 0, topic: place.topic, partitions: [{ index: 0, leader, epoch, replicas: [1, 2, 3] }] }],
});

describe('the search for a leader', () => {
  /** What each broker answers; undefined: nothing at all. */
  let beliefs: (ClusterView | undefined)[];
  let asked: string[];
  let logged: string[];
  const never = new Promise<never>(() => {});

  const links: Links = {
    get: (address) => {
      asked.push(address);
      const belief = beliefs[brokers.indexOf(address)];
      const exchange = <T>() => (belief === undefined ? never : Promise.resolve(belief as T));
      return Promise.resolve({ exchange, isBroken: () => false, destroy: () => {} });
    },
    close: () => {},
  };
  const search = () => locator({ brokers, links, times, log: (level, code) => logged.push(`${level} ${code}`) });

  beforeEach(() => {
    asked = [];
    logged = [];
    beliefs = [view(1, 4), view(1, 4), view(1, 4)];
  });

  it('asks all brokers at once and then no more', async () => {
    const { locate } = search();
    expect(await locate(place, 100)).toEqual({ address: 'kafka-1:9092', epoch: 4 });
    await locate(place, 100);
    expect(asked).toEqual(brokers);
  });

  it('believes the highest epoch', async () => {
    beliefs = [view(1, 4), view(3, 6), view(2, 5)];
    expect(await search().locate(place, 100)).toEqual({ address: 'kafka-3:9092', epoch: 6 });
  });

  it('does without a broker that never answers', async () => {
    beliefs = [undefined, view(2, 5), view(2, 5)];
    expect(await search().locate(place, 100)).toEqual({ address: 'kafka-2:9092', epoch: 5 });
  });

  it('does not go back to a leader older than one it has seen', async () => {
    const { locate, forget } = search();
    const first = await locate(place, 100);
    forget(place, first, 'gone');
    beliefs = [view(2, 3), view(2, 3), view(2, 3)];
    await expect(locate(place, 30)).rejects.toMatchObject({ code: 'ledger-kafka/no-leader', canRetry: true });

    beliefs = [view(2, 3), view(2, 5), undefined];
    expect(await locate(place, 100)).toEqual({ address: 'kafka-2:9092', epoch: 5 });
  });

  it('waits while a partition has no leader', async () => {
    beliefs = [view(-1, 7), view(1, 6), view(1, 6)];
    const found = search().locate(place, 1000);
    setTimeout(() => {
      beliefs = [view(2, 8), view(2, 8), view(2, 8)];
    }, 30);
    expect(await found).toEqual({ address: 'kafka-2:9092', epoch: 8 });
  });

  it('forgets only the leader that failed, not one found since', async () => {
    const { locate, forget } = search();
    const first = await locate(place, 100);
    forget(place, first, 'gone');
    beliefs = [view(2, 5), view(2, 5), view(2, 5)];
    const second = await locate(place, 100);
    forget(place, first, 'gone');
    expect(await locate(place, 100)).toBe(second);
  });

  it('says who leads when that changes, and why a leader was lost, not more than every few seconds', async () => {
    const { locate, forget } = search();
    for (let turn = 0; turn < 3; turn += 1) forget(place, await locate(place, 100), 'gone');
    expect(logged).toEqual(['info ledger-kafka/leader', 'warn ledger-kafka/leader-lost']);
  });
});
