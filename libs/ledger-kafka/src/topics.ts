import protocol from 'kafkajs/src/protocol/requests/index.js';
import { causeOf, Failure, isFailure } from '@statewire/kernel';
import { noError, topicExists } from './error-codes.js';
import type { Links } from './link.js';
import type { Locator } from './locator.js';
import type { TopicView } from './metadata.exchange.js';
import type { KafkaTimes, Place } from './settings.js';
import { jitter, pause } from './waiting.js';

const topicResource = 2;

/** What a ledger's topic must be set to: no record is ever removed or replaced, and none is acknowledged by one replica alone. */
const settingsFor = (replication: number): Readonly<Record<string, string>> => ({
  'min.insync.replicas': replication > 1 ? '2' : '1',
  'unclean.leader.election.enable': 'false',
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': '2097152',
  'compression.type': 'producer',
});

/** Of failures of the way to a broker, as against what a broker says. */
const isOfTheWay = (cause: unknown): boolean => !isFailure(cause) || cause.code === 'ledger-kafka/timeout' || cause.code === 'ledger-kafka/connection-lost';

/** More is as good there. */
const atLeast: ReadonlySet<string> = new Set(['min.insync.replicas', 'max.message.bytes']);

export const topicAdmin = (
  { links, locator, times, replication, closing, answers }: Readonly<{
    links: Links;
    locator: Locator;
    times: KafkaTimes;
    replication: number;
    closing: AbortSignal;
    /** Resolves when the partition's leader answers. */
    answers: (place: Place) => Promise<unknown>;
  }>,
) => {
  const unreachable = (cause: unknown) => new Failure('ledger-kafka/unreachable', `no broker answers at ${locator.addresses().join(', ')}: ${causeOf(cause)}`, true, { cause });

  /** Tries one broker after the other until one does it; the last one's objection is the failure's, `ledger-kafka/unreachable` where it has none. */
  const onSome = async <T>(use: (address: string) => Promise<T>): Promise<T> => {
    const end = performance.now() + times.patienceMs;
    for (;;) {
      let last: unknown;
      for (const address of locator.addresses()) {
        try {
          return await use(address);
        } catch (error) {
          if (isFailure(error) && !error.canRetry) throw error;
          last = error;
        }
      }
      if (performance.now() > end || closing.aborted) throw isOfTheWay(last) ? unreachable(last) : last;
      await pause(jitter(times.retryMinMs, times.retryMaxMs), [closing]);
      await locator.ask([]);
    }
  };

  const topicView = async (topic: string): Promise<TopicView> => {
    const views = (await locator.ask([topic])).flatMap(({ topics }) => topics.filter((view) => view.topic === topic));
    const view = views.find(({ errorCode }) => errorCode === noError);
    if (view === undefined) throw new Failure('ledger-kafka/no-topic', `no broker that answers knows the topic ${topic}`, true);
    return view;
  };

  const checkPartitions = (view: TopicView, partitions: number) => {
    if (view.partitions.length === partitions) return;
    // Keys find their partition by this number.
    const found = String(view.partitions.length);
    throw new Failure('ledger-kafka/settings', `topic ${view.topic} has ${found} partitions instead of ${String(partitions)}: records would have two homes. Set PARTITIONS=${found}.`, false);
  };

  const create = async (topic: string, partitions: number): Promise<void> => {
    const configEntries = Object.entries(settingsFor(replication)).map(([name, value]) => ({ name, value }));
    const asked = protocol.requests.CreateTopics.protocol({ version: 2 })({
      timeout: times.produceTimeoutMs,
      topics: [{ topic, numPartitions: partitions, replicationFactor: replication, configEntries }],
    });
    await onSome(async (address) => {
      const link = await links.get(address, 'admin');
      const { topicErrors } = await link.exchange(
        { ...asked, response: { ...asked.response, parse: async (answer) => answer } },
        times.requestTimeoutMs,
      );
      const { errorCode, errorMessage } = topicErrors[0] ?? { errorCode: -1, errorMessage: null };
      if (errorCode === noError || errorCode === topicExists) return;
      // Too few brokers is among these, and passes while a cluster starts.
      throw new Failure('ledger-kafka/create', `topic ${topic}: ${errorMessage ?? `error ${String(errorCode)}`}`, true);
    });
    const view = await onSome(() => topicView(topic));
    checkPartitions(view, partitions);
    // A leader is named before it knows that it leads, and would leave the first append in doubt.
    await Promise.all(view.partitions.map(({ index }) => answers({ topic, index, name: `${topic}/${String(index)}` })));
  };

  const settingsOf = async (topic: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const asked = protocol.requests.DescribeConfigs.protocol({ version: 1 })({
      resources: [{ type: topicResource, name: topic, configNames: names }],
    });
    return onSome(async (address) => {
      const link = await links.get(address, 'admin');
      const { resources } = await link.exchange(asked, times.requestTimeoutMs);
      return new Map((resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]));
    });
  };

  const verify = async (topic: string): Promise<void> => {
    const expected = settingsFor(replication);
    const found = await settingsOf(topic, Object.keys(expected));
    const wrong = Object.entries(expected).flatMap(([name, value]) => {
      const actual = found.get(name);
      const isRight = actual === value || (atLeast.has(name) && Number(actual) >= Number(value));
      return isRight ? [] : [`${name} is ${actual ?? 'unknown'} instead of ${value}`];
    });
    const { partitions } = await onSome(() => topicView(topic));
    const copies = Math.min(...partitions.map(({ replicas }) => replicas.length));
    if (copies < replication) wrong.push(`replication is ${String(copies)} instead of ${String(replication)}`);
    if (wrong.length > 0) throw new Failure('ledger-kafka/settings', `topic ${topic} must not hold a ledger: ${wrong.join(', ')}`, false);
  };

  return { create, verify };
};
