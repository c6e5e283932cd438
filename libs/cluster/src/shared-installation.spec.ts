import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { installationFile, sharedInstallation } from './shared-installation.js';

const script = join(process.cwd(), 'libs/cluster/test/start-in-step.mjs');
const threads = 4;
const turns = 100;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'installation-')); });
afterEach(() => { rmSync(dir, { recursive: true }); });

/** What each of the services is told, folder by folder. */
const startedInStep = async (folders: readonly string[]): Promise<readonly (readonly string[])[]> => {
  const arrived = new Int32Array(new SharedArrayBuffer(4));
  const told = await Promise.all(Array.from({ length: threads }, async () => {
    const [ids] = (await once(new Worker(script, { workerData: { folders, threads, arrived } }), 'message')) as [readonly string[]];
    return ids;
  }));
  return folders.map((_, n) => told.map((ids) => ids[n] ?? ''));
};

describe('the installation that services share', () => {
  it('is made at the first start and is the same ever after', () => {
    const first = sharedInstallation(join(dir, 'keys'));

    expect(first).toMatch(uuid);
    expect(sharedInstallation(join(dir, 'keys'))).toBe(first);
  });

  it('is one for all that start for the first time at the same moment, each as process 1 of its container', async () => {
    const folders = Array.from({ length: turns }, (_, n) => join(dir, String(n)));
    const told = await startedInStep(folders);

    expect(told.filter((ids) => new Set(ids).size > 1 || !uuid.test(ids[0] ?? ''))).toEqual([]);
    expect(folders.filter((folder) => readdirSync(folder).join() !== installationFile)).toEqual([]);
  });

  it('is not taken from a file that says nothing', () => {
    writeFileSync(join(dir, installationFile), '\n');

    expect(() => sharedInstallation(dir)).toThrow(expect.objectContaining({ code: 'cluster/no-installation-id' }));
  });
});
