import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One message of a protocol whose messages begin with their length in four bytes, as Kafka's do. */
export type ProxiedFrame = Readonly<{ towards: 'server' | 'client'; bytes: Buffer }>;

/**
 * What becomes of a message. `double` sends it twice. `cut` closes the client's connection and loses the message;
 * `late` closes it too, but a message towards the server arrives there after the delay.
 */
export type Passage =
  | Readonly<{ kind: 'pass' | 'drop' | 'double' | 'cut' }>
  | Readonly<{ kind: 'delay' | 'late'; delayMs: number }>;

export type TcpProxy = Readonly<{
  /** `host:port` to connect to in place of the target. */
  address: string;
  /** Closes every connection there is; new ones are taken. */
  cutAll(): void;
  /** Closes the connections and takes no more. */
  close(): Promise<void>;
}>;

const lengthBytes = 4;

/** Cuts a stream of bytes into whole messages. */
const framer = (onFrame: (bytes: Buffer) => void): ((chunk: Buffer) => void) => {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= lengthBytes) {
      const size = lengthBytes + held.readInt32BE(0);
      if (held.length < size) return;
      onFrame(held.subarray(0, size));
      held = held.subarray(size);
    }
  };
};

/** Messages of one direction leave in the order in which they came, also when one of them is delayed. */
const carrier = (judge: (bytes: Buffer) => Passage, target: Socket, cut: (lingerMs: number) => void): ((bytes: Buffer) => void) => {
  let earlier = Promise.resolve();
  const send = (bytes: Buffer) => {
    if (target.writable) target.write(bytes);
  };
  const after = (delayMs: number, bytes: Buffer): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(() => {
        send(bytes);
        resolve();
      }, delayMs);
    });
  const inTurn = (step: () => void | Promise<void>) => {
    earlier = earlier.then(step);
  };
  return (bytes) => {
    const passage = judge(bytes);
    if (passage.kind === 'pass' || passage.kind === 'double') inTurn(() => send(bytes));
    if (passage.kind === 'double') inTurn(() => send(bytes));
    if (passage.kind === 'delay') inTurn(() => after(passage.delayMs, bytes));
    if (passage.kind === 'late') inTurn(() => after(passage.delayMs, bytes));
    if (passage.kind === 'cut') cut(0);
    if (passage.kind === 'late') cut(2 * passage.delayMs);
  };
};

/** Stands between a client and `target` (`host:port`) and lets `judge` decide on every message. */
export const tcpProxy = async (target: string, judge: (frame: ProxiedFrame) => Passage): Promise<TcpProxy> => {
  const { hostname, port } = new URL(`tcp://${target}`);
  const cuts = new Set<(lingerMs: number) => void>();

  const server = createServer((client) => {
    client.setNoDelay(true);
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
    let isCut = false;
    const cut = (lingerMs: number) => {
      client.destroy();
      if (isCut) return;
      isCut = true;
      cuts.delete(cut);
      setTimeout(() => upstream.destroy(), lingerMs);
    };
    cuts.add(cut);
    const end = () => cut(0);
    client.on('data', framer(carrier((bytes) => judge({ towards: 'server', bytes }), upstream, cut)));
    upstream.on('data', framer(carrier((bytes) => judge({ towards: 'client', bytes }), client, cut)));
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cutAll = () => {
    for (const cut of [...cuts]) cut(0);
  };
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cutAll,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
  };
};
