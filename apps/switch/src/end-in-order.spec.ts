import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { get, Agent, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStream } from './api/server-sent-events.js';
import { endInOrder } from './end-in-order.js';

/** Longer than anything here takes, and as short as one that never comes is to be waited for. */
const [patientMs, impatientMs] = [20_000, 300];

describe('a switch that is told to end', () => {
  let http: FastifyInstance;
  let url: string;
  let agent: Agent;

  const asked = (path: string): Promise<IncomingMessage> => new Promise((resolve, reject) => { get(`${url}${path}`, { agent }, resolve).on('error', reject); });
  const said = async (path: string): Promise<string> => text(await asked(path));

  const listen = async (answerWithinMs: number): Promise<void> => {
    http = Fastify({ forceCloseConnections: 'idle', return503OnClosing: false });
    endInOrder(http, answerWithinMs);
    http.get('/now', () => 'now');
    http.get('/soon', () => pause(200, 'soon'));
    http.get('/never', () => new Promise(() => undefined));
    http.get('/stream', (request, reply) => { openEventStream(request, reply, () => true); });
    url = await http.listen({ port: 0, host: '127.0.0.1' });
    agent = new Agent({ keepAlive: true });
  };
  afterEach(async () => {
    agent.destroy();
    await http.close();
  });

  /** How long it takes to end, in milliseconds. */
  const ended = async (): Promise<number> => {
    const before = performance.now();
    await http.close();
    return performance.now() - before;
  };

  it('answers what was asked, and is gone as soon as it has', async () => {
    await listen(patientMs);
    await said('/now');
    const answers = [asked('/soon'), asked('/soon')];
    await pause(50);
    const endMs = await ended();

    expect(await Promise.all((await Promise.all(answers)).map(async (answer) => [answer.headers.connection, await text(answer)]))).toEqual([['close', 'soon'], ['close', 'soon']]);
    expect(endMs).toBeLessThan(patientMs);
    await expect(said('/now')).rejects.toThrow();
  });

  it('ends event streams', async () => {
    await listen(patientMs);
    const stream = text(await asked('/stream'));

    expect(await ended()).toBeLessThan(patientMs);
    expect(await stream).toBe(': statewire\n\n');
  });

  it('does not wait for ever for an answer that does not come', async () => {
    await listen(impatientMs);
    const answer = said('/never');
    answer.catch(() => undefined);
    await pause(50);

    expect(await ended()).toBeGreaterThanOrEqual(impatientMs - 10);
    await expect(answer).rejects.toThrow();
  });
});
