/**
 * `npm run bench -- [NAME...]`: measures against a baseline in the same run and prints tables; README.md says how.
 * Installs and builds what is missing, as `npm start` does.
 */
import '../node-version.mjs';
import { cpus, totalmem } from 'node:os';
import { install } from '../install.mjs';

await install();
const { build } = await import('../build.mjs');
await build();
const { bundle } = await import('../bundle.mjs');
await bundle();
const { httpBench, startBench } = await import('./http-bench.mjs');
const { appendsBench, kafkaBench } = await import('./appends-bench.mjs');
const { replayBench } = await import('./replay-bench.mjs');
const { messagesBench } = await import('./messages-bench.mjs');
const { timersBench } = await import('./timers-bench.mjs');
const { mixBench, mixFill } = await import('./mix-bench.mjs');
const { matchingBench, personsBench } = await import('./persons-bench.mjs');

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const PARTS = {
  inquiry: () => httpBench(['inquiry']),
  'open-loop': () => httpBench(['open-loop']),
  entry: () => httpBench(['entry']),
  start: startBench,
  appends: appendsBench,
  kafka: kafkaBench,
  replay: replayBench,
  messages: messagesBench,
  timers: timersBench,
  matching: matchingBench,
  persons: personsBench,
  'mix-fill': mixFill,
  mix: mixBench,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const GIB = 1024 ** 3;
const begun = performance.now();
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / GIB)} GiB, ${new Date().toISOString()}`);
for (const name of asked.length === 0 ? Object.keys(PARTS) : asked) await PARTS[name]?.();
console.log(`\n${Math.round((performance.now() - begun) / 1000)} s`);
