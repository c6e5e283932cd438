import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf } from './terminal.js';

let system: System;
const at = seatsOf(() => system);

beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const license = (name: string, more = ''): string =>
  `NAM/${name}.SEX/M.RAC/W.DOB/19661213.ADR/16 HIGH DRIVE.CTY/COLUMBUS.RST/OH.ZIP/43215.DOI/20261120.DOE/20261125.STA/A.ISS/NICHOLS,RONALD L${more}`;

describe('a handgun license', () => {
  it('is entered by sheriffs, seen by law enforcement in purple, and by nobody else', async () => {
    const name = 'ABELSON,SAMUEL Q';
    const reply = await at('FRA1').send(`ECP.OH0250000.${license(name, '.LPN/25F0001')}`);
    expect(reply).toMatchObject({ outcome: 'accepted', text: expect.stringMatching(/RECORD ENTERED[^]*25-FRA-\d{6}-P/) });
    const permit = /\d{2}-FRA-\d{6}-P/.exec(reply.text)?.[0] ?? '';
    for (const asked of [`QCP.PER/${permit}`, 'QCP.LPN/25F0001', `QCP.NAM/${name}.DOB/19661213`, `QW.NAM/${name}.DOB/19661213`]) {
      const { responses } = await at('COL1').send(asked);
      expect(responses).toMatchObject([{ source: 'LEADS', background: 'purple', text: expect.stringMatching(/FOR LAW ENFORCEMENT USE ONLY[^]*MKE\/CONCEALED HANDGUN LICENSE -PERMANENT[^]*ENTERED ON\/20261120[^]*ISSUING OFFICE IS: FRANKLIN SHERIFF \d+$/) }]);
    }
    expect((await at('CRT1').send(`QW.NAM/${name}.DOB/19661213`)).responses).toEqual([]);
    const told = await at('CRT1').send(`QCP.PER/${permit}`);
    expect([told.code, told.responses, told.text]).toEqual(['NO_RECORD', [], expect.stringContaining('HANDGUN LICENSES ARE SHOWN TO LAW ENFORCEMENT ALONE')]);
    expect((await at('COL1').send('QCP.PER/25-FRA-999999-P')).text).not.toContain('LAW ENFORCEMENT');
    expect((await at('COL1').send(`ECP.${license(name)}`)).code).toBe('NOT_AUTHORIZED');
    expect((await at('FRA1').send(`ECP.${license(name)}`)).code).toBe('ON_FILE');
  });

  it('is shown with the driver license by name and birth and by social security number, where LEADS is asked at all', async () => {
    const name = 'PENHALLOW,MARISE ANN';
    const permit = `NAM/${name}.SEX/F.RAC/W.DOB/19910723.SOC/987004410.ADR/44 LOCUST ST.CTY/ATHENS.RST/OH.ZIP/45701.DOI/20261120.DOE/20311120.STA/A.ISS/NICHOLS,RONALD L`;
    expect((await at('FRA1').send(`ECP.OH0250000.${permit}`)).outcome).toBe('accepted');
    for (const asked of [`DN.NAM/${name}.DOB/19910723`, 'DS.OHCOP0000.987004410', 'DS.987004410.REQ/UNIT 12', 'DS.SOC/987004410']) {
      const { code, text, responses } = await at('COL1').send(asked);
      expect([code, responses.map(({ source, background }) => [source, background])]).toEqual(['HIT', [['LEADS', 'purple'], ['BMV', 'none']]]);
      expect(text).toMatch(/LEADS 1 RECORD\nNCIC NO RECORD [^\n]*\nBMV 1 RECORD$/);
      expect(text).not.toContain('UNIT 12');
    }
    expect((await at('CRT1').send('DS.987004410')).responses).toMatchObject([{ source: 'BMV', text: expect.stringContaining('DLN: ZZ204417 CLASS: D') }]);
    const byNameAlone = await at('COL1').send(`DN.NAM/${name}`);
    expect(byNameAlone).toMatchObject({ code: 'HIT', responses: [{ source: 'BMV' }], text: expect.stringMatching(/^NAM\/PENHALLOW,MARISE ANN\nBMV 1 RECORD\nLEADS AND NCIC WERE NOT ASKED/) });
    expect((await at('COL1').send('DN.NAM/NOBODY,AT ALL.DOB/19910723')).code).toBe('NO_RECORD');
  });

  it('is taken over by the sheriff to whom the holder has moved, and the former one is told', async () => {
    const name = 'BAUER,JOHN Q';
    const { record } = await at('FRA1').send(`TCP.OH0250000.${license(name)}`);
    const named = `NAM/${name}.LID/${record?.lid ?? ''}`;
    expect((await at('CUY1').send(`MCP.OH0180000.${named}.ADR/1 MAIN ST`)).code).toBe('NOT_OWNER');
    expect((await at('CUY1').send(`MCP.OH0180000.${named}.ORI/OH0180000`)).outcome).toBe('accepted');
    expect((await at('FRA1').receives(({ text }) => text.includes(name))).text).toMatch(/SERVICE AT OH0180000/);
    expect((await at('CUY1').send(`MCP.OH0180000.${named}.ADR/1 MAIN ST`)).outcome).toBe('accepted');
    expect((await at('FRA1').send(`MCP.OH0250000.${named}.ADR/2 MAIN ST`)).code).toBe('NOT_OWNER');
    const history = async (seat: string) => (await at(seat).call('GET', `/v1/records/${record?.idx ?? ''}/history`)).status;
    expect([await history('CUY1'), await history('FRA1')]).toEqual([200, 403]);
  });

  it('that is taken over in the very moment in which its new sheriff enters one for the same person is the only one, or that other is', async () => {
    for (const name of ['DALE,ANN Q', 'DALE,BETH Q', 'DALE,CORA Q']) {
      const { record } = await at('FRA1').send(`ECP.OH0250000.${license(name)}`);
      const both = await Promise.all([at('CUY1').send(`MCP.OH0180000.NAM/${name}.LID/${record?.lid ?? ''}.ORI/OH0180000`), at('CUY1').send(`ECP.OH0180000.${license(name)}`)]);
      expect(both.map(({ code }) => code).sort()).toEqual(['ACCEPTED', 'ON_FILE']);
    }
  });

  it('of another state is asked for over Nlets, by law enforcement alone', async () => {
    const asked = 'CWQ.DRI/KY IN.NAM/PUBLIC,JOHN Q.DOB/19661213';
    const reply = await at('COL1').send(asked);
    expect(reply).toMatchObject({ outcome: 'answered', code: 'HIT', text: expect.stringMatching(/NLETS KY 1 RECORD\nNLETS IN NO RECORD/) });
    expect(reply.responses).toMatchObject([{ source: 'NLETS KY', background: 'purple', text: expect.stringContaining('STATUS/VALID') }]);
    expect((await at('COL1').send('CWQ.DRI/MI WV.SOC/123456789')).code).toBe('NO_RECORD');
    expect((await at('CRT1').send(asked)).code).toBe('NOT_AUTHORIZED');
    expect((await at('COL1').send('CWQ.DRI/OH.SOC/123456789')).code).toBe('FIELD_ERROR');
  });

  it('expires, and stays', async () => {
    const name = 'CARVER,JAMES Q';
    const { record, outcome } = await at('FRA1').send(`ECP.OH0250000.${license(name)}`);
    expect(outcome).toBe('accepted');
    await advance(system, 'P7D');
    expect((await at('FRA1').receives(({ text }) => text.includes(name))).text).toContain('HAS EXPIRED');
    expect((await at('COL1').send(`QCP.NAM/${name}.DOB/19661213`)).responses[0]?.text).toContain('STATUS/EXPIRED');
    const renewed = `MCP.OH0250000.NAM/${name}.LID/${record?.lid ?? ''}`;
    expect((await at('FRA1').send(`${renewed}.DOE/20390101`)).text).toContain('STATUS IS EXPIRED: SEND STA/A IF THE LICENSE IS RENEWED');
    expect((await at('FRA1').send(`${renewed}.STA/A`)).text).toMatch(/^(?![^]*STATUS IS EXPIRED)[^]*STATUS\/ACTIVE/);
  });
});
