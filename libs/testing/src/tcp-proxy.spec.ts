import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tcpProxy, type Passage, type ProxiedFrame, type TcpProxy } from './tcp-proxy.js';

const framed = (text: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};
const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the socket proxy', () => {
  let server: Server;
  let proxy: TcpProxy;
  let client: Socket;
  let heard: string;
  let received: string;
  let passage: (frame: ProxiedFrame) => Passage;

  /** The server gives back what it gets. */
  beforeEach(async () => {
    heard = '';
    received = '';
    passage = () => ({ kind: 'pass' });
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
        socket.write(chunk);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    proxy = await tcpProxy(`127.0.0.1:${String((server.address() as AddressInfo).port)}`, (frame) => passage(frame));
    client = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    client.on('error', () => {});
    client.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    await once(client, 'connect');
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    server.close();
  });

  const text = (...texts: string[]) => texts.map((one) => framed(one).toString('latin1')).join('');
  const only = (towards: ProxiedFrame['towards'], then: Passage) => {
    passage = (frame) => (frame.towards === towards && frame.bytes.includes('odd') ? then : { kind: 'pass' });
  };

  it('lets messages through whole, in whatever pieces they come', async () => {
    const bytes = Buffer.concat([framed('first'), framed('second')]);
    for (const piece of [bytes.subarray(0, 3), bytes.subarray(3, 11), bytes.subarray(11)]) {
      client.write(piece);
      await settled(10);
    }
    await settled(30);
    expect(received).toBe(text('first', 'second'));
  });

  it('drops what it is told to, and nothing else', async () => {
    only('client', { kind: 'drop' });
    client.write(Buffer.concat([framed('even'), framed('odd'), framed('even')]));
    await settled(50);
    expect(heard).toBe(text('even', 'odd', 'even'));
    expect(received).toBe(text('even', 'even'));
  });

  it('doubles a request', async () => {
    only('server', { kind: 'double' });
    client.write(framed('odd'));
    await settled(50);
    expect(heard).toBe(text('odd', 'odd'));
  });

  it('keeps the order when one message is delayed', async () => {
    only('server', { kind: 'delay', delayMs: 60 });
    client.write(Buffer.concat([framed('odd'), framed('even')]));
    await settled(20);
    expect(heard).toBe('');
    await settled(80);
    expect(heard).toBe(text('odd', 'even'));
  });

  it('cuts the connection and loses the message', async () => {
    only('server', { kind: 'cut' });
    client.write(framed('odd'));
    await once(client, 'close');
    await settled(30);
    expect(heard).toBe('');
  });

  it('brings a request after its client is gone', async () => {
    only('server', { kind: 'late', delayMs: 40 });
    client.write(framed('odd'));
    await once(client, 'close');
    expect(heard).toBe('');
    await settled(80);
    expect(heard).toBe(text('odd'));
  });

  it('cuts everything at once and takes new connections', async () => {
    proxy.cutAll();
    await once(client, 'close');
    const again = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    again.write(framed('even'));
    const [answer] = (await once(again, 'data')) as [Buffer];
    expect(answer.toString('latin1')).toBe(text('even'));
    again.destroy();
  });
});
