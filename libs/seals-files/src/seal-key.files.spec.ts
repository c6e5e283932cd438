import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeSealKey } from '@statewire/seals';
import { loadOrMakeSealKey, privateKeyFile, publicKeyFile } from './seal-key.files.js';

describe('the seal key of an installation', () => {
  let root: string;
  let keyDir: string;
  let sealDir: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'seal-key-'));
    keyDir = join(root, 'keys');
    sealDir = join(root, 'seals');
  });
  afterEach(async () => { await rm(root, { recursive: true }); });

  it('is made at the first start and is the same ever after', async () => {
    const first = await loadOrMakeSealKey(keyDir, sealDir);

    expect((await loadOrMakeSealKey(keyDir, sealDir)).keyId).toBe(first.keyId);
  });

  it('lies where its owner alone can read it, its public half beside the seals', async () => {
    const signer = await loadOrMakeSealKey(keyDir, sealDir);

    expect((await stat(join(keyDir, privateKeyFile))).mode & 0o777).toBe(0o600);
    expect((await stat(keyDir)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(sealDir, publicKeyFile), 'utf8')).toBe(signer.publicKeyPem());
    expect([await readdir(keyDir), await readdir(sealDir)]).toEqual([[privateKeyFile], [publicKeyFile]]);
  });

  it('is one, though several processes start at the same moment', async () => {
    const signers = await Promise.all(Array.from({ length: 12 }, () => loadOrMakeSealKey(keyDir, sealDir)));

    expect(new Set(signers.map(({ keyId }) => keyId)).size).toBe(1);
    expect([await readdir(keyDir), await readdir(sealDir)]).toEqual([[privateKeyFile], [publicKeyFile]]);
  });

  it('gets its public half back when that was lost', async () => {
    const signer = await loadOrMakeSealKey(keyDir, sealDir);
    await rm(sealDir, { recursive: true });
    await loadOrMakeSealKey(keyDir, sealDir);

    expect(await readFile(join(sealDir, publicKeyFile), 'utf8')).toBe(signer.publicKeyPem());
  });

  it('does not seal beside the seals of another key', async () => {
    await loadOrMakeSealKey(keyDir, sealDir);
    await writeFile(join(sealDir, publicKeyFile), makeSealKey().publicKeyPem);

    await expect(loadOrMakeSealKey(keyDir, sealDir)).rejects.toMatchObject({ code: 'seals/other-key' });
  });

  it('is not made anew in place of one that was lost', async () => {
    await loadOrMakeSealKey(keyDir, sealDir);
    await rm(join(keyDir, privateKeyFile));

    await expect(loadOrMakeSealKey(keyDir, sealDir)).rejects.toMatchObject({ code: 'seals/lost-key' });
    expect(await readdir(keyDir)).toEqual([]);
  });

  it('is not made anew over a file that was damaged', async () => {
    await loadOrMakeSealKey(keyDir);
    await writeFile(join(keyDir, privateKeyFile), 'damaged');

    await expect(loadOrMakeSealKey(keyDir)).rejects.toMatchObject({ code: 'seals/bad-key' });
    expect(await readFile(join(keyDir, privateKeyFile), 'utf8')).toBe('damaged');
  });
});
