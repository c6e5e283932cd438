import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

/** Notices come after the reply that they tell of: who has got none so far may get it yet. */
const settled = () => advance(system, 'PT1S');
const hits = async (seat: string, words: string) => (await at(seat).mailbox()).filter(({ text }) => text.includes('HIT NOTICE') && text.includes(words));

describe('an agency that wants to know of every hit on its record', () => {
  it('hears who asked, when and with what, once, and nothing of its own asking', async () => {
    const [plate, other] = [unique(), unique()];
    const entry = (LIC: string, more: string): string => `EV.OCA/N-${LIC}.DOT/20261119.LIC/${LIC}.LIS/OH.LIY/2027.LIT/PC.VYR/2021.VMA/FORD.VST/4D${more}`;
    for (const message of [entry(plate, '.NOA/Y'), entry(other, '.NOA/N')]) await at('COL1').finalWord(await at('COL1').send(message));
    for (const seat of ['COL1', 'COL2', 'CLE1']) for (const LIC of [plate, other]) expect((await at(seat).send(`QV.LIC/${LIC}.LIS/OH`, `${seat}-${LIC}`)).code).toBe('HIT');
    // The same sending again is no other hit.
    await at('CLE1').send(`QV.LIC/${plate}.LIS/OH`, `CLE1-${plate}`);
    // Too long for the journal by its blanks alone: it is told as it was read.
    await at('CUY1').sendJson({ mke: 'QV', fields: { LIC: plate, LIS: `OH${' '.repeat(40_000)}` } });

    for (const seat of ['COL1', 'COL2']) {
      const notice = await at(seat).receives(({ text }) => text.includes('HIT NOTICE') && text.includes('OH0180000'));
      expect(notice).toMatchObject({ kind: 'notice', to: 'OHCOP0000', record: { file: 'vehicle' } });
      expect(notice.text).toMatch(new RegExp(`SHOWN TO OH0180000 AT TERMINAL CUY1 ON 20261120 AT \\d{4} \\(MRI \\d+\\)\\nASKED WITH QV\\.LIC/${plate}\\.LIS/OH\\nMKE/STOLEN VEHICLE`));
    }
    await settled();
    expect((await hits('COL1', plate)).map(({ text }) => /SHOWN TO (\S+)/.exec(text)?.[1]).sort()).toEqual(['OH0180000', 'OHCLP0000']);
    expect(await hits('COL1', other)).toEqual([]);
    expect(await hits('CLE1', plate)).toEqual([]);
  });
});

describe('a record that is read by its number', () => {
  it('is a hit like any other, as it is and as it was, but for its own agency, an auditor, and where nobody wants to know', async () => {
    const [plate, other] = [unique(), unique()];
    const entered = async (LIC: string, NOA: string): Promise<string> =>
      (await at('COL1').finalWord(await at('COL1').send(`EV.OCA/R-${LIC}.DOT/20261119.LIC/${LIC}.LIS/OH.LIY/2027.LIT/PC.VYR/2021.VMA/FORD.VST/4D.NOA/${NOA}`))).record?.idx ?? '';
    const [idx, silent] = [await entered(plate, 'Y'), await entered(other, 'N')];
    const asOf = `/v1/records/${idx}?asOf=2026-11-20T23:00:00-05:00`;
    for (const [seat, path] of [['COL2', `/v1/records/${idx}`], ['AUD1', `/v1/records/${idx}`], ['CUY1', `/v1/records/${silent}`], ['CUY1', `/v1/records/${idx}`], ['CLE1', asOf]] as const) {
      expect((await at(seat).call('GET', path)).status).toBe(200);
    }
    expect((await at('CLE1').call('HEAD', `/v1/records/${idx}`)).status).toBe(200);
    for (const [ori, terminal, path] of [['OH0180000', 'CUY1', `/v1/records/${idx}`], ['OHCLP0000', 'CLE1', asOf]] as const) {
      const notice = await at('COL1').receives(({ text }) => text.includes('HIT NOTICE') && text.includes(`ASKED WITH GET ${path}\n`));
      expect(notice).toMatchObject({ kind: 'notice', mke: 'STOLEN VEHICLE', to: 'OHCOP0000', record: { idx } });
      expect(notice.text).toContain(`SHOWN TO ${ori} AT TERMINAL ${terminal} ON 20261120`);
      expect(notice.text).toMatch(new RegExp(`GET \\S+\nMKE/STOLEN VEHICLE\n[\\s\\S]*LIC/${plate}`));
    }
    await settled();
    expect([await hits('COL1', plate), await hits('COL1', other)]).toMatchObject([{ length: 2 }, { length: 0 }]);
  });
});

describe('a record whose response tells of the last inquiry', () => {
  it('shows the one before the present one, and replays what it showed', async () => {
    const name = `QUERIED,${unique().replace(/\d/g, (digit) => 'ABCDEFGHJK'.charAt(Number(digit)))}`;
    const entry = await at('FRA1').send(`ECP.NAM/${name}.SEX/F.RAC/W.DOB/19660101.ADR/1 MAIN ST.CTY/COLUMBUS.RST/OH.ZIP/43215.DOI/20261120.DOE/20301120.STA/A.ISS/NICHOLS,RONALD L`);
    const permit = /\d{2}-FRA-\d{6}-P/.exec(entry.text)?.[0] ?? '';
    const ask = async (seat: string, key?: string) => (await at(seat).send(`QCP.PER/${permit}`, key)).responses[0]?.text ?? '';
    expect(await ask('COL1', 'first')).not.toMatch(/DLI|LAI/);
    // The clock goes on when everything rests.
    await advance(system, 'PT1M');
    expect(await ask('CLE1')).toMatch(/ DLI\/20261120 LAI\/OHCOP0000\n/);
    await advance(system, 'P1D');
    expect(await ask('CUY1')).toMatch(/ DLI\/20261120 LAI\/OHCLP0000\n/);
    expect(await ask('COL1', 'first')).not.toMatch(/DLI|LAI/);
  });
});
