import { createServer, Socket, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Bus } from '@statewire/bus';
import { isFailure } from '@statewire/kernel';
import { busContract } from '@statewire/bus/bus.contract';
import { busLink, openQuestionsMax } from './bus-link.js';
import { nestBus, type NestBus } from './bus.nest.js';

const host = '127.0.0.1';
const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const codeOf = (asked: Promise<unknown>) => asked.then(() => 'answered', (failure: unknown) => (isFailure(failure) ? failure.code : String(failure)));

const opened: Bus[] = [];
const nets: Server[] = [];
const sockets: Socket[] = [];

const deskOn = async (port: number): Promise<NestBus> => {
  const desk = nestBus({ listen: `${host}:${String(port)}`, addresses: {} });
  opened.push(desk);
  await desk.serve('vehicles', {
    ready: () => Promise.resolve(true),
    echo: (payload: unknown) => Promise.resolve(payload),
    hang: () => new Promise(() => undefined),
    slow: () => after(150).then(() => 'late'),
    bad: () => Promise.resolve({ count: 1n }),
  });
  return desk;
};
const portOf = (bus: NestBus) => bus.listening()?.port ?? 0;
const askerOf = (port: number): Bus => {
  const asker = nestBus({ addresses: { vehicles: `${host}:${String(port)}`, nobody: `${host}:1` } });
  opened.push(asker);
  return asker;
};
const plainServer = async (onConnection: (socket: Socket) => void): Promise<number> => {
  const net = createServer((socket) => {
    sockets.push(socket);
    onConnection(socket);
  });
  nets.push(net);
  await new Promise<void>((resolve) => { net.listen(0, host, resolve); });
  return (net.address() as AddressInfo).port;
};

const framed = (text: string): Buffer => {
  const frame = Buffer.from(`    ${text}`);
  frame.writeUInt32BE(frame.length - 4);
  return frame;
};

afterEach(async () => {
  for (const bus of opened.splice(0)) await bus.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const net of nets.splice(0)) net.close();
});

busContract('the bus over TCP', async () => {
  const desk = await deskOn(0);
  const asker = askerOf(portOf(desk));
  return { desk, asker, close: async () => { await Promise.all([asker.close(), desk.close()]); } };
});

