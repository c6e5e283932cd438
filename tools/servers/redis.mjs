// Redis 7 as Debian ships it, with the append-only file and without eviction, as the timers and queues need it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { needRedis } from './install.mjs';
import { ask, portOf, serverProcess } from './process.mjs';

const startTimeoutMs = 30_000;

/** @param {number} port */
const ping = async (port) => {
  // While it loads its file it answers -LOADING.
  const answer = await ask(port, 'PING\r\n');
  if (!answer.startsWith('+PONG')) throw new Error(answer.trim());
};

/** @param {{ dataDir: string, log?: (line: string) => void }} options */
export const startRedis = async ({ dataDir, log = () => undefined }) => {
  await needRedis();
  await mkdir(dataDir, { recursive: true });
  const port = await portOf(dataDir);
  const server = serverProcess({
    name: 'redis',
    command: 'redis-server',
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dataDir, '--daemonize', 'no'],
      ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction', '--save', ''],
    ],
    cwd: dataDir,
    logFile: join(dataDir, 'output.log'),
    answers: () => ping(port),
    startTimeoutMs,
  });
  await server.start();
  const url = `redis://127.0.0.1:${port}`;
  log(`redis: ${url}`);
  return { url, nodes: [server], stop: server.stop };
};
