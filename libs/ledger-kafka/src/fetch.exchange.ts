import protocol, { type FetchAnswer, type FetchedPartition } from 'kafkajs/src/protocol/requests/index.js';
import type { Fetched, RawRecord } from '@statewire/ledger';
import { forbiddenCodes, noError, offsetOutOfRange } from './error-codes.js';
import type { Place } from './settings.js';

export type Wanted = Readonly<{ place: Place; epoch: number; from: bigint; bytes: number }>;

/** What a leader says of one partition. `moved`: it does not lead it, or not in the epoch named; ask around again. */
export type Answered =
  | (Readonly<{ kind: 'read' }> & Fetched)
  | Readonly<{ kind: 'cut' | 'forbidden' }>
  | Readonly<{ kind: 'moved'; cause: unknown }>;

const answerBytesMax = 16 * 1024 * 1024;

/**
 * Version 10 and no later one: from 11 on a follower may answer, and a follower's word on where the log ends is
 * not the leader's.
 */
const fetchVersion = 10;

export const fetchExchange = (wanted: readonly Wanted[], waitMs: number) => {
  const asked = protocol.requests.Fetch.protocol({ version: fetchVersion })({
    maxWaitTime: waitMs,
    minBytes: 1,
    maxBytes: answerBytesMax,
    topics: wanted.map(({ place, epoch, from, bytes }) => ({
      topic: place.topic,
      partitions: [{ partition: place.index, currentLeaderEpoch: epoch, fetchOffset: String(from), maxBytes: bytes }],
    })),
  });
  return { ...asked, response: { ...asked.response, parse: async (answer: FetchAnswer) => answer } };
};

const recordsOf = ({ messages }: FetchedPartition, from: bigint): readonly RawRecord[] => {
  const records: RawRecord[] = [];
  for (const { offset: text, value, isControlRecord } of messages) {
    const offset = BigInt(text);
    // A broker sends whole batches, also what lies before the place asked for.
    if (offset < from || isControlRecord === true) continue;
    records.push({ offset, value: value ?? new Uint8Array(0) });
  }
  return records;
};

const answeredOf = (partition: FetchedPartition | undefined, from: bigint): Answered => {
  if (partition === undefined) return { kind: 'moved', cause: 'no answer for the partition' };
  if (partition.errorCode === noError) return { kind: 'read', records: recordsOf(partition, from), end: BigInt(partition.highWatermark) };
  if (partition.errorCode === offsetOutOfRange) return { kind: 'cut' };
  if (forbiddenCodes.has(partition.errorCode)) return { kind: 'forbidden' };
  return { kind: 'moved', cause: `error ${String(partition.errorCode)}` };
};

/** The answer to each of `wanted`, in their order. */
export const answersOf = (answer: FetchAnswer, wanted: readonly Wanted[]): readonly Answered[] => {
  const partitions = new Map<string, FetchedPartition>();
  for (const { topicName, partitions: of } of answer.responses) {
    for (const partition of of) partitions.set(`${topicName}/${String(partition.partition)}`, partition);
  }
  return wanted.map(({ place, from }) => answeredOf(partitions.get(place.name), from));
};

/** As many records as fit, one at least. */
export const upTo = (bytesMax: number, records: readonly RawRecord[]): readonly RawRecord[] => {
  let bytes = 0;
  const tooMany = records.findIndex(({ value }, index) => {
    bytes += value.length;
    return index > 0 && bytes > bytesMax;
  });
  return tooMany < 0 ? records : records.slice(0, tooMany);
};