describe('the bus over TCP', () => {
  it('reaches a service again that was restarted, at the next question', async () => {
    let desk = await deskOn(0);
    const port = portOf(desk);
    const asker = askerOf(port);
    for (let restarts = 0; restarts < 3; restarts += 1) {
      expect(await asker.ask('vehicles', 'echo', { restarts }, 2_000)).toEqual({ restarts });
      const open = codeOf(asker.ask('vehicles', 'hang', {}, 5_000));
      await after(30);
      await desk.close();
      expect(await open).toBe('bus/unavailable');
      expect(await codeOf(asker.ask('vehicles', 'echo', {}, 2_000))).toBe('bus/unavailable');
      desk = await deskOn(port);
    }
    expect(await asker.ask('vehicles', 'ready', {}, 2_000)).toBe(true);
  });

  it('leaves a connection that has fallen silent for a new one', async () => {
    let connections = 0;
    const port = await plainServer((socket) => {
      connections += 1;
      if (connections === 1) return;
      socket.on('data', (question) => {
        const { id } = JSON.parse(question.toString('utf8', 4)) as { id: string };
        socket.write(framed(JSON.stringify({ id, isDisposed: true, response: { ok: connections } })));
      });
    });
    const link = busLink('vehicles', { host, port }, 150);
    expect(await codeOf(link.ask('ready', {}, 50))).toBe('bus/timeout');
    await after(150);
    expect(await codeOf(link.ask('ready', {}, 50))).toBe('bus/timeout');

    expect(await link.ask('ready', {}, 2_000)).toBe(2);
    link.close();
  });

  it('does not take a pause in the asking for silence', async () => {
    const link = busLink('vehicles', { host, port: portOf(await deskOn(0)) }, 200);
    expect(await link.ask('ready', {}, 2_000)).toBe(true);
    await after(250);
    const open = link.ask('slow', {}, 2_000);
    expect(await codeOf(link.ask('hang', {}, 50))).toBe('bus/timeout');

    expect(await open).toBe('late');
    link.close();
  });

  it('carries sixty mebibytes both ways at once', async () => {
    const asker = askerOf(portOf(await deskOn(0)));
    const text = 'x'.repeat(1 << 20);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => asker.ask<{ n: number; text: string }>('vehicles', 'echo', { n, text }, 20_000)));

    expect(answers.every((answer, n) => answer.n === n && answer.text.length === text.length)).toBe(true);
  }, 30_000);

  it('bounds the open questions and refuses more, which may be repeated', async () => {
    const asker = askerOf(portOf(await deskOn(0)));
    const open = Array.from({ length: openQuestionsMax }, () => codeOf(asker.ask('vehicles', 'hang', {}, 700)));
    await expect(asker.ask('vehicles', 'ready', {}, 700)).rejects.toMatchObject({ code: 'bus/unavailable', canRetry: true });

    expect(new Set(await Promise.all(open))).toEqual(new Set(['bus/timeout']));
    expect(await asker.ask('vehicles', 'ready', {}, 2_000)).toBe(true);
  }, 15_000);

  it('calls it a defect when a question or an answer is no JSON, or too long', async () => {
    const asker = askerOf(portOf(await deskOn(0)));

    expect(await codeOf(asker.ask('vehicles', 'echo', { count: 1n }, 2_000))).toBe('bus/defect');
    expect(await codeOf(asker.ask('vehicles', 'bad', {}, 2_000))).toBe('bus/defect');
    expect(await codeOf(asker.ask('vehicles', 'echo', { text: 'x'.repeat(33 << 20) }, 5_000))).toBe('bus/defect');
    expect(await asker.ask('vehicles', 'ready', {}, 2_000)).toBe(true);
  });

  it('gives up a peer that answers rubbish', async () => {
    const asker = askerOf(await plainServer((socket) => { socket.on('error', () => undefined).write('HTTP/1.1 400 Bad Request\r\n\r\n'); }));

    expect(await codeOf(asker.ask('vehicles', 'ready', {}, 2_000))).toBe('bus/unavailable');
  });

  it('serves on after a peer that sent rubbish, or half a message, or nested deeply', async () => {
    const port = portOf(await deskOn(0));
    const deep = `{"pattern":${'['.repeat(50_000)}${']'.repeat(50_000)},"id":"1"}`;
    for (const rubbish of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.from([0, 0, 1, 0, 123]), framed('no json'), framed('7'), framed('{"id":"1"}'), framed(deep)]) {
      const socket = new Socket();
      sockets.push(socket);
      socket.on('error', () => undefined).connect(port, host, () => socket.write(rubbish));
      await after(30);
    }

    expect(await askerOf(port).ask('vehicles', 'ready', {}, 2_000)).toBe(true);
  });

  it('reads messages that come in single bytes', async () => {
    const port = await plainServer((socket) => {
      socket.once('data', (question) => {
        const { id } = JSON.parse(question.toString('utf8', 4)) as { id: string };
        const answer = framed(JSON.stringify({ id, isDisposed: true, response: { ok: 'späť' } }));
        const drip = (at: number) => {
          if (at < answer.length) socket.write(answer.subarray(at, at + 1), () => { setImmediate(drip, at + 1); });
        };
        drip(0);
      });
    });

    expect(await askerOf(port).ask('vehicles', 'ready', {}, 5_000)).toBe('späť');
  });

  it('times out at a peer that takes the connection and stays silent', async () => {
    const asker = askerOf(await plainServer(() => undefined));

    expect(await codeOf(asker.ask('vehicles', 'ready', {}, 100))).toBe('bus/timeout');
  });

  it('says that its port is taken', async () => {
    const port = portOf(await deskOn(0));
    const second = nestBus({ listen: `${host}:${String(port)}`, addresses: {} });

    expect(await codeOf(second.serve('vehicles', {}))).toBe('bus/unavailable');
  });

  it('answers for nothing without an address', async () => {
    expect(await codeOf(nestBus({ addresses: {} }).serve('vehicles', {}))).toBe('bus/bad-address');
    expect(() => nestBus({ addresses: { vehicles: 'nowhere' } })).toThrow('The address of vehicles is not host:port but nowhere.');
    expect(() => nestBus({ listen: 'nowhere', addresses: {} })).toThrow('The address of this process is not host:port but nowhere.');
  });
});
