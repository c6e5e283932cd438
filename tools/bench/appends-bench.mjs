// Commits a second of one partition: raw store, driver, desk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../servers/servers.mjs';
import { runProgram } from './systems.mjs';
import { figure, printTable } from './table.mjs';

const limits = { inFlight: [1, 16, 256], warmUpMs: 500, durationMs: 2_000 };

/** @param {string} store @param {object} [more] */
const measured = async (store, more = {}) => {
  const rows = /** @type {{ inFlight: number, raw: number, driver: number, desk: number }[]} */ (await runProgram('appends-run.mjs', { store, ...limits, ...more }));
  return rows.map(({ inFlight, raw, driver, desk }) => [store, inFlight, figure(raw), figure(driver), figure(desk), figure(driver / raw), figure(desk / raw)]);
};

const columns = ['', 'in flight', 'raw store /s', 'driver /s', 'desk commits/s', 'driver of raw', 'desk of raw'];

export const appendsBench = async () => {
  printTable('Appends to one partition', columns, [...(await measured('memory')), ...(await measured('lmdb'))]);
};

/** On the brokers of KAFKA_BROKERS, or on one that is started for it. */
export const kafkaBench = async () => {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') {
    printTable('Appends to one partition', columns, await measured('kafka', { brokers: given }));
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'statewire-bench-kafka-'));
  try {
    const kafka = await startKafka({ dataDir, brokers: 1, log: () => undefined });
    try {
      printTable('Appends to one partition', columns, await measured('kafka', { brokers: kafka.brokers }));
    } finally {
      await kafka.stop();
    }
  } catch (cause) {
    console.log(`\nKafka was not measured: ${cause instanceof Error ? cause.message : cause}`);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
