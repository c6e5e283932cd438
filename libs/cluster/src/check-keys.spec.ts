import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONTROL_KEY, GENERATION } from '@statewire/contracts';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { memoryLogDriver, partitionOf, type LogDriver } from '@statewire/ledger';
import { loadOrMakeSealKey } from '@statewire/seals-files';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkKeys } from './check-keys.js';
import { sharedInstallation } from './shared-installation.js';

const partitions = 4;
let dir: string;
let keyDir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cluster-keys-'));
  keyDir = join(dir, 'keys');
});
afterEach(() => { rmSync(dir, { recursive: true }); });

const makeKeys = async (): Promise<void> => {
  sharedInstallation(keyDir);
  const ring = lmdbKeyRing({ path: keyDir });
  await ring.storeKey('states');
  await ring.close();
  await loadOrMakeSealKey(keyDir);
};

const withCommits = async (): Promise<LogDriver> => {
  const driver = memoryLogDriver();
  await driver.create('control', GENERATION, partitions);
  await driver.append({ ledger: 'control', gen: GENERATION, index: partitionOf(CONTROL_KEY, partitions) }, [Buffer.from('a commit')]);
  return driver;
};

describe('the keys of a cluster whose ledgers hold commits', () => {
  it.each([['that is empty', true], ['that is not there', false]])('are missed in a folder %s, and nothing is made in it', async (_what, isThere) => {
    if (isThere) mkdirSync(keyDir);

    await expect(checkKeys(await withCommits(), { keyDir, partitions })).rejects.toMatchObject({
      code: 'cluster/keys-lost', canRetry: false,
      message: expect.stringContaining(`KEY_DIR ${keyDir} lacks key-encryption-key, keys.slots, data.mdb, seal-key.private.pem, installation-id, and`),
    });
    expect(isThere ? readdirSync(keyDir) : existsSync(keyDir)).toEqual(isThere ? [] : false);
  });

  it.each(['key-encryption-key', 'keys.slots', 'data.mdb', 'seal-key.private.pem', 'installation-id'])('are missed where %s is', async (name) => {
    await makeKeys();
    rmSync(join(keyDir, name));

    await expect(checkKeys(await withCommits(), { keyDir, partitions })).rejects.toThrow(`lacks ${name}, and`);
  });

  it('are not asked for again where all are there, also while the log is away', async () => {
    await makeKeys();
    const away = () => Promise.reject(new Error('away'));

    await expect(checkKeys({ create: away, bounds: away }, { keyDir, partitions })).resolves.toBeUndefined();
  });

  it('are there where another service, at its first start too, has made them meanwhile', async () => {
    const driver = await withCommits();
    const bounds: LogDriver['bounds'] = async (part) => {
      await makeKeys();
      return driver.bounds(part);
    };

    await expect(checkKeys({ create: (...log) => driver.create(...log), bounds }, { keyDir, partitions })).resolves.toBeUndefined();
  });
});

describe('the keys of a cluster without a commit', () => {
  it('may be made', async () => {
    await expect(checkKeys(memoryLogDriver(), { keyDir, partitions })).resolves.toBeUndefined();
  });
});
