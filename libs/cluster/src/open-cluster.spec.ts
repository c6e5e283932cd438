import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readClusterSettings, silentLog } from '@statewire/service-kit';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openCluster } from './open-cluster.js';

let dir: string;
const open = (folders: Readonly<Record<string, string>> = {}) =>
  openCluster('vehicles', readClusterSettings({
    KAFKA_BROKERS: '127.0.0.1:1', MONGO_URL: 'mongodb://127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1', SERVICE_ADDRESSES: 'vehicles=127.0.0.1:1', DATA_DIR: join(dir, 'data'), ...folders,
  }, 'vehicles'), silentLog);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'open-cluster-'));
  writeFileSync(join(dir, 'file'), '');
});
afterEach(() => { rmSync(dir, { recursive: true }); });

describe("the folders of a cluster's service", () => {
  it.each(['DATA_DIR', 'KEY_DIR', 'SEAL_DIR'])('%s that is a file is named, and nothing is made', async (variable) => {
    await expect(open({ [variable]: join(dir, 'file') })).rejects.toMatchObject({ code: 'settings/invalid', message: expect.stringContaining(`${variable} ${join(dir, 'file')}`) });
    expect(readdirSync(dir)).toEqual(['file']);
  });

  it.each([['DATA_DIR', 'data/vehicles'], ['DATA_DIR', 'data/vehicles/states'], ['KEY_DIR', 'data.keys/keys.slots'], ['SEAL_DIR', 'data.seals/seals.jsonl']])('in %s of which %s cannot be used are named by it', async (variable, name) => {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    // A link to itself: no user may use it, not the system's own either.
    symlinkSync(path, path);

    await expect(open()).rejects.toThrow(new RegExp(`^${variable} ${path} cannot be used \\(.*ELOOP`));
    expect(readdirSync(dir).length).toBe(2);
  });
});
