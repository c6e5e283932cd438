import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogCut } from '@statewire/ledger';
import { logDriverContract } from '@statewire/ledger/log-driver.contract';
import { installationFileName } from './installation-id.js';
import { lmdbLogDriver, type LmdbLogDriver } from './log-driver.lmdb.js';
import { lmdbLogReader } from './log-reader.lmdb.js';
import { lockFileName } from './writer-lock.js';

logDriverContract('the LMDB driver', async () => {
  const path = await mkdtemp(join(tmpdir(), 'ledger-'));
  const driver = lmdbLogDriver({ path });
  return {
    driver,
    close: async () => {
      await driver.close();
      await rm(path, { recursive: true });
    },
  };
});

describe('an embedded ledger', () => {
  const part = { ledger: 'vehicles', gen: 1, index: 1 };
  const limits = { bytes: 1 << 20, waitMs: 0 };
  let path: string;

  const withDriver = async <T>(use: (driver: LmdbLogDriver) => Promise<T>): Promise<T> => {
    const driver = lmdbLogDriver({ path });
    try {
      return await use(driver);
    } finally {
      await driver.close();
    }
  };
  const make = (driver: LmdbLogDriver) => driver.create('vehicles', 1, 4);
  const lockOfThisProcess = () =>
    withDriver(async (driver) => {
      await make(driver);
      return readFile(join(path, lockFileName), 'utf8');
    });

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'ledger-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  it('goes on behind its last record after a restart, under the same installation id', async () => {
    const before = await withDriver(async (driver) => {
      await make(driver);
      await driver.append(part, [Buffer.from('a'), Buffer.from('b')]);
      return driver.installationId();
    });

    await withDriver(async (driver) => {
      expect(driver.installationId()).toBe(before);
      expect(driver.logs()).toEqual([{ ledger: 'vehicles', gen: 1, partitions: 4 }]);
      expect(await driver.append(part, [Buffer.from('c')])).toEqual({ kind: 'stored', base: 2n });
      const { records } = await driver.fetch(part, 0n, limits);
      expect(records.map(({ value }) => Buffer.from(value).toString())).toEqual(['a', 'b', 'c']);
    });
  });

  it('keeps its number of partitions', async () => {
    await withDriver(make);

    await withDriver(async (driver) => {
      await expect(driver.create('vehicles', 1, 8)).rejects.toThrow('vehicles.g1 has 4 partitions, not 8: records would have two homes. Set PARTITIONS=4.');
      await expect(driver.append({ ...part, index: 4 }, [Buffer.from('a')])).rejects.toThrow('no partition vehicles.g1/4');
      await expect(driver.verifySettings('vehicles', 2)).rejects.toThrow('no partition vehicles.g2/0');
    });
  });

  it('gives records that later appends and reads leave as they are', async () => {
    await withDriver(async (driver) => {
      await make(driver);
      for (let n = 0; n < 50; n += 1) await driver.append(part, [Buffer.alloc(2000, n)]);
      const { records } = await driver.fetch(part, 0n, limits);
      for (let n = 50; n < 100; n += 1) {
        await driver.append(part, [Buffer.alloc(2000, n)]);
        await driver.fetch(part, BigInt(n), limits);
      }

      expect(records.map(({ value }) => value.every((byte) => byte === value[0]) && value[0])).toEqual(Array.from({ length: 50 }, (_, n) => n));
    });
  });

  it('is refused to a second driver of the same process', async () => {
    await withDriver(async () => {
      await Promise.resolve();
      expect(() => lmdbLogDriver({ path })).toThrow(`open in another process (pid ${String(process.pid)})`);
    });
  });

  it.each([
    ['of a process that is gone', 'pid 4194999 began x/1\n'],
    ['of a process whose number was given to another since', `pid ${String(process.pid)} began x/1\n`],
    ['that nobody can read', 'garbage'],
  ])('takes over a lock %s', async (_, text) => {
    await writeFile(join(path, lockFileName), text);

    await withDriver(async () => {
      expect(await readFile(join(path, lockFileName), 'utf8')).toMatch(new RegExp(`^pid ${String(process.pid)} began [^x]`));
    });
    expect((await readdir(path)).filter((name) => name.startsWith(lockFileName))).toEqual([]);
  });

  it('is not opened with a new installation id once it has logs', async () => {
    await withDriver(make);
    await rm(join(path, installationFileName));

    expect(() => lmdbLogDriver({ path })).toThrow('no installation-id');
    await writeFile(join(path, installationFileName), 'the-old-one\n');
    await withDriver(async (driver) => {
      expect(await Promise.resolve(driver.installationId())).toBe('the-old-one');
    });
  });

  it.each(['alone', 'beside the process that writes'])('opened for reading only gives what is there and takes nothing, %s', async (how) => {
    const driver = lmdbLogDriver({ path });
    await make(driver);
    await driver.append(part, [Buffer.from('a'), Buffer.alloc(100_000)]);
    if (how === 'alone') await driver.close();
    const reader = await lmdbLogReader({ path });

    expect((await reader.fetch(part, 0n, { ...limits, bytes: 1 })).records).toEqual([{ offset: 0n, value: Buffer.from('a') }]);
    expect((await reader.fetch(part, 1n, limits)).records).toEqual([{ offset: 1n, value: Buffer.alloc(100_000) }]);
    expect((await reader.fetch({ ...part, index: 3 }, 0n, { bytes: 1, waitMs: 60 })).records).toEqual([]);
    expect(await reader.bounds(part)).toEqual({ first: 0n, end: 2n });
    expect(await reader.append(part, [Buffer.from('b')])).toEqual({ kind: 'refused', reason: 'forbidden' });
    await expect(reader.fetch(part, 3n, limits)).rejects.toThrow(new LogCut('vehicles.g1/1 ends at 2, before 3'));
    await expect(reader.bounds({ ...part, index: 4 })).rejects.toMatchObject({ code: 'ledger/no-log' });
    await expect(reader.verifySettings('persons', 1)).rejects.toMatchObject({ code: 'ledger/no-log' });
    await reader.verifySettings('vehicles', 1);
    expect(reader.logs()).toEqual([{ ledger: 'vehicles', gen: 1, partitions: 4 }]);
    await reader.close();
    if (how === 'alone') {
      await expect(reader.bounds(part)).rejects.toMatchObject({ code: 'ledger/closed' });
      await expect(reader.fetch(part, 0n, limits)).rejects.toMatchObject({ code: 'ledger/closed' });
    }
    await driver.close();
  });

  it('is read by way of the process that writes, and no longer than that runs', async () => {
    const driver = lmdbLogDriver({ path });
    await make(driver);
    const reader = await lmdbLogReader({ path });
    const waiting = reader.fetch(part, 0n, { bytes: 1, waitMs: 10_000 });
    await driver.append(part, [Buffer.from('a')]);

    expect((await waiting).records).toHaveLength(1);
    await driver.close();
    await expect(reader.bounds(part)).rejects.toMatchObject({ code: 'ledger/silent' });
    expect((await readdir(path)).sort()).toEqual(['data.mdb', 'installation-id', 'lock.mdb']);
  });

  it('ends the waiting of who reads when they stop or close', async () => {
    await withDriver(async (driver) => {
      await make(driver);
      const reader = await lmdbLogReader({ path });
      const stop = new AbortController();
      const before = performance.now();
      const stopped = reader.fetch(part, 0n, { bytes: 1, waitMs: 10_000 }, stop.signal);
      const waiting = reader.fetch(part, 0n, { bytes: 1, waitMs: 10_000 });
      stop.abort();
      expect(await stopped).toEqual({ records: [], end: 0n });
      await reader.close();
      expect(await waiting).toEqual({ records: [], end: 0n });

      expect(performance.now() - before).toBeLessThan(5_000);
    });
  });

  it('is not opened for reading beside a process that lets nobody read', async () => {
    await withDriver(async (driver) => {
      await make(driver);
      const [, socket = ''] = / note (.*)\n/.exec(await readFile(join(path, lockFileName), 'utf8')) ?? [];
      await rm(socket);

      await expect(lmdbLogReader({ path, patienceMs: 300 })).rejects.toMatchObject({ code: 'ledger/locked' });
    });
  });

  it('is not opened for reading while a process of another container may have it open, and taken over to write', async () => {
    const mine = await lockOfThisProcess();
    const lock = join(path, lockFileName);
    // Number 1 of there is none that began then here.
    const ofAnother = mine.replace(/^pid \d+/, 'pid 1').replace(/within \S+/, 'within pid:[1]');
    await writeFile(lock, ofAnother);
    await expect(lmdbLogReader({ path, patienceMs: 0 })).rejects.toThrow('may be open in another container');
    expect(await readFile(lock, 'utf8')).toBe(ofAnother);

    // Since which the machine was started anew, and one of a version that did not say where it ran.
    for (const text of [ofAnother.replace(/began [^/]+/, 'began an-earlier-start'), ofAnother.replace(/ within .*/, '')]) {
      await writeFile(lock, text);
      await (await lmdbLogReader({ path, patienceMs: 0 })).close();
    }
    await writeFile(lock, ofAnother);
    await withDriver(async (driver) => {
      expect(await Promise.resolve(driver.logs())).toHaveLength(1);
    });
  });

  it('is its own in a copy that was made while it was open', async () => {
    await withDriver(async (driver) => {
      await make(driver);
      const copy = join(path, 'copy');
      await mkdir(copy);
      for (const file of ['data.mdb', installationFileName, lockFileName]) await copyFile(join(path, file), join(copy, file));
      await driver.append(part, [Buffer.from('a')]);
      const reader = await lmdbLogReader({ path: copy, patienceMs: 0 });

      expect((await reader.bounds(part)).end).toBe(0n);
      await reader.close();
      await lmdbLogDriver({ path: copy }).close();
      expect(await (await lmdbLogReader({ path })).bounds(part)).toEqual({ first: 0n, end: 1n });
    });
  });

  it('waits for who opens it only for reading', async () => {
    const lock = join(path, lockFileName);
    await writeFile(lock, (await lockOfThisProcess()).replace(/note .*/, 'note reading'));
    spawn('sh', ['-c', 'sleep 0.3; rm "$0"', lock]);

    await withDriver(async (driver) => {
      expect(await Promise.resolve(driver.logs())).toHaveLength(1);
    });
  });

  it('cannot be opened for reading where its file is empty', async () => {
    await withDriver(make);
    await writeFile(join(path, 'data.mdb'), '');

    await expect(lmdbLogReader({ path })).rejects.toMatchObject({ code: 'ledger/lost' });
  });

  it('cannot be opened for reading where there is none', async () => {
    await expect(lmdbLogReader({ path })).rejects.toThrow(`There is no ledger in ${path}.`);
  });
});

