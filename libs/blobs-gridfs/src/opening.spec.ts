import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { storeCipher } from '@statewire/keyring/store-cipher';
import mongoose from 'mongoose';
import { gridfsBlobs } from './blobs.gridfs.js';

afterEach(() => { jest.restoreAllMocks(); });

describe('the connection to a store in GridFS', () => {
  const refused = () => Promise.reject(new Error('not primary'));
  const connected = { asPromise: () => Promise.resolve(), db: { collection: () => ({ createIndex: refused }) } };

  it.each([['reached', { asPromise: refused }], ['prepared', connected]])('leaves none open where it cannot be %s', async (_, given) => {
    const close = jest.fn(() => Promise.resolve());
    jest.spyOn(mongoose, 'createConnection').mockReturnValue({ ...given, close } as unknown as mongoose.Connection);

    await expect(gridfsBlobs({ url: 'mongodb://none', namespace: 'n', cipher: storeCipher(randomBytes(32)) })).rejects.toMatchObject({ code: 'blobs/unavailable' });
    expect(close).toHaveBeenCalledTimes(1);
  });
});
