import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditLedger } from '@statewire/testing/ledger-audit';
import { rivalDesks } from '@statewire/testing/rival-desks';
import { rivalLoad } from '@statewire/testing/rival-load';
import { tcpProxy, type Passage, type TcpProxy } from '@statewire/testing/tcp-proxy';
import type { LogDriver } from '@statewire/ledger';
import { kafkaLogDriver } from './log-driver.kafka.js';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
const replication = Number(process.env['LEDGER_REPLICATION'] ?? 3);
const namespace = `test-${randomUUID()}`;
const clientsPerWriter = 6;
const loadMs = 5000;
/** What does not come is given up soon, so that many faults fit into a test. */
const times = { produceTimeoutMs: 200, requestTimeoutMs: 300, connectionTimeoutMs: 300, metadataTimeoutMs: 300, retryMaxMs: 100, pollWaitMs: 100 };

/** Numbers in [0, 1) that depend on the seed alone. */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Chance = Readonly<{ share: number; passage: (random: () => number) => Passage }>;
const lateMs = (random: () => number) => 50 + random() * 600;

const networks: Readonly<Record<string, readonly Chance[]>> = {
  'answers that get lost': [{ share: 0.03, passage: () => ({ kind: 'drop' }) }],
  'everything sent twice now and then': [{ share: 0.1, passage: () => ({ kind: 'double' }) }],
  'connections that break, with requests that arrive later all the same': [
    { share: 0.02, passage: () => ({ kind: 'cut' }) },
    { share: 0.02, passage: (random) => ({ kind: 'late', delayMs: lateMs(random) }) },
  ],
  'all of it': [
    { share: 0.01, passage: () => ({ kind: 'drop' }) },
    { share: 0.03, passage: () => ({ kind: 'double' }) },
    { share: 0.01, passage: () => ({ kind: 'cut' }) },
    { share: 0.01, passage: (random) => ({ kind: 'late', delayMs: lateMs(random) }) },
    { share: 0.03, passage: (random) => ({ kind: 'delay', delayMs: random() * 250 }) },
  ],
};

const passing: Passage = { kind: 'pass' };

describe('two rival writers behind a bad network', () => {
  let direct: LogDriver;
  const proxies: TcpProxy[] = [];
  let faults = 0;

  /** A driver all of whose connections go through proxies of its own. */
  const driverBehind = async (network: () => readonly Chance[], seed: number): Promise<LogDriver> => {
    const random = randomFrom(seed);
    const decide = (): Passage => {
      let draw = random();
      for (const { share, passage } of network()) {
        if (draw < share) {
          faults += 1;
          return passage(random);
        }
        draw -= share;
      }
      return passing;
    };
    const through = new Map<string, string>();
    for (const broker of brokers) {
      const proxy = await tcpProxy(broker, decide);
      proxies.push(proxy);
      through.set(broker, proxy.address);
    }
    return kafkaLogDriver({ brokers, namespace, replication, times, reach: (address) => through.get(address) ?? address });
  };

  beforeAll(() => {
    direct = kafkaLogDriver({ brokers, namespace, replication });
  });
  afterAll(async () => {
    await direct.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  it.each(Object.keys(networks))('lose nothing and decide nothing twice with %s', async (name) => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const part = { ledger: `t-${randomUUID()}`, gen: 1, index: 0 };
    const installation = randomUUID();
    let network: readonly Chance[] = [];
    const drivers = [await driverBehind(() => network, seed), await driverBehind(() => network, seed + 1)];
    await direct.create(part.ledger, part.gen, 1);
    const rivals = await rivalDesks(drivers, { part, installation });
    const load = rivalLoad(rivals.submits, clientsPerWriter);
    await load.more(20);

    faults = 0;
    network = networks[name] ?? [];
    await sleep(loadMs);
    network = [];
    const { acknowledged, contradictions } = await load.end();
    const status = rivals.desks.map((desk) => desk.status);
    await rivals.stop();
    await Promise.all(drivers.map((driver) => driver.close()));

    const audit = await auditLedger(direct, part, installation, acknowledged);
    process.stderr.write(
      `${name}, seed ${String(seed)}: ${String(faults)} faults, ${String(acknowledged.size)} acknowledged, ${String(audit.void)} void records\n`,
    );
    expect({ contradictions, violations: audit.violations, status }).toEqual({ contradictions: [], violations: [], status: ['running', 'running'] });
    expect(acknowledged.size).toBeGreaterThan(50);
    expect(faults).toBeGreaterThan(10);
  }, 60_000);
});
