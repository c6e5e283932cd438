import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { copyOf, makeWhole, removeAll, root, statewire, statewireIn } from './copied-ledger.js';

jest.setTimeout(60_000);

beforeAll(makeWhole);
afterAll(removeAll);

describe('statewire verify, beside keys', () => {
  it.each(['key-encryption-key', 'keys.slots', 'data.mdb'])('makes no keys where %s is missing, and says so', async (name) => {
    const dataDir = copyOf();
    const keyDir = `${dataDir}.keys`;
    const ring = lmdbKeyRing({ path: keyDir });
    await ring.storeKey('blobs');
    await ring.close();
    rmSync(join(keyDir, name));
    const held = readdirSync(keyDir).sort();

    expect(statewire('verify', dataDir)).toMatchObject({ status: 0, warned: expect.stringContaining(`${keyDir} lacks ${name}: pictures are not checked`) });
    expect(readdirSync(keyDir).sort()).toEqual(held);
  });

  it('makes no key of the pictures, and does not judge by keys that are damaged', async () => {
    const dataDir = copyOf();
    const file = join(`${dataDir}.keys`, 'data.mdb');
    await lmdbKeyRing({ path: `${dataDir}.keys` }).close();
    const held = readFileSync(join(`${dataDir}.keys`, 'keys.slots'));

    expect(statewire('verify', dataDir)).toMatchObject({ status: 0, warned: expect.stringContaining('lacks the key of the pictures') });
    expect(readFileSync(join(`${dataDir}.keys`, 'keys.slots'))).toEqual(held);
    writeFileSync(file, 'x'.repeat(10_000));
    expect(statewire('verify', dataDir)).toMatchObject({ status: 2, warned: expect.stringContaining(`${file} is damaged`) });
  });

  it('names a file of the keys that is no database, and judges the ledger once it is removed', async () => {
    const dataDir = copyOf();
    const gate = join(`${dataDir}.keys`, 'gate.mdb');
    await lmdbKeyRing({ path: `${dataDir}.keys` }).close();
    for (const bytes of [Buffer.from('hello\n'), Buffer.alloc(8192)]) {
      writeFileSync(gate, bytes);
      expect(statewire('verify', dataDir)).toMatchObject({ status: 2, warned: expect.stringMatching(`${gate} is damaged \\(.*\\): remove it`) });
    }
    rmSync(gate);

    expect(statewire('verify', dataDir)).toMatchObject({ status: 0 });
  });

  it('names the files that may be damaged where reading ends the process, and how the ledger is judged without the keys', async () => {
    const dataDir = copyOf();
    const file = join(`${dataDir}.keys`, 'data.mdb');
    await lmdbKeyRing({ path: `${dataDir}.keys` }).close();
    writeFileSync(file, readFileSync(file).fill(0xa5, 2 * 4096));

    expect(statewire('verify', dataDir)).toMatchObject({ status: 2, warned: expect.stringContaining('that of the ledger or that of KEY_DIR') });
    expect(statewireIn({ KEY_DIR: join(root, 'none') }, 'verify', dataDir)).toMatchObject({ status: 0, said: expect.arrayContaining(['The ledger verifies: 15 commits in 4 partitions.']) });
  });
});
