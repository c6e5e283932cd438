import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import { eventsOf } from './event-stream.js';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);

beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const plateOf = (uid: string): string => `LIC/L${uid}.LIS/OH.LIY/2027.LIT/PC`;
const plate = (uid: string, more = ''): string => `EL.OHCOP0000.OCA/26-${uid}.DOT/20261119.${plateOf(uid)}${more}`;
const part = (uid: string, more = ''): string => `EP.OHCOP0000.OCA/26-${uid}.DOT/20261119.BRA/FORD.CAT/EN.SER/ENG${uid}.MIS/V8 ENGINE${more}`;
const towed = (uid: string, more = ''): string =>
  `ET.OH0250000.TYP/OVI.OCA/T${uid}.DTW/20261120.RTW/OVI ARREST.VCD/DR.STA/12 IMPOUND RD.VTF/HIGH AND BROAD.CFR/COURT ORDER.${plateOf(uid)}${more}`;

/** Enters at the terminal and waits until NCIC has taken it. */
const entered = async (terminal: string, text: string): Promise<string> => {
  const word = await at(terminal).finalWord(await at(terminal).send(text));
  expect(word.text).toContain('ACCEPT ENTER');
  return /NIC\/(\w+)/.exec(word.text)?.[1] ?? '';
};

describe('a stolen plate', () => {
  it('goes on file under NCIC’s number for plates, and is found, changed and cleared like a vehicle', async () => {
    const uid = unique();
    const nic = await entered('COL1', plate(uid));
    expect(nic).toMatch(/^P\d{9}$/);
    const hit = await at('CLE1').send(`QV.LIC/L${uid}.LIS/OH`);
    expect(hit.responses.map(({ source, mke, background }) => [source, mke, background])).toEqual([['LEADS', 'STOLEN LICENSE PLATE', 'red'], ['NCIC', 'STOLEN LICENSE PLATE', 'yellow']]);
    expect((await at('COL1').finalWord(await at('COL1').send(`ML.NIC/${nic}.OCA/26-${uid}.MIS/BOTH PLATES`))).text).toContain('ACCEPT MODIFY');
    expect(await at('COL1').send(`CL.LIC/L${uid}.OCA/26-${uid}.DCL/20261120`)).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('RRI and RCA') });
    expect((await at('CLE1').send(`QV.LIC/L${uid}`)).code).toBe('NO_RECORD');
  });

  it('and a vehicle with it exclude each other, and it is changed in what else is said of it', async () => {
    const [first, second] = [unique(), unique()];
    const vehicle = (uid: string): string => `EV.OHCOP0000.OCA/26-${uid}.DOT/20261119.${plateOf(uid)}.VYR/2021.VMA/FORD.VST/4D`;
    await entered('COL1', plate(first));
    expect(await at('COL1').send(vehicle(first))).toMatchObject({ code: 'ON_FILE', text: expect.stringMatching(/REJECT ON FILE IDX\/PL\d{8}/) });
    expect((await at('COL1').finalWord(await at('COL1').send(`ML.LIC/L${first}.OCA/26-${first}.MIS/BOTH PLATES`))).text).toContain('ACCEPT MODIFY');
    await entered('COL1', vehicle(second));
    expect(await at('COL1').send(plate(second))).toMatchObject({ code: 'ON_FILE', text: expect.stringMatching(/REJECT ON FILE IDX\/SV\d{8}/) });
  });
});

describe('a stolen part', () => {
  it('is found by its serial number and its owner’s, by the vehicle number that it bears, and is entered once', async () => {
    const uid = unique();
    await entered('COL1', part(uid, `.OAN/OWN${uid}`));
    for (const by of [`SER/ENG${uid}`, `OAN/OWN${uid}`]) {
      expect((await at('CLE1').send(`QV.${by}`)).responses.map(({ mke }) => mke)).toEqual(['STOLEN VEHICLE/BOAT PART', 'STOLEN VEHICLE/BOAT PART']);
    }
    expect((await at('CLE1').send(`QV.VIN/ENG${uid}`)).code).toBe('HIT');
    expect((await at('COL1').send(part(uid))).code).toBe('ON_FILE');
  });
});

