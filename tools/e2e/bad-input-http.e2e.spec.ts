import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expectClean } from './clean-answer.js';
import { startSystem, type System } from './system.js';
import { call, Terminal, type HttpAnswer } from './terminal.js';
import { PASSWORD } from './test-state.js';

const MIB = 1024 * 1024;
const answerTimeoutMs = 5_000;

let system: System;
let col: Terminal;
let regional: Terminal;
beforeAll(async () => {
  system = await startSystem();
  col = new Terminal(system, 'COL1');
  regional = new Terminal(system, 'REG1');
}, 120_000);
afterAll(() => system.remove(), 60_000);

const send = (body: string | Uint8Array, type?: string, headers = {}): Promise<HttpAnswer> =>
  col.call('POST', '/v1/transmissions', { body, headers, ...(type === undefined ? {} : { type }) });

/** Writes to a bare connection and gives what comes back until it ends, or for as long as `ms`. */
const onTheWire = (text: string | Uint8Array, ms = answerTimeoutMs): Promise<string> =>
  new Promise((resolve) => {
    let got = '';
    const socket = connect(Number(new URL(system.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (part) => { got += part.toString(); });
    socket.on('error', () => undefined);
    socket.on('close', () => { resolve(got); });
    setTimeout(() => socket.destroy(), ms).unref();
  });

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const wellAnswered = async (): Promise<void> => { expect((await col.send('QV.LIC/ABC123')).code).toBe('NO_RECORD'); };

/** A session of its own, so that what is broken off breaks no other test's. */
const bearer = async (): Promise<string> => {
  const { json } = await call(system.url, 'POST', '/v1/sessions', { body: JSON.stringify({ operator: 'ld01', password: PASSWORD, terminal: 'LD01' }), type: 'application/json' });
  return `Bearer ${(json as { token: string }).token}`;
};

describe('a body', () => {
  it.each(['text/html', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plainx', 'application/problem+json', 'nonsense', '/', 'text', 'image/jpeg'])(
    'of the type %s is refused with 415, which names the types that are taken', async (type) => {
      const answer = await send('QV.LIC/A', type);
      expectClean(answer);
      expect([answer.status, answer.text]).toEqual([415, expect.stringContaining('text/plain')]);
    });

  it.each(['text/plain', 'TEXT/PLAIN', 'text/plain; charset=utf-8', 'text/plain;charset=nonsense'])('of the type %s is a message', async (type) => {
    expect((await send('QV.LIC/A', type)).json).toMatchObject({ code: 'NO_RECORD' });
  });

  it.each([['gzip', 415], ['br', 415], ['identity', 200]])('that says it is packed by %s gets %d', async (encoding, status) => {
    const answer = await fetch(`${system.url}/v1/transmissions`, {
      method: 'POST', body: 'QV.LIC/ABC123', headers: { 'content-type': 'text/plain', 'content-encoding': encoding, authorization: await bearer() },
    });
    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([status, status === 415 ? 'identity' : null]);
  });

  it('without a type is refused', async () => {
    const answer = await send(Buffer.from('QV.LIC/A'));
    expectClean(answer);
    expect(answer.status).toBe(415);
  });

  it.each([['text/plain', 'A'.repeat(MIB)], ['application/json', JSON.stringify({ mke: 'QV', fields: { LIC: 'A'.repeat(MIB) } })], ['text/plain', 'A'.repeat(256 * 1024 + 1)]])(
    'of %s over 256 KiB is refused with 413', async (type, body) => {
      const answer = await send(body, type);
      expectClean(answer);
      expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('256 KiB')]);
      await wellAnswered();
    });

  it.each(['', ' ', '{', '{"mke":"QV"', "{'mke':'QV'}", 'undefined', '{"mke":"QV",}', '\ufeff', 'NaN', '[1 2]'])('that is called JSON and is %j is refused with 400', async (body) => {
    const answer = await send(body, 'application/json');
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('not JSON')]);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])('of the type %s that is empty is none where none is asked for', async (type) => {
    const given = { authorization: await bearer(), 'content-type': type, 'content-length': '0' };
    const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const statusAt = async (route: string) => statusOf(await onTheWire(`${route} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines}\r\n`));
    expect([await statusAt('POST /v1/messages/999999/acknowledge'), await statusAt('POST /v1/operators/nobody/release'), await statusAt('DELETE /v1/sessions/current')]).toEqual([404, 403, 204]);
  });

  it.each([100, 3_000, 120_000])('nested %d levels deep is refused', async (levels) => {
    for (const body of [`${'['.repeat(levels)}${']'.repeat(levels)}`, `${'{"a":'.repeat(levels / 4)}1${'}'.repeat(levels / 4)}`]) {
      const answer = await send(body, 'application/json');
      expectClean(answer);
      expect(answer.status === 400 || (answer.json as { code?: string }).code === 'FORMAT').toBe(true);
    }
  });
});

