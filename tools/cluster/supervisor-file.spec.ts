import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SERVICES } from './services.mjs';
import { hold, holderOf } from './supervisor-file.mjs';

jest.setTimeout(60_000);

let root: string;
let dataDir: string;
let file: string;
let other: ChildProcess;
const pid = () => other.pid ?? 0;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'cluster-'));
  dataDir = join(root, 'cluster');
  file = join(dataDir, 'supervisor.pid');
  mkdirSync(dataDir);
  other = spawn(process.execPath, ['-e', "setInterval(() => undefined, 60_000); console.log('up')"], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(other.stdout!, 'data');
});
afterEach(() => {
  other.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

const isUp = () => other.exitCode === null && other.signalCode === null;

/** Not the synchronous way: who is ended has to be waited for meanwhile. */
const run = (script: 'up' | 'down', env: Readonly<Record<string, string>> = {}): Promise<Readonly<{ status: unknown; said: string; warned: string }>> =>
  new Promise((done) => {
    execFile(process.execPath, [join(import.meta.dirname, `${script}.mjs`)], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: root, ...env } }, (error, said, warned) => {
      done({ status: error?.code ?? 0, said, warned });
    });
  });

/** As a crash or a reboot leaves it, once its process's number is another's. */
const leaveStale = (): void => { writeFileSync(file, `${String(pid())}\nat another time\n`); };

describe('npm run cluster:down', () => {
  it('ends the process that holds the cluster', async () => {
    const ended = once(other, 'exit');
    await hold(dataDir, pid());

    expect(await run('down')).toMatchObject({ status: 0, said: 'The cluster has ended; its data stays.\n' });
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it("leaves another's process alone that has the number of one that is gone, and removes the file", async () => {
    leaveStale();
    writeFileSync(join(dataDir, 'address'), 'http://nobody');

    expect(await run('down')).toEqual({ status: 0, said: `No cluster is running: ${file} was left by process ${String(pid())}, which is gone, and is removed.\n`, warned: '' });
    expect([isUp(), existsSync(file), existsSync(join(dataDir, 'address'))]).toEqual([true, false, false]);
  });

  it.each(['', '0', '-1', 'x', '4194304999'])('takes a file that holds "%s" for a stale one', async (text) => {
    writeFileSync(file, text);

    expect(await run('down')).toMatchObject({ status: 0, said: expect.stringContaining('No cluster is running') });
    expect(existsSync(file)).toBe(false);
  });

  it('ends nobody where it cannot tell whose process it is, and says so', async () => {
    writeFileSync(file, String(pid()));

    expect(await run('down')).toMatchObject({ status: 1, warned: expect.stringContaining(`Whether process ${String(pid())} holds the cluster cannot be told`) });
    expect([isUp(), existsSync(file)]).toEqual([true, true]);
  });

  it('says that nothing runs where nothing was started', async () => {
    expect(await run('down')).toMatchObject({ status: 0, said: 'No cluster is running.\n' });
  });
});

describe('npm run cluster:up', () => {
  it('refuses beside a cluster that runs, or may run', async () => {
    await hold(dataDir, pid());
    expect(await run('up')).toMatchObject({ status: 1, warned: expect.stringContaining(`A cluster is running already (process ${String(pid())})`) });

    writeFileSync(file, String(pid()));
    expect(await run('up')).toMatchObject({ status: 1, warned: expect.stringContaining('cannot be told') });
    expect(isUp()).toBe(true);
  });

  it('says that it found a stale file, removes it and goes on', async () => {
    leaveStale();
    // No service can write its log, so that the start ends before it has begun.
    for (const service of SERVICES) mkdirSync(join(dataDir, `${service}.log`));
    const { status, said, warned } = await run('up', { KAFKA_BROKERS: 'nobody:1', MONGO_URL: 'mongodb://nobody', REDIS_URL: 'redis://nobody' });

    expect(said).toContain(`${file} was left by process ${String(pid())}, which is gone, and is removed.`);
    expect([status, warned]).toEqual([1, expect.stringContaining('The cluster did not start')]);
    expect(readFileSync(join(dataDir, 'cluster.log'), 'utf8')).toContain('EISDIR');
    expect([isUp(), existsSync(file)]).toEqual([true, false]);
  });
});

describe('the file that names who holds a cluster', () => {
  it('is not written over while it is there', async () => {
    await hold(dataDir, pid());

    await expect(hold(dataDir)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await holderOf(dataDir)).toMatchObject({ pid: pid() });
  });
});
