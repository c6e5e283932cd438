import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmClock } from '@statewire/alarm-clock';
import { alarmClockContract } from '@statewire/alarm-clock/alarm-clock.contract';
import { Redis } from 'ioredis';
import { bullmqAlarmClock } from './alarm-clock.bullmq.js';

const url = process.env['REDIS_URL'] ?? '';
const namespaces: string[] = [];
const arm = (alarms: AlarmClock, id: string, due: string) => alarms.armAll([{ id, due }]);
const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

const newNamespace = () => {
  const namespace = `test-${randomUUID()}`;
  namespaces.push(namespace);
  return namespace;
};
const keysOf = async (redis: Redis, namespace: string) => {
  const keys: string[] = [];
  const pages: AsyncIterable<string[]> = redis.scanStream({ match: `statewire-${namespace}*`, count: 1_000 });
  for await (const page of pages) keys.push(...page);
  return keys;
};

/** Leaves the server as it was found. */
afterAll(async () => {
  const redis = new Redis(url);
  for (const namespace of namespaces) {
    const keys = await keysOf(redis, namespace);
    if (keys.length > 0) await redis.del(...keys);
  }
  await redis.quit();
}, 30_000);

alarmClockContract('the alarm clock in Redis', () => {
  const alarms = bullmqAlarmClock({ url, namespace: newNamespace() });
  return Promise.resolve({ alarms, close: () => alarms.close() });
});

describe('the alarm clock in Redis', () => {
  let namespace: string;
  let clocks: AlarmClock[];
  let rung: string[];

  beforeEach(() => {
    namespace = newNamespace();
    clocks = [];
    rung = [];
  });
  afterEach(async () => { await Promise.all(clocks.map((clock) => clock.close())); });

  const clock = (at = url) => {
    const opened = bullmqAlarmClock({ url: at, namespace });
    clocks.push(opened);
    return opened;
  };
  const listening = (name: string) => {
    const opened = clock();
    opened.onRing((id) => {
      rung.push(`${name} ${id}`);
      return Promise.resolve();
    });
    return opened;
  };
  const until = async (isSo: () => boolean) => {
    const end = Date.now() + 10_000;
    while (!isSo() && Date.now() < end) await after(10);
  };

  it('rings at one of several instances', async () => {
    const first = listening('a');
    for (const name of ['b', 'c']) listening(name);
    await first.armAll(Array.from({ length: 30 }, (_, n) => ({ id: `alarm-${String(n)}`, due: inMs(300) })));
    await until(() => rung.length >= 30);
    await after(300);

    expect(new Set(rung.map((ring) => ring.split(' ')[1])).size).toBe(30);
    expect(rung).toHaveLength(30);
  }, 15_000);

  it('rings at an instance started after the one that armed it was closed', async () => {
    const first = clock();
    await arm(first, 'kept', inMs(300));
    await first.close();
    listening('second');
    await until(() => rung.length > 0);

    expect(rung).toEqual(['second kept']);
  }, 15_000);

  it('keeps nothing in Redis of an alarm that rang', async () => {
    const opened = listening('a');
    await arm(opened, 'rings', inMs(50));
    await until(() => rung.length > 0);
    await after(200);
    const redis = new Redis(url);
    const keys = await keysOf(redis, namespace);
    await redis.quit();

    expect(keys.filter((key) => key.includes('rings'))).toEqual([]);
  }, 15_000);

  it('rings what is armed anew after Redis forgot everything', async () => {
    const opened = listening('a');
    await arm(opened, 'lost', inMs(600));
    const redis = new Redis(url);
    await redis.del(...(await keysOf(redis, namespace)));
    await redis.quit();
    await arm(opened, 'again', inMs(300));
    await until(() => rung.length > 0);
    await after(600);

    expect(rung).toEqual(['a again']);
  }, 15_000);

  it('says within seconds that Redis cannot be reached, and can be closed all the same', async () => {
    const opened = clock('redis://127.0.0.1:1');

    await expect(arm(opened, 'a', inMs(0))).rejects.toMatchObject({ code: 'alarm-clock/unavailable', canRetry: true });
    await opened.close();
  }, 25_000);
});
