import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '@statewire/contracts';
import { Redis } from 'ioredis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '../cluster/services.mjs';
import { startKafka, startMongo, startRedis, type ServerNode } from '../servers/servers.mjs';
import { killChecks, settled, type Killed } from './kill-checks.js';
import { entryOf, startLoad } from './kill-load.js';
import { StubbornTerminal, type Exchange } from './stubborn-terminal.js';
import { startSystem, untilReady, type System } from './system.js';
import { unique } from './terminal.js';

const rounds = 2;
const lanes = 7;
/** Between two kills the system is whole for so long. */
const breathMs = 1_000;
const serviceAwayMs = 0;
/** NCIC's silence is told of after a minute (decision M8), half a minute later where the alarm was lost, and then there are the kills. */
const silenceMsMax = 150_000;
const serverAwayMs = 5_000;

let folder: string;
let system: System;
let killed: Killed;
let servers: Readonly<Record<string, ServerNode>> = {};
let redisUrl = '';
const stops: (() => Promise<unknown>)[] = [];
/** Services whose process is not the one that was started last, though nobody killed it. */
const ended: string[] = [];
/** Entries to which NCIC keeps silent: each plans a timer that falls due while something else is killed. */
const silent: Exchange[] = [];
let witness: StubbornTerminal;

const only = <T>([node]: readonly T[]): T => {
  if (node === undefined) throw new Error('the server has no process');
  return node;
};

/** Servers of this spec's own: those of the runner serve other specs too. */
const startOwnServers = async (): Promise<Readonly<Record<string, string>>> => {
  const [kafka, mongo, redis] = await Promise.all([
    startKafka({ dataDir: join(folder, 'kafka') }), startMongo({ dataDir: join(folder, 'mongo') }), startRedis({ dataDir: join(folder, 'redis') }),
  ]);
  stops.push(() => Promise.all([kafka.stop(), mongo.stop(), redis.stop()]));
  redisUrl = redis.url;
  servers = { kafka: only(kafka.nodes), mongo: only(mongo.nodes), redis: only(redis.nodes) };
  return { KAFKA_BROKERS: kafka.brokers, MONGO_URL: mongo.url, REDIS_URL: redis.url };
};

const killAndRestart = async (name: string, part: Pick<ServerNode, 'kill' | 'start'>, awayMs: number): Promise<void> => {
  const before = performance.now();
  if (silent.length < Object.keys(system.parts).length + Object.keys(servers).length + Object.keys(redisFaults()).length) {
    const uid = unique();
    silent.push(await witness.send(`${entryOf(`1FAHP2E8XA0${uid}`, `26-${uid}`)}.MIS/NCIC-SILENT`, `silent-${uid}`));
  }
  await part.kill();
  await sleep(awayMs);
  await part.start();
  await untilReady(system);
  console.log(`${name}: whole again after ${String(Math.round(performance.now() - before))} ms`);
  for (const [service, { pid }] of Object.entries(system.parts)) if (pid === 0) ended.push(`${service} after ${name}`);
  await sleep(breathMs);
};

/** What Redis may do besides dying: it forgets everything, and it hangs. */
const redisFaults = (): Readonly<Record<string, Pick<ServerNode, 'kill' | 'start'>>> => ({
  'redis flushed': {
    kill: async () => {
      const client = new Redis(redisUrl);
      await client.flushall();
      await client.quit();
    },
    start: () => Promise.resolve(),
  },
  'redis frozen': {
    kill: () => Promise.resolve(servers['redis']?.freeze()),
    start: () => Promise.resolve(servers['redis']?.thaw()),
  },
});

let notices: readonly Mail[] = [];

/** Until each silent line was told of, and once more a little later, for what is told of twice. */
const toldOfSilence = async (): Promise<readonly Mail[]> => {
  const told = async () => (await witness.mailbox()).filter(({ text }) => text.includes('HAS NOT ANSWERED'));
  const last = Math.max(...silent.map(({ reply }) => Date.parse(reply.at)));
  while ((await told()).length < silent.length && Date.now() < last + silenceMsMax) await sleep(500);
  await sleep(breathMs);
  return told();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statewire-kill-'));
  system = await startSystem({ clock: 'system', env: await startOwnServers() });
  stops.unshift(() => system.remove());
  witness = new StubbornTerminal(system.url, 'COL1', () => undefined);
  const load = startLoad(system.url, { lanes });
  for (let round = 1; round <= rounds; round += 1) {
    for (const service of SERVICES) await killAndRestart(service, system.parts[service]!, serviceAwayMs);
    for (const [name, node] of Object.entries({ ...servers, ...redisFaults() })) await killAndRestart(name, node, serverAwayMs);
  }
  killed = await settled(system, load);
  notices = await toldOfSilence();
}, 900_000);
afterAll(async () => {
  for (const stop of stops) await stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

describe(`a cluster of which every service and server was killed ${String(rounds)} times under load`, () => {
  it('had no process that ended because another one was away', () => {
    expect(ended).toEqual([]);
  });

  it('had every timer rung once', () => {
    expect(notices.map(({ re }) => re).sort()).toEqual(silent.map(({ reply }) => reply.mri).sort());
  });

  killChecks(() => killed);
});
