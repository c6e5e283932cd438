// npm run cluster:up: installs and builds what is missing, starts Kafka, MongoDB, Redis and every service, and leaves them running.
import '../node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { install } from '../install.mjs';
import { clusterFolders } from './folders.mjs';
import { holderOf, release } from './supervisor-file.mjs';

const startTimeoutMs = 180_000;
const dataDir = resolve(process.env['DATA_DIR'] ?? './data', 'cluster');

const holder = await holderOf(dataDir);
const standing = await holder?.standing();
if (standing === 'runs' || standing === 'untold') {
  console.error(standing === 'runs' ? `A cluster is running already (process ${holder.pid}); npm run cluster:down ends it.` : holder.untold);
  process.exit(1);
}
if (standing === 'gone') {
  console.log(holder.stale);
  await release(dataDir);
}

await install();
const { build } = await import('../build.mjs');
await build();
const { bundle } = await import('../bundle.mjs');
await bundle();

await mkdir(dataDir, { recursive: true });
const log = await open(join(dataDir, 'cluster.log'), 'a');
const brokers = process.argv.includes('--three') ? '3' : '1';
const child = spawn(process.execPath, [join(import.meta.dirname, 'supervisor.mjs'), dataDir, brokers], {
  detached: true, stdio: ['ignore', log.fd, log.fd], env: { ...process.env, ...clusterFolders(process.env) },
});
child.unref();
let ended = false;
child.once('exit', () => { ended = true; });

for (const until = Date.now() + startTimeoutMs; ; await sleep(200)) {
  const address = await readFile(join(dataDir, 'address'), 'utf8').catch(() => undefined);
  if (address !== undefined) {
    console.log(`The cluster is ready at ${address}; logs lie in ${dataDir}. npm run cluster:down ends it.`);
    process.exit(0);
  }
  if (ended || Date.now() > until) {
    console.error(`The cluster did not start; see ${join(dataDir, 'cluster.log')}.`);
    process.exit(1);
  }
}
