/**
 * Transpiles every package's src/ into its dist/, only what changed, and removes what no longer has a source.
 * Types are not checked here: that is `npm run check`.
 *
 * An output is fresh when its modification time equals its source's. Outputs are renamed into place,
 * so that builds running side by side never leave a file half written.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { swcOptions } from './swc-options.mjs';

const here = join(import.meta.dirname, '..');
const parallelMax = 16;
/** Names what made a dist/: another compiler or other options make everything stale. */
const makerFile = '.maker';

/** Tests run from their sources, under jest. */
const isSource = (path) => path.endsWith('.ts') && !/\.(spec|contract|fixture|d)\.ts$|^test\//.test(path);
const isData = (path) => path.endsWith('.json');
const outputOf = (path) => path.replace(/\.ts$/, '.js');

const filesUnder = async (folder) => {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
};

const packageFolders = async (root) => {
  const groups = await Promise.all(
    ['libs', 'apps'].map(async (group) =>
      (await readdir(join(root, group), { withFileTypes: true }).catch(() => []))
        .filter((entry) => entry.isDirectory() && existsSync(join(root, group, entry.name, 'src')))
        .map((entry) => join(root, group, entry.name)),
    ),
  );
  return groups.flat();
};

const makerName = async () => {
  const compiler = JSON.parse(await readFile(join(here, 'node_modules/@swc/core/package.json'), 'utf8'));
  return createHash('sha256').update(`${compiler.version}\n${JSON.stringify(swcOptions)}`).digest('hex');
};

const isFresh = async (source, output) => {
  const [from, to] = await Promise.all([stat(source), stat(output).catch(() => undefined)]);
  return to !== undefined && Math.abs(from.mtimeMs - to.mtimeMs) < 2;
};

/** Writes beside the target and renames; the source's time marks the output as made from just that source. */
const put = async (path, content, time) => {
  const draft = `${path}.${String(process.pid)}.draft`;
  await writeFile(draft, content);
  if (time !== undefined) await utimes(draft, time, time);
  await rename(draft, path);
};

const compile = async ({ source, output }) => {
  const { mtime } = await stat(source);
  const text = await readFile(source, 'utf8');
  await mkdir(dirname(output), { recursive: true });
  if (isData(source)) return put(output, text, mtime);

  const { transform } = await import('@swc/core');
  const { code, map } = await transform(text, {
    ...swcOptions,
    filename: source,
    sourceFileName: relative(dirname(output), source),
    sourceMaps: true,
    swcrc: false,
    configFile: false,
  });
  await put(`${output}.map`, map);
  return put(output, `${code}\n//# sourceMappingURL=${output.slice(output.lastIndexOf('/') + 1)}.map\n`, mtime);
};

const planOf = async (folder, maker) => {
  const dist = join(folder, 'dist');
  const [sources, outputs, madeBy] = await Promise.all([
    filesUnder(join(folder, 'src')),
    filesUnder(dist),
    readFile(join(dist, makerFile), 'utf8').catch(() => ''),
  ]);
  const wanted = sources
    .filter((path) => isSource(path) || isData(path))
    .map((path) => ({ source: join(folder, 'src', path), output: join(dist, outputOf(path)) }));
  const known = new Set([join(dist, makerFile), ...wanted.flatMap(({ output }) => [output, `${output}.map`])]);
  const fresh = await Promise.all(wanted.map(({ source, output }) => madeBy === maker && isFresh(source, output)));

  return {
    dist,
    isNewlyMade: madeBy !== maker,
    stale: wanted.filter((_pair, index) => !fresh[index]),
    orphans: outputs.map((path) => join(dist, path)).filter((path) => !known.has(path) && !path.endsWith('.draft')),
  };
};

const inParallel = async (items, work) => {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: parallelMax }, worker));
};

const removeWithEmptyFolders = async (path) => {
  await rm(path, { force: true });
  for (let folder = dirname(path); !folder.endsWith('/dist'); folder = dirname(folder)) {
    const removed = await rmdir(folder).then(() => true, () => false);
    if (!removed) return;
  }
};

/** Brings every dist/ under libs/ and apps/ up to date. Returns how many files were compiled and removed. */
export const build = async (root = here) => {
  const maker = await makerName();
  const plans = await Promise.all((await packageFolders(root)).map((folder) => planOf(folder, maker)));
  const stale = plans.flatMap((plan) => plan.stale);
  const orphans = plans.flatMap((plan) => plan.orphans);

  await inParallel(stale, compile);
  for (const orphan of orphans) await removeWithEmptyFolders(orphan);
  for (const { dist, isNewlyMade } of plans) {
    if (!isNewlyMade) continue;
    await mkdir(dist, { recursive: true });
    await put(join(dist, makerFile), maker);
  }
  return { compiled: stale.length, removed: orphans.length };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = performance.now();
  const { compiled, removed } = await build();
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`built: ${String(compiled)} files compiled, ${String(removed)} removed, ${seconds} s`);
}
