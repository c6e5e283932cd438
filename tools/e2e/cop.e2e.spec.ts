import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const alert = (uid: string, more = '', ori = 'OHCOP0000', flags = 'LTCI/N.HOME/N'): string =>
  `ECOP.${ori}.CONT/SGT A.CT1/6145550100.INCD/20261119.${flags}.INCL/MAIN ST.ALRT/ARMED ${uid}${more}`;
const entered = async (terminal: string, text: string): Promise<Readonly<{ reply: Reply; lid: string; cid: string }>> => {
  const reply = await at(terminal).send(text);
  expect(reply).toMatchObject({ outcome: 'accepted', record: { file: 'cop', status: 'active' } });
  return { reply, lid: reply.record?.lid ?? '', cid: /CID\/(\d{8})/.exec(reply.text)?.[1] ?? '' };
};

describe('a caution', () => {
  it('is told to every other terminal of law enforcement, to no court and no coroner, and once', async () => {
    const uid = unique();
    const { lid } = await entered('COL1', alert(uid));
    const mail = await at('CLE1').receives(({ kind, text }) => kind === 'broadcast' && text.includes(uid));
    expect(mail).toMatchObject({ to: 'OHALLCOPS', background: 'red', mke: 'ECOP', record: { file: 'cop', lid } });
    await at('COL2').receives(({ text }) => text.includes(uid));
    await advance(system, 'PT1S');
    for (const id of ['COL1', 'CRT1', 'COR1']) expect((await at(id).mailbox()).filter(({ text }) => text.includes(uid))).toEqual([]);
    expect((await at('CLE1').mailbox()).filter(({ text }) => text.includes(uid))).toHaveLength(1);
  });

  it('has a number of its county, whoever of it enters', async () => {
    const numbers = await Promise.all([entered('COL1', alert(unique())), entered('FRA1', alert(unique(), '', 'OH0250000')), entered('CLE1', alert(unique(), '', 'OHCLP0000'))]);
    const [one, two, other] = numbers.map(({ lid }) => lid);
    expect([one?.slice(0, 5), two?.slice(0, 5), other?.slice(0, 5)]).toEqual(['25COP', '25COP', '18COP']);
    expect(one).not.toBe(two);
  });

  it('is extended once by one message, however often it is sent', async () => {
    const { lid } = await entered('COL1', alert(unique()));
    const key = unique();
    const replies = [await at('COL1').send(`EXT.${lid}`, key), await at('COL1').send(`EXT.${lid}`, key)];
    expect(replies[0]).toMatchObject({ outcome: 'accepted' });
    expect(replies[1]?.mri).toBe(replies[0]?.mri);
    const sheet = await at('COL1').send('COPP.QTYP/CO.QKEY/25');
    expect(sheet.responses.find(({ record }) => record?.lid === lid)?.text).toContain('TIME LEFT/56 HOURS');
  });

  it('is extended in JSON as in dots', async () => {
    const { lid } = await entered('COL1', alert(unique()));
    const { json } = await at('COL1').sendJson({ mke: 'EXT', args: [lid] });
    expect(json).toMatchObject({ outcome: 'accepted', code: 'ACCEPTED', record: { lid } });
  });

  it('is changed by its own agency alone, whichever desk its county has', async () => {
    const { lid, cid } = await entered('COL1', alert(unique(), '.NAM/CHANGED,ONE'));
    const line = (ori: string) => `COP3.${ori}.LID/${lid}.COP-ID/${cid}.ACT/A.ALR3/ON FOOT`;
    for (const [seat, ori] of [['FRA1', 'OH0250000'], ['CLE1', 'OHCLP0000']] as const) expect((await at(seat).send(line(ori))).code).toBe('NOT_OWNER');
    expect((await at('COL1').send(line('OHCOP0000'))).outcome).toBe('accepted');
    expect((await at('CLE1').send(`DCOP.OHCLP0000.LID/${lid}.NAM/CHANGED,ONE`)).code).toBe('NOT_OWNER');
    expect((await at('COL1').send(`DCOP.LID/${lid}.NAM/CHANGED,ONE`)).text).toContain('CANCELED CAUTION OHIO POLICE');
    expect((await at('COL1').send(`EXT.${lid}`)).code).toBe('NOT_ON_FILE');
  });

  it('has a history that its owner reads, its personal fields with it', async () => {
    const { reply } = await entered('COL1', alert(unique(), '.NAM/HISTORY,ONE'));
    const path = `/v1/records/${reply.record?.idx ?? ''}`;
    expect((await at('COL1').call('GET', `${path}/history`)).text).toContain('HISTORY,ONE');
    expect((await at('CLE1').call('GET', path)).status).toBe(200);
    expect((await at('COR1').call('GET', path)).status).toBe(404);
  });
});

describe('the clocks of cautions', () => {
  it('purge what nobody extends, and remind of it; Blue Alerts stay', async () => {
    const uid = unique();
    const { lid } = await entered('MAD1', alert(uid, '.LIC/P1', 'OH0490000'));
    const blue = await entered('MAD1', alert(uid, '.LIC/P2', 'OH0490000', 'LTCI/N.HOME/B'));
    await advance(system, 'PT44H');
    const final = await at('MAD1').receives(({ kind, text }) => kind === 'notice' && text.includes('PURGED IN 4 HOURS') && text.includes(lid));
    expect(final.text).not.toContain('EXT.');
    await advance(system, 'PT4H');
    expect((await at('MAD1').send('QV.LIC/P1')).code).toBe('NO_RECORD');
    expect((await at('MAD1').send('QV.LIC/P2')).responses).toMatchObject([{ background: 'blue', record: { lid: blue.lid } }]);
    expect((await at('MAD1').mailbox()).filter(({ kind, text }) => kind === 'notice' && text.includes(lid))).toHaveLength(6);
    expect((await at('MAD1').mailbox()).filter(({ kind, text }) => kind === 'notice' && text.includes(blue.lid))).toEqual([]);
  });
});
