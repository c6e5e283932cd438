import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, stolenVehicle, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);

beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

describe('a stolen vehicle', () => {
  it('goes on file when NCIC has accepted it, and is found by any agency at that very moment', async () => {
    const uid = unique();
    const reply = await at('COL1').send(stolenVehicle(uid));
    expect(reply).toMatchObject({ outcome: 'pending', code: 'PENDING', record: { file: 'vehicle', status: 'pending' } });

    const word = await at('COL1').finalWord(reply);
    expect(word.text).toMatch(/ACCEPT ENTER[\s\S]*NIC\/V\d{9}/);
    const hit = await at('CLE1').send(`QV.VIN/1FAHP2E8XA0${uid}`);
    expect(hit.code).toBe('HIT');
    expect(hit.responses.map(({ source, background }) => [source, background])).toEqual([['LEADS', 'red'], ['NCIC', 'yellow']]);
    expect(hit.responses[0]?.text).toContain(`OCA/26-${uid}`);
  });

  it('is gone from every inquiry, NCIC’s too, once its owner has cleared it', async () => {
    const uid = unique();
    await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    expect((await at('CLE1').send(`CV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DCL/20261120`)).code).toBe('NOT_OWNER');
    const cleared = await at('COL1').send(`CV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DCL/20261120`);
    expect([cleared.outcome, cleared.text]).toEqual(['accepted', expect.stringContaining('RRI and RCA, the recovering agency and its case number, should be given when an active record is cleared')]);
    expect((await at('CLE1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('NO_RECORD');
  });

  it('that was located is cleared by the date alone, and nothing more is asked for', async () => {
    const uid = unique();
    await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    expect((await at('CLE1').send(`LV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`)).outcome).toBe('accepted');
    const cleared = await at('COL1').send(`CV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DCL/20261120`);
    expect([cleared.outcome, cleared.text]).toEqual(['accepted', expect.not.stringContaining('RRI')]);
  });

  it('is named by its plate while it gets its VIN, and not by a number that it does not have when it is cleared', async () => {
    const uid = unique();
    // No check digit is a Z.
    const vin = `1FAHP2E8ZA0${uid}`;
    await at('COL1').finalWord(await at('COL1').send(`EV.OCA/26-${uid}.DOT/20261119.LIC/P${uid}.LIS/OH.LIY/2027.LIT/PC.VYR/2021.VMA/FORD.VST/4D`));
    const change = `MV.LIC/P${uid}.OCA/26-${uid}.LIC/N${uid}.VIN/${vin}`;
    const changed = await at('COL1').send(change);
    expect(changed.text).toContain('VIN NONCONFORMING');
    await at('COL1').finalWord(changed);
    expect((await at('CLE1').send(`QV.VIN/${vin}`)).responses[0]?.text).toContain(`LIC/N${uid}`);
    expect(await at('COL1').send(change)).toMatchObject({ code: 'FIELD_ERROR', text: expect.stringMatching(/FIELD ERR LIC .*it is given too often/) });
    expect((await at('COL1').send(`CV.VIN/${vin}.LIC/X${uid}.OCA/26-${uid}.DCL/20261120`)).code).toBe('NOT_ON_FILE');
    expect((await at('COL1').send(`CV.VIN/${vin}.LIC/N${uid}.OCA/26-${uid}.DCL/20261120`)).outcome).toBe('accepted');
  });

  it('is taken back by its own number while NCIC is silent, beside another one of the same plate and case', async () => {
    const uid = unique();
    const vehicle = (state: string, more = ''): string => `EV.OCA/26-${uid}.DOT/20261119.LIC/P${uid}.LIS/${state}.LIY/2027.LIT/PC.VYR/2021.VMA/FORD.VST/4D${more}`;
    await at('COL1').finalWord(await at('COL1').send(vehicle('OH')));
    const { record } = await at('COL1').send(vehicle('KY', '.MIS/NCIC-SILENT'));
    const cancel = `XV.LIC/P${uid}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`;
    expect(await at('COL1').send(cancel)).toMatchObject({ code: 'AMBIGUOUS', text: expect.stringContaining('their numbers, NIC or IDX, tell them apart') });
    expect(await at('COL1').send(`${cancel}.IDX/${record?.idx ?? ''}`)).toMatchObject({ outcome: 'accepted', record: { idx: record?.idx, status: 'cancelled' } });
    expect((await at('COL1').send(cancel)).outcome).toBe('accepted');
  });

  it('is told to every terminal of its owner when another agency locates it', async () => {
    const uid = unique();
    await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    const located = await at('CLE1').send(`LV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120.RCA/CL-7`);
    expect(located.outcome).toBe('accepted');
    for (const terminal of ['COL1', 'COL2']) {
      const notice = await at(terminal).receives(({ kind, text }) => kind === 'notice' && text.includes(`26-${uid}`));
      expect(notice.text).toMatch(/LOCATED BY OHCLP0000 ON 20261120 CASE CL-7/);
    }
    expect((await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/BLU`)).code).toBe('LOCATED');
  });

  it('stands unchanged when NCIC refuses a modification, and the terminal is told why', async () => {
    const uid = unique();
    await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    const reply = await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/BLU.MIS/NCIC-REJECT`);
    expect(reply.outcome).toBe('pending');
    expect((await at('COL1').finalWord(reply)).text).toMatch(/REJECT MODIFY[\s\S]*NCIC SAYS/);
    expect((await at('COL1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).responses[0]?.text).toContain('VCO/RED');
  });
});

describe('NCIC', () => {
  it('that keeps silent leaves an entry pending; the terminal hears of it after a minute, and of the answer when it comes', async () => {
    const uid = unique();
    const reply = await at('FRA1').send(stolenVehicle(uid, 'OH0250000', '.MIS/NCIC-SILENT'));
    expect(reply.outcome).toBe('pending');
    await advance(system, 'PT2M');
    const notice = await at('FRA1').receives(({ text }) => text.includes('HAS NOT ANSWERED'));
    expect(notice.re).toBe(reply.mri);
    expect((await at('FRA1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('NO_RECORD');

    await advance(system, 'PT15M');
    expect((await at('FRA1').finalWord(reply)).text).toContain('ACCEPT ENTER');
    expect((await at('FRA1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('HIT');
  });

  it('takes back an entry that its owner cancelled before it had answered', async () => {
    const uid = unique();
    const reply = await at('FRA1').send(stolenVehicle(uid, 'OH0250000', '.MIS/NCIC-SILENT'));
    expect(reply.outcome).toBe('pending');
    expect((await at('FRA1').send(`XV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`)).outcome).toBe('accepted');
    await advance(system, 'PT20M');
    const asked = await at('FRA1').send(`QV.VIN/1FAHP2E8XA0${uid}`);
    expect(asked.code).toBe('NO_RECORD');
  });

  it('holds the same record as LEADS when a locate ends a change that it had not answered', async () => {
    const uid = unique();
    await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)));
    const change = await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/BLU.MIS/NCIC-SILENT`);
    expect(change.outcome).toBe('pending');
    expect((await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/GRN`)).code).toBe('PENDING_CHANGE');
    await at('CLE1').send(`LV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`);
    await advance(system, 'PT20M');
    const { responses } = await at('CLE1').send(`QV.VIN/1FAHP2E8XA0${uid}`);
    expect(responses.map(({ source, mke }) => [source, mke])).toEqual([['LEADS', 'LOCATED STOLEN VEHICLE'], ['NCIC', 'LOCATED STOLEN VEHICLE']]);
    expect(responses.every(({ text }) => text.includes('VCO/RED'))).toBe(true);
  });
});
