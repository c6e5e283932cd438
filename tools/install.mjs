/** Brings node_modules in step with package-lock.json when it is missing or behind; otherwise a look of a few milliseconds. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const packagesIn = async (path) => {
  const text = await readFile(new URL(`../${path}`, import.meta.url), 'utf8').catch(() => '{}');
  return JSON.parse(text).packages ?? {};
};

/** Optional packages are for other platforms as a rule, so only a wrong version of one counts. */
const isInstalled = (locked, installed) =>
  Object.entries(locked).every(([path, { version, link, optional, devOptional }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    // A package of our own that has come with a newer version.
    if (link === true) return found !== undefined;
    return found === undefined ? optional === true || devOptional === true : found.version === version;
  });

const run = (command, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci ended with status ${String(code)}; see its messages above`));
    });
  });

export const install = async () => {
  const [locked, installed] = await Promise.all([packagesIn('package-lock.json'), packagesIn('node_modules/.package-lock.json')]);
  if (isInstalled(locked, installed)) return;

  console.error('Installing packages (the first time takes a minute) ...');
  // The build needs the development packages, whatever NODE_ENV says.
  await run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await install();
