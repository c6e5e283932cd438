// Brings what the servers need onto this machine, once: Debian's packages by apt-get, jars by Maven into a cache outside the work tree.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const installTimeoutMs = 300_000;

export const cacheDir = () => process.env['STATEWIRE_CACHE'] ?? join(homedir(), '.cache', 'statewire');

/** @param {string} path */
const exists = (path) => access(path).then(() => true, () => false);

/** @param {string} program */
const onPath = async (program) => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (await access(join(folder, program), constants.X_OK).then(() => true, () => false)) return true;
  }
  return false;
};

/** @param {readonly string[]} args */
const aptGet = (args) =>
  run('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=240', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: installTimeoutMs,
    maxBuffer: 1 << 26,
  });

let listsAreFresh = false;

/**
 * Installs Debian packages unless the programs they bring are there.
 * @param {readonly string[]} programs names looked for on PATH
 * @param {readonly string[]} packages
 */
export const needPrograms = async (programs, packages) => {
  const missing = [];
  for (const program of programs) if (!(await onPath(program))) missing.push(program);
  if (missing.length === 0) return;

  const canInstall = process.getuid?.() === 0 && (await onPath('apt-get'));
  if (!canInstall) {
    throw new Error(`${missing.join(', ')} not found. Install it (Debian: apt-get install ${packages.join(' ')}) and try again.`);
  }
  if (!listsAreFresh) await aptGet(['update']);
  listsAreFresh = true;
  await aptGet(['install', '--no-install-recommends', ...packages]);
};

/**
 * The folder `NAME` of the cache, filled by `fill` when it is not there. It appears whole or not at all:
 * two programs that fill it at once do the work twice and keep one result.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 */
export const cachedFolder = async (name, fill) => {
  const folder = join(cacheDir(), name);
  if (await exists(folder)) return folder;

  await mkdir(cacheDir(), { recursive: true });
  const draft = await mkdtemp(join(cacheDir(), `.${name}-`));
  try {
    await fill(draft);
    await rename(draft, folder).catch(async (error) => {
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
};

const needJava = () => needPrograms(['java', 'javac', 'mvn'], ['openjdk-17-jdk-headless', 'maven']);

/**
 * @param {string} pom folder beside this file that holds the pom.xml
 * @param {string} folder
 */
const copyJars = async (pom, folder) => {
  await run(
    'mvn',
    ['-q', '-B', '-f', join(here, pom, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
    { timeout: installTimeoutMs, maxBuffer: 1 << 26 },
  );
  if ((await readdir(folder)).length === 0) throw new Error(`Maven copied no jar for ${pom}`);
};

/** Folder with the broker's jars. */
export const kafkaJars = async () => {
  await needJava();
  return cachedFolder('kafka-4.1.0', (folder) => copyJars('kafka', folder));
};

/** Folder with the Mongo server's jars and the compiled launcher. */
export const mongoJars = async () => {
  await needJava();
  return cachedFolder('mongo-java-server-1.47.0-1', async (folder) => {
    await copyJars('mongo', folder);
    await run('javac', ['-cp', join(folder, '*'), '-d', folder, join(here, 'mongo', 'Launcher.java')], { timeout: installTimeoutMs });
  });
};

export const needRedis = () => needPrograms(['redis-server'], ['redis-server']);
