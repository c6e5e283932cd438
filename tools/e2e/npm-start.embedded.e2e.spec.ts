import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, waitUntil } from '../servers/process.mjs';
import { call } from './terminal.js';

const startTimeoutMs = 120_000;
const endTimeoutMs = 10_000;
const root = join(import.meta.dirname, '../..');

const folder = await mkdtemp(join(tmpdir(), 'statewire-npm-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const isReady = async (url: string): Promise<boolean> => call(url, 'GET', '/readyz').then(({ status }) => status === 200, () => false);
const isGone = async (url: string): Promise<void> => {
  await expect(call(url, 'GET', '/healthz')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
};

/** `npm start` as a user types it, on the same data each time; resolves when it is ready. */
const npmStart = async (): Promise<Readonly<{ npm: ChildProcess; url: string }>> => {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const npm = spawn('npm', ['start'], { cwd: root, stdio: 'ignore', env: { ...process.env, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1', PORT: port } });
  await waitUntil('npm start', async () => {
    if (npm.exitCode !== null || !(await isReady(url))) throw new Error('not ready');
  }, { timeoutMs: startTimeoutMs });
  return { npm, url };
};

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with the system when npm alone gets %s, so that it can be started again at once', async (signal) => {
    const { npm, url } = await npmStart();
    const ended = once(npm, 'exit', { signal: AbortSignal.timeout(endTimeoutMs) });
    npm.kill(signal);
    await ended;
    await isGone(url);
  }, startTimeoutMs + endTimeoutMs);

  it('leaves no system behind when npm is killed', async () => {
    const { npm, url } = await npmStart();
    npm.kill('SIGKILL');
    await waitUntil('the end of the system', () => isGone(url), { timeoutMs: endTimeoutMs });
  }, startTimeoutMs + endTimeoutMs);
});
