import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { EventEmitter, once } from 'node:events';
import { get } from 'node:http';
import { createHttpApplication } from '../http.js';
import { openEventStream, type EventStream } from './server-sent-events.js';

@Module({})
class Nothing {}

describe('a stream of events that takes its time to open', () => {
  let app: NestFastifyApplication;
  let told: EventEmitter;

  beforeEach(async () => {
    told = new EventEmitter();
    app = await createHttpApplication(Nothing);
    app.getHttpAdapter().getInstance().get('/stream', async (request, reply) => {
      told.emit('asked', request);
      await once(told, 'ready');
      told.emit('opened', openEventStream(request, reply, () => true));
    });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(() => app.close());

  const asked = async () => {
    const asking = get(`${await app.getUrl()}/stream`).on('error', () => undefined);
    const [request] = (await once(told, 'asked')) as [FastifyRequest];
    return { asking, request };
  };
  const opened = async (): Promise<EventStream> => {
    setImmediate(() => told.emit('ready'));
    const [stream] = (await once(told, 'opened')) as [EventStream];
    return stream;
  };

  it('goes on until whoever asked for it goes away', async () => {
    const { asking } = await asked();
    const stream = await opened();
    expect(stream.isOver()).toBe(false);

    asking.destroy();
    await once(stream.signal, 'abort');
    expect(stream.isOver()).toBe(true);
  });

  it('is over at once where whoever asked for it has gone meanwhile', async () => {
    const { asking, request } = await asked();
    asking.destroy();
    await new Promise((gone) => { request.raw.once('close', gone); });

    const stream = await opened();
    expect(stream.isOver()).toBe(true);
    await stream.send({ data: 'unheard' });
  });
});
