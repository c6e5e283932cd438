import protocol, { type ProduceAnswer } from 'kafkajs/src/protocol/requests/index.js';
import { Failure, isFailure } from '@statewire/kernel';
import { appendBytesMax, parseHeadLine, linesOf, type AppendResult } from '@statewire/ledger';
import { appendRefusals, noError } from './error-codes.js';
import type { Link, Links } from './link.js';
import type { Leader, Locator } from './locator.js';
import { sessions } from './sessions.js';
import type { KafkaTimes, Place } from './settings.js';

const acknowledgedByAll = -1;
const sizeOf = (values: readonly Uint8Array[]): number => values.reduce((sum, value) => sum + value.length, 0);
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);

/** The home key, for whoever looks at the topic with Kafka's own tools. Nothing of ours reads it back. */
const keyOf = (value: Uint8Array): string | null => {
  const lines = linesOf(value);
  return (lines && parseHeadLine(bufferOf(lines.line).toString('latin1'))?.k) ?? null;
};

const produceExchange = ({ topic, index }: Place, values: readonly Uint8Array[], timeout: number) => {
  const messages = values.map((value) => ({ key: keyOf(value), value: bufferOf(value) }));
  const asked = protocol.requests.Produce.protocol({ version: 7 })({
    acks: acknowledgedByAll,
    timeout,
    topicData: [{ topic, partitions: [{ partition: index, messages }] }],
  });
  // kafkajs would throw away which code it was.
  return { ...asked, response: { ...asked.response, parse: async (answer: ProduceAnswer) => answer } };
};

const outcomeOf = (answer: ProduceAnswer, session: number): AppendResult => {
  const partition = answer.topics[0]?.partitions[0];
  if (partition?.errorCode === noError) return { kind: 'stored', base: BigInt(partition.baseOffset), session };
  const code = partition?.errorCode ?? -1;
  const reason = appendRefusals.get(code);
  if (reason !== undefined) return { kind: 'refused', reason };
  return { kind: 'unknown', cause: new Failure('ledger-kafka/in-doubt', `the leader answered with code ${String(code)}`, true) };
};

/**
 * One attempt, acknowledged by all replicas in sync. kafkajs's idempotent mode loses acknowledged batches, and its retries
 * store batches twice: neither is used. A connection of its own for each partition: a leader holds a connection's later requests
 * back until its followers have the earlier ones.
 */
export const appender = ({ links, locator, times }: Readonly<{ links: Links; locator: Locator; times: KafkaTimes }>) => {
  const sessionOf = sessions();

  const reach = async (place: Place): Promise<Readonly<{ leader: Leader; link: Link }> | undefined> => {
    let leader: Leader | undefined;
    try {
      leader = await locator.locate(place, times.locateTimeoutMs);
      return { leader, link: await links.get(leader.address, `append ${place.name}`) };
    } catch (error) {
      if (isFailure(error) && !error.canRetry) throw error;
      locator.forget(place, leader, error);
      return undefined;
    }
  };

  return async (place: Place, values: readonly Uint8Array[]): Promise<AppendResult> => {
    if (values.length === 0) return { kind: 'refused', reason: 'invalid' };
    if (sizeOf(values) > appendBytesMax) return { kind: 'refused', reason: 'too-large' };

    const reached = await reach(place);
    // No leader in reach: nothing was sent, so nothing was stored, as when the leader lacks its followers.
    if (reached === undefined) return { kind: 'refused', reason: 'not-enough-replicas' };

    try {
      const { leader, link } = reached;
      const answer = await link.exchange(produceExchange(place, values, times.produceTimeoutMs), times.requestTimeoutMs);
      const outcome = outcomeOf(answer, sessionOf(place, 'append', link, leader.epoch));
      if (outcome.kind === 'refused') locator.forget(place, leader, outcome.reason);
      if (outcome.kind === 'unknown') locator.forget(place, leader, outcome.cause);
      return outcome;
    } catch (cause) {
      locator.forget(place, reached.leader, cause);
      return { kind: 'unknown', cause };
    }
  };
};
