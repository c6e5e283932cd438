/**
 * Proves that each boundary can fail: breaks every rule once and expects the tool to report it by name.
 * A rule without a breach fails too. Prints what was not reported and, last, `N passed, M failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { cruiseBreaches } from './cruise-breaches.mjs';
import { buildGraph, nxEnvironment, skippedWarning } from './graph.mjs';
import { boundaryBreaches, bannedPackageBreaches, domainBreaches, sizeBreaches } from './lint-breaches.mjs';
import { depConstraints } from './nx-constraints.mjs';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

const proofs = [];
const prove = (name, holds) => {
  proofs.push(holds);
  if (!holds) console.error(`not reported: ${name}`);
};

/** The breaches are texts and not files, so the rules that need types cannot look at them. */
const proveLint = async () => {
  Object.assign(process.env, nxEnvironment);
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { project: null } } }],
  });
  for (const { path, code, rule, says } of [...boundaryBreaches, ...bannedPackageBreaches, ...domainBreaches, ...sizeBreaches]) {
    const [result] = await eslint.lintText(code, { filePath: join(root, path) });
    const found = result?.messages.some((message) => message.ruleId === rule && message.message.includes(says)) ?? false;
    prove(`${rule} in ${path}: ${says}`, found);
  }
  const [clean] = await eslint.lintText("export { Failure } from '@statewire/kernel';\n", { filePath: join(root, 'libs/wire/src/breach.ts') });
  prove('a file that keeps the rules passes', clean?.messages.length === 0);

  const broken = new Set(boundaryBreaches.map(({ tag }) => tag));
  for (const { sourceTag, onlyDependOnLibsWithTags } of depConstraints) {
    if (!onlyDependOnLibsWithTags?.includes('*')) prove(`no breach stands for ${sourceTag}`, broken.has(sourceTag));
  }
};

const packageOf = (name) =>
  JSON.stringify({ name: `@statewire/${name}`, type: 'module', exports: { '.': './src/index.ts', './*': './src/*.ts' } });

const growTree = async (files) => {
  const tree = await mkdtemp(join(tmpdir(), 'boundaries-'));
  const put = async (path, text) => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  await put('package.json', JSON.stringify({ type: 'module', workspaces: ['libs/*', 'apps/*'], dependencies: { lmdb: '1.0.0' }, devDependencies: { 'fast-check': '1.0.0' } }));
  await mkdir(join(tree, 'node_modules/@statewire'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await put(path, text);
    const [group, name] = path.split('/');
    if (group === 'node_modules') {
      await put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }));
      continue;
    }
    await put(`${group}/${name}/package.json`, packageOf(name));
    await symlink(join(tree, group, name), join(tree, 'node_modules/@statewire', name)).catch(() => undefined);
  }
  return tree;
};

const reportedIn = async (files, { forbidden, options }) => {
  const tree = await growTree(files);
  const folders = ['libs', 'apps'].filter((group) => Object.keys(files).some((path) => path.startsWith(group)));
  const { output } = await cruise(folders, { ...options, baseDir: tree, ruleSet: { forbidden }, validate: true });
  await rm(tree, { recursive: true });
  return output.summary.violations.map(({ rule }) => rule.name);
};

const proveCruise = async () => {
  const config = require(join(root, '.dependency-cruiser.cjs'));
  for (const { name } of config.forbidden) {
    const breach = cruiseBreaches[name];
    if (breach === undefined) prove(`no breach stands for ${name}`, false);
    else prove(name, (await reportedIn(breach, config)).includes(name));
  }
  const lawful = { 'libs/wire/src/a.ts': "import { x } from '@statewire/kernel';\nexport const y = x;\n", 'libs/kernel/src/index.ts': 'export const x = 1;\n' };
  prove('a tree that keeps the rules passes', (await reportedIn(lawful, config)).length === 0);
};

/** Without a graph Nx lets everything pass and only says so: the words by which `check` notices must be the ones it says. */
const proveWarning = async () => {
  const empty = await mkdtemp(join(tmpdir(), 'no-graph-'));
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/eslint/bin/eslint.js'), 'libs/kernel/src/fault.ts'], {
    cwd: root,
    env: { ...process.env, ...nxEnvironment, NX_WORKSPACE_DATA_DIRECTORY: empty },
    encoding: 'utf8',
  });
  await rm(empty, { recursive: true, force: true });
  prove('a missing project graph', stdout.includes(skippedWarning));
};

buildGraph();
await proveLint();
await proveCruise();
await proveWarning();

const failed = proofs.filter((holds) => !holds).length;
console.log(`${String(proofs.length - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
