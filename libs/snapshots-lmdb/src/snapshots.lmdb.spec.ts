import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotStoreContract } from '@statewire/desk/snapshots.contract';
import { lmdbSnapshots } from './snapshots.lmdb.js';

snapshotStoreContract('the LMDB snapshot store', async () => {
  const path = await mkdtemp(join(tmpdir(), 'snapshots-'));
  const store = lmdbSnapshots({ path, encryptionKey: randomBytes(32) });
  return {
    store,
    close: async () => {
      await store.close();
      await rm(path, { recursive: true });
    },
  };
});

describe('snapshots on disk', () => {
  const encryptionKey = randomBytes(32);
  const name = 'vehicles.g1/0';
  let path: string;

  const read = async () => {
    const store = lmdbSnapshots({ path, encryptionKey });
    const found: (readonly [string, string])[] = [];
    for await (const entry of (await store.open(name)).entries('state')) found.push(entry);
    await store.close();
    return found;
  };

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'snapshots-'));
    const store = lmdbSnapshots({ path, encryptionKey });
    const snapshot = await store.open(name);
    await snapshot.write([
      { table: 'state', key: 'plate/CANARY-KEY-1', value: 'CANARY-VALUE' },
      { table: 'state', key: 'plate/CANARY-KEY-\u{1f600}', value: '' },
      { table: 'state', key: 'plate/CANARY-KEY-\uffee', value: 'CANARY-VALUE'.repeat(1000) },
    ]);
    await store.close();
  });
  afterEach(() => rm(path, { recursive: true }));

  it('outlive the process, in the order of code points', async () => {
    expect((await read()).map(([key, value]) => [key.slice(17), value.length])).toEqual([
      ['1', 12],
      ['\uffee', 12_000],
      ['\u{1f600}', 0],
    ]);
  });

  it('show neither keys nor values to who reads the files', async () => {
    const files = await Promise.all((await readdir(path)).map((file) => readFile(join(path, file))));

    expect(Buffer.concat(files).includes(name)).toBe(true);
    expect(Buffer.concat(files).includes('CANARY')).toBe(false);
  });

  it('are refused with another key', () => {
    expect(() => lmdbSnapshots({ path, encryptionKey: randomBytes(32) })).toThrow(`The snapshots in ${path} were made under another key.`);
  });

  it('do not open in the place of another partition', async () => {
    const { open } = await import('lmdb');
    const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
    const environment = open<Buffer, Buffer>({ path, maxDbs: 16, ...binary });
    const other = environment.openDB<Buffer, Buffer>('vehicles.g1/1', binary);
    for (const { key, value } of environment.openDB<Buffer, Buffer>(name, binary).getRange({})) await other.put(key, value);
    await environment.close();

    const store = lmdbSnapshots({ path, encryptionKey });
    const entries = (await store.open('vehicles.g1/1')).entries('state')[Symbol.asyncIterator]();
    await expect(entries.next()).rejects.toThrow('does not open');
    await store.close();
  });
});

describe('snapshots whose disk is nearly full', () => {
  it('are not written, and can be when there is room again', async () => {
    const path = await mkdtemp(join(tmpdir(), 'snapshots-'));
    let room = false;
    const store = lmdbSnapshots({ path, encryptionKey: randomBytes(32), hasRoom: () => room });
    const snapshot = await store.open('vehicles.g1/0');
    const write = () => snapshot.write([{ table: 'state', key: 'a', value: 'b' }]);

    await expect(write()).rejects.toMatchObject({ code: 'snapshots/no-room', canRetry: true });
    room = true;
    await write();
    expect(snapshot.read('state', 'a')).toBe('b');

    await store.close();
    await rm(path, { recursive: true });
  });
});