describe('a list', () => {
  it('of a month brings what the agency, or the one that is named, entered, oldest first, file by file', async () => {
    const uid = unique();
    await entered('FRA1', plate(uid).replace('OHCOP0000', 'OH0250000'));
    await entered('FRA1', part(uid).replace('OHCOP0000', 'OH0250000'));
    const listed = async (terminal: string, fields: string) => (await at(terminal).send(`VEH.${fields}`)).responses.map(({ source, text }) => `${source} ${text}`);
    expect(await listed('FRA1', 'COD/EL.MON/11')).toEqual([expect.stringMatching(new RegExp(`^LEADS MKE/STOLEN LICENSE PLATE[^]*LIC/L${uid}`))]);
    expect(await listed('FRA1', 'COD/EP.MON/11')).toEqual([expect.stringContaining(`SER/ENG${uid}`)]);
    expect(await listed('CUY1', 'COD/EP.MON/11.ORI/OH0250000')).toEqual([expect.stringContaining(`SER/ENG${uid}`)]);
    expect([await listed('FRA1', 'COD/EV.MON/11'), await listed('FRA1', 'COD/EL.MON/12'), await listed('CUY1', 'COD/EL.MON/11')]).toEqual([[], [], []]);
  });

  it('of towed vehicles brings the agency’s own, oldest first', async () => {
    const [first, second] = [unique(), unique()];
    for (const uid of [first, second]) expect((await at('CUY1').send(towed(uid).replace('OH0250000', 'OH0180000'))).outcome).toBe('accepted');
    const reply = await at('CUY1').send('TV.OH0180000.ALL/Y');
    expect(reply.responses.map(({ text }) => /OCA\/T(\w+)/.exec(text)?.[1])).toEqual([first, second]);
    expect((await at('CUY1').send('TV.OH0180000.ALL/Y.ORI/OH0180000')).responses).toEqual(reply.responses);
    expect((await at('COL1').send('TV.OHCOP0000.ALL/Y')).code).toBe('NO_RECORD');
    expect(await at('COL1').send('TV.OHCOP0000.ALL/Y.ORI/OH0180000')).toMatchObject({ outcome: 'rejected', code: 'FIELD_ERROR', responses: [] });
  });

  it('that is longer than a reply goes on with the message that the reply tells', async () => {
    const uids = Array.from({ length: 103 }, (_, n) => `PART${String(n).padStart(3, '0')}`);
    for (let n = 0; n < uids.length; n += 20) await Promise.all(uids.slice(n, n + 20).map((uid) => at('MAD1').send(towed(uid).replace('OH0250000', 'OH0490000'))));
    const shown: string[] = [];
    for (let asked: string | undefined = 'TV.OH0490000.ALL/Y'; asked !== undefined;) {
      const reply: Reply = await at('MAD1').send(asked);
      expect(reply.responses.length).toBeLessThanOrEqual(100);
      shown.push(...reply.responses.map(({ text }) => /OCA\/T(\w+)/.exec(text)?.[1] ?? ''));
      asked = /THE LIST GOES ON - SEND (\S+)/.exec(reply.text)?.[1];
    }
    expect([...shown].sort()).toEqual([...uids].sort());
  }, 60_000);

  it('of towed vehicles is an agency’s own', async () => {
    expect((await at('COL1').send('TV.OH0180000.ALL/Y')).code).toBe('NOT_AUTHORIZED');
  });
});

describe('a towed vehicle', () => {
  it('is known to LEADS alone, and told to whoever asks for it, not to those who look for stolen ones', async () => {
    const uid = unique();
    expect(await at('FRA1').send(towed(uid))).toMatchObject({ outcome: 'accepted', text: expect.stringMatching(/RECORD ENTERED[\s\S]*12 IMPOUND RD/) });
    expect((await at('COL1').send(`TV.LIC/L${uid}.LIS/OH`)).responses).toMatchObject([{ source: 'LEADS', record: { file: 'towed', ori: 'OH0250000' }, text: expect.stringContaining('12 IMPOUND RD') }]);
    expect((await at('COL1').send(`QV.LIC/L${uid}`)).code).toBe('NO_RECORD');
    expect((await at('COL1').send(`XT.LIC/L${uid}.OCA/T${uid}`)).code).toBe('NOT_OWNER');
    expect((await at('FRA1').send(`CT.LIC/L${uid}.OCA/T${uid}.DVR/20261120`)).outcome).toBe('accepted');
    expect((await at('COL1').send(`TV.LIC/L${uid}`)).code).toBe('NO_RECORD');
  });

  it('that another agency has on file as stolen is refused, entered or changed, and its record shown', async () => {
    const uid = unique();
    const nic = await entered('COL1', plate(uid));
    const refused = await at('FRA1').send(towed(uid));
    expect(refused).toMatchObject({ outcome: 'rejected', code: 'STOLEN_ON_FILE', text: expect.stringContaining('CONTACT THE ENTERING AGENCY OHCOP0000') });
    expect(refused.responses).toMatchObject([{ background: 'red', text: expect.stringContaining(nic) }]);
    const other = unique();
    expect((await at('FRA1').send(towed(other))).outcome).toBe('accepted');
    expect((await at('FRA1').send(`MT.LIC/L${other}.OCA/T${other}.LIC/L${uid}`)).code).toBe('STOLEN_ON_FILE');
  });
});

