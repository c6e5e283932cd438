import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { linkOpener, linkPool, type Links } from './link.js';
import { metadataExchange } from './metadata.exchange.js';

const connectionTimeoutMs = 150;

/** Answers ApiVersions with an empty list, then nothing more. */
const answerOnce = (socket: Socket) => {
  socket.once('data', (request: Buffer) => {
    const answer = Buffer.alloc(18);
    answer.writeInt32BE(14, 0);
    request.copy(answer, 4, 8, 12);
    socket.write(answer);
  });
};

describe('a connection to a broker', () => {
  let server: Server;
  let sockets: Socket[];
  let address: string;
  let links: Links;
  let behave: (socket: Socket) => void;

  beforeEach(async () => {
    sockets = [];
    behave = answerOnce;
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      behave(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    links = linkPool(linkOpener({ clientId: 'test', connectionTimeoutMs, reach: (to) => to }));
  });
  afterEach(() => {
    links.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('is not there while the broker only accepts it: a frozen one does that', async () => {
    behave = () => {};
    await expect(links.get(address, 'read')).rejects.toMatchObject({ code: 'ledger-kafka/timeout', canRetry: true });
  });

  it('is refused at once where nobody listens', async () => {
    await expect(links.get('127.0.0.1:1', 'read')).rejects.toThrow('ECONNREFUSED');
  });

  it('is shared by those with one purpose, and only by them', async () => {
    const [one, same, other] = await Promise.all([links.get(address, 'read'), links.get(address, 'read'), links.get(address, 'poll')]);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('is destroyed by an answer that does not come, and made anew', async () => {
    const link = await links.get(address, 'read');
    const closed = once(sockets[0]!, 'close');
    await expect(link.exchange(metadataExchange([]), 60)).rejects.toMatchObject({ code: 'ledger-kafka/timeout' });
    await closed;

    expect(link.isBroken()).toBe(true);
    expect((await links.get(address, 'read')).isBroken()).toBe(false);
  });

  it('fails what is under way as soon as the broker closes it', async () => {
    const link = await links.get(address, 'read');
    const asked = link.exchange(metadataExchange([]), 5000);
    sockets[0]!.destroy();
    await expect(asked).rejects.not.toMatchObject({ code: 'ledger-kafka/timeout' });
    expect(link.isBroken()).toBe(true);
  });

  it('is not opened any more once the pool is closed', async () => {
    links.close();
    await expect(links.get(address, 'read')).rejects.toMatchObject({ code: 'ledger-kafka/closed' });
  });
});

describe('the request queue', () => {
  it('sets no timer while nothing waits', () => {
    const queue = { pending: [], throttledUntil: -1, throttleCheckTimeoutId: null };
    RequestQueue.prototype.scheduleCheckPendingRequests.call(queue as never);
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('looks again when a pause the broker asked for is over', async () => {
    let looks = 0;
    const queue = { pending: [1], throttledUntil: Date.now() + 20, throttleCheckTimeoutId: null, checkPendingRequests: () => (looks += 1) };
    RequestQueue.prototype.scheduleCheckPendingRequests.call(queue as never);
    expect(looks).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(looks).toBe(1);
  });
});
