import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

/** Letters alone, as a name has them. */
const surname = (): string => `WANT${unique().replace(/\d/g, (digit) => 'ABCDEFGHJK'.charAt(Number(digit)))}`;

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

let births = 1940;
/** Nobody else's: names that sound alike are told apart by it. */
const birth = (): string => `${String((births += 1))}0423`;

type Want = Readonly<{ name: string; oca: string; nic: string; by: string; born: string }>;
const text = (mke: string, { name, oca, born }: Pick<Want, 'name' | 'oca' | 'born'>, more = ''): string =>
  `${mke}.NAM/${name},ANN.SEX/F.RAC/W.HGT/505.WGT/135.HAI/BRO.DOB/${born}.OFF/2399.DOW/20261118.OCA/${oca}${more}`;

const somebody = (): Pick<Want, 'name' | 'oca' | 'born'> => ({ name: surname(), oca: `W-${unique()}`, born: birth() });
const entered = async (mke = 'EW', more = '.EXL/1'): Promise<Want> => {
  const want = somebody();
  const reply = await at('COL1').send(text(mke, want, more));
  expect(reply).toMatchObject({ outcome: 'pending', record: { file: 'wanted-person', idx: expect.stringMatching(/^WP\d{8}$/) } });
  const nic = (await at('COL1').finalWord(reply)).record?.nic ?? '';
  expect(nic).toMatch(/^W\d{9}$/);
  return { ...want, nic, by: `NIC/${nic}.OCA/${want.oca}` };
};
const asked = async ({ name, born }: Pick<Want, 'name' | 'born'>) => (await at('CUY1').send(`QW.NAM/${name},ANN.DOB/${born}`)).responses;
const hits = async (want: Want) => (await asked(want)).filter(({ source }) => source === 'LEADS');
const sources = async (want: Pick<Want, 'name' | 'born'>) => (await asked(want)).map(({ source }) => source);
const accepted = async (seat: string, message: string): Promise<void> => { expect(await at(seat).send(message)).toMatchObject({ outcome: 'accepted' }); };

