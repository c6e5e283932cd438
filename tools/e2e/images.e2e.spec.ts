import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import jpeg from 'jpeg-js';
import { createHash } from 'node:crypto';
import { startSystem, type System } from './system.js';
import { advance, seatsOf, stolenVehicle, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

/** A picture of noise, so that its size says how large its JPEG is. */
const picture = (side: number, seed = 1): Buffer => {
  const data = Buffer.alloc(side * side * 4, 255);
  for (let n = 0, value = seed; n < data.length; n += 1) data[n] = n % 4 === 3 ? 255 : (value = (value * 48_271) % 2_147_483_647) & 255;
  return Buffer.from(jpeg.encode({ width: side, height: side, data }, 90).data);
};
const SMALL = picture(8);

const entered = async (uid: string): Promise<string> => (await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid)))).record?.nic ?? '';
const send = async (mke: string, fields: Readonly<Record<string, string>>, id = 'COL1', ori = 'OHCOP0000'): Promise<Reply> =>
  (await at(id).call('POST', '/v1/transmissions', { body: JSON.stringify({ mke, ori, fields }), type: 'application/json' })).json as Reply;
const vin = (uid: string): string => `1FAHP2E8XA0${uid}`;
const enter = (nic: string, uid: string, more: Readonly<Record<string, string>> = {}, bytes = SMALL): Promise<Reply> =>
  send('EIM', { NIC: nic, VIN: vin(uid), IMT: 'I', MIS: 'SEEN ON HIGH ST', IMG: bytes.toString('base64'), ...more });
