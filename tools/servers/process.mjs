// A server as a child process: started, killed, frozen, started again on the same ports and data, and never outliving its parent.
import { spawn } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const askTimeoutMs = 1000;
/** One question of {@link waitUntil} may take this long. */
const answerTimeoutMs = 10_000;

// Below the range from which outgoing connections take theirs: while a server is down, a client that dials its port
// again and again would sooner or later be given that very port, connect to itself and keep the server from coming back.
const portMin = 15_000;
const portMax = 31_000;

/** @param {number} port */
const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** @type {Set<number>} */
const given = new Set();

/** A port nobody listens on; not given twice by one process. */
export const freePort = async () => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const port = portMin + Math.floor(Math.random() * (portMax - portMin));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port found');
};

/**
 * The port a data folder's server had before, or a free one: addresses stay the same over restarts.
 * @param {string} dataDir
 */
export const portOf = async (dataDir) => {
  const file = join(dataDir, 'port');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return Number(known);
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
};

/**
 * Dials a port of this machine, sends `question` and gives the first bytes of the answer; without a question, nothing.
 * @param {number} port @param {string} [question] @returns {Promise<string>}
 */
export const ask = (port, question) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (question !== undefined) return socket.write(question);
      socket.destroy();
      return resolve('');
    });
    socket.setTimeout(askTimeoutMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });

/** @param {number} ms @returns {Promise<never>} */
const tooLong = async (ms) => {
  await sleep(ms, undefined, { ref: false });
  throw new Error('no answer');
};

/**
 * Asks until `answers` resolves; the last refusal is the cause of the failure.
 * @param {string} what
 * @param {() => Promise<unknown>} answers
 * @param {{ timeoutMs: number, everyMs?: number, stillUp?: () => boolean }} limits
 */
export const waitUntil = async (what, answers, { timeoutMs, everyMs = 100, stillUp = () => true }) => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await Promise.race([answers(), tooLong(answerTimeoutMs)]);
    } catch (cause) {
      if (!stillUp()) throw new Error(`${what} ended while starting`, { cause });
      if (Date.now() > end) throw new Error(`${what} did not answer within ${timeoutMs} ms`, { cause });
    }
    await sleep(everyMs);
  }
};

// The watcher's standard input ends when we do, however we end; then it kills the server, frozen or not.
/** @param {number} pid */
const watchOver = (pid) => spawn('sh', ['-c', `cat >/dev/null; kill -9 ${pid}`], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });

/**
 * @typedef {object} ServerProcess
 * @property {number} pid of the running process, 0 when it is down
 * @property {() => Promise<void>} start comes back when it answers
 * @property {() => Promise<void>} kill kill -9; comes back when it is gone
 * @property {() => void} freeze SIGSTOP: connections stay open and nothing answers
 * @property {() => void} thaw SIGCONT
 * @property {() => Promise<void>} restart kills it when it runs, then starts it on the same ports and data
 * @property {() => Promise<void>} stop SIGTERM; SIGKILL when that does not end it in time
 */

/**
 * @param {{ name: string, command: string, args: readonly string[], cwd: string, logFile: string, env?: NodeJS.ProcessEnv,
 *   answers: () => Promise<unknown>, startTimeoutMs: number, stopTimeoutMs?: number }} program
 * @returns {ServerProcess}
 */
export const serverProcess = ({ name, command, args, cwd, logFile, env = process.env, answers, startTimeoutMs, stopTimeoutMs = 10_000 }) => {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  /** @type {Promise<void>} */
  let gone = Promise.resolve();

  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  /** @param {NodeJS.Signals} signal */
  const send = (signal) => {
    if (isUp()) child?.kill(signal);
  };

  const start = async () => {
    if (isUp()) throw new Error(`${name} is running already`);
    const log = await open(logFile, 'a');
    const started = spawn(command, args, { cwd, env, stdio: ['ignore', log.fd, log.fd] });
    child = started;
    const watcher = started.pid === undefined ? undefined : watchOver(started.pid);
    watcher?.unref();
    gone = new Promise((resolve) => {
      const ended = () => {
        watcher?.kill('SIGKILL');
        watcher?.stdin.destroy();
        resolve();
      };
      started.once('exit', ended);
      started.once('error', ended);
    });
    await log.close();
    if (started.pid === undefined) throw new Error(`${name} could not be started (${command})`);
    await waitUntil(`${name} (log: ${logFile})`, answers, { timeoutMs: startTimeoutMs, stillUp: isUp }).catch(async (error) => {
      await kill();
      throw error;
    });
  };

  const kill = async () => {
    send('SIGKILL');
    await gone;
  };

  return {
    get pid() {
      return isUp() ? (child?.pid ?? 0) : 0;
    },
    start,
    kill,
    freeze: () => send('SIGSTOP'),
    thaw: () => send('SIGCONT'),
    restart: async () => {
      await kill();
      await start();
    },
    stop: async () => {
      // A frozen process would get the signal only when thawed.
      send('SIGCONT');
      send('SIGTERM');
      const late = setTimeout(() => send('SIGKILL'), stopTimeoutMs);
      await gone;
      clearTimeout(late);
    },
  };
};
