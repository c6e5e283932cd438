import { connect, type Socket } from 'node:net';
import Connection from 'kafkajs/src/network/connection.js';
import protocol, { type Exchange } from 'kafkajs/src/protocol/requests/index.js';
import { Failure } from '@statewire/kernel';
import { quietRequestQueues } from './quiet-request-queues.js';
import { answerWithin } from './waiting.js';

quietRequestQueues();

/** One connection to one broker. A broker answers the requests of a connection one after the other. */
export type Link = Readonly<{
  /** Rejects on a lost connection and after `timeoutMs`; then the request may still have been carried out. */
  exchange<T>(exchange: Exchange<T>, timeoutMs: number): Promise<T>;
  isBroken(): boolean;
  /** Drops the connection at once, whatever is under way on it. */
  destroy(): void;
}>;

export type OpenLink = (address: string) => Promise<Link>;

const silence = () => undefined;
const silent = { namespace: () => silent, debug: silence, info: silence, warn: silence, error: silence };

/** What is spoken here; Kafka 2.1 and later know all of it. Key of the request: its version. */
const spoken: ReadonlyMap<number, number> = new Map([
  [0, 7],
  [1, 10],
  [2, 4],
  [3, 7],
  [19, 2],
  [32, 1],
]);

const addressParts = (address: string): Readonly<{ host: string; port: number }> => {
  const colon = address.lastIndexOf(':');
  const port = Number(address.slice(colon + 1));
  if (colon < 1 || !Number.isInteger(port)) throw new Failure('ledger-kafka/address', `"${address}" is not host:port`, false);
  return { host: address.slice(0, colon), port };
};

const keepAliveDelayMs = 30_000;

/**
 * Opens connections. kafkajs's own time-outs stay off: a request that is late here destroys its connection,
 * because a broker that was frozen once would hold every later request of it back.
 */
export const linkOpener =
  ({ clientId, connectionTimeoutMs, reach }: Readonly<{ clientId: string; connectionTimeoutMs: number; reach: (address: string) => string }>): OpenLink =>
  async (address) => {
    const { host, port } = addressParts(reach(address));
    let socket: Socket | undefined;
    let isBroken = false;
    const connection = new Connection({
      host,
      port,
      clientId,
      logger: silent,
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: connectionTimeoutMs,
      enforceRequestTimeout: false,
      socketFactory: (to) => {
        socket = connect({ host: to.host, port: to.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelayMs }, to.onConnect);
        socket.once('close', destroy);
        return socket;
      },
    });

    // `disconnect` of kafkajs waits for the answers under way, which a frozen broker never gives.
    function destroy() {
      if (isBroken) return;
      isBroken = true;
      connection.connectionStatus = 'disconnected';
      socket?.destroy();
      connection.requestQueue.rejectAll(new Failure('ledger-kafka/connection-lost', `connection to ${address} lost`, true));
      connection.requestQueue.destroy();
    }

    const exchange = async <T>(asked: Exchange<T>, timeoutMs: number): Promise<T> => {
      try {
        return await answerWithin(timeoutMs, `${asked.request.apiName} to ${address}`, connection.send(asked));
      } catch (error) {
        destroy();
        throw error;
      }
    };

    try {
      await answerWithin(connectionTimeoutMs, `connecting to ${address}`, connection.connect());
      // A frozen broker's machine still accepts connections: only an answer shows that somebody is there.
      const { apiVersions } = await exchange(protocol.requests.ApiVersions.protocol({ version: 2 })(undefined), connectionTimeoutMs);
      for (const { apiKey, minVersion, maxVersion } of apiVersions) {
        const version = spoken.get(apiKey) ?? minVersion;
        if (version >= minVersion && version <= maxVersion) continue;
        throw new Failure('ledger-kafka/version', `${address} no longer speaks version ${String(version)} of request ${String(apiKey)}`, false);
      }
    } catch (error) {
      destroy();
      throw error;
    }
    return { exchange, isBroken: () => isBroken, destroy };
  };

export type Links = Readonly<{
  /** The connection for that purpose, opened when it is not there or was lost. */
  get(address: string, purpose: string): Promise<Link>;
  close(): void;
}>;

/** One connection for each broker and purpose, so that what waits in one never holds up another. */
export const linkPool = (open: OpenLink): Links => {
  const links = new Map<string, Promise<Link>>();
  let isClosed = false;

  const get = async (address: string, purpose: string): Promise<Link> => {
    if (isClosed) throw new Failure('ledger-kafka/closed', 'the log driver is closed', false);
    const key = `${address} ${purpose}`;
    const known = links.get(key);
    const link = await known?.catch(() => undefined);
    if (link?.isBroken() === false) return link;
    // Whoever finds it lost first opens the new one; the others share it.
    if (links.get(key) === known) {
      const opening = open(address);
      links.set(key, opening);
      opening.then(
        (opened) => {
          if (isClosed) opened.destroy();
        },
        () => {
          if (links.get(key) === opening) links.delete(key);
        },
      );
      return opening;
    }
    return get(address, purpose);
  };

  return {
    get,
    close: () => {
      isClosed = true;
      for (const link of links.values()) link.then((open) => open.destroy(), silence);
      links.clear();
    },
  };
};
