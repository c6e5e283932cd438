/**
 * Runs one of the suites: `local` (needs nothing), `cluster` (starts the servers, or uses those of the environment) or `long`.
 * Further arguments go to jest: `npm test -- libs/wire`. The last line is `N passed, M failed`.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './install.mjs';

const root = join(import.meta.dirname, '..');
const results = join(root, '.cache', `results-${String(process.pid)}.json`);
/** Jest may take this long to end after its last test; a handle left open counts as a failure. */
const closingMs = 20_000;

const specs = '<rootDir>/{libs,apps,tools}/**/*';
const never = ['/node_modules/', '/dist/'];

/** An e2e spec plays on both profiles unless its name says `.embedded.e2e` or `.cluster.e2e`. */
const suites = {
  local: {
    match: [`${specs}.spec.ts`],
    ignore: [...never, '\\.int\\.spec\\.ts$', '\\.long\\.spec\\.ts$', '\\.cluster\\.e2e\\.spec\\.ts$'],
    env: { PROFILE: 'embedded' },
    servers: false,
    workers: 2,
  },
  cluster: {
    match: [`${specs}.int.spec.ts`, `${specs}.e2e.spec.ts`],
    ignore: [...never, '\\.embedded\\.e2e\\.spec\\.ts$'],
    env: { PROFILE: 'cluster' },
    servers: true,
    workers: 1,
  },
  long: {
    match: [`${specs}.long.spec.ts`],
    ignore: never,
    // What needs servers starts its own, to kill them.
    env: { PROFILE: 'embedded' },
    servers: false,
    workers: 1,
  },
};

const commandOf = ({ match, ignore, servers, workers }, extra) => [
  ...(servers ? [join(root, 'tools/servers/run.mjs'), '--', process.execPath] : []),
  join(root, 'node_modules/jest/bin/jest.js'),
  `--maxWorkers=${String(workers)}`,
  ...match.map((pattern) => `--testMatch=${pattern}`),
  ...ignore.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
  '--json',
  `--outputFile=${results}`,
  ...extra,
];

const nodeOptions = () =>
  [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'].filter(Boolean).join(' ');

/** Resolves with the exit code; a run that wrote its results and yet does not end is ended here and has failed. */
const run = (suite, extra) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, commandOf(suite, extra), {
      cwd: root,
      // Jest repeats its JSON on standard output; people read what it writes to standard error.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...suite.env, NODE_OPTIONS: nodeOptions() },
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));

    let written;
    const watch = setInterval(async () => {
      if (written === undefined && (await readFile(results).catch(() => undefined)) !== undefined) written = Date.now();
      if (written === undefined || Date.now() - written < closingMs) return;
      console.error('A test left a handle open: jest did not end by itself.');
      child.kill('SIGTERM');
    }, 1000);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(watch);
      resolve(code ?? 1);
    });
  });

const countsOf = async (code) => {
  const text = await readFile(results, 'utf8').catch(() => undefined);
  await rm(results, { force: true });
  if (text === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
};

const [name = 'local', ...extra] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) throw new Error(`no suite ${name}; there are ${Object.keys(suites).join(', ')}`);

await install();
const { build } = await import('./build.mjs');
await build();
const { bundle } = await import('./bundle.mjs');
await bundle();
await mkdir(join(root, '.cache'), { recursive: true });

const { passed, failed } = await countsOf(await run(suite, extra));
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
