// node tools/servers/run.mjs [--data FOLDER] [--brokers 1|3] -- COMMAND...
// Starts the servers, runs COMMAND with KAFKA_BROKERS, MONGO_URL and REDIS_URL set, stops them, ends with COMMAND's status.
// Without --data the data lies in a temporary folder and is removed at the end.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startServers } from './servers.mjs';

const usage = 'usage: node tools/servers/run.mjs [--data FOLDER] [--brokers 1|3] -- COMMAND...';

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, brokers: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const [command, ...args] = positionals;
if (command === undefined || !['1', '3'].includes(values.brokers)) {
  console.error(usage);
  process.exit(2);
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let interrupted = 0;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    interrupted = 128 + constants.signals[signal];
    running?.kill(signal);
  });
}

/** @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const runCommand = (env) =>
  new Promise((done) => {
    running = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    running.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    running.once('exit', (code, signal) => done(code ?? (signal === null ? 1 : 128 + constants.signals[signal])));
  });

const folder = values.data === undefined ? await mkdtemp(join(tmpdir(), 'statewire-servers-')) : resolve(values.data);
let status = 1;
try {
  const servers = await startServers({ dataDir: folder, brokers: values.brokers === '3' ? 3 : 1, log: (line) => console.error(line) });
  try {
    status = interrupted === 0 ? await runCommand(servers.env) : interrupted;
  } finally {
    await servers.stop();
  }
} catch (error) {
  console.error(error);
} finally {
  if (values.data === undefined) await rm(folder, { recursive: true, force: true });
}
process.exit(status);
