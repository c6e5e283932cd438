import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique } from './terminal.js';
import { PASSWORD } from './test-state.js';

let system: System;
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const logOn = (operator: string, password: string, terminal: string) =>
  call(system.url, 'POST', '/v1/sessions', { body: JSON.stringify({ operator, password, terminal }), type: 'application/json' });
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const tokenOf = (answer: { json: unknown }): string => (answer.json as { token: string }).token;

describe('a log-on', () => {
  it('gives a token, its end and the banner', async () => {
    const answer = await logOn('cle1', PASSWORD, 'CLE1');
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ operator: 'cle1', terminal: 'CLE1', expiresAt: expect.stringMatching(/^2026-11-20T20:00:00-05:00$/), banner: expect.stringContaining('MONITORED') });
  });

  it('says of a wrong operator, password or terminal the very same', async () => {
    const answers = await Promise.all([logOn('nobody', PASSWORD, 'CUY1'), logOn('cuy1', `${PASSWORD}!`, 'CUY1'), logOn('cuy1', PASSWORD, 'XXX9'), logOn('cuy1', PASSWORD, 'CLE1')]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers.map(({ headers }) => headers.get('www-authenticate'))).toEqual(answers.map(() => 'Bearer realm="statewire"'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('replaces the operator’s session at that terminal, and ends with the log-off', async () => {
    const first = tokenOf(await logOn('cle1', PASSWORD, 'CLE1'));
    const second = tokenOf(await logOn('cle1', PASSWORD, 'CLE1'));
    expect((await call(system.url, 'GET', '/v1/messages', bearer(first))).status).toBe(401);
    expect((await call(system.url, 'GET', '/v1/messages', bearer(second))).status).toBe(200);
    expect((await call(system.url, 'DELETE', '/v1/sessions/current', bearer(second))).status).toBe(204);
    expect((await call(system.url, 'GET', '/v1/messages', bearer(second))).status).toBe(401);
  });

  it('locks the account at the fifth failure, also when they come at once, and leaves its sessions alone', async () => {
    const token = tokenOf(await logOn('mad1', PASSWORD, 'MAD1'));
    const failures = await Promise.all(Array.from({ length: 8 }, () => logOn('mad1', 'not the password', 'MAD1')));
    expect(failures.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(failures.filter(({ status }) => status === 423)).toHaveLength(3);
    expect((await logOn('mad1', PASSWORD, 'MAD1')).status).toBe(423);
    expect((await call(system.url, 'GET', '/v1/messages', bearer(token))).status).toBe(200);
  });

  it('is possible again once the control room has released the account, and nobody else may', async () => {
    const release = (id: string, path: string) => new Terminal(system, id).call('POST', path);
    expect((await release('COL1', '/v1/operators/mad1/release')).status).toBe(403);
    expect((await release('FRA1', '/v1/operators/mad1/release')).status).toBe(403);
    expect((await release('CTL1', '/v1/operators/mad1/release')).status).toBe(204);
    expect((await release('CTL1', '/v1/operators/mad1/release')).status).toBe(404);
    expect((await logOn('mad1', PASSWORD, 'MAD1')).status).toBe(201);
  });
});

describe('a session', () => {
  it('ends after half an hour without use, and after twelve hours whatever is done', async () => {
    const token = tokenOf(await logOn('cuy1', PASSWORD, 'CUY1'));
    await advance(system, 'PT29M');
    expect((await call(system.url, 'GET', '/v1/messages', bearer(token))).status).toBe(200);
    await advance(system, 'PT30M');
    expect((await call(system.url, 'GET', '/v1/messages', bearer(token))).status).toBe(401);

    const again = tokenOf(await logOn('cuy1', PASSWORD, 'CUY1'));
    for (let n = 0; n < 26; n++) {
      await advance(system, 'PT28M');
      if (n < 25) expect((await call(system.url, 'GET', '/v1/messages', bearer(again))).status).toBe(200);
    }
    expect((await call(system.url, 'GET', '/v1/messages', bearer(again))).status).toBe(401);
  });

  it.each([
    ['nothing', ''], ['no token', 'Bearer'], ['a short one', 'Bearer x'], ['another scheme', 'Basic abc'], ['a stranger’s', `Bearer ${'a'.repeat(43)}`],
    ['a very long one', `Bearer ${'a'.repeat(4_000)}`],
  ])('is none for %s', async (_, authorization) => {
    expect((await call(system.url, 'GET', '/v1/messages', { headers: { authorization } })).status).toBe(401);
  });
});

describe('the right to send', () => {
  const send = async (terminal: string, text: string) => (await new Terminal(system, terminal).send(text)).code;

  it('goes by the certificate: a practitioner sends nothing, an inquiry-only operator asks, a full one enters', async () => {
    const uid = unique();
    expect(await send('COL3', `QV.LIC/${uid}`)).toBe('NOT_AUTHORIZED');
    expect(await send('COL2', `QV.LIC/${uid}`)).toBe('NO_RECORD');
    expect(await send('COL2', stolenVehicle(uid))).toBe('NOT_AUTHORIZED');
    expect(await send('COL1', stolenVehicle(uid))).toBe('PENDING');
  });

  it('covers a served agency’s ORI for inquiries alone', async () => {
    const uid = unique();
    expect(await send('FRA1', `QV.OH0250100.LIC/${uid}`)).toBe('NO_RECORD');
    expect(await send('FRA1', stolenVehicle(uid, 'OH0250100'))).toBe('NOT_AUTHORIZED');
    expect(await send('COL1', `QV.OH0250100.LIC/${uid}`)).toBe('NOT_AUTHORIZED');
    expect(await send('COL1', `QV.OH9999999.LIC/${uid}`)).toBe('NOT_AUTHORIZED');
  });


  it('hides vehicles from a coroner, NCIC’s too', async () => {
    const uid = unique();
    const col = new Terminal(system, 'COL1');
    await col.finalWord(await col.send(stolenVehicle(uid)));
    const reply = await new Terminal(system, 'COR1').send(`QV.VIN/1FAHP2E8XA0${uid}`);
    expect([reply.code, reply.responses]).toEqual(['NO_RECORD', []]);
  });

  it('ends with the last day of the certificate, and so does a TAC’s to release', async () => {
    // Nobody is locked here: whoever may release hears that.
    const release = async (): Promise<number> => (await new Terminal(system, 'EXP1').call('POST', '/v1/operators/col2/release')).status;
    expect([await send('EXP1', 'QV.LIC/NOBODY1'), await release()]).toEqual(['NO_RECORD', 404]);
    await advance(system, 'P42D');
    expect([await send('EXP1', 'QV.LIC/NOBODY1'), await release()]).toEqual(['NOT_AUTHORIZED', 403]);
  });
});
