import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mail } from '@statewire/contracts';
import { eventsOf } from './event-stream.js';
import { startSystem, untilReady, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const holding = async (id: string, words: string): Promise<readonly Mail[]> => (await at(id).mailbox()).filter(({ text }) => text.includes(words));
const json = async (id: string, method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> =>
  at(id).call(method, path, body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' });

/** Mail goes out a partition after the other: who has got none so far may get it yet. */
const settled = () => advance(system, 'PT1S');

describe('an administrative message', () => {
  it('is delivered with the sender’s ORI, the number of its reply, date and time', async () => {
    const uid = unique();
    const reply = await at('COL1').send(`AM.DRI/OH0180000 OHCLP0000.MNO/12 JD.TXT/CHECK 12 ELM ST. REF ${uid}.`);
    expect(reply).toMatchObject({ outcome: 'accepted', code: 'ACCEPTED', text: expect.stringMatching(/^MRI \d+\nAM ACCEPTED - SENT TO 2 TERMINALS$/) });
    for (const id of ['CLE1', 'CUY1']) {
      const mail = await at(id).receives(({ text }) => text.includes(uid));
      expect(mail).toMatchObject({ mri: reply.mri, kind: 'administrative', mke: 'AM', from: 'OHCOP0000', to: 'OH0180000 OHCLP0000' });
      expect(mail.text).toMatch(new RegExp(`^MKE/ADMINISTRATIVE MESSAGE\nFROM OHCOP0000 MRI ${String(reply.mri)} DATE 20261120 TIME 0800\nDRI/OH0180000 OHCLP0000\nMNO/12 JD\nTXT/CHECK`));
    }
    await settled();
    expect(await holding('COL1', uid)).toEqual([]);
  });

  it('sent again under its key is sent once', async () => {
    const uid = unique();
    const [first, second] = [await at('COL1').send(`AM.DRI/OHCLP0000.TXT/ONCE ${uid}`, `k${uid}`), await at('COL1').send(`AM.DRI/OHCLP0000.TXT/ONCE ${uid}`, `k${uid}`)];
    expect(second).toEqual(first);
    await at('CLE1').receives(({ text }) => text.includes(uid));
    await settled();
    expect(await holding('CLE1', uid)).toHaveLength(1);
  });

  it('is for certified operators of law enforcement agencies', async () => {
    expect((await at('COL2').send(`AM.DRI/OHCLP0000.TXT/${unique()}`)).outcome).toBe('accepted');
    for (const id of ['CRT1', 'COR1', 'COL3']) expect((await at(id).send(`AM.DRI/OHCLP0000.TXT/${unique()}`)).code).toBe('NOT_AUTHORIZED');
  });

  it('names the destination that is wrong', async () => {
    const reply = await at('COL1').send('AM.DRI/OHCLP0000 OH9999999.TXT/X');
    expect(reply).toMatchObject({ outcome: 'rejected', code: 'FIELD_ERROR', faults: [{ tag: 'DRI', why: 'unknown-destination', says: expect.stringContaining('OH9999999') }] });
  });

  it('to a non-terminal agency comes to the agency that serves it', async () => {
    const uid = unique();
    await at('COL1').send(`AM.DRI/OH0250100.TXT/${uid}`);
    await at('FRA1').receives(({ text }) => text.includes(uid));
  });
});

describe('a broadcast', () => {
  it('that reaches no terminal is accepted, and says so', async () => {
    expect(await at('COL1').send('AM.DRI/OHALLRIVR PA.TXT/X')).toMatchObject({
      outcome: 'accepted', text: expect.stringMatching(/SENT TO 0 TERMINALS\nOHALLRIVR REACHES NO TERMINAL\nPA NOT SENT/),
    });
  });

  it('of an escaped felon goes to law enforcement in the sender’s county and to nobody else', async () => {
    const uid = unique().replaceAll(/\d/g, 'Z');
    expect((await at('FRA1').send(`EVFNOT.NAM/DOE,${uid}.AGY/FRANKLIN COUNTY SHERIFFS OFFICE.FAC/COUNTY JAIL.AGE/26.NARR/LAST SEEN. AT 10 PM.`)).outcome).toBe('accepted');
    const mail = await at('COL1').receives(({ text }) => text.includes(uid));
    expect(mail).toMatchObject({ kind: 'broadcast', mke: 'EVFNOT', text: expect.stringMatching(new RegExp(`INCARCERATING FACILITY/COUNTY JAIL\nESCAPEE/${uid} DOE AGE/26\nNARRATIVE: LAST SEEN. AT 10 PM.`)) });
    await settled();
    for (const id of ['CLE1', 'CRT1', 'FRA1']) expect(await holding(id, uid)).toEqual([]);
  });

  it('is shown before it is sent: agencies, terminals, how many, and why it would be refused', async () => {
    const { status, json: preview } = await json('COL1', 'POST', '/v1/broadcasts/preview', { dri: 'OHALLCN18' });
    expect(status).toBe(200);
    expect(preview).toMatchObject({
      agencyCount: 2, terminalCount: 2, faults: [], destinations: [{ destination: 'OHALLCN18', agencies: 2, terminals: 2 }],
      agencies: [{ ori: 'OH0180000', name: 'CUYAHOGA SHERIFF', county: 18, terminals: [{ id: 'CUY1' }] }, { ori: 'OHCLP0000', terminals: [{ id: 'CLE1' }] }],
    });
    expect((await json('COL1', 'POST', '/v1/broadcasts/preview', { mke: 'AM', fields: { DRI: ['OHALLTNPK'] } })).json).toMatchObject({ faults: [{ code: 'NOT_AUTHORIZED', tag: 'DRI' }] });
    const inDots = await at('FRA1').call('POST', '/v1/broadcasts/preview', { body: 'AM.DRI/OHALLTERM', type: 'text/plain' });
    expect(inDots.json).toMatchObject({ faults: [], destinations: [{ caution: expect.stringMatching(/URGENT/) }] });
    expect((inDots.json as { terminalCount: number }).terminalCount).toBeGreaterThan(20);
    for (const body of [{ mke: 'QV', fields: {} }, { nothing: 1 }, []]) expect((await json('COL1', 'POST', '/v1/broadcasts/preview', body)).status).toBe(400);
  });
});

describe('what becomes of a message', () => {
  it('is for its sender to see: who has it, who took it when', async () => {
    const uid = unique();
    const { mri } = await at('COL1').send(`AM.DRI/OHCLP0000 OH0490000.TXT/${uid}`);
    const { seq } = await at('CLE1').receives(({ text }) => text.includes(uid));
    expect((await json('CLE1', 'POST', `/v1/messages/${String(seq)}/acknowledge`)).status).toBe(204);
    for (let tries = 0; ; tries += 1) {
      const { json: answer } = await json('COL1', 'GET', `/v1/broadcasts/${String(mri)}`);
      if ((answer as { acknowledged?: number }).acknowledged === 1 || tries > 50) {
        expect(answer).toMatchObject({ mri, mke: 'AM', from: 'OHCOP0000', addressed: 2, delivered: 1, acknowledged: 1, receipts: [{ terminal: 'CLE1', acknowledgedBy: 'cle1' }, { terminal: 'MAD1' }] });
        break;
      }
    }
    expect((await json('CTL1', 'GET', `/v1/broadcasts/${String(mri)}`)).status).toBe(200);
    for (const path of [`/v1/broadcasts/${String(mri)}`, '/v1/broadcasts/1']) expect((await json('CLE1', 'GET', path)).status).toBe(404);
    expect((await json('CLE1', 'GET', '/v1/broadcasts/x')).status).toBe(400);
  });

  it('is told to the sender once, after a day, where it was not delivered', async () => {
    const uid = unique();
    const { mri } = await at('COL1').send(`AM.DRI/OHCLP0000 OH0490000.TXT/${uid}`);
    await at('CLE1').receives(({ text }) => text.includes(uid));
    await advance(system, 'PT23H59M');
    const notices = async () => (await at('COL1').mailbox()).filter(({ re, kind }) => re === mri && kind === 'notice');
    expect(await notices()).toEqual([]);
    // Whoever asks for the headers alone is given no message.
    expect((await at('MAD1').call('HEAD', '/v1/messages')).status).toBe(200);
    await advance(system, 'PT2M');
    expect(await notices()).toMatchObject([{ text: expect.stringMatching(/NOT DELIVERED WITHIN 24 HOURS TO: MAD1\n/) }]);
    await advance(system, 'P3D');
    expect(await notices()).toHaveLength(1);
    expect(await holding('MAD1', uid)).toHaveLength(1);
  }, 60_000);
});

describe('a message that a terminal has passed over', () => {
  it('is not delivered, by a stream of later ones or by reading them, until it is handed over', async () => {
    const sent = async (): Promise<number> => (await at('COL1').send(`AM.DRI/OH0490000.TXT/${unique()}`)).mri;
    const last = (await at('MAD1').mailbox()).at(-1)?.seq ?? 0;
    const [first, second, third] = [await sent(), await sent(), await sent()];
    const receipt = async (mri: number): Promise<unknown> => ((await json('COL1', 'GET', `/v1/broadcasts/${String(mri)}`)).json as { receipts: readonly unknown[] }).receipts[0];
    const mails = async (after: number): Promise<readonly Mail[]> => ((await json('MAD1', 'GET', `/v1/messages?after=${String(after)}`)).json as { messages: readonly Mail[] }).messages;
    const stream = await eventsOf(at('MAD1'), '/v1/messages/stream', { 'last-event-id': String(last + 2) });
    expect(await stream.until((event: object) => (event as Mail).mri === third)).toHaveLength(1);
    stream.close();
    expect((await mails(last + 1)).map(({ mri }) => mri)).toEqual([second, third]);

    await advance(system, 'PT24H1M');
    const undelivered = (await at('COL1').mailbox()).filter(({ re, text }) => [first, second, third].includes(re ?? 0) && text.includes('UNDELIVERED'));
    expect(undelivered).toMatchObject([{ re: first, text: expect.stringMatching(/WITHIN 24 HOURS TO: MAD1\n/) }]);
    expect([await receipt(first), await receipt(second)]).toEqual([{ terminal: 'MAD1' }, { terminal: 'MAD1', deliveredAt: expect.any(String) }]);
    expect((await mails(last)).map(({ mri }) => mri)).toEqual([first, second, third]);
    await advance(system, 'PT1M');
    expect(await receipt(first)).toEqual({ terminal: 'MAD1', deliveredAt: expect.any(String) });
  }, 60_000);
});

describe('a message that was acknowledged', () => {
  it('was delivered, read or not, and who acknowledges it again changes nothing', async () => {
    const last = (await at('MAD1').mailbox()).at(-1)?.seq ?? 0;
    const { mri } = await at('COL1').send(`AM.DRI/OH0490000.TXT/${unique()}`);
    const acknowledge = async (): Promise<number> => (await json('MAD1', 'POST', `/v1/messages/${String(last + 1)}/acknowledge`)).status;
    for (let tries = 0; (await acknowledge()) !== 204 && tries < 100; tries += 1);
    const receipt = async (): Promise<unknown> => ((await json('COL1', 'GET', `/v1/broadcasts/${String(mri)}`)).json as { receipts: readonly unknown[] }).receipts[0];
    await advance(system, 'PT1M');
    const first = await receipt();
    expect(first).toEqual({ terminal: 'MAD1', deliveredAt: expect.any(String), acknowledgedAt: expect.any(String), acknowledgedBy: 'mad1' });
    expect(await acknowledge()).toBe(204);
    await advance(system, 'PT24H');
    expect(await receipt()).toEqual(first);
    expect((await at('COL1').mailbox()).filter(({ re }) => re === mri)).toEqual([]);
  });
});

describe('a stream of mail', () => {
  it('brings each message as it comes, goes on after the last one seen, and after a restart', async () => {
    const [first, second, third] = [unique(), unique(), unique()];
    const before = (await at('CUY1').mailbox()).at(-1)?.seq ?? 0;
    const stream = await eventsOf(at('CUY1'), '/v1/messages/stream', { 'last-event-id': String(before) });
    await at('COL1').send(`AM.DRI/OH0180000.TXT/${first}`);
    const textOf = (event: object): string => (event as Mail).text;
    const seen = await stream.until((event) => textOf(event).includes(first));
    expect(seen).toHaveLength(1);
    stream.close();
    await at('COL1').send(`AM.DRI/OH0180000.TXT/${second}`);
    const again = await eventsOf(at('CUY1'), '/v1/messages/stream', { 'last-event-id': String(before + 1) });
    expect(await again.until((event) => textOf(event).includes(second))).toHaveLength(1);
    again.close();

    await (system.parts['standalone'] ?? system.parts['switch'])?.restart();
    await untilReady(system);
    const restarted = await eventsOf(at('CUY1'), '/v1/messages/stream', { 'last-event-id': String(before + 2) });
    await at('COL1').send(`AM.DRI/OH0180000.TXT/${third}`);
    expect(await restarted.until((event) => textOf(event).includes(third))).toHaveLength(1);
    restarted.close();
  }, 60_000);
});

describe('the stream of messages for regional systems', () => {
  it('brings those that its agency has sent or got, and no others, from the beginning or from now', async () => {
    const [mine, others] = [unique(), unique()];
    await at('COL1').send(`AM.DRI/OHCLP0000.TXT/${others}`);
    await at('COL1').send(`AM.DRI/OHNORIS00.TXT/${mine}`);
    const stream = await eventsOf(at('REG1'), '/v1/streams/message');
    const past = await stream.until(({ type }) => type === 'caught-up');
    stream.close();
    const messages = past.filter(({ type }) => type === 'statewire.message.sent.v1');
    expect(JSON.stringify(messages)).toContain(mine);
    expect(JSON.stringify(past)).not.toContain(others);
    const later = unique();
    const live = await eventsOf(at('REG1'), '/v1/streams/message?after=now');
    await live.until(({ type }) => type === 'caught-up');
    await at('COL1').send(`AM.DRI/OHNORIS00.TXT/${later}`);
    expect(JSON.stringify(await live.until(({ type }) => type === 'statewire.message.sent.v1'))).toContain(later);
    live.close();
    expect(messages.at(-1)).toMatchObject({ partitionkey: 'COL1', data: { file: 'message', mke: 'AM', kind: 'administrative', ori: 'OHCOP0000', to: 'OHNORIS00' } });
  });
});
