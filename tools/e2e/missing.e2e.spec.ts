import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

/** Letters alone, as a name has them. */
const surname = (): string => `LOST${unique().replace(/\d/g, (digit) => 'ABCDEFGHJK'.charAt(Number(digit)))}`;

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

let births = 1950;
/** Nobody else's: names that sound alike are told apart by it. */
const birth = (): string => `${String((births += 1))}0501`;

/** The first message at a seat that holds all these words. */
const told = (seat: string, ...words: readonly string[]) => at(seat).receives((mail) => words.every((word) => mail.text.includes(word)));

type Missing = Readonly<{ name: string; oca: string; nic: string; by: string; born: string }>;
const text = (mke: string, { name, oca, born }: Pick<Missing, 'name' | 'oca' | 'born'>, more: string): string =>
  `${mke}.NAM/${name},WILL.SEX/M.RAC/W.HGT/511.WGT/170.HAI/GRY.EYE/BLU.DLC/20261119.DOB/${born}.OCA/${oca}${more}`;

const entered = async (mke = 'EMD', more = '.MNP/MP', born = birth()): Promise<Missing> => {
  const person = { name: surname(), oca: `M-${unique()}`, born };
  const reply = await at('CUY1').send(text(mke, person, more));
  expect(reply).toMatchObject({ outcome: 'pending', record: { file: 'missing-person', idx: expect.stringMatching(/^MP\d{8}$/) } });
  const word = await at('CUY1').finalWord(reply);
  expect(word.text).toContain('NCIC ACCEPT ENTER, NIC RETURNED AND APPLIED');
  const nic = word.record?.nic ?? '';
  expect(nic).toMatch(/^M\d{9}$/);
  return { ...person, nic, by: `NIC/${nic}.OCA/${person.oca}` };
};
const asked = async (seat: string, { name, born }: Pick<Missing, 'name' | 'born'>) => (await at(seat).send(`QW.NAM/${name},WILL.DOB/${born}`)).responses;
const hit = async (seat: string, person: Missing) => (await asked(seat, person)).find(({ source }) => source === 'LEADS');
const accepted = async (seat: string, message: string): Promise<void> => { expect(await at(seat).send(message)).toMatchObject({ outcome: 'accepted' }); };
const changed = async (message: string): Promise<string> => {
  const reply = await at('CUY1').send(message);
  expect(reply.outcome).toBe('pending');
  return (await at('CUY1').finalWord(reply)).text;
};

describe('a missing person', () => {
  it('is shown in green, to the coroner too, and gone with the first locate', async () => {
    const person = await entered();
    expect(await hit('CLE1', person)).toMatchObject({ background: 'green', mke: 'MISSING PERSON - DISABILITY', text: expect.stringContaining('IMMED CONFIRM WITH ORI') });
    expect(await hit('COR1', person)).toMatchObject({ background: 'green' });
    expect((await at('CLE1').send(`LM.${person.by}.DOR/20261120.EXT/RELD.RCA/H-1`)).text).toContain('REMOVED FROM THE FILE');
    expect(await asked('CLE1', person)).toEqual([]);
    expect((await told('CUY1', 'WAS LOCATED BY OHCLP0000', person.oca)).text).toMatch(/EXT RELD CASE H-1\nTHE RECORD HAS BEEN REMOVED FROM THE FILE\n/);
  });

  it('has supplemental data, teeth and persons with information, which go at once when they are cancelled', async () => {
    const [person, alias, teller] = [await entered(), surname(), surname()];
    expect(await changed(`EMN.${person.by}.AKA/${alias},WILL.SMT/TAT R ARM`)).toMatch(/ACCEPT SUPPLEMENT/);
    expect(await changed(`ED.${person.by}.DXR/Y.MPA/N.DCH/ALL`)).toMatch(/ACCEPT SUPPLEMENT[\s\S]*DENTAL DATA\n.*DCH\/ALL/);
    expect(await changed(`MD.${person.by}.DCH/03 MO`)).toMatch(/DCH\/01-V 02-V 03-MO/);
    expect(await changed(`EMP.${person.by}.NAM/${teller},TIM.SEX/M.RAC/W`)).toMatch(/PERSON WITH INFORMATION 1\nNAM\//);
    expect((await at('CLE1').send(`QW.NAM/${alias},WILL.DOB/${person.born}`)).responses[0]?.text).toContain(`OCA/${person.oca}`);
    for (const message of [`XMN.${person.by}.AKA/${alias},WILL.SMT/TAT R ARM`, `XD.${person.by}`, `XMP.${person.by}.NAM/${teller},TIM`]) await accepted('CUY1', message);
    expect((await hit('CLE1', person))?.text).not.toMatch(/SUPPLEMENTAL DATA|DENTAL DATA|PERSON WITH INFORMATION/);
    expect(await at('CUY1').send(`XD.${person.by}`)).toMatchObject({ code: 'NOT_ON_FILE', text: expect.stringContaining('RECORD NOT FOUND') });
  });

  it.each([['AA', '20150501', 'AMBER ALERT'], ['SA', '19400501', 'ENDANGERED MISSING ADULT ALERT']])('with MNP %s is an alert to every terminal, in red; NCIC knows SA as MP', async (MNP, born, title) => {
    const person = await entered('EMEC', `.CMC/70.MNP/${MNP}`, born);
    for (const seat of ['CLE1', 'CTL1', 'COR1']) expect(await told(seat, `OCA/${person.oca}`)).toMatchObject({ kind: 'broadcast', background: 'red', text: expect.stringContaining(title) });
    expect(await hit('CLE1', person)).toMatchObject({ background: 'red', mke: 'MISSING PERSON - ENDANGERED - CAUTION', text: expect.stringMatching(`^MKE/MISSING PERSON - ENDANGERED - CAUTION\n${title}\n`) });
    const atNcic = (await asked('CLE1', person)).find(({ source }) => source === 'NCIC');
    expect(atNcic?.text).toContain(MNP === 'SA' ? 'MNP/MP' : 'MNP/AA');
  });

  it('is compared with the unidentified in the night, and after a month its blank fields are told', async () => {
    const person = await entered('EMO', '.MNP/MP.SMT/TAT L CALF', '19490501');
    await advance(system, 'P1D');
    expect((await told('CUY1', `OCA/${person.oca}`, '$.N.')).text).toMatch(/\$\.N\. OH0180000\n[\s\S]*NIC\/U000000001[\s\S]*AGREES IN/);
    await advance(system, 'P30D');
    expect((await told('CUY1', `OCA/${person.oca}`, '$.K.')).text).toMatch(/BLT \(.*\nDCH \(.*\nFPC \(.*\nJWT \(.*\nENTER THEM/);
  });
});
