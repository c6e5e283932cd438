import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogDriver } from '@statewire/ledger';
import { lmdbLogDriver, type LmdbLogDriver } from './log-driver.lmdb.js';
import { lmdbLogReader } from './log-reader.lmdb.js';
import { lockFileName } from './writer-lock.js';

const root = process.cwd();
const ledger = 'killed';
const partitions = 3;
const kills = 6;
const startMsMax = 20_000;

type Acknowledged = Readonly<{ index: number; base: bigint; count: number }>;

const script = join(root, 'libs/ledger-lmdb/test/append-until-killed.mjs');

/** A process that appends; `printed` is what it has acknowledged so far. */
const startAppending = (path: string) => {
  const child = spawn(process.execPath, [script, path, ledger, String(partitions)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const closed = once(child, 'close');

  return {
    pid: child.pid ?? 0,
    async hasBegun() {
      const giveUpAt = Date.now() + startMsMax;
      while (!output.includes('\n')) {
        if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error('the appending process did not begin');
        await pause(10);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
      return output
        .split('\n')
        .slice(0, -1)
        .map((line): Acknowledged => {
          const [index, base, count] = line.split(' ');
          return { index: Number(index), base: BigInt(base ?? -1), count: Number(count) };
        });
    },
  };
};

const everything = async (driver: LogDriver, index: number) => {
  const part = { ledger, gen: 1, index };
  const { end } = await driver.bounds(part);
  const texts: string[] = [];
  while (BigInt(texts.length) < end) {
    const { records } = await driver.fetch(part, BigInt(texts.length), { bytes: 1 << 20, waitMs: 0 });
    for (const { offset, value } of records) {
      if (offset !== BigInt(texts.length)) throw new Error(`offset ${String(offset)} stands at ${String(texts.length)}`);
      texts.push(Buffer.from(value).toString());
    }
  }
  return texts;
};

describe('a ledger whose process is killed while it appends', () => {
  let path: string;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(root, 'tools/build.mjs')]);
    path = await mkdtemp(join(tmpdir(), 'killed-'));
  }, 60_000);
  afterAll(() => rm(path, { recursive: true }));

  it('has every acknowledged record, whole and in its place, kill after kill', async () => {
    const acknowledged: Acknowledged[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const process = startAppending(path);
      await process.hasBegun();
      await pause(Math.random() * 300);
      acknowledged.push(...(await process.kill()));

      const driver = lmdbLogDriver({ path });
      for (let index = 0; index < partitions; index += 1) {
        const texts = await everything(driver, index);
        const mine = acknowledged.filter((ack) => ack.index === index);
        expect(texts.length).toBeGreaterThanOrEqual(Math.max(0, ...mine.map(({ base, count }) => Number(base) + count)));
        expect(texts.filter((text, offset) => !new RegExp(`^${String(index)}/${String(offset)}/x*$`).test(text))).toEqual([]);
      }
      await driver.close();
    }
    expect(acknowledged.length).toBeGreaterThan(kills * partitions);
  }, 120_000);

  describe('and while it still runs', () => {
    let running: ReturnType<typeof startAppending>;
    let reader: LmdbLogDriver;

    beforeAll(async () => {
      running = startAppending(path);
      await running.hasBegun();
      reader = await lmdbLogReader({ path });
    }, 60_000);
    afterAll(() => running.kill());

    it('is refused to a second process, by the number of the first', () => {
      expect(() => lmdbLogDriver({ path })).toThrow(`open in another process (pid ${String(running.pid)})`);
    });

    it('can be read, with what is appended meanwhile', async () => {
      const part = { ledger, gen: 1, index: 0 };
      const { end } = await reader.bounds(part);
      const { records } = await reader.fetch(part, end, { bytes: 1 << 20, waitMs: 10_000 });

      expect(Buffer.from(records[0]?.value ?? []).toString()).toMatch(new RegExp(`^0/${String(end)}/`));
      expect(reader.installationId()).toBe((await readFile(join(path, 'installation-id'), 'utf8')).trim());
      await reader.close();
    });

    it('leaves its lock to the next process when it is killed, and nothing else', async () => {
      const lock = await readFile(join(path, lockFileName), 'utf8');
      const [, socket = ''] = / note (.*)\n/.exec(lock) ?? [];
      expect(existsSync(socket)).toBe(true);
      await running.kill();
      // Takes it over, and lets go of it.
      await (await lmdbLogReader({ path })).close();

      expect(lock).toMatch(new RegExp(`^pid ${String(running.pid)} `));
      await expect(readFile(join(path, lockFileName))).rejects.toThrow('ENOENT');
      expect(existsSync(dirname(socket))).toBe(false);
    });
  });
});

describe('a ledger whose process was killed, and nobody has waited for it yet', () => {
  const until = async (fits: () => Promise<boolean>): Promise<void> => {
    for (const giveUpAt = Date.now() + startMsMax; !(await fits()); await pause(20)) if (Date.now() > giveUpAt) throw new Error('it did not come');
  };

  it('is taken over at once', async () => {
    const path = await mkdtemp(join(tmpdir(), 'zombie-'));
    // The parent turns into a program that waits for no child.
    const parent = spawn('sh', ['-c', '"$0" "$@" > /dev/null & echo $!; exec sleep 60', process.execPath, script, path, ledger, String(partitions)], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [pid] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
      await until(async () => (await readFile(join(path, lockFileName), 'utf8').catch(() => '')).startsWith(`pid ${pid.trim()} `));
      process.kill(Number(pid), 'SIGKILL');
      // Its state, and sixteen numbers further on how many threads are left.
      await until(async () => / Z (-?\d+ ){16}1 /.test(await readFile(`/proc/${pid.trim()}/stat`, 'utf8')));

      await lmdbLogDriver({ path }).close();
    } finally {
      parent.kill('SIGKILL');
      await rm(path, { recursive: true });
    }
  }, 60_000);
});

describe('a ledger whose disk is full', () => {
  it('says of an append that it may or may not be stored, keeps what it had and lives on', async () => {
    const path = await mkdtemp(join(tmpdir(), 'full-'));
    const script = join(root, 'libs/ledger-lmdb/test/append-until-full.mjs');
    const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 4000 && exec "$0" "$1" "$2"', process.execPath, script, path]);
    const { kinds, stored, ends } = JSON.parse(stdout) as { kinds: string[]; stored: number[]; ends: number[] };

    expect(kinds).toEqual(['stored', 'unknown']);
    expect(ends).toEqual(stored);
    expect(Math.min(...stored)).toBeGreaterThan(4);
    await rm(path, { recursive: true });
  }, 60_000);
});
