// Which process holds the cluster of a folder: its number and when it started, as after a crash or a reboot the number may be another's.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @param {string} dataDir */
const fileIn = (dataDir) => join(dataDir, 'supervisor.pid');

/** In ticks since a boot, which has an id. @param {number} pid */
const startOnLinux = async (pid) => {
  const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
  // `pid (name) state ...`, of which the start is the 22nd; a name may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'ended, and not yet waited for' : `${boot.trim()} ${fields[19]}`;
};

/** @param {number} pid */
const startElsewhere = async (pid) => (await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } })).stdout.trim();

/** When a process started, in words that are the same each time; empty where it cannot be told. @param {number} pid */
const startOf = (pid) => (process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid)).catch(() => '');

/** @param {number} pid */
const isThere = (pid) => {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (cause) {
    // Another user's.
    return /** @type {NodeJS.ErrnoException} */ (cause).code === 'EPERM';
  }
};

/** @param {number} pid @param {string} start @returns {Promise<import('./supervisor-file.mjs').Standing>} */
const standingOf = async (pid, start) => {
  if (!isThere(pid)) return 'gone';
  const now = await startOf(pid);
  // It may have gone while it was looked at.
  if (start === '' || now === '') return isThere(pid) ? 'untold' : 'gone';
  return now === start ? 'runs' : 'gone';
};

/** @param {string} dataDir @param {number} [pid] */
export const hold = async (dataDir, pid = process.pid) => writeFile(fileIn(dataDir), `${pid}\n${await startOf(pid)}\n`, { flag: 'wx' });

/** @param {string} dataDir */
export const release = async (dataDir) => {
  await rm(join(dataDir, 'address'), { force: true });
  await rm(fileIn(dataDir), { force: true });
};

/** @param {string} dataDir */
export const holderOf = async (dataDir) => {
  const file = fileIn(dataDir);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [first, start = ''] = text.split('\n');
  const pid = Number(first);
  return {
    pid,
    standing: () => standingOf(pid, start),
    stale: `${file} was left by process ${pid}, which is gone, and is removed.`,
    untold: `Whether process ${pid} holds the cluster cannot be told: if it does, end it; if it does not, remove ${file}.`,
  };
};
