import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Blobs } from '@statewire/blobs';
import { blobsContract } from '@statewire/blobs/blobs.contract';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { fileBlobs } from './blobs.files.js';

const cipher = storeCipher(randomBytes(32));
const folder = () => mkdtemp(join(tmpdir(), 'blobs-'));

const openFiles = async () => {
  const dir = await folder();
  const open = () => fileBlobs({ dir, cipher });
  const blobs = await open();
  return {
    blobs,
    reopen: async () => {
      await blobs.close();
      return await open();
    },
    close: () => rm(dir, { recursive: true }),
  };
};

blobsContract('the store of files', openFiles);

describe('the store of files', () => {
  let dir: string;
  let blobs: Blobs;
  const bytes = Buffer.from('NAM SMITH, JOHN');

  beforeEach(async () => {
    dir = await folder();
    blobs = await fileBlobs({ dir, cipher });
  });
  afterEach(async () => { await rm(dir, { recursive: true }); });

  const files = async () => (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const onlyFile = async () => {
    const [path, ...more] = await files();
    if (path === undefined || more.length > 0) throw new Error('not one file');
    return path;
  };

  it('leaves one file a blob and nothing besides, also after puts that were refused', async () => {
    await blobs.put('a', bytes);
    await blobs.put('a', bytes);
    await blobs.put('a', Buffer.from('other')).catch(() => undefined);

    expect(await files()).toHaveLength(1);
  });

  it('leaves nothing of a removed blob', async () => {
    await blobs.put('a', bytes);
    await blobs.remove('a');

    expect(await files()).toEqual([]);
  });

  it('writes nothing readable', async () => {
    await blobs.put('a', bytes);

    expect((await readFile(await onlyFile())).includes('SMITH')).toBe(false);
  });

  it('clears away what a crash left half written', async () => {
    await writeFile(join(dir, 'drafts', 'half'), 'half');
    blobs = await fileBlobs({ dir, cipher });

    expect([await files(), await blobs.list('', 10)]).toEqual([[], []]);
  });

  it.each([
    ['changed', async (path: string) => {
      const content = await readFile(path);
      content.writeUInt8(content.readUInt8(20) ^ 1, 20);
      await writeFile(path, content);
    }],
    ['cut', (path: string) => truncate(path, 30)],
    ['emptied', (path: string) => truncate(path, 0)],
  ])('tells that a file was %s, and is healed by the right bytes', async (_how, harm) => {
    const ref = await blobs.put('a', bytes);
    await harm(await onlyFile());

    await expect(blobs.get(ref)).rejects.toMatchObject({ code: 'blobs/damaged', canRetry: false });
    await blobs.put('a', bytes);
    expect(Buffer.from(await blobs.get(ref)).equals(bytes)).toBe(true);
  });

  it('says that it cannot be reached when its folders are gone', async () => {
    await rm(join(dir, 'drafts'), { recursive: true });

    await expect(blobs.put('a', bytes)).rejects.toMatchObject({ code: 'blobs/unavailable', canRetry: true });
  });
});
