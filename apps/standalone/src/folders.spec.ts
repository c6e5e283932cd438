import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings, type Settings } from '@statewire/service-kit';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkAddress, makeFolders } from './folders.js';

describe('the folders of the embedded profile', () => {
  let dir: string;
  let settings: Settings;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'folders-'));
    settings = readSettings({ DATA_DIR: join(dir, 'data') });
    await writeFile(join(dir, 'file'), '');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it.each([
    ['DATA_DIR', 'dataDir', 'file'], ['KEY_DIR', 'keyDir', 'file'], ['SEAL_DIR', 'sealDir', 'file'], ['KEY_DIR', 'keyDir', 'file/below'],
  ])('%s that is %s a file is named, and nothing is made', (variable, setting, path) => {
    const wrong = { ...settings, [setting]: join(dir, path) };

    expect(() => { makeFolders(wrong); }).toThrow(`${variable} ${join(dir, path)} cannot be used`);
    expect(existsSync(settings.dataDir)).toBe(false);
  });

  it('that nobody can make is named, not tried for ever', () => {
    expect(() => { makeFolders({ ...settings, sealDir: '/proc/seals/here' }); }).toThrow('SEAL_DIR /proc/seals/here cannot be used');
  });

  it.each([['DATA_DIR', 'data/ledger/data.mdb'], ['DATA_DIR', 'data/ledger'], ['DATA_DIR', 'data/blobs'], ['KEY_DIR', 'data.keys/key-encryption-key'], ['SEAL_DIR', 'data.seals/seals.jsonl']])(
    'in %s of which %s cannot be used are named by it', async (variable, name) => {
      const path = join(dir, name);
      await mkdir(dirname(path), { recursive: true });
      // A link to itself: no user may use it, not the system's own either.
      await symlink(path, path);

      expect(() => { makeFolders(settings); }).toThrow(new RegExp(`^${variable} ${path} cannot be used \\(.*ELOOP`));
      expect(existsSync(variable === 'SEAL_DIR' ? settings.keyDir : settings.sealDir)).toBe(false);
    });

  it('are made with all that leads to them', () => {
    makeFolders({ ...settings, sealDir: join(dir, 'a/b/seals') });

    expect([settings.dataDir, settings.keyDir, join(dir, 'a/b/seals')].every((path) => existsSync(path))).toBe(true);
  });

  it('with snapshots and no ledger are no first start', async () => {
    await mkdir(join(settings.dataDir, 'states'), { recursive: true });
    await writeFile(join(settings.dataDir, 'states/data.mdb'), '');

    expect(() => { makeFolders(settings); }).toThrow(`DATA_DIR ${settings.dataDir} holds no ledger, but what belongs to one lies in ${join(settings.dataDir, 'states')}: bring`);
  });

  it.each([['KEY_DIR', 'keyDir', 'data.mdb'], ['KEY_DIR', 'keyDir', 'keys.slots'], ['SEAL_DIR', 'sealDir', 'seals.jsonl'], ['SEAL_DIR', 'sealDir', 'seal-key.pem']] as const)(
    'of which %s was filled by an installation whose ledger is gone are no first start, and nothing is made', async (variable, setting, file) => {
      const folder = join(dir, 'elsewhere');
      await mkdir(folder);
      await writeFile(join(folder, file), 'x');

      const lost = `DATA_DIR ${settings.dataDir} holds no ledger, but what belongs to one lies in ${variable} ${folder}: bring ${join(settings.dataDir, 'ledger')} back`;
      expect(() => { makeFolders({ ...settings, [setting]: folder }); }).toThrow(lost);
      expect(existsSync(settings.dataDir)).toBe(false);
    });

  it('are all named that are filled', async () => {
    for (const path of [settings.keyDir, settings.sealDir]) await mkdir(path);
    await writeFile(join(settings.keyDir, 'keys.slots'), 'x');
    await writeFile(join(settings.sealDir, 'seals.jsonl'), 'x');

    expect(() => { makeFolders(settings); }).toThrow(`lies in KEY_DIR ${settings.keyDir}, SEAL_DIR ${settings.sealDir}: bring`);
  });

  it('that are there and empty, or hold a key that was brought, may be those of a first start', async () => {
    for (const path of [settings.dataDir, settings.keyDir, settings.sealDir]) await mkdir(path);
    await writeFile(join(settings.keyDir, 'key-encryption-key'), 'x');
    await writeFile(join(settings.keyDir, 'seal-key.private.pem'), 'x');
    await writeFile(join(settings.sealDir, 'seal-key.pem'), 'x');

    expect(() => { makeFolders(settings); }).not.toThrow();
  });
});

describe('an address that somebody listens on', () => {
  it('is named before anything is opened', async () => {
    const server = createServer();
    const port = await new Promise<number>((done) => {
      server.listen(0, '127.0.0.1', () => { done((server.address() as { port: number }).port); });
    });

    await expect(checkAddress(readSettings({ PORT: String(port) }))).rejects.toThrow(`HOST, PORT 127.0.0.1:${String(port)} cannot be used`);
    await new Promise((done) => { server.close(done); });
    await expect(checkAddress(readSettings({ PORT: String(port) }))).resolves.toBeUndefined();
  });
});
