// Inquiries and entries over HTTP, against a bare route of Nest on Fastify.
import { bytesOnDisk, filledFolder, logOn, processorSeconds, residentMib, runProgram, startBareRoute, startSystem } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';
import { SEATS_COUNT } from './vehicles.mjs';
import { join } from 'node:path';

const connectionCounts = [1, 16, 64];
const warmUpMs = 2_000;
const durationMs = 6_000;
const openLoopPerSecond = 500;
const openLoopMs = 15_000;
const vehiclesOnFile = Number(process.env['BENCH_VEHICLES'] ?? 100_000);

const goals = { inquiryShare: 0.15, inquiryP99Ms: 20, entriesPerSecond: 500, startMs: 5_000 };

/** @typedef {import('./systems.mjs').Running} Running @typedef {import('./loops.mjs').Figures} Figures */

/** @param {Running} running @param {object} job @returns {Promise<any>} the load program's result, with the processor time it cost the server in milliseconds */
const measured = ({ url, pid }, job) => runProgram('load.mjs', { url, pid, warmUpMs, durationMs, ...job });

/** Processor time covers the warm-up too. @param {Figures} figures @param {number} processorMs @param {number} ms */
const each = ({ perSecond }, processorMs, ms = warmUpMs + durationMs) => processorMs / ((perSecond * ms) / 1000);

/** @type {Map<number, { perSecond: number, each: number }>} */
const bare = new Map();

/** @param {string} name @param {number} connections @param {Figures} figures @param {number} eachMs */
const row = (name, connections, figures, eachMs) => {
  const base = bare.get(connections);
  return [name, connections, figure(figures.perSecond), figure(figures.p50), figure(figures.p99), base ? figure(figures.perSecond / base.perSecond) : '-', figure(eachMs), base ? figure(base.each / eachMs) : '-', figures.failed];
};

const columns = ['', 'connections', '/s', 'p50 ms', 'p99 ms', 'of bare', 'CPU ms each', 'of bare, CPU', 'failed'];

const measureBare = async () => {
  const route = await startBareRoute();
  try {
    const rows = [];
    for (const connections of connectionCounts) {
      const result = await measured(route, { kind: 'bare', connections });
      bare.set(connections, { perSecond: result.perSecond, each: each(result, result.processorMs) });
      rows.push(row('bare route', connections, result, each(result, result.processorMs)));
    }
    return rows;
  } finally {
    await route.stop();
  }
};

/** @param {Running} system @param {readonly string[]} tokens */
const measureInquiries = async (system, tokens) => {
  const rows = [];
  let share = 0;
  for (const [name, hitsIn, counts] of /** @type {const} */ ([['QV, one in ten a hit', 10, connectionCounts], ['QV, all hits', 1, [64]]])) {
    for (const connections of counts) {
      const result = await measured(system, { kind: 'inquiry', tokens, connections, onFile: vehiclesOnFile, hitsIn });
      rows.push(row(name, connections, result, each(result, result.processorMs)));
      if (hitsIn === 10 && connections === 64) share = result.perSecond / (bare.get(64)?.perSecond ?? Number.NaN);
    }
  }
  return { rows, share };
};

/** @param {Running} system @param {readonly string[]} tokens */
const measureEntries = async (system, tokens) => {
  const rows = [];
  let perSecond = 0;
  // Each run enters vehicles that no other has entered.
  let firstNew = vehiclesOnFile;
  for (const connections of connectionCounts) {
    const { replied, accepted, nextNew, processorMs } = await measured(system, { kind: 'entry', tokens, connections, firstNew });
    firstNew = nextNew;
    rows.push(row('EV, until the reply', connections, replied, processorMs / accepted.done));
    rows.push(row('EV, until accepted and shown', connections, accepted, processorMs / accepted.done));
    perSecond = accepted.perSecond;
  }
  return { rows, perSecond };
};

/** @param {Running} system @param {readonly string[]} tokens */
const measureOpenLoop = async (system, tokens) => {
  const result = await measured(system, { kind: 'inquiry', tokens, perSecond: openLoopPerSecond, durationMs: openLoopMs, onFile: vehiclesOnFile });
  const row = ['QV at 500/s, open loop', figure(result.perSecond), figure(result.p50), figure(result.p99), result.failed, verdict(result.p99 < goals.inquiryP99Ms, `p99 below ${goals.inquiryP99Ms} ms`)];
  printTable('Inquiries that come when they come', ['', '/s', 'p50 ms', 'p99 ms', 'failed', 'goal'], [row]);
};

/** @param {readonly ('inquiry' | 'open-loop' | 'entry')[]} parts */
export const httpBench = async (parts) => {
  const filled = await filledFolder(vehiclesOnFile);
  const needsBare = parts.includes('inquiry') || parts.includes('entry');
  const rows = needsBare ? await measureBare() : [];
  const system = await startSystem(filled);
  try {
    const resident = await residentMib(system.pid);
    const tokens = await logOn(system.url, SEATS_COUNT);
    if (parts.includes('inquiry')) {
      const { rows: more, share } = await measureInquiries(system, tokens);
      printTable(`Inquiries, ${vehiclesOnFile} vehicles on file`, columns, [...rows, ...more]);
      console.log(`journalled QV at 64 connections is ${figure(share)} of the bare route: ${verdict(share >= goals.inquiryShare, `at least ${goals.inquiryShare}`)}`);
    }
    if (parts.includes('open-loop')) await measureOpenLoop(system, tokens);
    if (parts.includes('entry')) {
      const { rows: more, perSecond } = await measureEntries(system, tokens);
      printTable(`Entries, ${vehiclesOnFile} vehicles on file before`, columns, [...rows, ...more]);
      console.log(`entries at 64 connections until accepted and shown, ${figure(perSecond)}/s: ${verdict(perSecond >= goals.entriesPerSecond, `at least ${goals.entriesPerSecond}/s`)}`);
    }
    console.log(`resident memory: ${figure(resident)} MiB after the start, ${figure(await residentMib(system.pid))} MiB after the load`);
  } finally {
    await system.stop();
  }
};

/** Start with so many on file; the first start after the copy reads everything from the disk's cache. */
export const startBench = async () => {
  const filled = await filledFolder(vehiclesOnFile);
  const rows = [];
  for (const run of [1, 2, 3]) {
    const system = await startSystem(filled);
    rows.push([`start ${run}`, figure(system.startMs), figure((await processorSeconds(system.pid)) * 1000), figure(await residentMib(system.pid)), verdict(system.startMs < goals.startMs, `below ${goals.startMs} ms`)]);
    await system.stop();
  }
  printTable(`Start with ${vehiclesOnFile} vehicles on file`, ['', 'ready after ms', 'CPU ms', 'RSS MiB', 'goal'], rows);
  const parts = ['data/ledger', 'data/views', 'data/states', 'keys', 'seals'];
  const sizes = await Promise.all(parts.map((part) => bytesOnDisk(join(filled, part))));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  printTable('On the disk', ['', 'MiB', 'bytes a record'], [...parts, 'total'].map((part, n) => {
    const size = sizes[n] ?? total;
    return [part, figure(size / 1024 / 1024), figure(size / vehiclesOnFile)];
  }));
};
