import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import type { Exchange } from 'kafkajs/src/protocol/requests/index.js';

export type PartitionView = Readonly<{ index: number; leader: number; epoch: number; replicas: readonly number[] }>;
export type TopicView = Readonly<{ errorCode: number; topic: string; partitions: readonly PartitionView[] }>;
export type ClusterView = Readonly<{ nodes: readonly Readonly<{ id: number; address: string }>[]; topics: readonly TopicView[] }>;

const readId = (decoder: Decoder): number => decoder.readInt32();

const readNode = (decoder: Decoder) => {
  const id = decoder.readInt32();
  const host = decoder.readString() ?? '';
  const port = decoder.readInt32();
  decoder.readString();
  return { id, address: `${host}:${String(port)}` };
};

const readPartition = (decoder: Decoder): PartitionView => {
  decoder.readInt16();
  const index = decoder.readInt32();
  const leader = decoder.readInt32();
  const epoch = decoder.readInt32();
  const replicas = decoder.readArray(readId);
  decoder.readArray(readId);
  decoder.readArray(readId);
  return { index, leader, epoch, replicas };
};

const readTopic = (decoder: Decoder): TopicView => {
  const errorCode = decoder.readInt16();
  const topic = decoder.readString() ?? '';
  decoder.readBoolean();
  return { errorCode, topic, partitions: decoder.readArray(readPartition) };
};

const readView = (payload: Buffer): ClusterView => {
  const decoder = new Decoder(payload);
  decoder.readInt32();
  const nodes = decoder.readArray(readNode);
  decoder.readString();
  decoder.readInt32();
  return { nodes, topics: decoder.readArray(readTopic) };
};

/** Metadata, version 7: the first that names the leader's epoch. kafkajs stops at 6. */
export const metadataExchange = (topics: readonly string[]): Exchange<ClusterView> => ({
  request: {
    apiKey: 3,
    apiVersion: 7,
    apiName: 'Metadata',
    encode: async () => new Encoder().writeArray(topics).writeBoolean(false),
  },
  response: { decode: async (payload) => readView(payload), parse: async (view) => view },
});
