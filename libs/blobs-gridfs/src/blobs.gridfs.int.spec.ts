import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Blobs } from '@statewire/blobs';
import { blobsContract } from '@statewire/blobs/blobs.contract';
import { storeCipher } from '@statewire/keyring/store-cipher';
import mongoose from 'mongoose';
import { gridfsBlobs } from './blobs.gridfs.js';

const url = process.env['MONGO_URL'] ?? '';
const namespaces: string[] = [];
const newNamespace = () => {
  const namespace = `test-${randomUUID()}`;
  namespaces.push(namespace);
  return namespace;
};

const chunksOf = async (namespace: string) => {
  const connection = await mongoose.createConnection(url).asPromise();
  const chunks = connection.collection(`${namespace}-blobs.chunks`);
  return { chunks, close: () => connection.close() };
};

/** Leaves the server as it was found. */
afterAll(async () => {
  const connection = await mongoose.createConnection(url).asPromise();
  for (const collection of (await connection.db?.collections()) ?? []) {
    if (namespaces.some((namespace) => collection.collectionName.startsWith(namespace))) await collection.drop();
  }
  await connection.close();
}, 30_000);

const cipher = storeCipher(randomBytes(32));

const openGridfs = async () => {
  const namespace = newNamespace();
  const open = () => gridfsBlobs({ url, namespace, cipher });
  let blobs = await open();
  return {
    blobs,
    reopen: async () => {
      await blobs.close();
      blobs = await open();
      return blobs;
    },
    close: () => blobs.close(),
  };
};

blobsContract('the store in GridFS', openGridfs);

describe('the store in GridFS', () => {
  const bytes = randomBytes(600_000);
  let namespace: string;
  let blobs: Blobs;
  let looked: Awaited<ReturnType<typeof chunksOf>>;

  beforeEach(async () => {
    namespace = newNamespace();
    blobs = await gridfsBlobs({ url, namespace, cipher });
    looked = await chunksOf(namespace);
  });
  afterEach(async () => {
    await looked.close();
    await blobs.close();
  });

  it('leaves no chunk of a put that lost, and none of a removed blob', async () => {
    await Promise.allSettled(Array.from({ length: 6 }, () => blobs.put('contested', randomBytes(300_000))));
    expect(await looked.chunks.countDocuments({})).toBe(2);

    await blobs.remove('contested');
    expect(await looked.chunks.countDocuments({})).toBe(0);
  });

  it('writes nothing readable', async () => {
    await blobs.put('a', Buffer.from('NAM SMITH, JOHN'));
    const chunk = await looked.chunks.findOne({});

    expect(Buffer.from((chunk as unknown as { data: { buffer: Uint8Array } }).data.buffer).includes('SMITH')).toBe(false);
  });

  it.each([
    ['lacks a chunk', async () => { await looked.chunks.deleteOne({ n: 1 }); }],
    ['has a changed chunk', async () => { await looked.chunks.updateOne({ n: 1 }, { $set: { data: new mongoose.mongo.Binary(randomBytes(255 * 1024)) } }); }],
  ])('tells that a blob %s, and is healed by the right bytes', async (_how, harm) => {
    const ref = await blobs.put('a', bytes);
    await harm();

    await expect(blobs.get(ref)).rejects.toMatchObject({ code: 'blobs/damaged', canRetry: false });
    await blobs.put('a', bytes);
    expect(Buffer.from(await blobs.get(ref)).equals(bytes)).toBe(true);
  });

  it('gives a reader whole bytes or none while they are removed and put again', async () => {
    const ref = await blobs.put('a', bytes);
    const writing = { done: false };
    const reading = (async () => {
      const codes = new Set<string>();
      while (!writing.done) codes.add(await blobs.get(ref).then((read) => (Buffer.from(read).equals(bytes) ? 'whole' : 'wrong'), (failure: unknown) => (failure as { code: string }).code));
      return codes;
    })();
    for (let round = 0; round < 15; round += 1) {
      await blobs.remove('a');
      await blobs.put('a', bytes);
    }
    writing.done = true;

    expect([...(await reading)].filter((code) => code !== 'whole' && code !== 'blobs/missing')).toEqual([]);
  }, 20_000);

  it('says that it cannot be reached once it was closed', async () => {
    const closed = await gridfsBlobs({ url, namespace, cipher });
    await closed.close();

    await expect(closed.put('a', bytes)).rejects.toMatchObject({ code: 'blobs/unavailable', canRetry: true });
  });
});
