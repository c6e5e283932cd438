// One store in a process of its own: appends to the raw store, through its driver, and through a desk, so many in flight.
import { manualClock } from '@statewire/clock';
import { memorySnapshots, openDesk } from '@statewire/desk';
import { memoryKeyRing } from '@statewire/keyring';
import { memoryLogDriver } from '@statewire/ledger';
import { kafkaLogDriver } from '@statewire/ledger-kafka';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import kafkajs from 'kafkajs';
import { open } from 'lmdb';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ store: 'memory' | 'lmdb' | 'kafka', brokers?: string, inFlight: readonly number[], warmUpMs: number, durationMs: number }} Job */

const part = { ledger: 'bench', gen: 1, index: 0 };
/** As long as an inquiry's commit. */
const valueBytes = 1_100;
const textBytes = 400;
const value = Buffer.alloc(valueBytes, 'x');
const commandTimeoutMs = 60_000;

/** @param {(n: number) => Promise<unknown>} append @param {number} inFlight @param {Job} job */
const perSecond = async (append, inFlight, { warmUpMs, durationMs }) => {
  const from = performance.now() + warmUpMs;
  const until = from + durationMs;
  let n = 0;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await append(n++);
      const now = performance.now();
      if (now >= from && now <= until) done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return done / (durationMs / 1000);
};

const rawMemory = () => {
  /** @type {Buffer[]} */
  const log = [];
  return { append: () => Promise.resolve(log.push(value)), close: () => Promise.resolve() };
};

const rawLmdb = (/** @type {string} */ path) => {
  const store = open({ path, noSubdir: false, overlappingSync: false, encoding: 'binary', keyEncoding: 'uint32' });
  return { append: (/** @type {number} */ n) => store.put(n, value), close: () => store.close() };
};

const rawKafka = async (/** @type {readonly string[]} */ brokers, /** @type {string} */ topic) => {
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.ERROR });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  return { append: () => producer.send({ topic, acks: -1, messages: [{ value, partition: 0 }] }), close: () => producer.disconnect() };
};

/** @param {Job} job @param {string} folder */
const storeOf = async ({ store, brokers = '' }, folder) => {
  const namespace = `bench-${randomUUID().slice(0, 8)}`;
  const hosts = brokers.split(',');
  if (store === 'memory') return { raw: rawMemory(), driver: memoryLogDriver() };
  if (store === 'lmdb') return { raw: rawLmdb(join(folder, 'raw')), driver: lmdbLogDriver({ path: join(folder, 'log') }) };
  return { raw: await rawKafka(hosts, `${namespace}-raw`), driver: kafkaLogDriver({ brokers: hosts, namespace, replication: 1 }) };
};

const text = 'x'.repeat(textBytes);
const decider = {
  stateVersion: 'bench-1',
  decide: () => ({ out: 'accepted', events: [{ t: 'bench.said', tv: 1, s: 'bench', d: { n: 1 }, p: { text } }] }),
  evolve: () => undefined,
};

/** @param {Job} job @param {string} folder */
const measured = async (job, folder) => {
  const { raw, driver } = await storeOf(job, folder);
  await driver.create(part.ledger, part.gen, 2);
  const desk = openDesk({
    driver, keyring: memoryKeyRing(), snapshots: memorySnapshots(), clock: manualClock('2026-11-20T13:00:00.000Z'), decider: /** @type {any} */ (decider), part,
    installation: 'bench', instance: 'bench', catalogueVersion: '1',
  });
  await desk.start();
  const command = (/** @type {string} */ id) => ({ id, type: 'Say', key: 'bench', by: { ori: 'OHB000000', device: 'BN00', user: 'bn00' }, payload: {}, deadline: Date.now() + commandTimeoutMs });
  // Appends to the second partition, so that they do not void the desk's chain.
  const other = { ...part, index: 1 };
  const rows = [];
  for (const inFlight of job.inFlight) {
    rows.push({
      inFlight,
      raw: await perSecond(raw.append, inFlight, job),
      driver: await perSecond(() => driver.append(other, [value]), inFlight, job),
      desk: await perSecond((n) => desk.submit(command(`${inFlight}-${n}`)), inFlight, job),
    });
  }
  await desk.stop();
  await driver.close();
  await raw.close();
  return rows;
};

process.once('message', async (/** @type {Job} */ job) => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-bench-appends-'));
  const rows = await measured(job, folder);
  await rm(folder, { recursive: true, force: true });
  process.send?.(rows, () => process.exit(0));
});
