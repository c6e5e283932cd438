// The services of the cluster profile, each a process of its own: started, killed, frozen and started again on the same addresses.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { programOf } from '../bundle.mjs';
import { freePort, ask, serverProcess } from '../servers/process.mjs';

const root = join(import.meta.dirname, '../..');
/** Node 24 keeps what it has compiled: a start takes a fifth less. Node 20 does not know of it. */
const compiled = join(root, '.cache/compiled');
const startTimeoutMs = 60_000;

/** All but the switch start at once, and it after them; they end one by one, the last of this list first. */
export const SERVICES = ['agencies', 'vehicles', 'cop', 'wanted-persons', 'missing-persons', 'chl', 'images', 'exchange', 'inquiry', 'audit', 'messaging', 'timer', 'switch'];

/** @param {string} url */
const ready = async (url) => {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`not ready: ${await response.text()}`);
};

/**
 * @param {{ dataDir: string, env: Readonly<Record<string, string>>, port?: number, host?: string }} options
 *   `env` names the servers (KAFKA_BROKERS, MONGO_URL, REDIS_URL) and whatever else interface.md's "Starting" lets one say.
 */
export const startServices = async ({ dataDir, env, port, host = '127.0.0.1' }) => {
  await mkdir(dataDir, { recursive: true });
  const ports = await Promise.all(SERVICES.map(() => freePort()));
  const addresses = SERVICES.map((service, n) => `${service}=127.0.0.1:${ports[n]}`).join(',');
  const httpPort = port ?? (await freePort());
  const url = `http://${host}:${httpPort}`;
  const processEnv = {
    NODE_COMPILE_CACHE: compiled, ...process.env, LEDGER_REPLICATION: '1', DATA_DIR: join(dataDir, 'services'), ...env, SERVICE_ADDRESSES: addresses, HOST: host, PORT: String(httpPort),
  };

  const nodes = Object.fromEntries(
    SERVICES.map((service, n) => [
      service,
      serverProcess({
        name: service, command: process.execPath, args: [programOf(service)], cwd: root, logFile: join(dataDir, `${service}.log`),
        env: processEnv, startTimeoutMs, answers: service === 'switch' ? () => ready(url) : () => ask(ports[n] ?? 0),
      }),
    ]),
  );
  const stop = async () => {
    for (const service of [...SERVICES].reverse()) await nodes[service]?.stop();
  };
  try {
    // The switch is ready when all of them answer.
    await Promise.all(SERVICES.filter((service) => service !== 'switch').map((service) => nodes[service]?.start()));
    await nodes['switch']?.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, nodes, stop };
};
