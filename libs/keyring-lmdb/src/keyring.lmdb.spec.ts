import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile, chmod } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyRingContract } from '@statewire/keyring/keyring.contract';
import { courtAccessKeyFileName, keyEncryptionKeyFileName, lmdbKeyRing, missingKeyFiles, slotsFileName } from './keyring.lmdb.js';

keyRingContract('the LMDB key ring', async () => {
  const path = await mkdtemp(join(tmpdir(), 'keys-'));
  const rings = [lmdbKeyRing({ path })];
  const closeAll = async () => {
    for (const ring of rings.splice(0)) await ring.close();
  };
  const opened = () => {
    const ring = lmdbKeyRing({ path });
    rings.push(ring);
    return Promise.resolve(ring);
  };
  const [ring = await opened()] = rings;
  return {
    ring,
    beside: opened,
    reopen: async () => {
      await closeAll();
      return opened();
    },
    close: async () => {
      await closeAll();
      await rm(path, { recursive: true });
    },
  };
});

describe('the folder of keys', () => {
  const order = { number: '2026-CV-0417', court: 'Montgomery County', by: 'records-bureau' };
  const [plain, aad] = [Buffer.from('text'), Buffer.from('place')];
  let path: string;

  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  const slots = () => readFile(join(path, slotsFileName));
  const allBytes = async () => Buffer.concat(await Promise.all((await readdir(path)).map((name) => readFile(join(path, name)))));
  const wrappedUnder = async (slot: number) => (await slots()).subarray(slot * 64 + 4, slot * 64 + 64);

  it('is for its owner alone, and so is what wraps the keys', async () => {
    await lmdbKeyRing({ path }).close();
    expect([(await stat(path)).mode & 0o777, (await stat(join(path, keyEncryptionKeyFileName))).mode & 0o777]).toEqual([0o700, 0o600]);

    await chmod(path, 0o755);
    await chmod(join(path, keyEncryptionKeyFileName), 0o644);
    await lmdbKeyRing({ path }).close();
    expect([(await stat(path)).mode & 0o777, (await stat(join(path, keyEncryptionKeyFileName))).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('gives each of many keys that are brought to hand together to its own record', async () => {
    const kids = Array.from({ length: 600 }, (_, n) => `vehicle/${String(n)}`);
    // Far apart and near to each other in the file, asked for in another order than they lie.
    const asked = kids.filter((_, n) => n < 100 || n > 500 || n % 97 === 0).reverse();
    const first = lmdbKeyRing({ path });
    await first.ensure(kids);
    const sealed = asked.map((kid) => first.seal(kid, Buffer.from(kid), aad));
    await first.destroy(String(asked[3]), order);
    await first.close();
    const ring = lmdbKeyRing({ path });
    await ring.load([...asked, 'never/made']);
    const opened = sealed.map((one) => ring.open(one, aad));
    await ring.close();

    expect(opened.map((one) => (typeof one === 'string' ? one : Buffer.from(one).toString()))).toEqual(asked.map((kid, place) => (place === 3 ? 'destroyed' : kid)));
  });

  it.each(['destroy', 'restrict'] as const)('holds nothing of a wrapping that %s has overwritten', async (end) => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a', 'b', 'c']);
    const before = await wrappedUnder(2);
    expect((await allBytes()).includes(before)).toBe(true);
    await ring[end]('b', order);
    await ring.close();

    const after = await allBytes();
    expect([after.includes(before), after.includes(before.subarray(0, 16)), after.includes(before.subarray(-16))]).toEqual([false, false, false]);
  });

  it('has a key for court access only once a key is restricted', async () => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a']);
    expect(await readdir(path)).not.toContain(courtAccessKeyFileName);
    await ring.restrict('a', order);
    await ring.close();

    expect(await readdir(path)).toContain(courtAccessKeyFileName);
  });

  it('makes no second key for court access while keys are restricted, and asks for the first', async () => {
    const file = join(path, courtAccessKeyFileName);
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a', 'b']);
    for (const kid of ['never made', 'a']) await ring.restrict(kid, order);
    const first = await readFile(file);
    await rename(file, `${file}.kept`);
    const sealed = ring.seal('b', plain, aad);

    await expect(ring.restrict('b', order)).rejects.toMatchObject({ code: 'keyring/no-key-file', message: expect.stringContaining(`${file} is missing`) });
    expect([await readdir(path), Buffer.from(ring.open(sealed, aad)).toString()]).toEqual([expect.not.arrayContaining([courtAccessKeyFileName]), 'text']);
    await rename(`${file}.kept`, file);
    await ring.restrict('b', order);
    expect([ring.open(sealed, aad), await readFile(file)]).toEqual(['restricted', first]);
    await ring.close();
  });

  it.each([['nothing that was restricted had a key', 'never made', 'restrict'], ['all that were restricted are destroyed', 'a', 'destroy']] as const)(
    'makes a key for court access where %s', async (_, kid, end) => {
      const file = join(path, courtAccessKeyFileName);
      const ring = lmdbKeyRing({ path });
      await ring.ensure(['a', 'b']);
      await ring.restrict(kid, order);
      await ring[end](kid, order);
      await rm(file, { force: true });
      await ring.restrict('b', order);
      await ring.close();

      expect(await readdir(path)).toContain(courtAccessKeyFileName);
    });

  it('names the files that it cannot be opened without, once it was made', async () => {
    const all = [keyEncryptionKeyFileName, slotsFileName, 'data.mdb'];
    expect([missingKeyFiles(path), missingKeyFiles(join(path, 'nowhere'))]).toEqual([all, all]);
    await lmdbKeyRing({ path }).close();
    expect(missingKeyFiles(path)).toEqual([]);

    await writeFile(join(path, 'data.mdb'), '');
    await rm(join(path, slotsFileName));
    expect(missingKeyFiles(path)).toEqual([slotsFileName, 'data.mdb']);
  });

  it('cannot be opened without the key-encryption key, nor with another', async () => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a']);
    const sealed = ring.seal('a', plain, aad);
    await ring.close();
    const file = join(path, keyEncryptionKeyFileName);
    await rename(file, `${file}.kept`);

    expect(() => lmdbKeyRing({ path })).toThrow('without it the data cannot be read');
    await writeFile(file, randomBytes(32).toString('base64url'));
    expect(() => lmdbKeyRing({ path })).toThrow('sealed under another key');
    await writeFile(file, 'short');
    expect(() => lmdbKeyRing({ path })).toThrow('holds no key of 32 bytes');
    await rename(`${file}.kept`, file);
    const again = lmdbKeyRing({ path });
    expect(Buffer.from(again.open(sealed, aad)).toString()).toBe('text');
    await again.close();
  });

  it.each(['ensure', 'restrict'] as const)('takes nothing that was left in a slot by who was killed before it was given to anybody (%s)', async (first) => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a']);
    await ring.close();
    const bytes = await slots();
    // The next slot, as if it had been written for another name in a change that never reached the directory.
    await writeFile(join(path, slotsFileName), Buffer.concat([bytes, bytes.subarray(-64)]));

    const again = lmdbKeyRing({ path });
    if (first === 'restrict') await again.restrict('b', order);
    else await again.ensure(['b']);
    expect(first === 'restrict' ? again.open({ kid: 'b', iv: '', ct: '' }, aad) : Buffer.from(again.open(again.seal('b', plain, aad), aad)).toString())
      .toBe(first === 'restrict' ? 'restricted' : 'text');
    await again.close();
  });

  it('makes a key anew whose slot never reached the disk, as after a power cut before it was relied on', async () => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a', 'b']);
    await ring.close();
    const bytes = await slots();
    await writeFile(join(path, slotsFileName), bytes.subarray(0, 2 * 64));

    const again = lmdbKeyRing({ path });
    expect(() => again.seal('b', plain, aad)).toThrow('There is no key b.');
    await again.ensure(['newer']);
    await again.ensure(['a', 'b']);
    const sealed = ['a', 'b', 'newer'].map((kid) => again.seal(kid, Buffer.from(kid), aad));
    const beside = lmdbKeyRing({ path });
    expect(sealed.map((one) => Buffer.from(beside.open(one, aad)).toString())).toEqual(['a', 'b', 'newer']);
    await beside.close();
    await again.close();
  });

  it('gives no key for another: slots that were swapped open nothing', async () => {
    const ring = lmdbKeyRing({ path });
    await ring.ensure(['a', 'b']);
    await ring.close();
    const bytes = await slots();
    await writeFile(join(path, slotsFileName), Buffer.concat([bytes.subarray(0, 64), bytes.subarray(128, 192), bytes.subarray(64, 128)]));

    const again = lmdbKeyRing({ path });
    expect(() => again.seal('a', plain, aad)).toThrow('another key');
    await again.close();
  });
});

describe('a key ring whose disk is nearly full', () => {
  it('makes no keys, and uses those it has', async () => {
    const path = await mkdtemp(join(tmpdir(), 'keys-'));
    let room = true;
    const ring = lmdbKeyRing({ path, hasRoom: () => room });
    await ring.ensure(['kept']);
    room = false;

    await expect(ring.ensure(['new'])).rejects.toMatchObject({ code: 'keyring/no-room', canRetry: true });
    await ring.ensure(['kept']);
    expect(ring.open(ring.seal('kept', Buffer.from('text'), Buffer.from('place')), Buffer.from('place'))).toEqual(Buffer.from('text'));

    await ring.close();
    await rm(path, { recursive: true });
  });
});