const numberIn = ({ text }: Readonly<{ text: string }>): string => /IMN\/(I\d{9})/.exec(text)?.[1] ?? '';
const imaged = async (nic: string, uid: string, bytes = SMALL): Promise<string> => numberIn(await at('COL1').finalWord(await enter(nic, uid, {}, bytes)));
const fetched = async (imn: string, id = 'COL1') => at(id).call('GET', `/v1/images/${imn}`);
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('an image', () => {
  it('waits for NCIC, gets its number there, and is shown with its record', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const reply = await enter(nic, uid, { DOI: '20261119' });
    expect(reply).toMatchObject({ outcome: 'pending', record: { file: 'image', status: 'pending' } });
    const word = await at('COL1').finalWord(reply);
    expect(word).toMatchObject({ text: expect.stringMatching(/ACCEPT ENTER/) as unknown, mke: 'EIM' });
    expect(word.text).toContain(nic);
    const imn = numberIn(word);
    expect((await fetched(imn)).headers.get('content-type')).toBe('image/jpeg');

    const [leads, ncic] = (await at('CLE1').send(`QV.NIC/${nic}.IND/Y`)).responses;
    expect(ncic).toMatchObject({ source: 'NCIC', images: [{ imn, href: `/v1/images/${imn}` }] });
    expect(leads).toMatchObject({ source: 'LEADS', images: [{ imn, imt: 'I', doi: '20261119', mis: 'SEEN ON HIGH ST', href: `/v1/images/${imn}` }] });
    expect((await at('CLE1').send(`QV.NIC/${nic}`)).responses[0]?.images).toBeUndefined();
    expect((await at('CLE1').send(`QII.IMN/${imn}`)).responses[0]).toMatchObject({ mke: 'IMAGE', images: [{ imn }] });
    expect((await at('CLE1').send(`QII.NIC/${nic}`)).responses[0]).toMatchObject({ images: [{ imn }] });
    expect((await at('CLE1').send(`QII.IDX/${word.record?.idx ?? ''}`)).responses).toMatchObject([{ source: 'LEADS', images: [{ imn }] }]);
    expect([(await fetched(imn, 'CLE1')).status, (await fetched(imn, 'COR1')).status, (await fetched('I000000000')).status]).toEqual([200, 404, 404]);
  });

  it('that is asked for with the number of its record is that record’s, or none is shown', async () => {
    const [uid, other] = [unique(), unique()];
    const [nic, otherNic] = [await entered(uid), await entered(other)];
    const imn = await imaged(nic, uid);
    const otherIdx = (await at('CLE1').send(`QV.NIC/${otherNic}`)).responses[0]?.record?.idx ?? '';
    await imaged(otherNic, other);
    const shown = async (asked: string) => {
      const { code, responses } = await at('CLE1').send(`QII.${asked}`);
      return [code, ...responses.map(({ source, images = [] }) => [source, ...images.map((image) => image.imn)])];
    };
    expect(await shown(`IMN/${imn}.NIC/${nic}`)).toEqual(['HIT', ['LEADS', imn], ['NCIC', imn]]);
    for (const asked of [`IMN/${imn}.NIC/${otherNic}`, `IMN/${imn}.IDX/${otherIdx}`, `NIC/${nic}.IDX/${otherIdx}`, `IMN/${imn}.NIC/V999999999`]) expect([asked, await shown(asked)]).toEqual([asked, ['NO_RECORD']]);
  });

  it('is given back as it was sent, also a large one', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const large = picture(500, 7);
    expect(large.length).toBeGreaterThan(300_000);
    const imn = await imaged(nic, uid, large);
    const response = await at('COL1').open(`/v1/images/${imn}`, {}, AbortSignal.timeout(10_000));
    expect(hash(new Uint8Array(await response.arrayBuffer()))).toBe(hash(large));
  });

  it('is refused where it is no picture, too large, of another record, of a type that the file has not, or one too many', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const faults = async (reply: Promise<Reply>) => (await reply).faults?.map(({ code, tag }) => [code, tag]);
    expect(await faults(enter(nic, uid, { IMG: Buffer.from('not a picture').toString('base64') }))).toEqual([['FIELD_ERROR', 'IMG']]);
    expect(await faults(enter(nic, uid, {}, SMALL.subarray(0, SMALL.length / 2)))).toEqual([['FIELD_ERROR', 'IMG']]);
    expect(await faults(enter(nic, uid, {}, picture(800)))).toEqual([['FIELD_ERROR', 'IMG']]);
    expect(await faults(enter(nic, uid, { VIN: vin(unique()) }))).toEqual([['FIELD_ERROR', 'VIN']]);
    expect(await faults(enter(nic, uid, { IDX: 'SV99999999' }))).toEqual([['FIELD_ERROR', 'IDX']]);
    expect((await enter(nic, uid, { IMT: 'M' })).text).toContain('FIELD ERR IMT - image type, holds M or S or I; records of this file have images of type I alone');
    expect(await faults(enter('V999999999', uid))).toEqual([['NOT_ON_FILE', undefined]]);
    expect(await faults(send('EIM', { NIC: nic, VIN: vin(uid), IMT: 'I', IMG: SMALL.toString('base64') }, 'CLE1', 'OHCLP0000'))).toEqual([['NOT_OWNER', undefined]]);
    expect(await faults(send('EIM', { NIC: nic, IMT: 'I', IMG: SMALL.toString('base64') }))).toEqual([['MISSING_FIELD', 'NAM/VIN/SER/LIC/OAN']]);
    expect(await imaged(nic, uid)).not.toBe('');
    expect(await faults(enter(nic, uid))).toEqual([['MAX_IMAGES', undefined]]);
  });

  it('gets another date and another picture, when NCIC has accepted them', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const imn = await imaged(nic, uid);
    const other = picture(16, 3);
    const change = await send('MII', { IMN: imn, NIC: nic, DOI: '20261118', IMG: other.toString('base64') });
    expect(change.outcome).toBe('pending');
    expect((await at('COL1').finalWord(change)).text).toMatch(/ACCEPT MODIFY[\s\S]*DOI\/20261118/);
    const response = await at('COL1').open(`/v1/images/${imn}`, {}, AbortSignal.timeout(10_000));
    expect(hash(new Uint8Array(await response.arrayBuffer()))).toBe(hash(other));
    expect((await send('MII', { IMN: imn, NIC: nic })).faults).toMatchObject([{ code: 'MISSING_FIELD' }]);
    expect((await send('MII', { IMN: 'I000000000', NIC: nic, DOI: '20261118' })).code).toBe('NOT_ON_FILE');
  });

  it('that still waits for NCIC is cancelled by its own index number', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const waiting = await enter(nic, uid, { MIS: 'NCIC-SILENT' });
    const idx = waiting.record?.idx ?? '';
    expect((await send('XIM', { IDX: idx }, 'CLE1', 'OHCLP0000')).code).toBe('NOT_ON_FILE');
    expect((await send('XIM', { IDX: 'IM99999999' })).code).toBe('NOT_ON_FILE');
    expect((await send('XIM', { IDX: 'SV99999999' })).faults).toMatchObject([{ code: 'MISSING_FIELD', tag: 'IMN' }]);
    expect(await send('XIM', { IDX: idx })).toMatchObject({ outcome: 'accepted', record: { idx, status: 'cancelled' } });
    expect((await at('COL1').finalWord(waiting)).text).toMatch(/REJECT ENTER/);
    expect(await imaged(nic, uid)).not.toBe('');
  });

  it('stays as it is while its record is located, and is gone when it is cancelled', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const imn = await imaged(nic, uid);
    await at('CLE1').send(`LV.OHCLP0000.VIN/${vin(uid)}.OCA/26-${uid}.DOR/20261120`);
    expect((await send('MII', { IMN: imn, NIC: nic, DOI: '20261118' })).code).toBe('LOCATED');
    expect((await send('XIM', { IMN: imn, NIC: nic })).outcome).toBe('accepted');
    expect((await fetched(imn)).status).toBe(404);
    expect((await at('CLE1').send(`QII.IMN/${imn}`)).code).toBe('NO_RECORD');
  });

  it('of a record that LEADS alone keeps is final at once, and names that record', async () => {
    const uid = unique();
    const towed = await at('COL1').send(`ET.OHCOP0000.TYP/OVI.OCA/T${uid}.DTW/20261120.RTW/OVI.VCD/DR.STA/LOT 1.VTF/HIGH ST.CFR/COURT ORDER.VIN/${vin(uid)}.VYR/2021.VMA/FORD`);
    const idx = towed.record?.idx ?? '';
    const reply = await send('EIM', { IDX: idx, VIN: vin(uid), IMT: 'I', IMG: SMALL.toString('base64') });
    expect(reply).toMatchObject({ outcome: 'accepted', text: expect.stringContaining(`BASE RECORD IDX/${idx}`) });
    expect((await fetched(numberIn(reply))).status).toBe(200);
  });

  it('of a COP record is entered by any of its plates', async () => {
    const uid = unique();
    const alert = await at('COL1').send(`ECOP.CONT/SGT A.CT1/6145550100.INCD/20261119.LTCI/N.HOME/N.INCL/MAIN ST.ALRT/ARMED.LIC/A${uid}.LIC2/B${uid}.LIS2/OH`);
    const fields = { IDX: alert.record?.idx ?? '', IMT: 'I', IMG: SMALL.toString('base64') };
    expect([(await send('EIM', { ...fields, LIC: `B${uid}` })).outcome, (await send('EIM', { ...fields, LIC: `C${uid}` })).code]).toEqual(['accepted', 'FIELD_ERROR']);
  });

  it('stays with a wanted person who comes to NCIC and leaves it again, found by the number that the record was given', async () => {
    const name = `DOE,${unique().replace(/\d/g, 'X')}`;
    const want = await at('COL1').send(`EW.NAM/${name}.SEX/M.RAC/W.HGT/600.WGT/180.HAI/BRO.DOB/19700423.OFF/2399.DOW/20261118.OCA/W-${unique()}.EXL/4.MIS/IN STATE PICK-UP ONLY`);
    const { idx = '', lid = '' } = want.record ?? {};
    const own = numberIn(await send('EIM', { IDX: idx, NAM: name, IMT: 'M', IMG: SMALL.toString('base64') }));
    const joined = await at('COL1').finalWord(await at('COL1').send(`MW.LID/${lid}.NAM/${name}.EXL/1`));
    const nic = joined.record?.nic ?? '';
    const shown = async (text: string) => (await at('CLE1').send(text)).responses.filter(({ source }) => source === 'LEADS').flatMap(({ images = [] }) => images.map(({ imn }) => imn));
    expect(await shown(`QII.NIC/${nic}`)).toEqual([own]);
    const there = numberIn(await at('COL1').receives(({ text }) => text.includes('IMAGE NOTICE') && text.includes(own)));
    const held = (await at('CLE1').send(`QW.NIC/${nic}.IND/Y`)).responses.find(({ source }) => source === 'NCIC');
    expect([held?.images?.map(({ imn }) => imn), (await fetched(there, 'CLE1')).status, (await fetched(own, 'CLE1')).status]).toEqual([[there], 200, 200]);
    const signature = numberIn(await at('COL1').finalWord(await send('EIM', { NIC: nic, NAM: name, IMT: 'S', IMG: SMALL.toString('base64') })));
    await at('COL1').send(`MW.LID/${lid}.NAM/${name}.EXL/4`);
    expect(await shown(`QII.IDX/${idx}`)).toEqual([own, signature]);
    expect(await shown(`QII.NIC/${nic}`)).toEqual([own, signature]);
    expect(await send('MII', { IMN: signature, NIC: nic, DOI: '20261118' })).toMatchObject({ outcome: 'accepted', text: expect.stringContaining('DOI/20261118') });
    expect((await send('XIM', { IMN: signature, IDX: idx })).outcome).toBe('accepted');
  });

  it('of a missing person is shown as a record to whoever is shown the person, a coroner too', async () => {
    const name = `LOST,${unique().replace(/\d/g, 'X')}`;
    const person = await at('COL1').finalWord(await at('COL1').send(
      `EMO.NAM/${name}.SEX/F.RAC/W.HGT/500.WGT/100.HAI/BRO.EYE/BRO.DOB/19900101.DLC/20261118.OCA/M-${unique()}.MNP/MP`));
    const word = await at('COL1').finalWord(await send('EIM', { NIC: person.record?.nic ?? '', NAM: name, IMT: 'M', IMG: SMALL.toString('base64') }));
    const { idx = '' } = word.record ?? {};
    const shown = await at('COR1').send(`QII.NIC/${person.record?.nic ?? ''}`);
    expect(shown.responses[0]?.record?.idx).toBe(idx);
    expect((await at('COR1').call('GET', `/v1/records/${idx}`)).status).toBe(200);

    const uid = unique();
    const nic = await entered(uid);
    const vehicles = (await at('COL1').finalWord(await enter(nic, uid))).record?.idx ?? '';
    expect(await Promise.all(['COR1', 'CLE1'].map(async (id) => (await at(id).call('GET', `/v1/records/${vehicles}`)).status))).toEqual([404, 200]);
  });

  it('of a make of vehicle comes from NCIC', async () => {
    const { responses: [generic] } = await at('CLE1').send('QII.VMA/CHEV.VMO/CVT.VST/2D.VYR/1973.IND/Y');
    expect(generic).toMatchObject({ source: 'NCIC', mke: 'IMAGE', background: 'yellow', images: [{ imn: 'I425000587' }] });
    expect([(await fetched('I425000587', 'CLE1')).status, (await at('CLE1').send('QII.VMA/CHEV.VMO/CVT.VST/2D.VYR/1974.IND/Y')).code]).toEqual([200, 'NO_RECORD']);
  });

  it('ends with its record', async () => {
    const uid = unique();
    const nic = await entered(uid);
    const imn = await imaged(nic, uid);
    await at('COL1').send(`XV.VIN/${vin(uid)}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`);
    expect((await fetched(imn)).status).toBe(404);
    // Its own end follows by a reaction; nobody is shown it any more.
    expect((await at('CLE1').send(`QII.IMN/${imn}`)).code).toBe('NO_RECORD');
    expect((await at('CLE1').send(`QII.NIC/${nic}`)).code).toBe('NO_RECORD');
  });

  it('keeps its picture when the key with which that came is used again after seventy-two hours, for the same picture or another', async () => {
    const uids = [unique(), unique(), unique()] as const;
    const key = `picture-${uids[0]}`;
    const sent = async (uid: string, nic: string, bytes = SMALL) => at('COL1').call('POST', '/v1/transmissions', {
      body: JSON.stringify({ mke: 'EIM', fields: { NIC: nic, VIN: vin(uid), IMT: 'I', IMG: bytes.toString('base64') } }), type: 'application/json', headers: { 'idempotency-key': key },
    });
    const keyed = async (uid: string, bytes = SMALL): Promise<Readonly<{ nic: string; imn: string }>> => {
      const nic = await entered(uid);
      const first = await sent(uid, nic, bytes);
      expect([first.status, await sent(uid, nic, bytes)]).toMatchObject([200, { status: 200, json: first.json }]);
      return { nic, imn: numberIn(await at('COL1').finalWord(first.json as Reply)) };
    };
    const first = await keyed(uids[0]);
    await advance(system, 'PT73H');
    const second = await keyed(uids[1]);
    await advance(system, 'PT73H');
    const third = await keyed(uids[2], picture(16, 3));
    expect((await send('XIM', { IMN: first.imn, NIC: first.nic })).outcome).toBe('accepted');
    expect(await Promise.all([first, second, third].map(async ({ imn }) => (await fetched(imn)).status))).toEqual([404, 200, 200]);
  });
});
