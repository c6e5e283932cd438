import { describe, expect, it } from '@jest/globals';
import { readSettings, silentLog } from '@statewire/service-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkKeys, openEmbedded } from './embedded.js';

describe('the keys of the embedded profile', () => {
  it.each(['key-encryption-key', 'keys.slots', 'data.mdb'])('are not made anew for a ledger when %s is missing', async (name) => {
    const dir = await mkdtemp(join(tmpdir(), 'embedded-'));
    const settings = readSettings({ DATA_DIR: join(dir, 'data') });
    const { ports, close } = await openEmbedded(settings, silentLog);
    await ports.driver.create('vehicles', 1, 1);
    await close();
    expect(() => { checkKeys(true, settings); }).not.toThrow();
    await rm(join(settings.keyDir, name));

    await expect(openEmbedded(settings, silentLog)).rejects.toThrow(`lacks ${name}`);
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