describe('an embedded ledger whose file was lost', () => {
  it.each(['missing', 'empty'])('is not begun anew while it is %s', async (how) => {
    const path = await mkdtemp(join(tmpdir(), 'ledger-'));
    await lmdbLogDriver({ path }).close();
    await rm(join(path, 'data.mdb'));
    if (how === 'empty') await writeFile(join(path, 'data.mdb'), '');

    expect(() => lmdbLogDriver({ path })).toThrow('data.mdb is missing or empty');
    expect(await readdir(path)).not.toContain(lockFileName);
    await rm(path, { recursive: true });
  });
});

describe('an embedded ledger whose disk is nearly full', () => {
  it('refuses appends, and stores them when there is room again', async () => {
    const path = await mkdtemp(join(tmpdir(), 'ledger-'));
    const part = { ledger: 'vehicles', gen: 1, index: 0 };
    let room = false;
    const driver = lmdbLogDriver({ path, hasRoom: () => room });
    await driver.create('vehicles', 1, 1);

    expect(await driver.append(part, [Buffer.from('a')])).toEqual({ kind: 'refused', reason: 'no-room' });
    expect(await driver.bounds(part)).toEqual({ first: 0n, end: 0n });
    room = true;
    expect(await driver.append(part, [Buffer.from('a')])).toEqual({ kind: 'stored', base: 0n });

    await driver.close();
    await rm(path, { recursive: true });
  });
});
