import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { get, Agent, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStream } from './api/server-sent-events.js';
import { createHttpApplication } from './http.js';

jest.setTimeout(30_000);

@Module({})
class Nothing {}

/** Longer than anything here takes but an answer that never comes. */
const soonMs = 3_500;

describe('a switch that is told to end', () => {
  let app: NestFastifyApplication;
  let url: string;
  let agent: Agent;

  const asked = (path: string): Promise<IncomingMessage> => new Promise((resolve, reject) => { get(`${url}${path}`, { agent }, resolve).on('error', reject); });
  const said = async (path: string): Promise<string> => text(await asked(path));

  beforeEach(async () => {
    app = await createHttpApplication(Nothing);
    const http = app.getHttpAdapter().getInstance();
    http.get('/now', () => 'now');
    http.get('/soon', () => pause(200, 'soon'));
    http.get('/never', () => new Promise(() => undefined));
    http.get('/stream', (request, reply) => { openEventStream(request, reply, () => true); });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    agent = new Agent({ keepAlive: true });
  });
  afterEach(async () => {
    agent.destroy();
    await app.close();
  });

  /** How long it takes to end, in milliseconds. */
  const ended = async (): Promise<number> => {
    const before = performance.now();
    await app.close();
    return performance.now() - before;
  };

  it('answers what was asked, and is gone as soon as it has', async () => {
    await said('/now');
    const answers = [asked('/soon'), asked('/soon')];
    await pause(50);
    const endMs = await ended();

    expect(await Promise.all((await Promise.all(answers)).map(async (answer) => [answer.headers.connection, await text(answer)]))).toEqual([['close', 'soon'], ['close', 'soon']]);
    expect(endMs).toBeLessThan(soonMs);
    await expect(said('/now')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends event streams', async () => {
    const stream = text(await asked('/stream'));

    expect(await ended()).toBeLessThan(soonMs);
    expect(await stream).toBe(': statewire\n\n');
  });

  it('does not wait for ever for an answer that does not come', async () => {
    const answer = said('/never');
    answer.catch(() => undefined);
    await pause(50);

    expect(await ended()).toBeGreaterThan(soonMs);
    await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
