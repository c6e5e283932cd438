import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { undescribed, type Description } from './described.js';
import { startSystem, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique, type HttpAnswer } from './terminal.js';
import { PASSWORD } from './test-state.js';

let system: System;
let description: Description;
let col: Terminal;
let fra: Terminal;
let idx: string;
const uid = unique();

beforeAll(async () => {
  system = await startSystem();
  description = (await call(system.url, 'GET', '/openapi.json')).json as Description;
  col = new Terminal(system, 'COL1');
  fra = new Terminal(system, 'FRA1');
  idx = (await col.finalWord(await col.send(stolenVehicle(uid)))).record?.idx ?? '';
}, 120_000);
afterAll(() => system.remove(), 60_000);

const transmit = (body: string, key?: string): Promise<HttpAnswer> =>
  col.call('POST', '/v1/transmissions', { body, type: 'text/plain', headers: key === undefined ? {} : { 'idempotency-key': key } });
const logOn = (password: string): Promise<HttpAnswer> =>
  call(system.url, 'POST', '/v1/sessions', { body: JSON.stringify({ operator: 'ld02', password, terminal: 'LD02' }), type: 'application/json' });
const move = (aim: object): Promise<HttpAnswer> => call(system.url, 'POST', '/v1/clock', { body: JSON.stringify(aim), type: 'application/json' });

const validate = (record: string, body: object): Promise<HttpAnswer> =>
  fra.call('POST', `/v1/validations/${record}`, { body: JSON.stringify(body), type: 'application/json' });

