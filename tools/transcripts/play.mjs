// node tools/transcripts/play.mjs [--profile cluster|embedded] [--state STATE.json] RUN.mjs TRANSCRIPT...
// Plays each transcript against a system of its own: fresh data, the state given, a simulated clock. RUN.mjs is called as
// `node RUN.mjs --base URL --state STATE.json TRANSCRIPT`; its last line must be `N passed, M failed`, and so is ours.
import '../node-version.mjs';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from '../install.mjs';

const usage = 'usage: node tools/transcripts/play.mjs [--profile cluster|embedded] [--state STATE.json] RUN.mjs TRANSCRIPT...';
const startTimeoutMs = 60_000;
const linesShown = 10;
const root = join(import.meta.dirname, '../..');

const { values, positionals } = parseArgs({
  options: { profile: { type: 'string', default: 'cluster' }, state: { type: 'string' } },
  allowPositionals: true,
});
const [runner, ...named] = positionals.map((path) => resolve(path));
if (runner === undefined || named.length === 0 || !['cluster', 'embedded'].includes(values.profile)) {
  console.error(usage);
  process.exit(2);
}
const state = values.state === undefined ? undefined : resolve(values.state);

/** A folder means the transcripts in it. @param {string} path @returns {Promise<string[]>} */
const transcriptsIn = async (path) => {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path)).filter((name) => name.endsWith('.txt')).sort().map((name) => join(path, name));
};
const transcripts = (await Promise.all(named.map(transcriptsIn))).flat();

await install();
const { build } = await import('../build.mjs');
await build();
const { bundle, programOf } = await import('../bundle.mjs');
await bundle();
const { startServices } = await import('../cluster/services.mjs');
const { freePort, serverProcess } = await import('../servers/process.mjs');
const { startServers } = await import('../servers/servers.mjs');

/** What is to be ended, the last begun first. @type {(() => Promise<unknown>)[]} */
const running = [];
const endAll = async () => {
  for (let end = running.pop(); end !== undefined; end = running.pop()) await end().catch((error) => console.error(error));
};
for (const [signal, status] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143]])) process.once(signal, () => void endAll().then(() => process.exit(status)));

/** @param {string} folder */
const environmentOf = (folder) => ({
  CLOCK: '2026-11-20T08:00:00-05:00', DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys'), SEAL_DIR: join(folder, 'seals'),
  ...(state === undefined ? {} : { STATE_FILE: state }),
});

/** @param {string} folder */
const startEmbedded = async (folder) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const answers = async () => {
    if (!(await fetch(`${url}/readyz`)).ok) throw new Error('not ready');
  };
  const standalone = serverProcess({
    name: 'standalone', command: process.execPath, args: [programOf('standalone')], cwd: root, logFile: join(folder, 'standalone.log'),
    env: { ...process.env, ...environmentOf(folder), HOST: '127.0.0.1', PORT: String(port) }, startTimeoutMs, answers,
  });
  running.push(() => standalone.stop());
  await standalone.start();
  return { url, log: join(folder, 'standalone.log') };
};

/** The servers are shared; each transcript has its own topics, databases and keys in them. @type {Readonly<Record<string, string>> | undefined} */
let serversEnv;
/** @param {string} folder */
const startCluster = async (folder) => {
  const env = { ...serversEnv, NAMESPACE: `play${randomBytes(5).toString('hex')}`, ...environmentOf(folder) };
  const services = await startServices({ dataDir: folder, env });
  running.push(() => services.stop());
  return { url: services.url, log: join(folder, 'switch.log') };
};

/** @param {string} url @param {string} transcript @returns {Promise<string>} all that it printed */
const run = (url, transcript) =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [runner, '--base', url, ...(state === undefined ? [] : ['--state', state]), transcript], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (part) => { printed += part; });
    child.once('error', failed);
    child.once('close', () => done(printed));
    running.push(async () => void child.kill());
  });

const sum = { passed: 0, failed: 0 };

/** @param {string} transcript */
const play = async (transcript) => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-play-'));
  const before = running.length;
  try {
    const { url, log } = await (values.profile === 'cluster' ? startCluster(folder) : startEmbedded(folder));
    const printed = (await run(url, transcript)).trimEnd();
    const last = printed.slice(printed.lastIndexOf('\n') + 1);
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? [];
    console.log(passed === undefined ? printed : printed.slice(0, -last.length).trimEnd());
    sum.passed += Number(passed ?? 0);
    sum.failed += passed === undefined || Number(passed) + Number(failed) === 0 ? 1 : Number(failed);
    if (failed !== '0') console.log(`--- the last lines of ${basename(log)}:\n${(await readFile(log, 'utf8')).trimEnd().split('\n').slice(-linesShown).join('\n')}`);
  } catch (error) {
    sum.failed += 1;
    console.log(`FAIL  ${basename(transcript)}: did not run`);
    console.error(error);
  } finally {
    while (running.length > before) await running.pop()?.();
    await rm(folder, { recursive: true, force: true });
  }
};

const serversFolder = await mkdtemp(join(tmpdir(), 'statewire-play-'));
try {
  if (values.profile === 'cluster') {
    const servers = await startServers({ dataDir: serversFolder, log: (line) => console.error(line) });
    running.push(() => servers.stop());
    serversEnv = servers.env;
  }
  for (const transcript of transcripts) await play(transcript);
} finally {
  await endAll();
  await rm(serversFolder, { recursive: true, force: true });
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
