import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmClock } from '@statewire/alarm-clock';
import { bullmqAlarmClock } from './alarm-clock.bullmq.js';

const { hostname, port: redisPort } = new URL(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
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
  let rung: string[];

  beforeEach(async () => {
    way = await wayToRedis();
    rung = [];
    alarms = bullmqAlarmClock({ url: `redis://127.0.0.1:${String(way.port)}`, namespace: `test-${randomUUID()}` });
    alarms.onRing((id) => {
      rung.push(id);
      return Promise.resolve();
    });
    await alarms.arm('warm', inMs(0));
    await until('warm');
  });
  afterEach(async () => {
    await alarms.close();
    await way.cut();
  }, 20_000);

  const until = async (id: string) => {
    const end = Date.now() + 20_000;
    while (!rung.includes(id) && Date.now() < end) await after(20);
  };

  it('rings what fell due while Redis was away, once it is back, and what is armed then', async () => {
    await alarms.arm('meanwhile', inMs(400));
    await way.cut();
    await after(1_000);
    way = await wayToRedis(way.port);
    await alarms.arm('afterwards', inMs(200));
    await until('meanwhile');
    await until('afterwards');

    expect(new Set(rung)).toEqual(new Set(['warm', 'meanwhile', 'afterwards']));
  }, 60_000);

  it('does not keep who arms waiting for a Redis that hangs, and rings on once it answers', async () => {
    way.freeze();
    await expect(alarms.arm('frozen', inMs(0))).rejects.toMatchObject({ code: 'alarm-clock/unavailable', canRetry: true });
    way.thaw();
    await alarms.arm('thawed', inMs(200));
    await until('thawed');

    expect(rung).toContain('thawed');
  }, 60_000);
});
