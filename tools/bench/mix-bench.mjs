// The mix of a state's hot files: start, memory, bytes a record, and inquiries at a steady rate with all of it on file.
import { hotFiles } from '@statewire/inquiry/projections/hot-files.projection';
import { open } from 'lmdb';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mixFiles, mixImages, mixQuestions, mixRecords } from './mix-records.mjs';
import { bytesOnDisk, copyOf, emptyMixFolder, logOn, memoryMib, mixFolder, processorSeconds, runProgram, startBareRoute, startIn } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';
import { SEATS_COUNT } from './vehicles.mjs';

const MIB = 2 ** 20;
const rate = Number(process.env['BENCH_RATE'] ?? 1_000);
const hitsIn = 10;
const warmUpMs = 2_000;
const durationMs = 15_000;
const goals = { p99Ms: 10, startMs: 10_000, bytes: 2_048 };

/** @typedef {import('./systems.mjs').Running} Running @typedef {Awaited<ReturnType<typeof memoryMib>>} Memory */

/** Fills the folder where it is not filled yet. */
export const mixFill = async () => {
  const begun = performance.now();
  const folder = await mixFolder(mixRecords);
  console.log(`${mixFiles.map(({ name, count }) => `${count} ${name}`).join(', ')}, ${mixImages} images: ${folder}, after ${figure((performance.now() - begun) / 1000)} s`);
};

const megabytes = (/** @type {Memory} */ { resident, anonymous, mapped }) => [resident, anonymous, mapped].map(figure);

/** A system that has nothing on file, as a baseline for memory. */
const measureEmpty = async () => {
  const folder = await emptyMixFolder();
  const system = await startIn(folder);
  const memory = await memoryMib(system.pid);
  await system.stop();
  await rm(folder, { recursive: true, force: true });
  return memory;
};

/** Starts thrice in the same folder; the last one runs on. @param {string} folder */
const measureStarts = async (folder) => {
  const rows = [];
  for (let run = 1; ; run += 1) {
    const system = await startIn(folder);
    rows.push([`start ${run}`, figure(system.startMs), figure((await processorSeconds(system.pid)) * 1000), ...megabytes(await memoryMib(system.pid)), verdict(system.startMs < goals.startMs, `below ${goals.startMs} ms`)]);
    if (run === 3) return { system, rows };
    await system.stop();
  }
};

/** @param {string} name @param {Running} server @param {object} job @param {boolean} judged */
const measureQuestion = async (name, { url, pid }, job, judged = false) => {
  const { perSecond, p50, p99, failed, processorMs } = /** @type {any} */ (await runProgram('load.mjs', { url, pid, warmUpMs, durationMs, perSecond: rate, ...job }));
  console.log(`  ${name}: p99 ${figure(p99)} ms`);
  const each = processorMs / ((rate * (warmUpMs + durationMs)) / 1000);
  return [name, figure(perSecond), figure(p50), figure(p99), figure(each), failed, judged ? verdict(p99 < goals.p99Ms && failed === 0, `p99 below ${goals.p99Ms} ms`) : ''];
};

const measureQuestions = async (/** @type {Running} */ system) => {
  const bare = await startBareRoute();
  const rows = [await measureQuestion('bare route', bare, { kind: 'bare' })];
  await bare.stop();
  const tokens = await logOn(system.url, SEATS_COUNT);
  // Node has compiled next to nothing by then, and few of the pages are in memory.
  rows.push(await measureQuestion('QV by plate, just started', system, { kind: 'mix', tokens, question: 'QV by plate', hitsIn }));
  for (const question of Object.keys(mixQuestions)) rows.push(await measureQuestion(question, system, { kind: 'mix', tokens, question, hitsIn }, question.startsWith('QV')));
  rows.push(await measureQuestion('QV by plate, all hits', system, { kind: 'mix', tokens, question: 'QV by plate', hitsIn: 1 }));
  return rows;
};

/** What the hot-file view takes in the views' environment, without the pages that are free. @param {string} folder */
const hotFileBytes = async (folder) => {
  const views = open({ path: join(folder, 'data/views'), noSubdir: false, readOnly: true, maxDbs: 1_024 });
  let bytes = 0;
  for (const name of views.getKeys()) {
    if (typeof name !== 'string' || !name.startsWith(hotFiles.name)) continue;
    const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = /** @type {any} */ (views.openDB({ name, encoding: 'binary', keyEncoding: 'binary' }).getStats());
    bytes += pageSize * (treeBranchPageCount + treeLeafPageCount + overflowPages);
  }
  await views.close();
  return bytes;
};

/** @param {string} folder */
const measureDisk = async (folder) => {
  const parts = ['data/ledger', 'data/views', 'data/states', 'keys', 'seals'];
  const sizes = await Promise.all(parts.map((part) => bytesOnDisk(join(folder, part))));
  const pictures = await bytesOnDisk(join(folder, 'data/blobs'));
  const view = await hotFileBytes(folder);
  const row = (/** @type {string} */ name, /** @type {number} */ size, goal = '') => [name, figure(size / MIB), figure(size / mixRecords), goal];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return [
    ...parts.map((part, n) => row(part, sizes[n] ?? Number.NaN)),
    row('total besides pictures', total),
    row('pictures', pictures),
    row('the hot-file view alone', view, verdict(view / mixRecords < goals.bytes, `less than ${goals.bytes} bytes a record`)),
  ];
};

/** What is the process's own, a record; of the mapped pages the operating system decides. @param {Memory} empty @param {Memory} started @param {Memory} loaded */
const printMemory = (empty, started, loaded) => {
  const row = (/** @type {string} */ name, /** @type {Memory} */ memory) => {
    const each = ((memory.anonymous - empty.anonymous) * MIB) / mixRecords;
    return [name, ...megabytes(memory), figure(each), verdict(each < goals.bytes, `less than ${goals.bytes} bytes a record`)];
  };
  printTable('Memory', ['', 'RSS MiB', 'anonymous', 'mapped', 'anonymous bytes a record', 'goal'], [
    ['nothing on file', ...megabytes(empty), '-', ''], row('after the start', started), row('after the load', loaded),
  ]);
};

export const mixBench = async () => {
  const filled = await mixFolder(mixRecords);
  const onDisk = await measureDisk(filled);
  const empty = await measureEmpty();
  const folder = await copyOf(filled);
  try {
    const { system, rows } = await measureStarts(folder);
    try {
      printTable(`Start with ${mixRecords} records on file, ${mixImages} images among them`, ['', 'ready after ms', 'CPU ms', 'RSS MiB', 'anonymous', 'mapped', 'goal'], rows);
      const started = await memoryMib(system.pid);
      printTable(`Inquiries at ${rate}/s, one in ${hitsIn} about what is on file`, ['', '/s', 'p50 ms', 'p99 ms', 'CPU ms each', 'failed', 'goal'], await measureQuestions(system));
      printMemory(empty, started, await memoryMib(system.pid));
      printTable('On the disk, as filled', ['', 'MiB', 'bytes a record', 'goal'], onDisk);
    } finally {
      await system.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
