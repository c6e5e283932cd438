// A server that speaks MongoDB's protocol (5.0, wire version 13) and keeps its data in one H2 file. It proves function, not speed.
// An answered write is in the file before the answer, so it outlives kill -9; it is not synced, so it may not outlive the machine.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mongoJars } from './install.mjs';
import { ask, portOf, serverProcess } from './process.mjs';

const startTimeoutMs = 30_000;

/** @param {{ dataDir: string, log?: (line: string) => void }} options */
export const startMongo = async ({ dataDir, log = () => undefined }) => {
  const jars = await mongoJars();
  await mkdir(dataDir, { recursive: true });
  const port = await portOf(dataDir);
  const server = serverProcess({
    name: 'mongo',
    command: 'java',
    args: ['-Xmx384m', '-XX:+UseSerialGC', '-cp', `${jars}:${join(jars, '*')}`, 'Launcher', join(dataDir, 'mongo.h2'), String(port)],
    cwd: dataDir,
    logFile: join(dataDir, 'output.log'),
    answers: () => ask(port),
    startTimeoutMs,
  });
  await server.start();
  const url = `mongodb://127.0.0.1:${port}/statewire`;
  log(`mongo: ${url}`);
  return { url, nodes: [server], stop: server.stop };
};
