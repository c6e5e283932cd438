import { dirname, join } from 'node:path';
import { programOf } from '../bundle.mjs';
import { startServices } from '../cluster/services.mjs';
import { freePort, serverProcess } from '../servers/process.mjs';
import { PROFILE, type System } from './system.js';

export type StartedAgain = Readonly<{ url: string; stop: () => Promise<void> }>;

const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 60_000;

/** Starts a stopped system on its own data, with another setting of the clock. */
export const startAgain = async ({ dataDir, env }: System, clock: string): Promise<StartedAgain> => {
  const folder = dirname(dataDir);
  const again = { ...env, DATA_DIR: dataDir, CLOCK: clock };
  if (PROFILE === 'cluster') return startServices({ dataDir: folder, env: again });

  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const standalone = serverProcess({
    name: 'standalone again', command: process.execPath, args: [programOf('standalone')], cwd: root,
    logFile: join(folder, 'standalone.log'), env: { ...process.env, ...again, HOST: '127.0.0.1', PORT: String(port) }, startTimeoutMs,
    answers: async () => {
      const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      if (!ready.ok) throw new Error(`not ready: ${await ready.text()}`);
    },
  });
  await standalone.start();
  return { url, stop: () => standalone.stop() };
};
