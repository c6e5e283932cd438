// Kafka 4.1.0 without ZooKeeper, every node broker and controller at once, with the settings short pauses need.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import kafkajs from 'kafkajs';
import { cachedFolder, kafkaJars } from './install.mjs';
import { freePort, serverProcess, waitUntil } from './process.mjs';

const run = promisify(execFile);
const startTimeoutMs = 60_000;
const formatTimeoutMs = 60_000;
const archiveTimeoutMs = 60_000;

/**
 * @param {{ id: number, folder: string, ports: readonly { client: number, controller: number }[] }} node
 */
const properties = ({ id, folder, ports }) => {
  const own = ports[id - 1];
  const copies = ports.length;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': ports.map(({ controller }, index) => `${index + 1}@127.0.0.1:${controller}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${own?.client},CONTROLLER://127.0.0.1:${own?.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${own?.client}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'message.max.bytes': 2_097_152,
    'replica.fetch.max.bytes': 2_097_152,
    'default.replication.factor': copies,
    'min.insync.replicas': copies > 1 ? 2 : 1,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'unclean.leader.election.enable': false,
    // A dead or frozen node is given up after about three seconds instead of nine and more.
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 3000,
    'controller.quorum.fetch.timeout.ms': 1000,
    'controller.quorum.election.timeout.ms': 500,
    'controller.quorum.request.timeout.ms': 1000,
    'replica.lag.time.max.ms': 5000,
    'replica.socket.timeout.ms': 3000,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.enable': true,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.num.partitions': 4,
  };
  return Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join('');
};

/** @param {readonly string[]} brokers */
const clusterSize = async (brokers) => {
  const admin = new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

/** @param {readonly string[]} brokers @param {number} count */
const sees = async (brokers, count) => {
  const size = await clusterSize(brokers);
  if (size < count) throw new Error(`${size} of ${count} brokers are there`);
};

/**
 * What an earlier start chose, so that a folder's cluster comes back under the same addresses.
 * @param {string} dataDir @param {number} brokers
 * @returns {Promise<{ clusterId: string, ports: { client: number, controller: number }[] }>}
 */
const layout = async (dataDir, brokers) => {
  const file = join(dataDir, 'cluster.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) {
    const read = JSON.parse(known);
    if (read.ports.length !== brokers) throw new Error(`${dataDir} holds a cluster of ${read.ports.length}`);
    return read;
  }
  const ports = [];
  for (let id = 1; id <= brokers; id += 1) ports.push({ client: await freePort(), controller: await freePort() });
  // An id that begins with a dash would be read as an option.
  const made = { clusterId: `S${randomBytes(16).toString('base64url').slice(1)}`, ports };
  await writeFile(file, JSON.stringify(made));
  return made;
};

/**
 * @param {{ dataDir: string, brokers: 1 | 3, flags: readonly string[], stopTimeoutMs: number }} options flags for the JVM
 */
const startCluster = async ({ dataDir, brokers, flags, stopTimeoutMs }) => {
  const jars = join(await kafkaJars(), '*');
  await mkdir(dataDir, { recursive: true });
  const { clusterId, ports } = await layout(dataDir, brokers);
  const addresses = ports.map(({ client }) => `127.0.0.1:${client}`);

  const nodes = await Promise.all(
    ports.map(async (_, index) => {
      const id = index + 1;
      const folder = join(dataDir, `node-${id}`);
      await mkdir(folder, { recursive: true });
      const config = join(folder, 'server.properties');
      await writeFile(config, properties({ id, folder, ports }));
      const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', config];
      await run('java', ['-Xmx128m', ...flags.filter((flag) => !flag.startsWith('-XX:Archive')), '-cp', jars, ...format], { timeout: formatTimeoutMs });
      const address = addresses[index] ?? '';
      const server = serverProcess({
        name: `kafka node ${id}`,
        command: 'java',
        args: [brokers === 1 ? '-Xmx512m' : '-Xmx256m', '-Xms128m', '-XX:+UseSerialGC', ...flags, '-cp', jars, 'kafka.Kafka', config],
        cwd: folder,
        logFile: join(folder, 'output.log'),
        answers: () => sees([address], 1),
        startTimeoutMs,
        stopTimeoutMs,
      });
      return Object.assign(server, { id, address });
    }),
  );

  const onAll = (/** @type {(node: typeof nodes[number]) => Promise<void>} */ act) => Promise.all(nodes.map(act));
  try {
    await onAll((node) => node.start());
    await waitUntil('the Kafka cluster', () => sees(addresses, brokers), { timeoutMs: startTimeoutMs });
  } catch (error) {
    await onAll((node) => node.kill());
    throw error;
  }
  return { brokers: addresses.join(','), nodes, stop: async () => void (await onAll((node) => node.stop())) };
};

/**
 * The classes a broker loads, prepared once by running one, so that every later start takes a third of the time and work.
 * A JVM that cannot use the file goes on without it.
 */
const classArchive = async () => {
  const folder = await cachedFolder('kafka-4.1.0-classes', async (draft) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'statewire-kafka-'));
    try {
      const flags = [`-XX:ArchiveClassesAtExit=${join(draft, 'kafka.jsa')}`];
      const cluster = await startCluster({ dataDir, brokers: 1, flags, stopTimeoutMs: archiveTimeoutMs });
      await cluster.stop();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
  return join(folder, 'kafka.jsa');
};

/**
 * @param {{ dataDir: string, brokers?: 1 | 3, log?: (line: string) => void }} options
 */
export const startKafka = async ({ dataDir, brokers = 1, log = () => undefined }) => {
  // Three brokers are for tests of faults: they start often and run briefly, and the second compiler would eat the machine.
  const compiler = brokers === 1 ? [] : ['-XX:TieredStopAtLevel=1'];
  const flags = [`-XX:SharedArchiveFile=${await classArchive()}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off', ...compiler];
  // Brokers that all stop at once wait for each other in vain.
  const cluster = await startCluster({ dataDir, brokers, flags, stopTimeoutMs: brokers === 1 ? 10_000 : 3000 });
  log(`kafka: ${cluster.brokers}`);
  return cluster;
};
