import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogDriver } from '@statewire/ledger';
import { tcpProxy, type TcpProxy } from '@statewire/testing/tcp-proxy';
import { kafkaLogDriver } from './log-driver.kafka.js';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
const replication = Number(process.env['LEDGER_REPLICATION'] ?? 3);
const bytes = 1 << 20;
const patienceMs = 5000;

describe('a session with a broker', () => {
  const part = { ledger: `t-${randomUUID()}`, gen: 1, index: 0 };
  const proxies = new Map<string, TcpProxy>();
  let driver: LogDriver;

  const cutAll = () => {
    for (const proxy of proxies.values()) proxy.cutAll();
  };
  /** The session of an append; tries again when a connection that was just cut left it in doubt. */
  const appended = async (): Promise<number | undefined> => {
    for (;;) {
      const result = await driver.append(part, [Buffer.from('a')]);
      if (result.kind === 'stored') return result.session;
      if (result.kind === 'refused' && result.reason !== 'not-enough-replicas') throw new Error(result.reason);
    }
  };
  const read = async () => (await driver.fetch(part, 0n, { bytes, waitMs: 0 })).session;
  /** The session in which a record reaches one who waits for it. */
  const followed = async () => {
    const { end } = await driver.bounds(part);
    const waiting = driver.fetch(part, end, { bytes, waitMs: patienceMs });
    await appended();
    const { records, session } = await waiting;
    expect(records.length).toBeGreaterThan(0);
    return session;
  };

  beforeAll(async () => {
    for (const broker of brokers) proxies.set(broker, await tcpProxy(broker, () => ({ kind: 'pass' })));
    const reach = (address: string) => proxies.get(address)?.address ?? address;
    driver = kafkaLogDriver({ brokers, namespace: 'sessions', replication, reach });
    await driver.create(part.ledger, part.gen, 1);
  });
  afterAll(async () => {
    await driver.close();
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  });

  it('lasts while its connections do, whichever of them is asked', async () => {
    await followed();
    const before = { append: await appended(), read: await read() };

    expect(await followed()).toBe(before.read);
    expect({ append: await appended(), read: await read() }).toEqual(before);
    expect(before).toEqual({ append: expect.any(Number), read: expect.any(Number) });
  });

  it('is another for appends when the connection was cut', async () => {
    const before = await appended();
    cutAll();

    expect(await appended()).not.toBe(before);
  });

  it('is another for reads when the connection was cut', async () => {
    const before = await read();
    cutAll();
    const after = await read();

    expect(after).not.toBe(before);
    expect(await read()).toBe(after);
  });

  it('is another for those who wait at the end of the log when the connection was cut', async () => {
    const before = await followed();
    const { end } = await driver.bounds(part);
    const waiting = driver.fetch(part, end, { bytes, waitMs: patienceMs });
    cutAll();
    await appended();

    expect((await waiting).session).not.toBe(before);
  });

  it('is told also when nothing came', async () => {
    const before = await followed();
    cutAll();
    const { end } = await driver.bounds(part);
    const { records, session } = await driver.fetch(part, end, { bytes, waitMs: 1500 });

    expect(records).toEqual([]);
    expect(session).not.toBe(before);
  });
});