describe('an Idempotency-Key', () => {
  it.each(['', ' ', 'a b', 'x'.repeat(65), 'x'.repeat(8_000), 'é'])('that is %j is refused with 400', async (key) => {
    const answer = await send('QV.LIC/A', 'text/plain', { 'idempotency-key': key });
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
  });
});

describe('a path', () => {
  it.each(['/v1', '/v1/', '/v2/transmissions', '/v1/transmissions/', '/v1/transmissions/1', '/V1/transmissions', '/v1/records', '/v1/records/', '/v1/records/SV1/x', '/v1/sessions/x/y', '/docs/../package.json', '/docs/..%2f..%2fpackage.json', '/docs/__proto__', '/docs/package.json', '/.env', '/__proto__', '/v1/messages/1/2/3'])(
    '%s is not found', async (path) => {
      const answer = await col.call('GET', path);
      expectClean(answer);
      expect(answer.status).toBe(404);
    });

  it.each(['/%zz', '/v1/records/%ff', '/v1/streams/%c0%ae'])('%s cannot be read', async (path) => {
    const answer = await col.call('GET', path);
    expectClean(answer);
    expect([answer.status, answer.text.includes('%')]).toEqual([400, false]);
  });

  it.each(['%00', 'constructor', '..', '%2e%2e%2f', '💥', 'SV00000000', "'", 'A'.repeat(150)])('to a record or stream called %s leads nowhere', async (name) => {
    for (const [seat, path] of [[col, `/v1/records/${name}`], [regional, `/v1/streams/${name}`]] as const) {
      const answer = await seat.call('GET', path);
      expectClean(answer);
      expect(answer.status).toBe(404);
    }
    const history = await col.call('GET', `/v1/records/${name}/history`);
    expectClean(history);
    expect([403, 404]).toContain(history.status);
  });

  it('that is over-long is refused', async () => {
    const authorization = await bearer();
    for (const [path, statuses] of [[`/v1/records/${'A'.repeat(1_000)}`, [404, 414]], [`/v1/messages?after=${'1'.repeat(10_000)}`, [400]], [`/${'a/'.repeat(20_000)}`, [414, 431]]] as const) {
      const answer = await onTheWire(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\nconnection: close\r\n\r\n`);
      expect(statuses).toContain(statusOf(answer));
    }
  });

  it.each([['GET', '/v1/transmissions', 'POST'], ['PUT', '/v1/transmissions', 'POST'], ['DELETE', '/v1/messages', 'GET, HEAD'], ['PATCH', '/v1/sessions', 'POST'], ['POST', '/v1/records/SV00000001', 'GET, HEAD'], ['OPTIONS', '/v1/clock', 'GET, HEAD, POST'], ['GET', '/v1/messages/1/acknowledge', 'POST'], ['POST', '/healthz', 'GET, HEAD']])(
    'does not take %s %s, and says what it takes', async (method, path, allow) => {
      const answer = await col.call(method, path);
      expectClean(answer);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    });

  it.each(['/v1/messages/stream', '/v1/streams/vehicle'])('of a stream (%s) answers who asks for its headers alone', async (path) => {
    const answer = await regional.call('HEAD', path, { timeoutMs: answerTimeoutMs });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });
});

describe('a parameter', () => {
  it.each(['x', '-1', '1.5', '1e3', '0x1', '%00', '1%20', '٣', '9'.repeat(16), '1&after=2', '__proto__'])('after=%s is no number of a message', async (after) => {
    const answer = await col.call('GET', `/v1/messages?after=${encodeURI(after).replaceAll('%25', '%')}`);
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('after: ')]);
  });

  it('after is one of the mailbox’s stream too', async () => {
    const answer = await col.call('GET', '/v1/messages/stream?after=x', { timeoutMs: answerTimeoutMs });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('after: ')]);
  });

  it.each(['x', '-1', '1.5', 'a'.repeat(500)])('Last-Event-ID: %s is none either', async (last) => {
    for (const [seat, path] of [[col, '/v1/messages/stream'], [regional, '/v1/streams/vehicle']] as const) {
      const answer = await seat.call('GET', path, { headers: { 'last-event-id': last }, timeoutMs: answerTimeoutMs });
      expectClean(answer);
      expect(answer.status).toBe(400);
    }
  });

  it.each(['x', 'W10', 'bnVsbA', 'e30', '..', 'A'.repeat(5_000), Buffer.from(JSON.stringify(Array.from({ length: 4 }, () => ['99', 5, 'a'.repeat(43), '98', 0]))).toString('base64url'), 'now&after=now'])(
    'after=%s is no place in a stream', async (after) => {
      const answer = await regional.call('GET', `/v1/streams/vehicle?after=${after}`, { timeoutMs: answerTimeoutMs });
      expectClean(answer);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('after: ')]);
    });

  it.each(['x', '2026-11-20', '2026-11-20T08:00:00', '2026-13-40T08:00:00Z', '1', '2026-11-20T08:00:00Z&asOf=2026-11-20T08:00:00Z', '%00'])('asOf=%s is no instant', async (asOf) => {
    const answer = await col.call('GET', `/v1/records/SV00000001?asOf=${asOf}`);
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('asOf: ')]);
  });

  it.each(['x', '-1', '1.5', '%00', '9'.repeat(20)])('/v1/messages/%s/acknowledge names no message', async (seq) => {
    const answer = await col.call('POST', `/v1/messages/${seq}/acknowledge`);
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('seq: ')]);
  });

  it.each([[200, ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs']], [400, ['/v1/clock', '/v1/messages', '/v1/records/SV00000004']]])('that nobody knows is answered with %d at %j', async (status, paths) => {
    for (const path of paths) {
      const answer = await col.call('GET', `${path}?${'a[]=1&__proto__[x]=1&%00=%00&'.repeat(50)}`, { headers: { accept: 'nonsense/*;q=x', 'x-forwarded-for': '\'"<>', cookie: 'x'.repeat(4_000), range: 'bytes=5-2', 'if-none-match': '"' } });
      expectClean(answer);
      expect(answer.status).toBe(status);
    }
  });
});

describe('a log-on or a move of the clock', () => {
  const JSONS = [null, 1, 'x', [], [[]], {}, { operator: 1 }, { operator: 'col1', password: ['x'], terminal: { $gt: '' } }, { operator: 'x'.repeat(65), password: 'y', terminal: 'z' }, { advance: 1 }, { advance: 'PT1H', set: 'x' }, { advance: '-PT1H' }, { advance: 'P9999999999Y' }, { set: '2026-11-20' }, { set: null }, { operator: 'col1', password: 'x', terminal: 'COL1', admin: true }];

  it.each(JSONS.flatMap((body) => [['/v1/sessions', body], ['/v1/clock', body]] as const))('%s of %j is refused with 400, which names the member', async (path, body) => {
    const answer = await call(system.url, 'POST', path, { body: JSON.stringify(body), type: 'application/json' });
    expectClean(answer);
    expect(answer.json).toMatchObject({ status: 400, errors: expect.arrayContaining([expect.stringMatching(/^(body|operator|password|terminal|advance|set): \w/)]) });
  });

  it.each(['/v1/sessions', '/v1/clock'])('%s as text is refused with 415', async (path) => {
    const answer = await call(system.url, 'POST', path, { body: JSON.stringify({ advance: 'PT1H' }), type: 'text/plain' });
    expectClean(answer);
    expect(answer.status).toBe(415);
  });

  it.each([['/v1/nothing', 404], ['/v1/messages', 405]])('%s as text is still told that there is no such thing to send to', async (path, status) => {
    const answer = await call(system.url, 'POST', path, { body: 'QV', type: 'text/plain' });
    expectClean(answer);
    expect(answer.status).toBe(status);
  });

  it.each([['__proto__', 'constructor'], ['\ud800', '\u0000'], ['$gt', "' OR 1=1"]])('as %j is refused like any other wrong one', async (operator, terminal) => {
    const answer = await call(system.url, 'POST', '/v1/sessions', { body: JSON.stringify({ operator, password: operator, terminal }), type: 'application/json' });
    expectClean(answer);
    expect(answer.status).toBe(401);
  });

  it.each([{ advance: 'P7974Y' }, { advance: 'P9000Y' }, { set: '9999-12-31T23:59:59-05:00' }, { set: '2027-01-01T00:00:00+99:99' }])('%j leads out of all calendars', async (body) => {
    const answer = await call(system.url, 'POST', '/v1/clock', { body: JSON.stringify(body), type: 'application/json' });
    expectClean(answer);
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(/(advance|set): \w/)]);
  });

  it('moved nothing', async () => {
    expect((await call(system.url, 'GET', '/v1/clock')).json).toEqual({ now: '2026-11-20T08:00:00-05:00', simulated: true });
  });
});

describe('a connection', () => {
  it.each([
    ['no HTTP', 'GARBAGE\r\n\r\n'], ['another protocol', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])], ['an unknown verb', 'FOO / HTTP/1.1\r\nhost: x\r\n\r\n'], ['no path', 'GET  HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a length below nothing', 'POST /v1/clock HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n'], ['two lengths', 'POST /v1/clock HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['a broken chunk', 'POST /v1/clock HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
  ])('that brings %s is refused and closed', async (_, text) => {
    const before = performance.now();
    const answer = await onTheWire(text);
    expect(performance.now() - before).toBeLessThan(answerTimeoutMs);
    expect([400, 431]).toContain(statusOf(answer));
    expect(answer).toContain('application/problem+json');
  });

  it('that is slow or breaks off amid a message harms nobody', async () => {
    const authorization = await bearer();
    const head = `POST /v1/transmissions HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: text/plain\r\ncontent-length: 1000\r\n\r\n`;
    const dangling = Array.from({ length: 60 }, (_, n) => onTheWire(n % 2 === 0 ? `${head}QV.LIC/` : head.slice(0, 20 + n), 1_000));
    await wellAnswered();
    await Promise.all(dangling);
    await Promise.all(Array.from({ length: 60 }, async () => {
      const abort = new AbortController();
      const answer = fetch(`${system.url}/v1/transmissions`, { method: 'POST', body: 'QV.LIC/ABC', headers: { 'content-type': 'text/plain', authorization }, signal: abort.signal });
      await sleep(Math.random() * 10);
      abort.abort();
      await answer.catch(() => undefined);
    }));
    await wellAnswered();
  });

  it('leaves no defect in the log', async () => {
    const logs = await Promise.all(Object.keys(system.parts).map((part) => system.log(part)));
    for (const log of logs) expect(log).not.toMatch(/a request failed|UnhandledPromise|"level":(50|60)/);
  });
});