const ANSWERS: readonly (readonly [what: string, verb: string, route: string, status: number, answer: () => Promise<HttpAnswer>])[] = [
  ['a log-on', 'post', '/v1/sessions', 201, () => logOn(PASSWORD)],
  ['a wrong log-on', 'post', '/v1/sessions', 401, () => logOn('wrong')],
  ['a malformed log-on', 'post', '/v1/sessions', 400, () => call(system.url, 'POST', '/v1/sessions', { body: '{}', type: 'application/json' })],
  ['a hit', 'post', '/v1/transmissions', 200, () => transmit(`QV.VIN/1FAHP2E8XA0${uid}`)],
  ['no record', 'post', '/v1/transmissions', 200, () => transmit('QV.LIC/NOBODY1')],
  ['an entry', 'post', '/v1/transmissions', 200, () => transmit(stolenVehicle(unique()))],
  ['a duplicate', 'post', '/v1/transmissions', 200, () => transmit(stolenVehicle(uid))],
  ['a modification', 'post', '/v1/transmissions', 200, () => transmit(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/BLU`)],
  ['a refusal', 'post', '/v1/transmissions', 200, () => transmit('EV.VYR/X.FOO/Y')],
  ['nonsense', 'post', '/v1/transmissions', 200, () => transmit('?')],
  ['a key used twice', 'post', '/v1/transmissions', 422, async () => { await transmit('QV.LIC/A', 'twice'); return transmit('QV.LIC/B', 'twice'); }],
  ['another type', 'post', '/v1/transmissions', 415, () => col.call('POST', '/v1/transmissions', { body: 'x', type: 'text/html' })],
  ['too much', 'post', '/v1/transmissions', 413, () => transmit('A'.repeat(300_000))],
  ['no session', 'post', '/v1/transmissions', 401, () => call(system.url, 'POST', '/v1/transmissions', { body: 'x', type: 'text/plain' })],
  ['a mailbox', 'get', '/v1/messages', 200, () => col.call('GET', '/v1/messages')],
  ['a wrong number', 'get', '/v1/messages', 400, () => col.call('GET', '/v1/messages?after=x')],
  ['an acknowledgement', 'post', '/v1/messages/{seq}/acknowledge', 204, () => col.call('POST', '/v1/messages/1/acknowledge')],
  ['one of nothing', 'post', '/v1/messages/{seq}/acknowledge', 404, () => col.call('POST', '/v1/messages/999/acknowledge')],
  ['a record', 'get', '/v1/records/{idx}', 200, () => col.call('GET', `/v1/records/${idx}`)],
  ['no such record', 'get', '/v1/records/{idx}', 404, () => col.call('GET', '/v1/records/SV99999999')],
  ['a history', 'get', '/v1/records/{idx}/history', 200, () => col.call('GET', `/v1/records/${idx}/history`)],
  ['another’s history', 'get', '/v1/records/{idx}/history', 403, () => new Terminal(system, 'CLE1').call('GET', `/v1/records/${idx}/history`)],
  ['validation lists', 'get', '/v1/validations', 200, () => fra.call('GET', '/v1/validations')],
  ['another’s lists', 'get', '/v1/validations', 403, () => col.call('GET', '/v1/validations')],
  ['a list', 'get', '/v1/validations/{of}', 200, () => fra.call('GET', '/v1/validations/2026-11')],
  ['a list that is closed', 'get', '/v1/validations/{of}', 404, () => fra.call('GET', '/v1/validations/2020-01')],
  ['a wrong page', 'get', '/v1/validations/{of}', 400, () => fra.call('GET', '/v1/validations/2026-11?after=x')],
  ['a validation of nothing', 'post', '/v1/validations/{of}', 404, () => validate('SV99999999', { action: 'confirm' })],
  ['one out of season', 'post', '/v1/validations/{of}', 409, async () => validate((await fra.finalWord(await fra.send(stolenVehicle(unique(), 'OH0250000')))).record?.idx ?? '', { action: 'confirm' })],
  ['one of no kind', 'post', '/v1/validations/{of}', 400, () => validate('SV99999999', {})],
  ['a stream for others', 'get', '/v1/streams/{file}', 403, () => col.call('GET', '/v1/streams/vehicle')],
  ['no stream', 'get', '/v1/streams/{file}', 404, () => new Terminal(system, 'REG1').call('GET', '/v1/streams/gun')],
  ['the clock', 'get', '/v1/clock', 200, () => call(system.url, 'GET', '/v1/clock')],
  ['a move', 'post', '/v1/clock', 200, () => move({ advance: 'PT1S' })],
  ['a move back', 'post', '/v1/clock', 409, () => move({ set: '2020-01-01T00:00:00Z' })],
  ['no move', 'post', '/v1/clock', 400, () => move({ advance: 'soon' })],
  ['health', 'get', '/healthz', 200, () => call(system.url, 'GET', '/healthz')],
  ['readiness', 'get', '/readyz', 200, () => call(system.url, 'GET', '/readyz')],
  ['the metrics', 'get', '/metrics', 200, () => call(system.url, 'GET', '/metrics')],
  ['the description', 'get', '/openapi.json', 200, () => call(system.url, 'GET', '/openapi.json')],
  ['the page', 'get', '/docs', 200, () => call(system.url, 'GET', '/docs')],
  ['a part of it', 'get', '/docs/{file}', 200, () => call(system.url, 'GET', '/docs/swagger-ui.css')],
  ['no part of it', 'get', '/docs/{file}', 404, () => call(system.url, 'GET', '/docs/x.css')],
  ['a log-off', 'delete', '/v1/sessions/current', 204, () => new Terminal(system, 'LD03').call('DELETE', '/v1/sessions/current')],
];

describe('an answer is as the interface describes it', () => {
  it.each(ANSWERS)('%s (%s %s %d)', async (_, verb, route, status, answer) => {
    const given = await answer();
    expect(given.status).toBe(status);
    expect(undescribed(description, verb, route, given)).toEqual([]);
  });

  it('also when the mailbox holds a locate notice, and the record and its history a locate and an end', async () => {
    const cle = new Terminal(system, 'CLE1');
    expect((await cle.send(`LV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120.RCA/CL-7`)).outcome).toBe('accepted');
    await col.receives(({ kind }) => kind === 'notice');
    const located = [await col.call('GET', `/v1/records/${idx}`), await col.call('GET', '/v1/messages'), await cle.call('POST', '/v1/transmissions', { body: `QV.VIN/1FAHP2E8XA0${uid}`, type: 'text/plain' })] as const;
    expect(undescribed(description, 'get', '/v1/records/{idx}', located[0])).toEqual([]);
    expect(undescribed(description, 'get', '/v1/messages', located[1])).toEqual([]);
    expect(undescribed(description, 'post', '/v1/transmissions', located[2])).toEqual([]);
    await advance(system, 'P12D');
    const ended = [await col.call('GET', `/v1/records/${idx}`), await col.call('GET', `/v1/records/${idx}/history`)] as const;
    expect((ended[0].json as { status: string }).status).toBe('retired');
    expect(undescribed(description, 'get', '/v1/records/{idx}', ended[0])).toEqual([]);
    expect(undescribed(description, 'get', '/v1/records/{idx}/history', ended[1])).toEqual([]);
  });
});

describe('the description', () => {
  it('would not pass an answer that lacks a member, has one more or one of another type', () => {
    const answer = (json: object) => ({ status: 200, headers: new Headers({ 'content-type': 'application/json' }), text: '', json });
    const of = (json: object) => undescribed(description, 'get', '/v1/clock', answer(json));
    const now = '2026-11-20T08:00:00-05:00';
    expect(of({ now, simulated: true })).toEqual([]);
    expect([of({ now }), of({ now, simulated: 1 }), of({ now: 'now', simulated: true }), of({ now, simulated: true, zone: 'x' })].map((found) => found.length)).toEqual([1, 1, 1, 1]);
    expect(undescribed(description, 'get', '/v1/clock', { ...answer({}), status: 201 })).toHaveLength(1);
  });
});
