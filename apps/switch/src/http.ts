import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/** A message's body; pictures, which may be larger, come with their own file. */
const BODY_BYTES_MAX = 256 * 1024;
/** Headers and bodies that trickle in are cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP side of a process: bodies are text or JSON, every error is a problem. */
export const createHttpApplication = async (module: Type | DynamicModule): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: ['error', 'fatal'], bodyParser: false, abortOnError: false });
  const http = app.getHttpAdapter().getInstance();
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => { done(null, body); });
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    }
  });
  return app;
};
