import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import type { Exchange } from 'kafkajs/src/protocol/requests/index.js';
import type { Place } from './settings.js';

export type OffsetView = Readonly<{ errorCode: number; offset: bigint }>;
/** What stands for "the first" and "behind the last committed" in place of a time. */
export const earliest = -2;
export const latest = -1;

const everyReplicaId = -1;

const readOffset = (decoder: Decoder): OffsetView => {
  decoder.readInt32();
  const errorCode = decoder.readInt16();
  decoder.readInt64();
  const offset = BigInt(decoder.readInt64().toString());
  decoder.readInt32();
  return { errorCode, offset };
};

const readTopic = (decoder: Decoder): readonly OffsetView[] => {
  decoder.readString();
  return decoder.readArray(readOffset);
};

const readAnswer = (payload: Buffer): OffsetView => {
  const decoder = new Decoder(payload);
  decoder.readInt32();
  const [offset] = decoder.readArray(readTopic).flat();
  return offset ?? { errorCode: -1, offset: -1n };
};

/** ListOffsets, version 4: the first that carries the leader's epoch, so that no older leader answers. kafkajs stops at 3. */
export const offsetsExchange = ({ topic, index }: Place, epoch: number, time: number): Exchange<OffsetView> => ({
  request: {
    apiKey: 2,
    apiVersion: 4,
    apiName: 'ListOffsets',
    encode: async () => {
      const partition = new Encoder().writeInt32(index).writeInt32(epoch).writeInt64(time);
      const asked = new Encoder().writeString(topic).writeArray([partition]);
      return new Encoder().writeInt32(everyReplicaId).writeInt8(0).writeArray([asked]);
    },
  },
  response: { decode: async (payload) => readAnswer(payload), parse: async (answer) => answer },
});
