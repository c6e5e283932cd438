import { describe, expect, it } from '@jest/globals';
import { readSettings, silentLog } from '@statewire/service-kit';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkKeys, checkRoom, openEmbedded } from './embedded.js';

describe('the keys of the embedded profile', () => {
  it.each(['key-encryption-key', 'keys.slots', 'data.mdb', 'seal-key.private.pem'])('are not made anew for a ledger when %s is missing', async (name) => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const settings = readSettings({ DATA_DIR: join(dir, 'data') });
    const { ports, close } = await openEmbedded(settings, silentLog);
    await ports.driver.create('vehicles', 1, 1);
    await close();
    expect(() => { checkKeys(true, settings); }).not.toThrow();
    await rm(join(settings.keyDir, name));
    // Copies of the seals and their public key lie apart, and may be away too.
    await rm(settings.sealDir, { recursive: true, force: true });

    await expect(openEmbedded(settings, silentLog)).rejects.toThrow(`lacks ${name}`);
    await rm(dir, { recursive: true });
  });

  it('that were put back are taken by the same process: a start that failed holds nothing open', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const settings = readSettings({ DATA_DIR: join(dir, 'data') });
    const first = await openEmbedded(settings, silentLog);
    await first.ports.driver.create('vehicles', 1, 1);
    await first.close();
    const slots = join(settings.keyDir, 'keys.slots');
    await rename(slots, join(dir, 'aside'));
    await expect(openEmbedded(settings, silentLog)).rejects.toThrow('lacks keys.slots');
    await rename(join(dir, 'aside'), slots);

    await (await openEmbedded(settings, silentLog)).close();
    await rm(dir, { recursive: true });
  });

  it.each([['keys.slots', Buffer.alloc(1_408), 'does not open'], ['key-encryption-key', Buffer.from('A'.repeat(43)), 'does not open'], ['seal-key.private.pem', Buffer.from('x'), 'no PEM key']])(
    'of which %s was damaged are called so by the folder’s name', async (name, bytes, says) => {
      const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
      const settings = readSettings({ DATA_DIR: join(dir, 'data') });
      await (await openEmbedded(settings, silentLog)).close();
      await writeFile(join(settings.keyDir, name), bytes);

      await expect(openEmbedded(settings, silentLog)).rejects.toThrow(new RegExp(`^KEY_DIR ${settings.keyDir}.*${says}.* Bring back a copy`));
      await rm(dir, { recursive: true });
    });

  it('of another installation are called so', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const [one, other] = ['one', 'other'].map((name) => readSettings({ DATA_DIR: join(dir, name) }));
    if (one === undefined || other === undefined) throw new Error('two are named');
    for (const settings of [one, other]) await (await openEmbedded(settings, silentLog)).close();

    await expect(openEmbedded({ ...one, keyDir: other.keyDir }, silentLog)).rejects.toThrow(`KEY_DIR ${other.keyDir} holds the keys of another installation`);
    await rm(dir, { recursive: true });
  });
});

describe('a disk without room', () => {
  it('keeps a first start from beginning, and no later one', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const settings = readSettings({ DATA_DIR: join(dir, 'data') });
    const isFull = () => false;
    expect(() => { checkRoom(settings, isFull); }).toThrow(`The disk of DATA_DIR ${settings.dataDir}, KEY_DIR ${settings.keyDir} or SEAL_DIR ${settings.sealDir} is full, or nearly`);

    await (await openEmbedded(settings, silentLog)).close();
    expect(() => { checkRoom(settings, isFull); }).not.toThrow();
    await rm(dir, { recursive: true });
  });
});

describe('a first start', () => {
  it('makes nothing where the state cannot be loaded', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const settings = readSettings({ DATA_DIR: join(dir, 'data'), STATE_FILE: join(dir, 'none.json') });
    await expect(openEmbedded(settings, silentLog)).rejects.toThrow(/none\.json cannot be read/);
    expect(await readdir(dir)).toEqual([]);
    await rm(dir, { recursive: true });
  });
});
