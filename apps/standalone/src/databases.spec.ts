import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, silentLog } from '@statewire/service-kit';
import { cp, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDatabases } from './databases.js';
import { openEmbedded } from './embedded.js';

describe('a database of the embedded profile', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'databases-'));
    const { ports, close } = await openEmbedded(readSettings({ DATA_DIR: join(dir, 'data') }), silentLog);
    await ports.driver.create('vehicles', 1, 1);
    for (let n = 0; n < 20; n += 1) await ports.driver.append({ ledger: 'vehicles', gen: 1, index: 0 }, [Buffer.alloc(20_000)]);
    await close();
  });
  afterAll(() => rm(dir, { recursive: true }));

  const copy = async () => {
    const at = await mkdtemp(join(dir, 'copy-'));
    for (const name of ['data', 'data.keys', 'data.seals']) await cp(join(dir, name), join(at, name), { recursive: true });
    return { at, settings: readSettings({ DATA_DIR: join(at, 'data') }) };
  };
  const files = ['data/ledger/data.mdb', 'data.keys/gate.mdb', 'data.keys/data.mdb', 'data/views/data.mdb', 'data/states/data.mdb'];

  it('that is whole, or not there, or empty, is no fault', async () => {
    const { at, settings } = await copy();
    checkDatabases(settings);
    for (const name of files) await writeFile(join(at, name), '');
    checkDatabases(settings);
    for (const name of files) await rm(join(at, name));
    checkDatabases(settings);
  });

  it.each(files)('that is another file is named: %s', async (name) => {
    const { at, settings } = await copy();
    await writeFile(join(at, name), Buffer.alloc(60_000, 'nonsense'));
    const remedy = /views|states/.test(name) ? 'remove its folder' : name.endsWith('gate.mdb') ? 'remove it,' : 'bring back a copy';

    await expect(openEmbedded(settings, silentLog)).rejects.toThrow(`${join(at, name)} is damaged (it does not begin as a database does): ${remedy}`);
  });

  it('of which one of the first two pages is damaged is named', async () => {
    const { at, settings } = await copy();
    const file = await open(join(at, 'data/ledger/data.mdb'), 'r+');
    await file.write(Buffer.alloc(64), 0, 64, 4096);
    await file.close();

    await expect(openEmbedded(settings, silentLog)).rejects.toThrow('data.mdb is damaged (it does not begin');
  });

  it('that was cut off before its data begin is named', async () => {
    const { at, settings } = await copy();
    const path = join(at, 'data/ledger/data.mdb');
    await truncate(path, 8192 + Math.floor(((await stat(path)).size - 8192) / 10));

    await expect(openEmbedded(settings, silentLog)).rejects.toThrow('data.mdb is damaged (its end is missing): bring back a copy');
  });

  it('of the keys that holds nothing may be removed where it is damaged', async () => {
    const { at, settings } = await copy();
    const gate = join(at, 'data.keys/gate.mdb');
    for (const bytes of [Buffer.from('hello\n'), Buffer.alloc(8192)]) {
      await writeFile(gate, bytes);
      expect(() => { checkDatabases(settings); }).toThrow(`${gate} is damaged`);
    }
    await rm(gate);

    await (await openEmbedded(settings, silentLog)).close();
  });

  it.each([['data/ledger', 'bring back a copy'], ['data/views', 'remove its folder'], ['data/states', 'remove its folder']])(
    'of which pages further in are damaged is named with what to do: %s', async (folder, remedy) => {
      const { at, settings } = await copy();
      const path = join(at, folder, 'data.mdb');
      await writeFile(path, (await readFile(path)).fill(0, 2 * 4096));

      await expect(openEmbedded(settings, silentLog)).rejects.toThrow(new RegExp(`^${path} is damaged \\(MDB_.*: ${remedy}`));
    });

  it('is not changed by being looked at', async () => {
    const { at, settings } = await copy();
    checkDatabases(settings);
    for (const name of files) expect(await readFile(join(at, name))).toEqual(await readFile(join(dir, name)));
  });
});
