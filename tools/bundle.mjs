/**
 * Puts what each process loads together, in dist/: a start then reads a dozen files where it looked for 1,900. What the programs do
 * does not depend on it: they run from apps/NAME/dist/main.js as well.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const here = join(import.meta.dirname, '..');
/** The program of a service, or of all of them. @param {string} app */
export const programOf = (app) => join(here, 'dist', `${app}.mjs`);
/** Names what the bundles were made of. */
const makingsFile = '.makings';
/** They bring machine code, or files of their own for their threads. */
const apart = ['lmdb', '@node-rs/argon2', 'pino', 'reflect-metadata'];
/** What was written for CommonJS asks for Node's own modules; and parts do not keep the order in which modules were meant to run, of which only Nest's decorators depend. */
const banner = "import 'reflect-metadata'; import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";
/** A process that runs may yet load a part of the bundle with which it was started. */
const keptMs = 24 * 3_600_000;
const compiled = /^(libs|apps)\/[^/]+\/dist\/.*\.js$/;

/** Modules find their data and threads beside themselves, wherever they are run from. */
const ownPlaces = (outdir) => ({
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, async ({ path }) => {
      if (!compiled.test(relative(here, path))) return undefined;
      const place = `new URL(${JSON.stringify(relative(outdir, path))}, import.meta.url).href`;
      return { contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', place), loader: 'js' };
    });
  },
});

/** What is not installed fails when it is asked for, as it does without a bundle: Nest and MongoDB's client ask for much that nobody needs. */
const missingStays = {
  name: 'missing-stays',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, importer, kind, resolveDir }) => {
      if (pluginData === missingStays) return undefined;
      const { errors } = await resolve(path, { importer, kind, resolveDir, pluginData: missingStays });
      return errors.length > 0 ? { path, external: true } : undefined;
    });
  },
};

const naming = 'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });';
/** Gives each function its name as it is made, so that a trace can be read: of those made anew for every message that took a twentieth of the processor. Classes keep theirs, which KafkaJS and MongoDB ask for. */
const namingAtTheStart = `var __starting = true; setImmediate(() => { __starting = false; });
${naming.replace('__defProp', '!__starting && target.prototype === undefined ? target : __defProp')}`;

const withNamesOfTheStart = (files) => {
  const made = files.map(({ path, text }) => ({ path, contents: text.replace(naming, namingAtTheStart) }));
  if (!made.some(({ contents }) => contents.includes(namingAtTheStart))) throw new Error('esbuild names functions otherwise than tools/bundle.mjs expects');
  return made;
};

/** Each program in a file of its own, what they share in parts. @param {string} outdir */
const bundled = async (outdir) => {
  const apps = (await readdir(join(here, 'apps'))).filter((app) => existsSync(join(here, 'apps', app, 'dist/main.js')));
  const { build: esbuild } = await import('esbuild');
  const { outputFiles } = await esbuild({
    entryPoints: Object.fromEntries(apps.map((app) => [app, join(here, 'apps', app, 'dist/main.js')])),
    outdir, outExtension: { '.js': '.mjs' }, chunkNames: 'part-[hash]', write: false,
    bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', keepNames: true, logLevel: 'error',
    external: apart, plugins: [ownPlaces(outdir), missingStays],
    banner: { js: banner },
  });
  return withNamesOfTheStart(outputFiles);
};

const makings = async () => {
  const hash = createHash('sha256').update(await readFile(join(here, 'package-lock.json'))).update(await readFile(import.meta.filename));
  for (const group of ['libs', 'apps']) {
    for (const name of (await readdir(join(here, group))).sort()) {
      const dist = join(here, group, name, 'dist');
      const files = await readdir(dist, { recursive: true }).catch(() => []);
      for (const file of files.filter((path) => path.endsWith('.js')).sort()) {
        const { mtimeMs, size } = await stat(join(dist, file));
        hash.update(`${group}/${name}/${file} ${String(mtimeMs)} ${String(size)}\n`);
      }
    }
  }
  return hash.digest('hex');
};

const put = async (path, content) => {
  const draft = `${path}.${String(process.pid)}.draft`;
  await writeFile(draft, content);
  await rename(draft, path);
};

const removeOld = async (outdir, files) => {
  for (const name of await readdir(outdir)) {
    const path = join(outdir, name);
    if (name === makingsFile || files.has(path)) continue;
    const { mtimeMs } = await stat(path);
    if (mtimeMs < Date.now() - keptMs) await rm(path, { force: true });
  }
};

/** Brings dist/ in step with what was compiled and installed. To be called after the build. */
export const bundle = async () => {
  const outdir = join(here, 'dist');
  const madeOf = await makings();
  if ((await readFile(join(outdir, makingsFile), 'utf8').catch(() => '')) === madeOf) return;
  const files = await bundled(outdir);
  await mkdir(outdir, { recursive: true });
  // Parts first: a program is there when all that it loads is.
  const isProgram = ({ path }) => Number(!path.includes('/part-'));
  for (const { path, contents } of files.toSorted((one, other) => isProgram(one) - isProgram(other))) await put(path, contents);
  await removeOld(outdir, new Set(files.map(({ path }) => path)));
  await put(join(outdir, makingsFile), madeOf);
};
