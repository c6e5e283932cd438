// Holds a cluster: the servers and every service, until it is told to end. Started by up.mjs, ended by down.mjs.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startServers } from '../servers/servers.mjs';
import { startServices } from './services.mjs';
import { hold, release } from './supervisor-file.mjs';

const [dataDir = '', brokers = '1'] = process.argv.slice(2);

let ending = false;
/** @type {(() => Promise<void>)[]} */
const stops = [];
const end = async (status = 0) => {
  if (ending) return;
  ending = true;
  for (const stop of stops.reverse()) await stop().catch((/** @type {unknown} */ error) => console.error(error));
  await release(dataDir);
  process.exit(status);
};
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());

await hold(dataDir);
try {
  const servers = await startServers({ dataDir: join(dataDir, 'servers'), brokers: brokers === '3' ? 3 : 1, log: (line) => console.log(line) });
  stops.push(() => servers.stop());
  const port = process.env['PORT'] === undefined || process.env['PORT'] === '' ? 8080 : Number(process.env['PORT']);
  const services = await startServices({ dataDir, env: servers.env, host: process.env['HOST'] ?? '127.0.0.1', ...(port === 0 ? {} : { port }) });
  stops.push(() => services.stop());
  await writeFile(join(dataDir, 'address'), services.url);
  console.log(`ready at ${services.url}`);
  // Keeps the process alive; its children end with it.
  setInterval(() => undefined, 1 << 30);
} catch (error) {
  console.error(error);
  await end(1);
}
