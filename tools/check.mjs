/**
 * `npm run check`: everything that can be judged without running the product. All steps run, whatever the first one says.
 * The last line is `N passed, M failed`: the rules shown to fail, and the steps themselves.
 * `node tools/check.mjs lint tidy` runs only the steps named.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './install.mjs';

const root = join(import.meta.dirname, '..');
const stepMsMax = 300_000;
const bin = (name) => join(root, 'node_modules/.bin', name);
const nxEnvironment = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
/** Printed by Nx's rule when it skips itself: nothing was checked, though nothing was found. */
const skippedWarning = 'No cached ProjectGraph is available';

const steps = {
  types: [bin('tsc'), '-p', 'tsconfig.json'],
  graph: [bin('nx'), 'show', 'projects'],
  // Without a cache: what a file may do depends on the types of others.
  lint: [bin('eslint'), '.', '--max-warnings=0'],
  boundaries: [process.execPath, 'tools/boundaries/prove.mjs'],
  layers: [bin('depcruise'), 'libs', 'apps', '--config', '.dependency-cruiser.cjs'],
  tidy: [process.execPath, 'tools/tidy/tidy.mjs'],
  generated: [process.execPath, 'tools/generate.mjs', '--check'],
  unused: [bin('knip'), '--no-progress', '--no-config-hints'],
  coverage: [bin('type-coverage'), '-p', 'tsconfig.json', '--at-least', '100', '--detail', '--ignore-catch'],
};

const run = ([command, ...args]) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...nxEnvironment }, timeout: stepMsMax });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => { output += String(part); });
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code: code ?? 1 }));
  });

const sum = { passed: 0, failed: 0 };

const judge = async (name) => {
  const started = performance.now();
  const { output, code } = await run(steps[name]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const holds = code === 0 && !output.includes(skippedWarning);
  const [, passed = '0', failed = '0'] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];

  sum.passed += Number(passed) + (holds ? 1 : 0);
  sum.failed += Number(failed) + (holds || Number(failed) > 0 ? 0 : 1);
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!holds) console.log(output.trimEnd());
};

await install();
await mkdir(join(root, '.cache'), { recursive: true });
const { build } = await import('./build.mjs');
await build();

const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : Object.keys(steps)) await judge(name);
console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
