// npm run cluster:down: ends what cluster:up started, in order; the data stays.
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const stopTimeoutMs = 90_000;
const dataDir = resolve(process.env['DATA_DIR'] ?? './data', 'cluster');
const pidFile = join(dataDir, 'supervisor.pid');

const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
const isUp = () => {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
};
if (!isUp()) {
  await rm(pidFile, { force: true });
  console.log('No cluster is running.');
  process.exit(0);
}
process.kill(pid, 'SIGTERM');
for (const until = Date.now() + stopTimeoutMs; isUp() && Date.now() < until; ) await sleep(100);
console.log(isUp() ? `The cluster (process ${pid}) does not end.` : 'The cluster has ended; its data stays.');
process.exitCode = isUp() ? 1 : 0;
