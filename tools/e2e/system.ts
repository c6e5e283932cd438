import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf } from '../bundle.mjs';
import { startServices } from '../cluster/services.mjs';
import type { ServerNode } from '../servers/servers.mjs';
import { freePort, serverProcess, waitUntil } from '../servers/process.mjs';
import { writeTestState } from './test-state.js';

/** A process of the system: the one of the embedded profile, or one service of the cluster. */
type Part = ServerNode;

/** The whole system as built, running on its own data, on the profile that PROFILE names. */
export type System = Readonly<{
  url: string;
  /** `standalone`, or every service by name. */
  parts: Readonly<Record<string, Part>>;
  dataDir: string;
  keyDir: string;
  sealDir: string;
  /** What verify and export need beside the folders, in the cluster profile. */
  env: Readonly<Record<string, string>>;
  log(part: string): Promise<string>;
  /** Ends it in order; the data stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}>;

export const PROFILE = process.env['PROFILE'] === 'cluster' ? 'cluster' : 'embedded';
const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 60_000;

const answers = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`not ready: ${await response.text()}`);
};

const startEmbedded = async (folder: string, env: Readonly<Record<string, string>>): Promise<Pick<System, 'url' | 'parts'> & { stop: () => Promise<void> }> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const standalone = serverProcess({
    name: 'standalone', command: process.execPath, args: [programOf('standalone')], cwd: root, logFile: join(folder, 'standalone.log'),
    env: { ...process.env, ...env, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1', PORT: String(port) }, startTimeoutMs, answers: () => answers(url),
  });
  await standalone.start();
  return { url, parts: { standalone }, stop: () => standalone.stop() };
};

/** The servers' addresses, as the runner of the cluster suite exports them. */
const serversEnv = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['KAFKA_BROKERS', 'MONGO_URL', 'REDIS_URL'].map((name) => {
      const value = process.env[name];
      if (value === undefined) throw new Error(`${name} is not set: the cluster profile runs under npm run test:cluster`);
      return [name, value];
    }),
  );

export type SystemOptions = Readonly<{ clock?: 'system' | string; env?: Readonly<Record<string, string>> }>;

/** Starts the system on fresh data with the tests' own state; `clock` is simulated unless it says `system`. */
export const startSystem = async ({ clock = '2026-11-20T08:00:00-05:00', env: more = {} }: SystemOptions = {}): Promise<System> => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-e2e-'));
  const keyDir = join(folder, 'keys');
  const sealDir = join(folder, 'seals');
  const servers = PROFILE === 'cluster' ? { ...serversEnv(), NAMESPACE: `t${randomBytes(5).toString('hex')}`, LEDGER_REPLICATION: '1', ...more } : more;
  const env = { ...servers, KEY_DIR: keyDir, SEAL_DIR: sealDir, STATE_FILE: await writeTestState(folder), CLOCK: clock };
  const running = PROFILE === 'cluster' ? await startServices({ dataDir: folder, env: { ...env, DATA_DIR: join(folder, 'data') } }) : await startEmbedded(folder, env);

  return {
    url: running.url,
    parts: 'nodes' in running ? running.nodes : running.parts,
    dataDir: join(folder, 'data'),
    keyDir,
    sealDir,
    env,
    log: (part) => readFile(join(folder, `${part}.log`), 'utf8'),
    stop: () => running.stop(),
    remove: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Until everything answers again after something was killed. */
export const untilReady = (system: System): Promise<unknown> => waitUntil('the system', () => answers(system.url), { timeoutMs: startTimeoutMs });
