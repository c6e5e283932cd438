import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ProblemFilter } from './api/problem.js';
import { createHttpApplication } from './http.js';

@Module({})
class Nothing {}

describe('a request that only the web server sees', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await createHttpApplication(Nothing);
    app.useGlobalFilters(new ProblemFilter((thrown) => { throw thrown; }));
    const http = app.getHttpAdapter().getInstance();
    http.get('/now', () => 'now');
    http.post('/heard', (request) => request.body);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  /** What comes back on a bare connection until it is closed. */
  const answerTo = async (...lines: readonly string[]): Promise<string> => {
    const socket = connect(Number(new URL(await app.getUrl()).port), '127.0.0.1');
    socket.write(lines.join('\r\n'));
    return text(socket);
  };
  const post = (expectation: string) => ['POST /heard HTTP/1.1', 'host: x', `expect: ${expectation}`, 'content-type: application/json', 'content-length: 2', 'connection: close', '', '[]'];

  it.each([
    ['names no host', 400, ['GET /now HTTP/1.1', '', '']],
    ['names no host, nor anything that is there', 400, ['GET /nowhere HTTP/1.1', '', '']],
    ['names two hosts', 400, ['GET /now HTTP/1.1', 'host: x', 'host: y', '', '']],
    ['wants a tunnel', 501, ['CONNECT /now HTTP/1.1', 'host: x', '', '']],
    ['expects what nobody does', 417, post('the unexpected')],
  ])('and that %s is refused with %d by a problem, on a connection that ends', async (_, status, lines) => {
    const answer = await answerTo(...lines);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} [^]*\r\ncontent-type: application/problem\\+json[;\r]`, 'i'));
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ type: 'about:blank', title: expect.stringMatching(/\w/), status });
  });

  it('is taken from before there were hosts', async () => {
    expect(await answerTo('GET /now HTTP/1.0', '', '')).toMatch(/^HTTP\/1.1 200 [^]*now$/);
  });

  it('and that waits to be told to go on is told so', async () => {
    expect(await answerTo(...post('100-continue'))).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 [^]*\[\]$/);
  });
});
