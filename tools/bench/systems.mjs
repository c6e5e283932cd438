// What is measured runs in processes of its own, on a copy of a folder that was filled once.
import { execFile, fork } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programOf } from '../bundle.mjs';
import { freePort, serverProcess } from '../servers/process.mjs';
import { openConnection, requestText } from './http-connection.mjs';
import { mixState } from './mix-records.mjs';
import { benchState, PASSWORD, seatOf } from './vehicles.mjs';

const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 120_000;
/**
 * As `npm start` has it. With a larger young generation each of its collections holds up everybody for longer, 6 ms with 64 MB and 2 with 16.
 * Four threads of V8 (as Node has it) take both processors from the one that answers: a full collection then held answers up for 130 ms, with one thread
 * for 30, and as fast as it goes a sixth more is answered. A heap that may double until the next one has half as many of them.
 */
const nodeFlags = ['--max-semi-space-size=16', '--v8-pool-size=1', '--heap-growing-percent=100'];
/** Raised when this version would fold what a filled folder holds anew: that start is none to be measured. */
const FILLED_VERSION = 11;

/** @typedef {{ url: string, folder: string, startMs: number, pid: number, stop: () => Promise<void> }} Running */

const cacheFolder = join(root, '.cache/bench');

/**
 * A folder made once and kept under .cache; what was left half made is not used.
 * @param {string} name @param {(folder: string) => Promise<void>} fill
 */
export const cachedFolder = async (name, fill) => {
  const folder = join(cacheFolder, `${name}-v${FILLED_VERSION}`);
  if (await stat(folder).catch(() => undefined)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cause;
  }
  return folder;
};

const envOf = (/** @type {string} */ folder) => ({
  DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys'), SEAL_DIR: join(folder, 'seals'), STATE_FILE: join(folder, 'state.json'), CLOCK: 'system', LOG_LEVEL: 'warn',
});

/** Runs a program of this folder with one job and gives back what it reports. @param {string} program @param {unknown} job @param {NodeJS.ProcessEnv} [env] */
export const runProgram = (program, job, env = {}) =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, program), { env: { ...process.env, ...env }, execArgv: [...nodeFlags, ...(process.env['BENCH_PROGRAM'] ?? '').split(' ').filter(Boolean)] });
    // It has left its files only when it has ended: the next program may need them.
    const reports = /** @type {unknown[]} */ ([]);
    child.once('message', (report) => reports.push(report));
    child.once('error', reject);
    child.once('exit', (code) => (reports.length > 0 ? resolve(reports[0]) : reject(new Error(`${program} ended with ${code}`))));
    child.send(job);
  });

/** The folder of a system with so many vehicles on file, entered and accepted by NCIC. @param {number} vehicles */
export const filledFolder = (vehicles) =>
  cachedFolder(`vehicles-${vehicles}`, async (folder) => {
    console.log(`filling ${folder} with ${vehicles} vehicles, once`);
    await writeFile(join(folder, 'state.json'), JSON.stringify(benchState()));
    await runProgram('fill.mjs', { vehicles }, envOf(folder));
  });

/** The folder of a system with the mix of a state's hot files. @param {number} records */
export const mixFolder = (records) =>
  cachedFolder(`mix-${records}`, async (folder) => {
    console.log(`filling ${folder} with ${records} records, once`);
    await writeFile(join(folder, 'state.json'), JSON.stringify(mixState()));
    const { processorSeconds } = /** @type {any} */ (await runProgram('mix-fill.mjs', {}, envOf(folder)));
    console.log(`  filled, ${Math.round(processorSeconds)} s of processor time`);
  });

/** A folder of the mix's agencies and terminals with nothing on file, which its user removes. */
export const emptyMixFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-bench-'));
  await writeFile(join(folder, 'state.json'), JSON.stringify(mixState()));
  return folder;
};

/** @param {string} name @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @param {string} folder @param {(url: string) => Promise<unknown>} answers */
const startProcess = async (name, args, env, folder, answers) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const server = serverProcess({
    name, command: process.execPath, args, cwd: folder, logFile: join(folder, `${name}.log`), env: { ...process.env, ...env, HOST: '127.0.0.1', PORT: String(port) },
    startTimeoutMs, answers: () => answers(url),
  });
  await server.start();
  return { url, folder, startMs: performance.now() - begun, pid: server.pid, stop: () => server.stop() };
};

const ready = async (/** @type {string} */ url) => {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`not ready: ${await response.text()}`);
};

/** The standalone system in a folder that stays. @param {string} folder @returns {Promise<Running>} */
export const startIn = (folder) => {
  // For a look inside: BENCH_NODE="--cpu-prof --cpu-prof-dir=/tmp/profiles".
  const flags = [...nodeFlags, ...(process.env['BENCH_NODE'] ?? '').split(' ').filter(Boolean)];
  return startProcess('standalone', [...flags, programOf('standalone')], envOf(folder), folder, ready);
};

/** A folder's copy, which its user removes. @param {string} filled */
export const copyOf = async (filled) => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-bench-'));
  await cp(filled, folder, { recursive: true });
  return folder;
};

/** The standalone system on a copy of the filled folder. @param {string} filled @returns {Promise<Running>} */
export const startSystem = async (filled) => {
  const folder = await copyOf(filled);
  const running = await startIn(folder);
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** @returns {Promise<Running>} */
export const startBareRoute = () => startBareProgram('bare-route.mjs');

/** A baseline's server, as a program of this folder. @param {string} program @returns {Promise<Running>} */
export const startBareProgram = async (program) => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-bench-bare-'));
  const answers = (/** @type {string} */ url) => fetch(url, { method: 'POST', signal: AbortSignal.timeout(2_000) });
  const running = await startProcess(program.replace('.mjs', ''), [join(import.meta.dirname, program)], {}, folder, answers);
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Sessions of the first seats. @param {string} url @param {number} count @returns {Promise<string[]>} tokens */
export const logOn = async (url, count) => {
  const connection = openConnection(url);
  const tokens = [];
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ operator: seatOf(n).toLowerCase(), password: PASSWORD, terminal: seatOf(n) });
    const answer = await connection.ask(requestText('POST', '/v1/sessions', { 'content-type': 'application/json' }, body));
    if (answer.status !== 201) throw new Error(`log-on of ${seatOf(n)}: ${answer.status} ${answer.body}`);
    tokens.push(String(JSON.parse(answer.body).token));
  }
  connection.close();
  return tokens;
};

const KIB = 1024;
/** Resident memory in MiB: all of it, what is the process's own, and the pages of files that it has mapped. @param {number} pid */
export const memoryMib = async (pid) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / KIB;
  return { resident: of('VmRSS'), anonymous: of('RssAnon'), mapped: of('RssFile') };
};
/** @param {number} pid */
export const residentMib = async (pid) => (await memoryMib(pid)).resident;

const TICKS_PER_SECOND = 100;
/** Seconds of processor time that a process has used; other load on the machine does not change it much. @param {number} pid */
export const processorSeconds = async (pid) => {
  const [, rest = ''] = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/** Bytes that a folder takes on the disk. @param {string} folder */
export const bytesOnDisk = async (folder) => Number((await promisify(execFile)('du', ['-sk', folder])).stdout.split('\t')[0]) * KIB;
