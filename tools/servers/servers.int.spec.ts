import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { startMongo, startRedis, type OneServer } from './servers.mjs';

const writesPerRound = 50;
const startedWithinMs = 240_000;
const run = promisify(execFile);
const runner = fileURLToPath(new URL('run.mjs', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statewire-servers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the Mongo server', () => {
  let mongo: OneServer;
  beforeAll(async () => {
    mongo = await startMongo({ dataDir: join(folder, 'mongo') });
  }, startedWithinMs);
  afterAll(() => mongo.stop());

  const connected = async <T>(use: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> => {
    const connection = await mongoose.createConnection(mongo.url, { serverSelectionTimeoutMS: 5000 }).asPromise();
    try {
      if (connection.db === undefined) throw new Error('no database');
      return await use(connection.db);
    } finally {
      await connection.close();
    }
  };

  it('has every answered write after kill -9 and a restart', async () => {
    for (const round of [1, 2, 3]) {
      await connected(async (db) => {
        const plates = db.collection<{ _id: number; plate: string }>('plates');
        if (round === 1) await plates.createIndexes([{ key: { plate: 1 }, unique: true }]);
        for (let number = (round - 1) * writesPerRound + 1; number <= round * writesPerRound; number += 1) {
          await plates.insertOne({ _id: number, plate: `ABC${String(number)}` });
        }
        await mongo.nodes[0]?.kill();
      });
      await mongo.nodes[0]?.restart();
      await connected(async (db) => {
        const plates = db.collection<{ _id: number; plate: string }>('plates');
        expect(await plates.countDocuments()).toBe(round * writesPerRound);
        await expect(plates.insertOne({ _id: -1, plate: 'ABC1' })).rejects.toMatchObject({ code: 11000 });
      });
    }
  }, 60_000);
});

describe('the Redis server', () => {
  let redis: OneServer;
  beforeAll(async () => {
    redis = await startRedis({ dataDir: join(folder, 'redis') });
  }, startedWithinMs);
  afterAll(() => redis.stop());

  it('keeps its data over an orderly stop, and answers nothing while frozen', async () => {
    const [node] = redis.nodes;
    const first = new Redis(redis.url);
    await first.set('plate', 'ABC1');
    node?.freeze();
    const answer = first.get('plate');
    await expect(Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 300, 'silence'))])).resolves.toBe('silence');
    node?.thaw();
    await expect(answer).resolves.toBe('ABC1');
    first.disconnect();

    await node?.stop();
    expect(node?.pid).toBe(0);
    await node?.start();
    const second = new Redis(redis.url);
    await expect(second.get('plate')).resolves.toBe('ABC1');
    await expect(second.config('GET', 'maxmemory-policy')).resolves.toEqual(['maxmemory-policy', 'noeviction']);
    second.disconnect();
  }, 30_000);
});

describe('the runner', () => {
  // All three are named by the environment, so nothing is started and only the command's own fate is seen.
  const env = { ...process.env, KAFKA_BROKERS: 'kafka.example:9092', MONGO_URL: 'mongodb://mongo.example/x', REDIS_URL: 'redis://redis.example' };

  it('hands the servers of the environment on', async () => {
    const { stdout } = await run('node', [runner, '--', 'sh', '-c', 'echo $KAFKA_BROKERS $MONGO_URL $REDIS_URL'], { env });
    expect(stdout).toBe('kafka.example:9092 mongodb://mongo.example/x redis://redis.example\n');
  });

  it('ends with the status of the command', async () => {
    await expect(run('node', [runner, '--', 'sh', '-c', 'exit 7'], { env })).rejects.toMatchObject({ code: 7 });
  });

  it('passes a signal on to the command and stops its servers then', async () => {
    const bare = Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'REDIS_URL'));
    const command = ['--data', join(folder, 'interrupted'), '--', 'sh', '-c', 'echo $REDIS_URL; exec sleep 60'];
    const child = spawn('node', [runner, ...command], { env: bare, stdio: ['ignore', 'pipe', 'ignore'] });
    const [url] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(143);
    const [refusal] = (await once(connect(Number(new URL(url.toString()).port), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(refusal.code).toBe('ECONNREFUSED');
  }, 30_000);

  it('takes its servers along when it is killed', async () => {
    const bare = Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'REDIS_URL'));
    const script = `node ${runner} --data ${join(folder, 'run')} -- sh -c 'echo $REDIS_URL; kill -9 $PPID' || true`;
    const { stdout } = await run('sh', ['-c', script], { env: bare });
    expect(stdout).toMatch(/^redis:\/\/127/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [refusal] = (await once(connect(Number(new URL(stdout).port), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(refusal.code).toBe('ECONNREFUSED');
  }, 30_000);
});
