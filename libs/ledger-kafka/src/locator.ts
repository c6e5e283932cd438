import { causeOf, Failure } from '@statewire/kernel';
import type { Links } from './link.js';
import { metadataExchange, type ClusterView, type PartitionView } from './metadata.exchange.js';
import type { KafkaLogger, KafkaTimes, Place } from './settings.js';
import { answerWithin, jitter, pause } from './waiting.js';

/** Who leads a partition. Every request names the epoch, so that a leader that was replaced cannot answer it. */
export type Leader = Readonly<{ address: string; epoch: number }>;

export type Locator = Readonly<{
  /** The leader, asked for as long as `limitMs`; a Failure after it. */
  locate(place: Place, limitMs: number, signals?: readonly AbortSignal[]): Promise<Leader>;
  /** That leader did not answer, or says it is none: the next `locate` asks again. `cause` is for the log. */
  forget(place: Place, leader: Leader | undefined, cause: unknown): void;
  /** Every broker that could be there, the ones first that answered last. */
  addresses(): readonly string[];
  /** What the brokers that answer now say, newest first. */
  ask(topics: readonly string[]): Promise<readonly ClusterView[]>;
}>;

const warnEveryMs = 5000;

/**
 * Asks all brokers at once and believes the highest epoch ever seen of a partition: a frozen broker costs a deadline and not
 * the service, and one that was away cannot bring an old leader back.
 */
export const locator = (
  { brokers, links, times, log = () => undefined }: Readonly<{
    brokers: readonly string[];
    links: Links;
    times: KafkaTimes;
    log?: KafkaLogger | undefined;
  }>,
): Locator => {
  const nodes = new Map<number, string>();
  const topics = new Set<string>();
  const epochs = new Map<string, number>();
  const leaders = new Map<string, Leader>();
  const logged = new Map<string, string>();
  const warned = new Map<string, number>();
  let round: Promise<void> | undefined;

  const addresses = (): readonly string[] => [...new Set([...nodes.values(), ...brokers])];

  const askOne = async (address: string, asked: readonly string[]): Promise<ClusterView> => {
    const link = await links.get(address, 'metadata');
    return link.exchange(metadataExchange(asked), times.metadataTimeoutMs);
  };

  const ask = async (asked: readonly string[]): Promise<readonly ClusterView[]> => {
    const answers = await Promise.allSettled(
      addresses().map((address) => answerWithin(times.metadataTimeoutMs, `Metadata from ${address}`, askOne(address, asked))),
    );
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  };

  const learnPartition = (topic: string, { index, leader, epoch }: PartitionView) => {
    const name = `${topic}/${String(index)}`;
    if (epoch < (epochs.get(name) ?? -1)) return;
    epochs.set(name, epoch);
    const address = nodes.get(leader);
    if (address === undefined) {
      leaders.delete(name);
      return;
    }
    leaders.set(name, { address, epoch });
    const is = `${address} ${String(epoch)}`;
    if (logged.get(name) !== is) log('info', 'ledger-kafka/leader', { partition: name, address, epoch });
    logged.set(name, is);
  };

  const warn = (code: string, { name }: Place, details: Readonly<Record<string, string | number>>, cause: unknown) => {
    if (performance.now() - (warned.get(name) ?? -Infinity) < warnEveryMs) return;
    warned.set(name, performance.now());
    log('warn', code, { partition: name, ...details, cause: causeOf(cause) });
  };

  const learn = async () => {
    const views = await ask([...topics]);
    for (const { id, address } of views.flatMap((view) => view.nodes)) nodes.set(id, address);
    for (const view of views) {
      for (const { topic, partitions } of view.topics) for (const partition of partitions) learnPartition(topic, partition);
    }
  };

  const locate = async (place: Place, limitMs: number, signals: readonly AbortSignal[] = []): Promise<Leader> => {
    const end = performance.now() + limitMs;
    for (;;) {
      const known = leaders.get(place.name);
      if (known !== undefined) return known;

      topics.add(place.topic);
      round ??= learn().finally(() => {
        round = undefined;
      });
      await round;
      const found = leaders.get(place.name);
      if (found !== undefined) return found;
      if (performance.now() >= end || signals.some((signal) => signal.aborted)) {
        const failure = new Failure('ledger-kafka/no-leader', `no leader of ${place.name} among ${addresses().join(', ')}`, true);
        warn('ledger-kafka/no-leader', place, {}, failure);
        throw failure;
      }
      await pause(jitter(times.retryMinMs, times.retryMaxMs), signals);
    }
  };

  return {
    locate,
    forget: (place, leader, cause) => {
      if (leader === undefined || leaders.get(place.name) !== leader) return;
      leaders.delete(place.name);
      warn('ledger-kafka/leader-lost', place, { address: leader.address, epoch: leader.epoch }, cause);
    },
    addresses,
    ask,
  };
};
