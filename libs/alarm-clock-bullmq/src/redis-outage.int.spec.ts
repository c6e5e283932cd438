import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmClock } from '@statewire/alarm-clock';
import { Redis } from 'ioredis';
import { bullmqAlarmClock } from './alarm-clock.bullmq.js';

const { hostname, port: redisPort } = new URL(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
const arm = (alarms: AlarmClock, id: string, due: string) => alarms.armAll([{ id, due }]);
const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A way to Redis that can be cut, as by a server that dies, and frozen, as by one that hangs. */
const wayToRedis = async (port = 0) => {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((client) => {
    const upstream = connect(Number(redisPort), hostname);
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from);
      if (isFrozen) from.pause();
      from.on('data', (bytes) => to.write(bytes)).on('error', () => to.destroy()).on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    cut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

describe('the alarm clock in Redis', () => {
  let way: Awaited<ReturnType<typeof wayToRedis>>;
  let alarms: AlarmClock;
  let namespace: string;
  let rung: string[];

  beforeEach(async () => {
    way = await wayToRedis();
    rung = [];
    namespace = `test-${randomUUID()}`;
    alarms = clockAt(way.port);
    alarms.onRing((id) => {
      rung.push(id);
      return Promise.resolve();
    });
    await arm(alarms, 'warm', inMs(0));
    await until('warm');
  });
  afterEach(async () => {
    await alarms.close();
    await way.cut();
  }, 20_000);

  const clockAt = (port: number) => bullmqAlarmClock({ url: `redis://127.0.0.1:${String(port)}`, namespace });
  const unavailable = { code: 'alarm-clock/unavailable', canRetry: true };
  /** What is on its way when Redis goes is sent again later; only what comes after that is not. */
  const noticed = () => after(100);
  const armedInRedis = async () => {
    const redis = new Redis(Number(redisPort), hostname);
    const ids = await redis.zrange(`statewire-${namespace}:alarms:delayed`, '0', '-1');
    await redis.quit();
    return ids.sort();
  };
  const until = async (id: string) => {
    const end = Date.now() + 20_000;
    while (!rung.includes(id) && Date.now() < end) await after(20);
  };

  it('rings what fell due while Redis was away, once it is back, and what is armed then', async () => {
    await arm(alarms, 'meanwhile', inMs(400));
    await way.cut();
    await after(1_000);
    way = await wayToRedis(way.port);
    await arm(alarms, 'afterwards', inMs(200));
    await until('meanwhile');
    await until('afterwards');

    expect(new Set(rung)).toEqual(new Set(['warm', 'meanwhile', 'afterwards']));
  }, 60_000);

  it('does not keep who arms waiting for a Redis that hangs, and rings on once it answers', async () => {
    way.freeze();
    await expect(arm(alarms, 'frozen', inMs(0))).rejects.toMatchObject(unavailable);
    way.thaw();
    await arm(alarms, 'thawed', inMs(200));
    await until('thawed');

    expect(rung).toContain('thawed');
  }, 60_000);

  it('keeps nothing of what it refused while Redis was away, and takes the same again once it is back', async () => {
    await way.cut();
    await noticed();
    const refused = Array.from({ length: 300 }, (_, n) => alarms.armAll([{ id: `refused-${String(n)}`, due: inMs(60_000) }]));
    await Promise.all(refused.map((attempt) => expect(attempt).rejects.toMatchObject(unavailable)));
    way = await wayToRedis(way.port);
    await arm(alarms, 'taken', inMs(60_000));

    expect(await armedInRedis()).toEqual(['taken']);
    await alarms.armAll([{ id: 'refused-0', due: inMs(60_000) }]);
    expect(await armedInRedis()).toEqual(['refused-0', 'taken']);
  }, 60_000);

  it('keeps nothing of what it refused before Redis was there for the first time', async () => {
    const { port } = way;
    await way.cut();
    const early = clockAt(port);
    await expect(arm(early, 'early', inMs(60_000))).rejects.toMatchObject(unavailable);
    way = await wayToRedis(port);
    await arm(early, 'taken', inMs(60_000));
    await early.close();

    expect(await armedInRedis()).toEqual(['taken']);
  }, 60_000);

  it('hands nothing more to a Redis that hangs once that is known', async () => {
    way.freeze();
    await expect(arm(alarms, 'handed', inMs(60_000))).rejects.toMatchObject(unavailable);
    await noticed();
    await expect(arm(alarms, 'kept', inMs(60_000))).rejects.toMatchObject(unavailable);
    way.thaw();
    await arm(alarms, 'taken', inMs(60_000));
    const armed = await armedInRedis();

    expect(armed).toContain('taken');
    expect(armed).not.toContain('kept');
  }, 60_000);

  it('ends at once when closed, also for those who wait for Redis', async () => {
    await way.cut();
    await noticed();
    const waiting = expect(arm(alarms, 'waiting', inMs(0))).rejects.toMatchObject(unavailable);
    const before = Date.now();
    await Promise.all([alarms.close(), waiting]);
    way = await wayToRedis();

    expect(Date.now() - before).toBeLessThan(2_000);
  }, 60_000);
});
