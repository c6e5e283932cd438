import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { allMessageKeys, tagsOfKey } from '@statewire/catalogue';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { queryFault } from './api/known-queries.js';
import { knownRoutes, type KnownRoutes } from './api/known-routes.js';
import { MANNERS } from './api/manners.js';
import { OTHER_CONTENT, problem, sendProblem, type ProblemError } from './api/problem.js';
import { readJson } from './api/read-json.js';
import { endInOrder } from './end-in-order.js';

/** A body; a transmission that brings a picture may be larger. */
const BODY_BYTES_MAX = 256 * 1024;
const PICTURE_BODY_BYTES_MAX = 2 * 1024 * 1024;
const TRANSMISSIONS = '/v1/transmissions';
/** Where text is a message. */
const TAKES_TEXT: ReadonlySet<string> = new Set([TRANSMISSIONS, '/v1/broadcasts/preview']);
/** What no route takes is answered as such, and a verb without a body passes over one. */
const asksForJson = ({ method, routeOptions: { url } }: FastifyRequest): boolean => method === 'POST' && url !== undefined && !TAKES_TEXT.has(url);
/** Some clients give every request a type; where nothing is to be said, saying nothing is right whatever it is called. */
const TAKES_NOTHING: ReadonlySet<string> = new Set(['/v1/messages/:seq/acknowledge', '/v1/operators/:id/release', '/v1/terminals/:id/release']);
const takesNothing = ({ method, routeOptions: { url } }: FastifyRequest): boolean => method === 'DELETE' || (url !== undefined && TAKES_NOTHING.has(url));
/** Message keys that name a picture: EIM and MII. */
const PICTURED = new Set(allMessageKeys().filter(({ mke }) => tagsOfKey(mke).has('IMG')).map(({ mke }) => mke));
/** Headers and bodies that trickle in are cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

const WIRE_REFUSALS: Readonly<Record<string, Readonly<{ status: number; title: string }>>> = {
  HPE_HEADER_OVERFLOW: { status: 431, title: 'Request Header Fields Too Large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, title: 'Request Timeout' },
};

const wireProblem = (status: number, title: string): string => JSON.stringify({ type: 'about:blank', title, status });

/** On the bare connection, which ends with it. */
const answerOnTheWire = (socket: Socket, { status, title }: Readonly<{ status: number; title: string }>): void => {
  const body = wireProblem(status, title);
  if (socket.writable) {
    socket.write(`HTTP/1.1 ${String(status)} ${title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${String(body.length)}\r\nconnection: close\r\n\r\n${body}`);
  }
  socket.destroySoon();
};

/** What is no HTTP never becomes a request. */
const refuseOnTheWire = ({ code }: Error & { code?: string }, socket: Socket): void => {
  answerOnTheWire(socket, (code === undefined ? undefined : WIRE_REFUSALS[code]) ?? { status: 400, title: 'Bad Request' });
};

/** The server itself would close the connection without a word. */
const refuseTunnel = (_request: IncomingMessage, socket: Duplex): void => {
  answerOnTheWire(socket as Socket, { status: 501, title: 'Not Implemented' });
};

/** The server itself would answer without a body. Of expectations it knows 100-continue, and meets it. */
const refuseExpectation = (_request: IncomingMessage, response: ServerResponse): void => {
  const body = wireProblem(417, 'Expectation Failed');
  response.writeHead(417, { ...MANNERS, 'content-type': 'application/problem+json', 'content-length': body.length, connection: 'close' }).end(body);
};

/** A larger body than usual is taken where it says that it brings a picture. */
const withinLimit = <B>(text: string, body: B, mke: unknown): B => {
  const isLarge = Buffer.byteLength(text) > BODY_BYTES_MAX;
  if (isLarge && (typeof mke !== 'string' || !PICTURED.has(mke.trim().toUpperCase()))) throw problem(413, 'A body has at most 256 KiB, with an image 2 MiB.');
  return body;
};

type Done = (error: Error | null, body?: unknown) => void;

const reading = (read: (text: string, request: FastifyRequest) => unknown) => (request: FastifyRequest, body: string | Buffer, done: Done): void => {
  try {
    const text = String(body);
    done(null, text === '' && takesNothing(request) ? undefined : read(text, request));
  } catch (cause) {
    done(cause as Error);
  }
};

const parseBodies = (http: FastifyInstance): void => {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('text/plain', { parseAs: 'string' }, reading((text, request) => {
    if (asksForJson(request)) throw problem(415, 'Content comes as application/json.');
    return withinLimit(text, text, text.slice(0, text.indexOf('.')));
  }));
  http.addContentTypeParser('application/json', { parseAs: 'string' }, reading((text) => {
    const value = readJson(text);
    return withinLimit(text, value, (value as Readonly<{ mke?: unknown }> | null)?.mke);
  }));
  http.addContentTypeParser('*', { parseAs: 'string' }, reading(() => { throw problem(415, OTHER_CONTENT); }));
};

const hostsOf = ({ rawHeaders }: IncomingMessage): number => rawHeaders.filter((name, n) => n % 2 === 0 && name.toLowerCase() === 'host').length;

const refusalOf = ({ headers, is404, query, raw, routeOptions, url }: FastifyRequest, routes: KnownRoutes): ProblemError | undefined => {
  if (headers.host === undefined && raw.httpVersion === '1.1') return problem(400, 'A request of HTTP/1.1 has a Host header.', 'about:blank', { connection: 'close' });
  if (hostsOf(raw) > 1) return problem(400, 'A request has one Host header.', 'about:blank', { connection: 'close' });
  // What is packed would be read as the message itself.
  const { 'content-encoding': packed = 'identity' } = headers;
  if (packed.toLowerCase() !== 'identity') return problem(415, 'A body comes as it is, without a Content-Encoding.', 'about:blank', { 'accept-encoding': 'identity' });
  const misread = queryFault(routeOptions.url, query as Readonly<Record<string, unknown>>);
  if (misread !== undefined) return problem(400, misread);
  const allow = is404 ? routes.methodsOf(url) : [];
  return allow.length === 0 ? undefined : problem(405, `Here one may ${allow.join(', ')}.`, 'about:blank', { allow: allow.join(', ') });
};

/** A path that exists names the verbs that it knows. */
const keepManners = (http: FastifyInstance): void => {
  const routes = knownRoutes();
  http.addHook('onRoute', (route) => {
    routes.add(route.url, route.method);
    if (route.url === TRANSMISSIONS) route.bodyLimit = PICTURE_BODY_BYTES_MAX;
  });
  http.addHook('onRequest', (request, reply, done) => {
    void reply.headers(MANNERS);
    done(refusalOf(request, routes));
  });
};

/** The HTTP side of a process: bodies are text or JSON, every error is a problem. */
export const createHttpApplication = async (module: Type | DynamicModule): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX, requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: 'idle', return503OnClosing: false, routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => { sendProblem(reply, error); },
    clientErrorHandler: refuseOnTheWire,
    // A browser's user may end the page's address as a folder's.
    rewriteUrl: ({ url = '' }) => (url === '/docs/' ? '/docs' : url),
    // It is looked for here: the server itself would refuse without a body.
    http: { requireHostHeader: false },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: ['error', 'fatal'], bodyParser: false, abortOnError: false });
  const http = app.getHttpAdapter().getInstance();
  parseBodies(http);
  keepManners(http);
  http.server.on('checkExpectation', refuseExpectation);
  http.server.on('connect', refuseTunnel);
  endInOrder(http);
  return app;
};
