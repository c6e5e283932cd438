import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LogCut, type LogDriver, type PartitionId } from '@statewire/ledger';
import { logDriverContract } from '@statewire/ledger/log-driver.contract';
import kafkajs from 'kafkajs';
import { kafkaLogDriver } from './log-driver.kafka.js';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
const replication = Number(process.env['LEDGER_REPLICATION'] ?? 3);
const namespace = `test-${randomUUID()}`;
const opened = () => kafkaLogDriver({ brokers, namespace, replication });

logDriverContract('the Kafka driver', () => {
  const driver = opened();
  return Promise.resolve({ driver, close: () => driver.close() });
});

describe('the Kafka driver', () => {
  let driver: LogDriver;
  let part: PartitionId;
  const kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();

  beforeAll(async () => {
    driver = opened();
    part = { ledger: 'journal', gen: 1, index: 0 };
    await driver.create('journal', 1, 4);
    await admin.connect();
  });
  afterAll(async () => {
    await driver.close();
    await admin.disconnect();
  });

  it('puts ledgers into topics under its namespace', async () => {
    expect(await admin.listTopics()).toContain(`${namespace}.journal.g1`);
  });

  it('refuses a topic that may lose records', async () => {
    const topic = `${namespace}.loose.g1`;
    const configEntries = [
      { name: 'retention.ms', value: '1000' },
      { name: 'cleanup.policy', value: 'compact' },
    ];
    await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1, configEntries }] });

    await expect(driver.verifySettings('loose', 1)).rejects.toMatchObject({
      code: 'ledger-kafka/settings',
      message: expect.stringMatching(/cleanup\.policy is compact instead of delete.*retention\.ms is 1000 instead of -1/),
    });
  });

  it('refuses a topic with another number of partitions', async () => {
    await expect(driver.create('journal', 1, 8)).rejects.toThrow('has 4 partitions instead of 8: records would have two homes. Set PARTITIONS=4.');
  });

  it('gives what was appended while its reader worked, without asking the broker anew', async () => {
    const follow = async (from: bigint) => (await driver.fetch(part, from, { bytes: 1 << 20, waitMs: 5000 })).records;
    const { end } = await driver.bounds(part);
    const waiting = follow(end);
    await driver.append(part, [Buffer.from('first')]);
    await waiting;

    const delays: number[] = [];
    for (let round = 1n; round <= 20n; round += 1n) {
      const next = follow(end + round);
      const started = performance.now();
      await driver.append(part, [Buffer.from(`record ${String(round)}`)]);
      expect((await next).map(({ value }) => Buffer.from(value).toString())).toEqual([`record ${String(round)}`]);
      delays.push(performance.now() - started);
    }
    const median = delays.sort((a, b) => a - b)[10] ?? Infinity;
    expect(median).toBeLessThan(100);
  });

  it('serves followers that stand at different places, and one that has read ahead', async () => {
    const { end } = await driver.bounds(part);
    const texts = async (from: bigint) => {
      const { records } = await driver.fetch(part, from, { bytes: 1 << 20, waitMs: 5000 });
      return records.map(({ value }) => Buffer.from(value).toString());
    };
    const behind = texts(end);
    await driver.append(part, [Buffer.from('one'), Buffer.from('two')]);
    const ahead = texts(end + 2n);
    expect((await behind)[0]).toBe('one');
    const between = texts(end + 1n);
    await driver.append(part, [Buffer.from('three')]);

    expect((await between)[0]).toBe('two');
    expect(await ahead).toEqual(['three']);
    expect(await texts(end + 2n)).toEqual(['three']);
  });

  it('reports a log that was cut to whoever follows it, and to whoever asks', async () => {
    const cut = { ledger: 'cut', gen: 1, index: 0 };
    const topic = `${namespace}.cut.g1`;
    await driver.create('cut', 1, 1);
    await driver.append(cut, [Buffer.from('a'), Buffer.from('b')]);
    const following = driver.fetch(cut, 2n, { bytes: 1 << 20, waitMs: 20_000 });
    const outcome = following.catch((error: unknown) => error);
    await admin.deleteTopics({ topics: [topic] });
    const again = () => admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
    // A broker may still be busy with removing it.
    while (!(await again().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 100));

    expect(await outcome).toBeInstanceOf(LogCut);
    await expect(driver.fetch(cut, 2n, { bytes: 1, waitMs: 0, fenced: true })).rejects.toBeInstanceOf(LogCut);
  }, 30_000);

  it('lets its readers go when it is closed, and takes nothing more', async () => {
    const other = opened();
    const { end } = await other.bounds(part);
    const waiting = other.fetch(part, end, { bytes: 1, waitMs: 60_000 });
    await other.close();

    expect((await waiting).records).toEqual([]);
    await expect(other.append(part, [Buffer.from('late')])).rejects.toMatchObject({ code: 'ledger-kafka/closed' });
  });

  it('sends nothing and says so when no broker is there', async () => {
    const lonely = kafkaLogDriver({ brokers: ['127.0.0.1:1'], replication: 1, times: { locateTimeoutMs: 200 } });

    expect(await lonely.append(part, [Buffer.from('a')])).toEqual({ kind: 'refused', reason: 'not-enough-replicas' });
    await lonely.close();
  });
});