/** These move the clock, and come last. */
describe('time', () => {
  it('tells of a towed vehicle at four in the morning of its pretrial, and when its immobilization is over', async () => {
    const uid = unique();
    expect((await at('FRA1').send(towed(uid, '.DPT/20261122.IPF/20261120.IPT/20261125'))).outcome).toBe('accepted');
    const notices = async (words: string) => (await at('FRA1').mailbox()).filter(({ text }) => text.includes(`T${uid}`) && text.includes(words)).length;
    await advance(system, 'PT43H59M');
    expect(await notices('AUTOMATED MESSAGE')).toBe(0);
    await advance(system, 'PT2M');
    expect(await notices('DATE OF PRE-TRIAL (DPT)')).toBe(1);
    await advance(system, 'P70D');
    expect([await notices('AUTOMATED MESSAGE'), await notices('TODAY IS THE IMMOBILIZATION'), await notices('SEVEN DAYS'), await notices('60 DAYS')]).toEqual([4, 1, 1, 1]);
    expect((await at('COL1').send(`TV.LIC/L${uid}`)).code).toBe('HIT');
  }, 60_000);

  it('finds a towed vehicle that was entered while its theft waited for NCIC, and tells both agencies', async () => {
    const uid = unique();
    const pending = await at('COL1').send(`EV.OHCOP0000.OCA/26-${uid}.DOT/20261119.${plateOf(uid)}.VYR/2021.VMA/FORD.VST/4D.MIS/NCIC-SILENT`);
    expect((await at('FRA1').send(towed(uid))).outcome).toBe('accepted');
    const told = async (terminal: string) => (await at(terminal).mailbox()).filter(({ text }) => text.includes(`L${uid}`) && text.includes('TOWED/IMMOBILIZED AND STOLEN'));
    await advance(system, 'PT1S');
    expect([await told('COL1'), await told('FRA1')]).toEqual([[], []]);
    await advance(system, 'PT16M');
    expect((await at('COL1').finalWord(pending)).text).toContain('ACCEPT ENTER');
    expect(await told('COL1')).toMatchObject([{ kind: 'notice', record: { file: 'towed' }, text: expect.stringMatching(/ENTERED BY OH0250000[^]*12 IMPOUND RD/) }]);
    expect(await told('FRA1')).toMatchObject([{ kind: 'notice', record: { file: 'vehicle' }, text: expect.stringMatching(/ENTERED BY OHCOP0000[^]*CONTACT THE ENTERING AGENCY OHCOP0000/) }]);
  }, 60_000);

  it('takes away a located plate after ten days', async () => {
    const uid = unique();
    const nic = await entered('COL1', plate(uid));
    expect((await at('CLE1').send(`LL.OHCLP0000.NIC/${nic}.OCA/26-${uid}.DOR/20261119`)).outcome).toBe('accepted');
    expect((await at('COL1').receives(({ kind, text }) => kind === 'notice' && text.includes(nic))).text).toContain('LOCATED BY OHCLP0000');
    await advance(system, 'P11D');
    expect((await at('COL1').send(`QV.NIC/${nic}`)).code).toBe('NO_RECORD');
  }, 60_000);
});

describe('a regional system', () => {
  it('follows each of these files by itself', async () => {
    for (const file of ['plate', 'part', 'towed']) {
      const stream = await eventsOf(at('REG1'), `/v1/streams/${file}`);
      const types = (await stream.until(({ type }) => type === 'caught-up')).slice(0, -1).map(({ type }) => type);
      stream.close();
      expect(types).toContain(`statewire.${file}.entered.v1`);
      expect(types.filter((type) => !type.startsWith(`statewire.${file}.`))).toEqual([]);
    }
  });
});
