/**
 * What this adapter uses of kafkajs 2.2.4 beyond its public types: one connection, its request queue, and the encodings.
 * The version is pinned exactly because of this file.
 */
declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';

  type Logger = Readonly<{
    namespace(name: string): Logger;
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  }>;

  class Connection {
    constructor(
      options: Readonly<{
        host: string;
        port: number;
        clientId: string;
        logger: Logger;
        socketFactory: (to: Readonly<{ host: string; port: number; onConnect: () => void }>) => Socket;
        connectionTimeout: number;
        requestTimeout: number;
        enforceRequestTimeout: boolean;
      }>,
    );
    connectionStatus: string;
    readonly requestQueue: Readonly<{ rejectAll(error: Error): void; destroy(): void }>;
    connect(): Promise<boolean>;
    send<T>(exchange: import('kafkajs/src/protocol/requests/index.js').Exchange<T>): Promise<T>;
  }
  export default Connection;
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  class RequestQueue {
    readonly pending: readonly unknown[];
    readonly throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export default RequestQueue;
}

declare module 'kafkajs/src/protocol/encoder.js' {
  class Encoder {
    writeInt8(value: number): this;
    writeInt32(value: number): this;
    writeInt64(value: number | string): this;
    writeBoolean(value: boolean): this;
    writeString(value: string): this;
    /** Elements must all be of one kind. */
    writeArray(elements: readonly Encoder[] | readonly string[] | readonly number[]): this;
  }
  export default Encoder;
}

declare module 'kafkajs/src/protocol/decoder.js' {
  class Decoder {
    constructor(payload: Buffer);
    readInt8(): number;
    readInt16(): number;
    readInt32(): number;
    readInt64(): Readonly<{ toString(): string }>;
    readBoolean(): boolean;
    readString(): string | null;
    readArray<T>(one: (decoder: Decoder) => T): T[];
  }
  export default Decoder;
}

declare module 'kafkajs/src/protocol/requests/index.js' {
  /** A request with what reads its response: `decode` the bytes, `parse` throws on an error code. */
  export type Exchange<T> = Readonly<{
    request: Readonly<{ apiKey: number; apiVersion: number; apiName: string; encode(): Promise<import('kafkajs/src/protocol/encoder.js').default> }>;
    response: Readonly<{ decode(payload: Buffer): Promise<Decoded<T>>; parse(decoded: Decoded<T>): Promise<T> }>;
  }>;
  type Decoded<T> = T & Readonly<{ clientSideThrottleTime?: number }>;
  type Maker<A, T> = Readonly<{ protocol(choice: Readonly<{ version: number }>): (input: A) => Exchange<T> }>;

  export type ProduceAnswer = Readonly<{
    topics: readonly Readonly<{ partitions: readonly Readonly<{ partition: number; errorCode: number; baseOffset: string }>[] }>[];
  }>;
  export type FetchedPartition = Readonly<{
    partition: number;
    errorCode: number;
    highWatermark: string;
    messages: readonly Readonly<{ offset: string; value: Buffer | null; timestamp: string; isControlRecord?: boolean }>[];
  }>;
  export type FetchAnswer = Readonly<{
    errorCode: number;
    responses: readonly Readonly<{ topicName: string; partitions: readonly FetchedPartition[] }>[];
  }>;

  const protocol: Readonly<{ requests: Requests }>;
  type Requests = Readonly<{
    ApiVersions: Maker<undefined, Readonly<{ apiVersions: readonly Readonly<{ apiKey: number; minVersion: number; maxVersion: number }>[] }>>;
    Produce: Maker<
      Readonly<{
        acks: -1;
        timeout: number;
        topicData: readonly Readonly<{
          topic: string;
          partitions: readonly Readonly<{ partition: number; messages: readonly Readonly<{ key: string | null; value: Buffer }>[] }>[];
        }>[];
      }>,
      ProduceAnswer
    >;
    Fetch: Maker<
      Readonly<{
        maxWaitTime: number;
        minBytes: number;
        maxBytes: number;
        topics: readonly Readonly<{
          topic: string;
          partitions: readonly Readonly<{ partition: number; currentLeaderEpoch: number; fetchOffset: string; maxBytes: number }>[];
        }>[];
      }>,
      FetchAnswer
    >;
    CreateTopics: Maker<
      Readonly<{
        timeout: number;
        topics: readonly Readonly<{
          topic: string;
          numPartitions: number;
          replicationFactor: number;
          configEntries: readonly Readonly<{ name: string; value: string }>[];
        }>[];
      }>,
      Readonly<{ topicErrors: readonly Readonly<{ topic: string; errorCode: number; errorMessage: string | null }>[] }>
    >;
    DescribeConfigs: Maker<
      Readonly<{ resources: readonly Readonly<{ type: number; name: string; configNames: readonly string[] }>[] }>,
      Readonly<{
        resources: readonly Readonly<{
          errorCode: number;
          errorMessage: string | null;
          configEntries: readonly Readonly<{ configName: string; configValue: string }>[];
        }>[];
      }>
    >;
  }>;
  export default protocol;
}
