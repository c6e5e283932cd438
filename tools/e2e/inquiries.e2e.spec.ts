import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { seatsOf, stolenVehicle, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);

const uid = unique();
const letters = [...uid].map((sign) => String.fromCharCode(65 + (sign.charCodeAt(0) % 26))).join('');
const LAST = `SAMPLE${letters}`;
/** EXL/4: LEADS alone keeps it (D18). */
const WANTED = [
  `EW.OHCOP0000.NAM/${LAST},WILLIAM J.SEX/M.RAC/W.HGT/510.WGT/180.HAI/BRO.DOB/19790612.SOC/123456789.ZIP/432151234.OFF/2399.DOW/20261101.OCA/A${uid}.EXL/1`,
  `EW-C.OHCOP0000.NAM/OTHER,ROBERT.SEX/M.RAC/B.HGT/600.WGT/200.HAI/BLK.DOB/19800101.SOC/123456789.OFF/2399.DOW/20261101.OCA/B${uid}.EXL/1.CMC/00`,
  `EW.OHCLP0000.NAM/${LAST},WALTER.SEX/M.RAC/W.HGT/510.WGT/180.HAI/BRO.DOB/19800612.OFF/2399.DOW/20261101.OCA/C${uid}.EXL/D.MIS/OHIO ONLY`,
];
const MISSING = `EMD.OHCOP0000.NAM/WANDERER${letters},OLAF.SEX/M.RAC/W.HGT/511.WGT/170.HAI/GRY.EYE/BLU.MNP/MP.DLC/20261119.DOB/19500501.OCA/D${uid}.SMT/SC L ARM`;

beforeAll(async () => {
  system = await startSystem();
  const entered = (text: string) => (text.includes('.OHCLP0000.') ? at('CLE1') : at('COL1'));
  await Promise.all([...WANTED, MISSING, stolenVehicle(uid)].map(async (text) => {
    const reply = await entered(text).send(text);
    if (reply.outcome === 'pending') await entered(text).finalWord(reply);
  }));
}, 120_000);
afterAll(() => system.remove(), 60_000);

/** Which of the records an inquiry shows, by their case numbers, with their sources. */
const found = async (text: string, by = 'CUY1'): Promise<readonly string[]> =>
  (await at(by).send(text)).responses.map((response) => `${response.source} ${new RegExp(`([A-D]|26-)${uid}`).exec(response.text)?.[1] ?? '?'} ${response.background}`);

describe('QW', () => {
  it('finds by name and birth in LEADS and at NCIC, and whoever has the same number', async () => {
    expect(await found(`QW.NAM/${LAST},WILLIAM J.DOB/19790612.SEX/M.RAC/W`)).toEqual(['LEADS A blue', 'LEADS B red', 'NCIC A yellow', 'NCIC B yellow']);
  });

  it('finds a year either way with EBS, and what LEADS alone keeps not at NCIC', async () => {
    expect(await found(`QW.NAM/${LAST},WALTER.DOB/19790612.EBS/1`)).toEqual(['LEADS C blue', 'LEADS A blue', 'LEADS B red', 'NCIC A yellow', 'NCIC B yellow']);
  });

  it('finds nicknames and swapped names with ENS alone', async () => {
    expect(await found('QW.NAM/OTHER,BOBBY J.DOB/19800101')).toEqual([]);
    expect(await found('QW.NAM/OTHER,BOBBY J.DOB/19800101.ENS/Y')).toContain('LEADS B red');
    expect(await found(`QW.NAM/WALTER,${LAST}.DOB/19800612`)).toEqual([]);
    expect(await found(`QW.NAM/WALTER,${LAST}.DOB/19800612.ENS/Y`)).toEqual(['LEADS C blue']);
  });

  it('by a number searches that number alone', async () => {
    expect((await found(`QW.SOC/123456789.NAM/NOBODY,X.DOB/19500101.SEX/F`)).filter((line) => line.startsWith('LEADS'))).toEqual(['LEADS A blue', 'LEADS B red']);
    expect(await found(`QW.NAM/${LAST},X.OCA/C${uid}`)).toEqual(['LEADS C blue']);
  });

  it('by VIN finds vehicles', async () => {
    expect(await found(`QW.VIN/1FAHP2E8XA0${uid}`)).toEqual(['LEADS 26- red', 'NCIC 26- yellow']);
  });

  it('refuses a name alone, and a field that it does not know', async () => {
    expect([(await at('CUY1').send(`QW.NAM/${LAST},A`)).code, (await at('CUY1').send(`QW.NAM/${LAST},A.DOB/19790612.HGT/510`)).code]).toEqual(['MISSING_FIELD', 'UNKNOWN_FIELD']);
  });

  it('shows a coroner no wanted person, and says so', async () => {
    const text = `QW.NAM/${LAST},WILLIAM J.DOB/19790612`;
    expect(await found(text, 'COR1')).toEqual([]);
    expect((await at('COR1').send(text)).text).toContain('ONLY MISSING PERSONS ARE SHOWN TO A CORONER');
    expect((await at('CUY1').send(text)).text).not.toContain('CORONER');
  });
});

describe('QM', () => {
  const missing = ['LEADS D green', 'NCIC D yellow'];

  it('finds a missing person who is about as old, tall and heavy', async () => {
    expect(await found('QM.SEX/M.RAC/W.HGT/602.WGT/180.HAI/GRY.EYE/BLU.AGE/75')).toEqual(missing);
    expect(await found('QM.SEX/M.RAC/W.HGT/603.WGT/180.HAI/GRY.EYE/BLU.AGE/75')).toEqual([]);
  });

  it('and QW show a coroner whom somebody misses', async () => {
    expect(await found('QM.SEX/M.RAC/W.HGT/511.WGT/170.HAI/GRY.EYE/BLU.AGE/76', 'COR1')).toEqual(missing);
    expect(await found(`QW.NAM/WANDERER${letters},OLAF.DOB/19500501`, 'COR1')).toEqual(missing);
  });
});

describe('the inquiries of LEADS alone', () => {
  it('are WW, ZIP and WAR', async () => {
    expect(await found(`WW.NAM/${LAST},WILLIAM J.DOB/19790612`)).toEqual(['LEADS A blue']);
    expect(await found('ZIP.ZIP/43215')).toEqual(['LEADS A blue']);
    expect((await found('WAR.MON/11', 'CLE1'))).toEqual(['LEADS C blue']);
    expect([...(await found('WAR.MON/11.ORI/OHCOP0000'))].sort()).toEqual(['LEADS A blue', 'LEADS B red', 'LEADS D green']);
  });
});
