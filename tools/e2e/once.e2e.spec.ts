import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import { startSystem, type System } from './system.js';
import { advance, call, stolenVehicle, Terminal, unique, type HttpAnswer } from './terminal.js';
import { PASSWORD } from './test-state.js';

let system: System;
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const seat = (id = 'COL1') => new Terminal(system, id);
const transmit = (terminal: Terminal, text: string, key: string) =>
  terminal.call('POST', '/v1/transmissions', { body: text, type: 'text/plain', headers: { 'idempotency-key': key } });

describe('a transmission sent twice with its key', () => {
  it('is decided once and answered the same, number and all', async () => {
    const uid = unique();
    const terminal = seat();
    const first = await terminal.send(stolenVehicle(uid), `k-${uid}`);
    await terminal.finalWord(first);
    const again = await terminal.send(stolenVehicle(uid), `k-${uid}`);
    expect(again).toEqual(first);
    expect((await terminal.mailbox()).filter(({ re }) => re === first.mri)).toHaveLength(1);
  });

  it('is answered the same when it was an inquiry, although the record is gone since', async () => {
    const uid = unique();
    const terminal = seat();
    await terminal.finalWord(await terminal.send(stolenVehicle(uid)));
    const hit = await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`, `q-${uid}`);
    await terminal.send(`CV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DCL/20261120`);
    expect(await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`, `q-${uid}`)).toEqual(hit);
    expect(hit.code).toBe('HIT');
  });

  it('is answered the same when it was refused', async () => {
    const [terminal, key] = [seat(), `r-${unique()}`];
    const refused = await terminal.send('EV.OCA/26', key);
    expect(refused.outcome).toBe('rejected');
    expect(await terminal.send('EV.OCA/26', key)).toEqual(refused);
    expect((await terminal.send('EV.OCA/26', `${key}-other`)).mri).not.toBe(refused.mri);
  });

  it('waits for the first while that is open, so that many at once are one', async () => {
    const uid = unique();
    const terminal = await seat().logOn();
    const replies = await Promise.all(Array.from({ length: 12 }, () => transmit(terminal, stolenVehicle(uid), `c-${uid}`)));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((replies[0]?.json as Reply).outcome).toBe('pending');
  });

  it('is refused with 422 when the content is another', async () => {
    const uid = unique();
    const terminal = seat();
    await terminal.send(`QV.LIC/${uid}`, `x-${uid}`);
    expect((await transmit(terminal, `QV.LIC/${uid}A`, `x-${uid}`)).status).toBe(422);
  });

  it('is another transmission at another terminal', async () => {
    const uid = unique();
    const first = await seat('COL1').send(`QV.LIC/${uid}`, `t-${uid}`);
    const second = await seat('CLE1').send(`QV.LIC/${uid}`, `t-${uid}`);
    expect(second.mri).not.toBe(first.mri);
  });

  it('is a new one after seventy-two hours', async () => {
    const uid = unique();
    const terminal = seat();
    const first = await terminal.send(`QV.LIC/${uid}`, `old-${uid}`);
    await advance(system, 'PT71H');
    expect((await terminal.send(`QV.LIC/${uid}`, `old-${uid}`)).mri).toBe(first.mri);
    await advance(system, 'PT2H');
    expect((await terminal.send(`QV.LIC/${uid}`, `old-${uid}`)).mri).not.toBe(first.mri);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(65)])('is refused with 400 when the key is %p', async (key) => {
    const answer = await transmit(seat(), 'QV.LIC/ABC', key);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Idempotency-Key');
  });
});

describe('a transmission sent again with its key by another operator of its terminal', () => {
  const ALREADY = { status: 422, title: 'The key was used already', detail: expect.stringContaining('by another operator of this terminal') as unknown };
  const sitting = async (operator: string, terminal: string) => {
    const body = JSON.stringify({ operator, password: PASSWORD, terminal });
    const { json } = await call(system.url, 'POST', '/v1/sessions', { body, type: 'application/json' });
    const { token } = json as { token: string };
    return (text: string, key: string): Promise<HttpAnswer> =>
      call(system.url, 'POST', '/v1/transmissions', { body: text, type: 'text/plain', headers: { authorization: `Bearer ${token}`, 'idempotency-key': key } });
  };

  it('shows nobody what the first was shown, nor refuses anybody as the first was refused', async () => {
    const [uid, other] = [unique(), unique()];
    await seat().finalWord(await seat().send(stolenVehicle(uid)));
    const [certified, practitioner] = [await sitting('col1', 'COL1'), await sitting('col3', 'COL1')];
    const asked = `QV.VIN/1FAHP2E8XA0${uid}`;
    const hit = await certified(asked, `o-${uid}`);
    expect(hit.json).toMatchObject({ code: 'HIT' });
    const told = await practitioner(asked, `o-${uid}`);
    expect(told.json).toMatchObject(ALREADY);
    expect(told.text).not.toContain(uid);

    expect((await practitioner(asked, `o-${other}`)).json).toMatchObject({ code: 'NOT_AUTHORIZED' });
    expect((await certified(asked, `o-${other}`)).json).toMatchObject(ALREADY);
    expect((await certified(asked, `o-${uid}`)).json).toEqual(hit.json);
  });
});

describe('the two forms of a message', () => {
  it('have the same outcome for the same content', async () => {
    const uid = unique();
    const terminal = seat();
    const dotted = await terminal.send(`ev.ohcop0000.oca/26-${uid}.dot/20261119.vin/1fahp2e8xa0${uid}.vyr/2021.vma/ford.vst/4d.mis/dent  left   door. see report a/b 12.`);
    const { json } = await terminal.sendJson({
      mke: 'EV', ori: 'OHCOP0000', fields: { OCA: `26-${uid}`, DOT: '20261119', VIN: `1FAHP2E8XA0${uid}`, VYR: '2021', VMA: ['FORD'], VST: '4D', MIS: 'DENT LEFT DOOR. SEE REPORT A/B 12.' },
    });
    expect(dotted.outcome).toBe('pending');
    expect(json).toMatchObject({ outcome: 'rejected', code: 'ON_FILE', faults: [{ code: 'ON_FILE', idx: dotted.record?.idx }] });
    await terminal.finalWord(dotted);
    expect((await terminal.send(`QV.VIN/1FAHP2E8XA0${uid}`)).responses[0]?.text).toContain('MIS/DENT LEFT DOOR. SEE REPORT A/B 12.');
  });
});

describe('the number of a message', () => {
  it('is given once, to whatever goes in or out', async () => {
    const terminal = seat('CUY1');
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => terminal.send(n % 3 === 0 ? 'NONSENSE' : `QV.LIC/N${String(n)}`)));
    const mail = await seat('COL1').mailbox();
    const numbers = [...replies.map(({ mri }) => mri), ...mail.map(({ mri }) => mri)];
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
