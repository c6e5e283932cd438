import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Ownership } from '@statewire/ownership';
import { ownershipContract } from '@statewire/ownership/ownership.contract';
import { Redis } from 'ioredis';
import { redisOwnership } from './ownership.redis.js';

const url = process.env['REDIS_URL'] ?? '';
const namespaces: string[] = [];
const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

const newNamespace = () => {
  const namespace = `test-${randomUUID()}`;
  namespaces.push(namespace);
  return namespace;
};
const keyOf = (namespace: string) => `statewire-${namespace}:instances:vehicles`;

afterAll(async () => {
  const redis = new Redis(url);
  for (const namespace of namespaces) {
    await redis.del(...['vehicles', 'messages', 'empty'].map((service) => `statewire-${namespace}:instances:${service}`));
  }
  await redis.quit();
});

ownershipContract('the ownership in Redis', () => {
  const namespace = newNamespace();
  return Promise.resolve({ join: () => Promise.resolve(redisOwnership({ url, namespace })), patienceMs: 5_000, close: () => Promise.resolve() });
});

describe('the ownership in Redis', () => {
  const partitions = 8;
  let namespace: string;
  let redis: Redis;
  let opened: Ownership[];

  beforeEach(() => {
    namespace = newNamespace();
    redis = new Redis(url);
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((ownership) => ownership.close()));
    await redis.quit();
  });

  const started = async (instance: string, at = url) => {
    const ownership = redisOwnership({ url: at, namespace });
    opened.push(ownership);
    const told: number[] = [];
    await ownership.start('vehicles', instance, partitions, (mine) => told.push(mine.size));
    return told;
  };
  const until = async (isSo: () => boolean) => {
    const end = Date.now() + 10_000;
    while (!isSo() && Date.now() < end) await after(50);
  };
  const serverNow = async () => Number((await redis.time())[0]) * 1_000;

  it('says within seconds that Redis cannot be reached, and can be closed all the same', async () => {
    await expect(started('a', 'redis://127.0.0.1:1')).rejects.toMatchObject({ code: 'ownership/unavailable', canRetry: true });
  }, 15_000);

  it('takes over from an instance that died without a word', async () => {
    await redis.zadd(keyOf(namespace), (await serverNow()) + 2_000, 'dead');
    const told = await started('a');
    const before = told.at(-1) ?? 0;
    await until(() => told.at(-1) === partitions);

    expect(before).toBeLessThan(partitions);
    expect(told.at(-1)).toBe(partitions);
  }, 15_000);

  it('hands nothing on because Redis lost its memory once', async () => {
    const [a, b] = [await started('a'), await started('b')];
    await until(() => (a.at(-1) ?? 0) + (b.at(-1) ?? 0) === partitions);
    const before = [[...a], [...b]];
    await redis.del(keyOf(namespace));
    await after(3_500);

    expect([a, b]).toEqual(before);
    expect((await redis.zrange(keyOf(namespace), '0', '-1')).sort()).toEqual(['a', 'b']);
  }, 20_000);

  it('leaves the list in order when it is closed', async () => {
    await started('a');
    await opened.pop()?.close();

    expect(await redis.zrange(keyOf(namespace), '0', '-1')).toEqual([]);
  });

  it('answers no more once it was closed', async () => {
    await started('a');
    const ownership = opened.pop();
    await ownership?.close();

    await expect(ownership?.owner('vehicles', 0)).rejects.toMatchObject({ code: 'ownership/unavailable' });
  });
});
