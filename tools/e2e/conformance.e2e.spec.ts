import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, stolenVehicle, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const vinOf = (uid: string): string => `1FAHP2E8XA0${uid}`;
const entered = async (terminal: string, text: string): Promise<string> => {
  const word = await at(terminal).finalWord(await at(terminal).send(text));
  return word.record?.nic ?? '';
};

describe('a second locate', () => {
  it('says to who placed it and to the owner that the record is gone', async () => {
    const uid = unique();
    const nic = await entered('COL1', stolenVehicle(uid));
    await at('CLE1').send(`LV.NIC/${nic}.OCA/26-${uid}.DOR/20261120`);
    const second = await at('CUY1').send(`LV.NIC/${nic}.OCA/26-${uid}.DOR/20261120.RCA/CU-2`);
    expect(second).toMatchObject({ outcome: 'accepted', code: 'ACCEPTED', record: { status: 'retired' } });
    expect(second.text).toContain('RECORD LOCATED AND REMOVED');
    const notice = await at('COL1').receives(({ kind, text }) => kind === 'notice' && text.includes('CU-2'));
    expect(notice.text).toContain('REMOVED FROM THE FILE');
    expect(notice).toMatchObject({ mke: 'LV', record: { status: 'retired' } });
  });
});

describe('a locate', () => {
  it('that fits the records of several agencies is ambiguous, and its number tells them apart', async () => {
    const uid = unique();
    await entered('COL1', stolenVehicle(uid));
    const nic = await entered('FRA1', stolenVehicle(uid, 'OH0250000'));
    expect((await at('CUY1').send(`LV.VIN/${vinOf(uid)}.OCA/26-${uid}.DOR/20261120`)).code).toBe('AMBIGUOUS');
    const located = await at('CUY1').send(`LV.VIN/${vinOf(uid)}.NIC/${nic}.OCA/26-${uid}.DOR/20261120`);
    expect(located).toMatchObject({ outcome: 'accepted', record: { nic } });
    // Each owner may locate the other's: that is then the only one.
    expect((await at('COL1').send(`LV.VIN/${vinOf(uid)}.OCA/26-${uid}.DOR/20261120`)).record?.nic).toBe(nic);
  });

  it('does not see what another agency has only submitted', async () => {
    const uid = unique();
    await at('CLE1').send(stolenVehicle(uid, 'OHCLP0000', '.MIS/NCIC-SILENT'));
    const nic = await entered('COL1', stolenVehicle(uid));
    expect(await at('CUY1').send(`LV.VIN/${vinOf(uid)}.OCA/26-${uid}.DOR/20261120`)).toMatchObject({ outcome: 'accepted', record: { nic } });
  });
});

describe('a notice of the line', () => {
  it('prints the record that it is about', async () => {
    const uid = unique();
    const reply = await at('FRA1').send(stolenVehicle(uid, 'OH0250000', '.MIS/NCIC-SILENT'));
    await advance(system, 'PT1M');
    const notice = await at('FRA1').receives(({ kind, re }) => kind === 'notice' && re === reply.mri);
    const { idx = '', lid = '' } = reply.record ?? {};
    for (const part of ['MKE/STOLEN VEHICLE', `VIN/${vinOf(uid)}`, `OCA/26-${uid}`, `IDX/${idx}`, `LID/${lid}`]) expect(notice.text).toContain(part);
  });
});

describe('NCIC', () => {
  it('goes by the text that a message brings, not by the one on file', async () => {
    const uid = unique();
    const reply = await at('FRA1').send(stolenVehicle(uid, 'OH0250000', '.MIS/NCIC-SILENT'));
    await advance(system, 'PT15M');
    expect((await at('FRA1').finalWord(reply)).text).toContain('ACCEPT ENTER');
    const change = await at('FRA1').send(`MV.VIN/${vinOf(uid)}.OCA/26-${uid}.VCO/BLU`);
    expect((await at('FRA1').finalWord(change)).text).toContain('ACCEPT MODIFY');
  });
});

describe('what ends unanswered', () => {
  it('has its final word: a change that a locate ended, once and for all', async () => {
    const uid = unique();
    const nic = await entered('COL1', stolenVehicle(uid));
    const change = await at('COL1').send(`MV.NIC/${nic}.OCA/26-${uid}.VCO/BLU.MIS/NCIC-SILENT`);
    await at('CLE1').send(`LV.NIC/${nic}.OCA/26-${uid}.DOR/20261120`);
    const word = await at('COL1').finalWord(change);
    expect(word.text).toMatch(/REJECT MODIFY[\s\S]*LOCATED[\s\S]*VCO\/RED/);
    expect(word).toMatchObject({ mke: 'MV', re: change.mri, record: { nic, status: 'located' }, position: expect.stringMatching(/^vehicles/) as unknown });
    await advance(system, 'PT20M');
    expect((await at('COL1').mailbox()).filter(({ re }) => re === change.mri)).toEqual([word]);
  });

  it('has its final word: an entry that its owner cancelled', async () => {
    const uid = unique();
    const entry = await at('COL1').send(stolenVehicle(uid, 'OHCOP0000', '.MIS/NCIC-SILENT'));
    expect((await at('LD01').send(`XV.VIN/${vinOf(uid)}.OCA/26-${uid}.DOC/20261120`)).outcome).toBe('accepted');
    expect((await at('COL1').finalWord(entry)).text).toMatch(/REJECT ENTER[\s\S]*CANCELLED/);
    await advance(system, 'PT20M');
    expect((await at('COL1').mailbox()).filter(({ re }) => re === entry.mri)).toHaveLength(1);
  });
});

describe('a record', () => {
  it('is not shown to its own agency’s uncertified, nor is its history', async () => {
    const uid = unique();
    const { record } = await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    expect((await at('COL3').call('GET', `/v1/records/${record?.idx ?? ''}`)).status).toBe(404);
    expect((await at('COL3').call('GET', `/v1/records/${record?.idx ?? ''}/history`)).status).toBe(403);
    expect((await at('COL2').call('GET', `/v1/records/${record?.idx ?? ''}/history`)).status).toBe(200);
  });
});
