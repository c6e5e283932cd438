// npm run cluster:down: ends what cluster:up started, in order; the data stays.
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holderOf, release } from './supervisor-file.mjs';

const stopTimeoutMs = 90_000;
const dataDir = resolve(process.env['DATA_DIR'] ?? './data', 'cluster');

const holder = await holderOf(dataDir);
if (holder === undefined) {
  console.log('No cluster is running.');
  process.exit(0);
}
const standing = await holder.standing();
if (standing === 'gone') {
  await release(dataDir);
  console.log(`No cluster is running: ${holder.stale}`);
  process.exit(0);
}
if (standing === 'untold') {
  console.error(holder.untold);
  process.exit(1);
}

const isUp = async () => (await holder.standing()) === 'runs';
try {
  process.kill(holder.pid, 'SIGTERM');
} catch (cause) {
  if (await isUp()) {
    console.error(`The cluster (process ${holder.pid}) cannot be ended: ${cause.message}`);
    process.exit(1);
  }
}
for (const until = Date.now() + stopTimeoutMs; (await isUp()) && Date.now() < until; ) await sleep(100);
const isStillUp = await isUp();
console.log(isStillUp ? `The cluster (process ${holder.pid}) does not end.` : 'The cluster has ended; its data stays.');
process.exitCode = isStillUp ? 1 : 0;
