import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { viewsContract } from '@statewire/views/views.contract';
import { lmdbViews } from './views.lmdb.js';

const key = randomBytes(32);

viewsContract('the LMDB adapter', async () => {
  const path = await mkdtemp(join(tmpdir(), 'views-'));
  const opened = () => lmdbViews({ path, encryptionKey: key });
  let views = opened();
  return {
    views,
    reopen: async () => {
      await views.close();
      views = opened();
      return views;
    },
    close: async () => {
      await views.close();
      await rm(path, { recursive: true });
    },
  };
});

describe('an environment made under a key', () => {
  const part = { ledger: 'vehicles', gen: 1, index: 0 };
  const checkpoint = { next: 1n, seq: 1, head: 'h', headOffset: 0n };
  let path: string;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'views-'));
    const views = lmdbViews({ path, encryptionKey: key });
    const view = await views.open('vehicles', 1);
    const changes = Array.from({ length: 200 }, (_, n) => ({
      id: `CANARY-ID-${String(n)}`,
      seq: 1,
      put: { keys: [`LIC:CANARY-KEY-${String(n)}`], doc: { text: 'CANARY-TEXT' } },
    }));
    await view.write(part, changes, checkpoint);
    await views.close();
  });
  afterEach(() => rm(path, { recursive: true }));

  it('is refused with another key', () => {
    expect(() => lmdbViews({ path, encryptionKey: randomBytes(32) })).toThrow(`The views in ${path} were made under another key.`);
  });

  it('is not made without one', async () => {
    const other = join(path, 'other');

    // @ts-expect-error -- forgetting it must not store persons in the clear
    expect(() => lmdbViews({ path: other })).toThrow('undefined');
    expect(await readdir(path)).not.toContain('other');
  });

  it('shows neither documents nor ids nor keys to who reads its files', async () => {
    const files = await Promise.all((await readdir(path)).map((name) => readFile(join(path, name))));

    expect(files.length).toBeGreaterThan(0);
    expect(Buffer.concat(files).includes('CANARY')).toBe(false);
  });
});

describe('an environment of an older form', () => {
  it.each(['', '.2'])('is folded anew, but whoever only remembers a place in it goes on from there (%p)', async (form) => {
    const path = await mkdtemp(join(tmpdir(), 'views-'));
    const part = { ledger: 'vehicles', gen: 1, index: 0 };
    const checkpoint = { next: 7n, seq: 7, head: 'h', headOffset: 6n };
    const views = lmdbViews({ path, encryptionKey: key });
    await (await views.open('deliver', 1)).write(part, [], checkpoint);
    await (await views.open('hot-files', 1)).write(part, [{ id: 'a', seq: 7, put: { keys: ['k'], doc: {} } }], checkpoint);
    await views.close();
    const environment = open<Buffer, Buffer>({ path, maxDbs: 16, noSubdir: false, encoding: 'binary', keyEncoding: 'binary' });
    for (const name of ['deliver@1', 'hot-files@1']) {
      const now = environment.openDB<Buffer, Buffer>(`${name}.3`, { encoding: 'binary', keyEncoding: 'binary' });
      const then = environment.openDB<Buffer, Buffer>(`${name}${form}`, { encoding: 'binary', keyEncoding: 'binary' });
      for (const row of now.getRange({})) await then.put(row.key, row.value);
      await now.drop();
    }
    await environment.close();

    const again = lmdbViews({ path, encryptionKey: key });
    const [deliver, hotFiles] = [await again.open('deliver', 1), await again.open('hot-files', 1)];
    expect([await deliver.checkpoint(part), await hotFiles.checkpoint(part), await hotFiles.get('a')]).toEqual([checkpoint, undefined, undefined]);
    await again.close();
    await rm(path, { recursive: true });
  });
});

describe('a write that cannot be stored', () => {
  it('leaves nothing of itself, and those after it go on', async () => {
    const path = await mkdtemp(join(tmpdir(), 'views-'));
    const views = lmdbViews({ path, encryptionKey: key });
    const view = await views.open('vehicles', 1);
    const part = { ledger: 'vehicles', gen: 1, index: 0 };
    const checkpoint = { next: 1n, seq: 1, head: 'h', headOffset: 0n };
    const put = (id: string, doc: object) => ({ id, seq: 1, put: { keys: ['k'], doc: doc as Record<string, string> } });

    await expect(view.write(part, [put('a', {}), put('b', { number: 1n })], checkpoint)).rejects.toThrow('BigInt');
    expect([await view.get('a'), await view.find('k', 9), await view.checkpoint(part)]).toEqual([undefined, [], undefined]);
    await view.write(part, [put('c', { fits: 'yes' })], checkpoint);
    expect((await view.find('k', 9)).map(({ id }) => id)).toEqual(['c']);

    await views.close();
    await rm(path, { recursive: true });
  });
});

describe('a view that was altered on its disk', () => {
  it('says so when it is opened, and what helps', async () => {
    const path = await mkdtemp(join(tmpdir(), 'views-'));
    const views = lmdbViews({ path, encryptionKey: key });
    const view = await views.open('vehicles', 1);
    await view.write({ ledger: 'vehicles', gen: 1, index: 0 }, [{ id: 'a', seq: 1, put: { keys: ['k'], doc: {} } }], { next: 1n, seq: 1, head: 'h', headOffset: 0n });
    await views.close();
    const environment = open<Buffer, Buffer>({ path, noSubdir: false, maxDbs: 10, encoding: 'binary', keyEncoding: 'binary' });
    const rows = environment.openDB<Buffer, Buffer>('vehicles@1.3', { encoding: 'binary', keyEncoding: 'binary' });
    for (const { key: row, value } of rows.getRange({})) rows.putSync(row, Buffer.from(value).map((byte) => byte ^ 1) as Buffer);
    await environment.close();

    const again = lmdbViews({ path, encryptionKey: key });
    await expect((async () => again.open('vehicles', 1))()).rejects.toThrow('Remove that folder');
    await again.close();
    await rm(path, { recursive: true });
  });
});

describe('views whose disk is nearly full', () => {
  it('take no writes, and do when there is room again', async () => {
    const path = await mkdtemp(join(tmpdir(), 'views-'));
    let room = false;
    const views = lmdbViews({ path, encryptionKey: key, hasRoom: () => room });
    const view = await views.open('vehicles', 1);
    const write = () =>
      view.write({ ledger: 'vehicles', gen: 1, index: 0 }, [{ id: 'a', seq: 1, put: { keys: ['k'], doc: {} } }], { next: 1n, seq: 1, head: 'h', headOffset: 0n });

    await expect(write()).rejects.toMatchObject({ code: 'views/no-room', canRetry: true });
    expect(await view.find('k', 1)).toEqual([]);
    room = true;
    await write();
    expect(await view.find('k', 1)).toHaveLength(1);

    await views.close();
    await rm(path, { recursive: true });
  });
});