describe('a wanted person', () => {
  it('is shown with caution and extradition first, red, and to be confirmed', async () => {
    const want = await entered('EW-C', '.EXL/2.CMC/00.CMC/20.MIS/ADJACENT STATES');
    const [hit] = await hits(want);
    expect(hit).toMatchObject({ background: 'red', mke: 'WANTED PERSON - CAUTION' });
    expect(hit?.text).toMatch(/^MKE\/WANTED PERSON - CAUTION\nEXL\/2 - LIMITED EXTRADITION SEE MIS FIELD\nCMC\/00 - ARMED AND DANGEROUS CMC\/20 - KNOWN TO ABUSE DRUGS\n/);
    expect(hit?.text).toMatch(/OFF\/LARCENY - LARCENY[\s\S]*IMMED CONFIRM WARRANT AND EXTRADITION WITH ORI/);
  });

  it('of an agency that is not staffed at all hours needs instructions (D11)', async () => {
    const reply = await at('MAD1').send(text('EW', somebody(), '.EXL/1'));
    expect(reply).toMatchObject({ outcome: 'rejected', code: 'MISSING_FIELD', faults: [{ tag: 'MIS', why: 'after-hours' }] });
  });

  it('that LEADS alone keeps is on file at once, and goes to NCIC when it is widened (D18)', async () => {
    const want = somebody();
    const by = `NAM/${want.name},ANN.OCA/${want.oca}`;
    const reply = await at('COL1').send(text('EW', want, '.EXL/4.MIS/OWN COUNTY'));
    expect(reply).toMatchObject({ outcome: 'accepted', code: 'ACCEPTED', record: { status: 'active' } });
    expect(await sources(want)).toEqual(['LEADS']);

    const widened = await at('COL1').send(`MW.${by}.EXL/1`);
    expect(widened.outcome).toBe('pending');
    const word = await at('COL1').finalWord(widened);
    expect(word.text).toMatch(/ACCEPT MODIFY[\s\S]*NIC\/W\d{9}/);
    expect(await sources(want)).toEqual(['LEADS', 'NCIC']);

    const nic = word.record?.nic ?? '';
    const narrowed = await at('COL1').send(`MW.${by}.EXL/D`);
    expect(narrowed).toMatchObject({ outcome: 'accepted', record: { nic }, text: expect.stringContaining('ACCEPTED - RECORD MODIFIED\nNCIC NO LONGER HOLDS THIS RECORD') });
    expect(await sources(want)).toEqual(['LEADS']);
    for (const mke of ['QW', 'WW']) expect((await at('CUY1').send(`${mke}.NIC/${nic}`)).responses).toMatchObject([{ source: 'LEADS', record: { nic } }]);

    const again = await at('COL1').finalWord(await at('COL1').send(`MW.NIC/${nic}.OCA/${want.oca}.EXL/1`));
    expect(again.record?.nic).not.toBe(nic);
    expect((await at('CUY1').send(`QW.NIC/${nic}`)).responses).toMatchObject([{ source: 'LEADS', record: { nic: again.record?.nic } }]);
    await accepted('COL1', `CW.NIC/${nic}.OCA/${want.oca}.DCL/20261120`);
    expect(await sources(want)).toEqual([]);
  });

  it('is found by further names and numbers once NCIC has accepted them', async () => {
    const [want, alias] = [await entered(), surname()];
    const reply = await at('COL1').send(`EN.${want.by}.AKA/${alias},BETH.SOC/${String(Date.now() % 100_000_000).padStart(9, '1')}.SMT/TAT R ARM`);
    expect(reply.outcome).toBe('pending');
    expect((await at('COL1').finalWord(reply)).text).toMatch(/ACCEPT SUPPLEMENT[\s\S]*SUPPLEMENTAL DATA\n.*AKA\//);
    const found = await at('CUY1').send(`QW.NAM/${alias},BETH.DOB/${want.born}`);
    expect(found.responses[0]?.text).toContain(`OCA/${want.oca}`);

    await accepted('COL1', `XN.${want.by}.AKA/${alias},BETH`);
    expect((await at('CUY1').send(`QW.NAM/${alias},BETH.DOB/${want.born}`)).code).toBe('NO_RECORD');
    await accepted('COL1', `AWW.${want.by}.OFF/5499.DOW/20261119.WNO/W2`);
    expect((await hits(want))[0]?.text).toMatch(/ADD-ON WARRANT 1\nOFF\/TRAFFIC OFFENSE/);
  });

  it('has dental data by the keys of the missing', async () => {
    const want = await entered();
    await at('COL1').finalWord(await at('COL1').send(`ED.${want.by}.DXR/Y.MPA/N.DCH/ALL.DRE/GOLD CROWN`));
    const word = await at('COL1').finalWord(await at('COL1').send(`MD.LID/${(await hits(want))[0]?.record?.lid ?? ''}.OCA/${want.oca}.DCH/03 MOD`));
    expect(word.text).toContain('ACCEPT MODIFY SUPPLEMENT\n');
    expect((await hits(want))[0]?.text).toMatch(/DENTAL DATA\nDXR\/Y MPA\/N\nDCH\/01-V 02-V 03-MOD[\s\S]*DRE\/GOLD CROWN/);
    expect((await asked(want)).find(({ source }) => source === 'NCIC')?.text).toContain('03-MOD');
    expect((await at('CUY1').send(`XD.${want.by}`)).code).toBe('NOT_OWNER');
    await accepted('COL1', `XD.${want.by}`);
    expect((await hits(want))[0]?.text).not.toContain('DENTAL');
    expect(await at('COL1').send(`MD.${want.by}.DRE/X`)).toMatchObject({ code: 'NOT_ON_FILE', text: expect.stringContaining('RECORD NOT FOUND') });
  });

  it('under false papers is found by what they say', async () => {
    const [want, victim] = [await entered(), surname()];
    await at('COL1').finalWord(await at('COL1').send(`ENS.${want.by}.NAM/${victim},VERA.DOB/19700101`));
    const found = await at('CUY1').send(`QW.NAM/${victim},VERA.DOB/19700101`);
    expect(found.responses[0]?.text).toMatch(/STOLEN OR FRAUDULENT IDENTIFIERS\nNAM\/\w+,VERA DOB\/19700101/);
  });

  it('with NOEX is not shown as located, though the locate is; a second one removes the record', async () => {
    const want = await entered();
    await accepted('CLE1', `LW.${want.by}.DOR/20261120.EXT/NOEX.RCA/CL-1`);
    const [hit] = await hits(want);
    expect(hit?.mke).toBe('WANTED PERSON');
    expect(hit?.text).toMatch(/LOCATED\/20261120 NOEX OHCLP0000 CL-1/);
    expect(await at('CUY1').send(`LW.${want.by}.DOR/20261120.EXT/NOEX`)).toMatchObject({ outcome: 'accepted', record: { status: 'retired' } });
    expect(await hits(want)).toEqual([]);
  });
});

describe('the clocks of a wanted person', () => {
  it('let NCIC look at a locate with NOEX: it cancels what promises extradition, and LEADS keeps it', async () => {
    const [promised, limited] = [await entered(), await entered('EW', '.EXL/2.MIS/ADJACENT STATES')];
    for (const { by } of [promised, limited]) await accepted('CLE1', `LW.${by}.DOR/20261120.EXT/NOEX`);
    expect(await sources(promised)).toEqual(['LEADS', 'NCIC']);
    await advance(system, 'P1D');
    const told = await at('COL2').receives(({ text: said }) => said.includes('$.E.'));
    expect(told.text).toMatch(new RegExp(`NCIC SERIOUS ERROR CANCELLATION NOTIFICATION AT 0005 EST 20261121\\nYOUR ENTRY NIC/${promised.nic}, OCA/${promised.oca} WAS CANCELED`));
    expect(await sources(promised)).toEqual(['LEADS']);
    expect(await sources(limited)).toEqual(['LEADS', 'NCIC']);
    expect((await at('COL2').mailbox()).filter(({ text: said }) => said.includes('$.E.'))).toHaveLength(1);

    for (const change of [`MW.${promised.by}.HAI/BLK`, `EN.${promised.by}.AKA/${surname()},BETH`]) {
      expect(await at('COL1').send(change)).toMatchObject({ outcome: 'accepted', text: expect.stringMatching(/ACCEPTED - .*\nNCIC HAS CANCELLED THIS RECORD/) });
    }
    expect(await sources(promised)).toEqual(['LEADS']);
    const word = await at('COL1').finalWord(await at('COL1').send(`MW.${promised.by}.EXL/2.MIS/ADJACENT STATES`));
    expect(word.text).toMatch(/ACCEPT MODIFY\n.*NCIC ACCEPT ENTER/);
    expect(await sources(promised)).toEqual(['LEADS', 'NCIC']);
    expect((await at('CUY1').send(`QW.NIC/${promised.nic}`)).responses[0]?.record?.idx).toBe(word.record?.idx);
  });

  it('remind of a locate, keep what is detained, and remove the rest', async () => {
    const [gone, kept, temporary] = [await entered(), await entered(), await entered('EWT', '')];
    expect((await at('CLE1').send(`LW.${temporary.by}.DOR/20261120.EXT/EXTR`)).code).toBe('PROHIBITED');
    for (const { by } of [gone, kept]) await accepted('CLE1', `LW.${by}.DOR/20261120.EXT/DETN`);
    await accepted('COL1', `DW.${kept.by}.DOD/20261120.DNO/D-1.IRI/OHCLP0000`);
    for (const ori of ['KY0560000', 'OH9999999']) {
      expect((await at('COL1').send(`MDW.${kept.by}.IRI/${ori}`)).text).toContain(`MDW ACCEPTED - DETAINER MODIFIED\nIRI/${ori} REACHES NO TERMINAL - THAT AGENCY WAS NOT TOLD`);
    }
    await accepted('COL1', `MDW.${kept.by}.IRI/OHCLP0000`);
    const told = await at('CLE1').receives(({ text: said }) => said.includes('$.O.') && said.includes(kept.oca));
    expect(told.text).toContain('DNO/D-1');
    expect((await at('CUY1').send(`LW.${kept.by}.DOR/20261120.EXT/EXTR`)).code).toBe('DETAINER');
    expect((await at('CUY1').send(`LW.${gone.by}.DOR/20261120.EXT/NOEX`)).code).toBe('LOCATED');

    await advance(system, 'P1D');
    const reminder = await at('COL2').receives(({ text: said }) => said.includes('WARRANT LOCATE NOTICE'));
    expect(reminder.text).toContain(`OCA/${gone.oca}`);
    expect(reminder.text).toMatch(/LOCATED YESTERDAY BY OHCLP0000 AND WILL AUTO PURGE IN FOUR DAYS/);
    expect(await hits(temporary)).toHaveLength(1);

    await advance(system, 'P2D');
    expect(await hits(temporary)).toEqual([]);
    await advance(system, 'P3D');
    expect(await hits(gone)).toEqual([]);
    expect((await hits(kept))[0]?.text).toMatch(/MKE\/LOCATED WANTED PERSON[\s\S]*DETAINER\nDOD\/20261120 DNO\/D-1/);
    expect((await at('COL2').mailbox()).filter(({ text: said }) => said.includes('WARRANT LOCATE NOTICE') && said.includes(kept.oca))).toEqual([]);

    await accepted('COL1', `XDW.${kept.by}`);
    await advance(system, 'P5D');
    expect(await hits(kept)).toHaveLength(1);
    await advance(system, 'P1D');
    expect(await hits(kept)).toEqual([]);

    // The sixth of December is the first Sunday of the month after.
    await advance(system, 'P5D');
    const retired = await at('COL2').receives(({ text: said }) => said.includes('$.P.') && said.includes(gone.oca));
    expect(retired.text).toContain('WAS RETIRED LAST MONTH');
  });
});
