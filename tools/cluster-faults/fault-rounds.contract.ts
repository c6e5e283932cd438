import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogDriver } from '@statewire/ledger';
import { kafkaLogDriver, topicName } from '@statewire/ledger-kafka';
import { auditLedger } from '@statewire/testing/ledger-audit';
import { rivalDesks, type RivalDesks } from '@statewire/testing/rival-desks';
import { rivalLoad, type RivalLoad } from '@statewire/testing/rival-load';
import kafkajs from 'kafkajs';
import { startKafka, type KafkaNode, type KafkaServer } from '../servers/servers.mjs';

const startWithinMs = 240_000;
const roundWithinMs = 120_000;
const healWithinMs = 60_000;
const clientsPerWriter = 4;
const acknowledgementsAfter = 200;
/** No pause after a single broker's fault may be longer, with tuned brokers. */
const pauseMax = 10_000;

export type Fault = 'leader killed' | 'leader frozen' | 'follower frozen' | 'two brokers killed' | 'all brokers killed' | 'rolling restart';
/** After these another broker leads, or the same one anew. */
const leaderChanges: ReadonlySet<Fault> = new Set(['leader killed', 'leader frozen', 'two brokers killed', 'all brokers killed']);
const single: ReadonlySet<Fault> = new Set(['leader killed', 'leader frozen', 'follower frozen', 'rolling restart']);

/**
 * Two rival writers at work on a cluster of three brokers while brokers are killed and frozen. Each fault is a test;
 * in the end all that was acknowledged must lie in the log once and where it was said to be.
 */
export const faultRounds = ({ faults, frozenForMs, judgesPauses }: Readonly<{ faults: readonly Fault[]; frozenForMs: number; judgesPauses: boolean }>): void => {
  describe('two rival writers on a cluster of three brokers', () => {
    const part = { ledger: 'vehicles', gen: 1, index: 0 };
    const installation = randomUUID();
    const report: string[] = [];
    let inflicted = 0;
    let folder: string;
    let kafka: KafkaServer;
    let drivers: readonly LogDriver[];
    let rivals: RivalDesks;
    let load: RivalLoad;

    const asAdmin = async <T>(use: (admin: kafkajs.Admin) => Promise<T>): Promise<T> => {
      const client = new kafkajs.Kafka({ brokers: kafka.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING, requestTimeout: 3000, retry: { retries: 1 } });
      const admin = client.admin();
      await admin.connect();
      return use(admin).finally(() => admin.disconnect());
    };

    const partition = () =>
      asAdmin(async (admin) => {
        const { topics } = await admin.fetchTopicMetadata({ topics: [topicName('faults', part.ledger, part.gen)] });
        return topics[0]?.partitions.find(({ partitionId }) => partitionId === part.index);
      });

    const session = async () => (await drivers[0]!.fetch(part, 0n, { bytes: 1, waitMs: 0 })).session;

    /** All replicas in sync again: else the next fault would be two at once. */
    const healed = async () => {
      const end = Date.now() + healWithinMs;
      for (;;) {
        const found = await partition().catch(() => undefined);
        if (found?.isr.length === kafka.nodes.length) return found;
        if (Date.now() > end) throw new Error(`the cluster did not heal: ${JSON.stringify(found)}`);
        await sleep(250);
      }
    };

    /** Resolves with the time for which brokers were away, in milliseconds. */
    const inflict = async (fault: Fault, leader: KafkaNode, follower: KafkaNode): Promise<number> => {
      const started = performance.now();
      const frozen = async (node: KafkaNode) => {
        node.freeze();
        await sleep(frozenForMs);
        await load.more(1);
        node.thaw();
      };
      const acts: Readonly<Record<Fault, () => Promise<void>>> = {
        'leader killed': async () => {
          await leader.kill();
          await load.more(1);
          await leader.restart();
        },
        'leader frozen': () => frozen(leader),
        'follower frozen': () => frozen(follower),
        'two brokers killed': async () => {
          await Promise.all([leader.kill(), follower.kill()]);
          await sleep(frozenForMs);
          await Promise.all([leader.restart(), follower.restart()]);
        },
        'rolling restart': async () => {
          for (const node of kafka.nodes) {
            await node.stop();
            await node.start();
            await healed();
          }
        },
        'all brokers killed': async () => {
          await Promise.all(kafka.nodes.map((node) => node.kill()));
          await Promise.all(kafka.nodes.map((node) => node.restart()));
        },
      };
      await acts[fault]();
      return Math.round(performance.now() - started);
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'statewire-faults-'));
      kafka = await startKafka({ dataDir: folder, brokers: 3 });
      const open = () => kafkaLogDriver({ brokers: kafka.brokers.split(','), namespace: 'faults' });
      drivers = [open(), open()];
      await drivers[0]!.create(part.ledger, part.gen, 2);
      await drivers[0]!.verifySettings(part.ledger, part.gen);
      rivals = await rivalDesks(drivers, { part, installation });
      load = rivalLoad(rivals.submits, clientsPerWriter);
      await load.more(acknowledgementsAfter);
    }, startWithinMs);

    afterAll(async () => {
      process.stderr.write(`${report.join('\n')}\n`);
      await Promise.all(drivers.map((driver) => driver.close()));
      await kafka.stop();
      await rm(folder, { recursive: true, force: true });
    }, startWithinMs);

    it.each(faults.map((fault, index) => [fault, index + 1] as const))(
      'go on after: %s (fault %i)',
      async (fault) => {
        const { leader: id } = await healed();
        const leader = kafka.nodes.find((node) => node.id === id);
        const follower = kafka.nodes.find((node) => node.id !== id);
        if (leader === undefined || follower === undefined) throw new Error('no leader');
        await load.more(acknowledgementsAfter);
        load.longestPauseMs();
        const before = await session();

        inflicted += 1;
        const awayMs = await inflict(fault, leader, follower);
        await load.more(acknowledgementsAfter);

        const pauseMs = Math.round(load.longestPauseMs());
        report.push(`longest pause, ${fault}: ${String(pauseMs)} ms (brokers were away for ${String(awayMs)} ms)`);
        expect(rivals.desks.map(({ status }) => status)).toEqual(['running', 'running']);
        if (leaderChanges.has(fault)) expect(await session()).not.toBe(before);
        if (judgesPauses && single.has(fault)) expect(pauseMs).toBeLessThan(pauseMax);
      },
      roundWithinMs,
    );

    it(
      'lost nothing they acknowledged and decided nothing twice',
      async () => {
        const { acknowledged, contradictions } = await load.end();
        await rivals.stop();
        const audit = await auditLedger(drivers[0]!, part, installation, acknowledged);

        report.push(`${String(acknowledged.size)} acknowledged, ${String(audit.valid)} commits, ${String(audit.void)} void records`);
        expect(contradictions).toEqual([]);
        expect(audit.violations).toEqual([]);
        expect(audit.valid).toBeGreaterThanOrEqual(acknowledged.size);
        expect(audit.void).toBeGreaterThan(0);
        expect(load.acknowledgements()).toBeGreaterThan(inflicted * acknowledgementsAfter);
      },
      roundWithinMs,
    );
  });
};
