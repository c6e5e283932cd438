import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jpeg from 'jpeg-js';
import { startSystem, type System } from './system.js';
import { call, stolenVehicle, Terminal, unique, type HttpAnswer } from './terminal.js';

/** Entered on 20 November 2026: on the list of February 2027, which is there on Sunday the 7th. */
const ORI = 'OH0250000';
const MONTH = '2027-02';
const DAYS = { month: MONTH, available: '2027-02-07', due: '2027-02-15', closed: '2027-04-01' };

const PICTURE = Buffer.from(jpeg.encode({ width: 8, height: 8, data: Buffer.alloc(8 * 8 * 4, 255) }, 25).data).toString('base64');

let system: System;
let tac: Terminal;
/** Of another file, and so of another ledger. */
let wantedIdx: string;
const uids = Array.from({ length: 8 }, unique);
/** By what becomes of each. */
const idxs: Record<'confirmed' | 'modified' | 'cleared' | 'cancelled' | 'missing' | 'late' | 'spoken' | 'returned', string> =
  { confirmed: '', modified: '', cleared: '', cancelled: '', missing: '', late: '', spoken: '', returned: '' };
/** What NCIC refuses, and only after fifteen minutes. */
const REFUSED_LATE = { action: 'modify', fields: { MIS: 'NCIC-SILENT NCIC-REJECT' }, validator: 'SGT A' };
const NAMES = Object.keys(idxs) as (keyof typeof idxs)[];
const uidOf = (name: keyof typeof idxs): string => uids[NAMES.indexOf(name)] ?? '';

const moveTo = async (local: string): Promise<void> => {
  const answer = await call(system.url, 'POST', '/v1/clock', { body: JSON.stringify({ set: local }), type: 'application/json', timeoutMs: 300_000 });
  if (answer.status !== 200) throw new Error(answer.text);
};
const get = (path: string, seat = tac): Promise<HttpAnswer> => seat.call('GET', `/v1/validations${path}`);
const treat = (idx: string, body: object, seat = tac, key?: string): Promise<HttpAnswer> =>
  seat.call('POST', `/v1/validations/${idx}`, { body: JSON.stringify(body), type: 'application/json', ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }) });
const missingNotices = async (id: string): Promise<readonly string[]> =>
  (await new Terminal(system, id).mailbox()).map(({ text }) => text).filter((text) => text.includes('VALIDATION NOT COMPLETED'));

beforeAll(async () => {
  system = await startSystem();
  tac = new Terminal(system, 'FRA1');
  for (const name of NAMES) idxs[name] = (await tac.finalWord(await tac.send(stolenVehicle(uidOf(name), ORI)))).record?.idx ?? '';
  const name = `DOE,${unique().replace(/\d/g, 'X')}`;
  const want = `EW.NAM/${name}.SEX/M.RAC/W.HGT/600.WGT/180.HAI/BRO.DOB/19700423.OFF/2399.DOW/20261118.OCA/W-${unique()}.EXL/1`;
  wantedIdx = (await tac.finalWord(await tac.send(want))).record?.idx ?? '';
  await tac.finalWord(await tac.send(`EIM.IDX/${wantedIdx}.NAM/${name}.IMT/M.IMG/${PICTURE}`));
  const other = new Terminal(system, 'COL1');
  await other.finalWord(await other.send(stolenVehicle(unique())));
}, 120_000);
afterAll(() => system.remove(), 60_000);

describe('the validation list of an agency', () => {
  it('is there on the Sunday after the first Saturday, and not before', async () => {
    await moveTo('2027-02-07T00:04:00-05:00');
    expect((await get('')).json).toEqual({ ori: ORI, lists: [expect.objectContaining({ month: '2027-01', open: 0 })] });
    expect((await get(`/${MONTH}`)).status).toBe(404);
    expect((await treat(idxs.confirmed, { action: 'confirm' })).status).toBe(409);
    await moveTo('2027-02-07T00:05:00-05:00');
    expect((await get('')).json).toEqual({ ori: ORI, lists: [expect.objectContaining({ month: '2027-01' }), { ...DAYS, open: 9, confirmed: 0 }] });
    const { json } = await get(`/${MONTH}`);
    expect(json).toMatchObject({ ori: ORI, ...DAYS, state: 'open' });
    expect((json as { records: { idx: string }[] }).records.map(({ idx }) => idx).sort()).toEqual([...Object.values(idxs), wantedIdx].sort());
  });

  it('shows the images of its records, which are validated with them', async () => {
    const { json } = await get(`/${MONTH}`);
    expect((json as { records: { idx: string; images?: object[] }[] }).records.flatMap(({ idx, images }) => (images === undefined ? [] : [[idx, images]]))).toEqual([
      [wantedIdx, [{ imn: expect.stringMatching(/^I\d{9}$/) as unknown, imt: 'M', doi: '', mis: '', href: expect.stringContaining('/v1/images/I') as unknown }]],
    ]);
  });

  it('is for its TAC alone', async () => {
    for (const id of ['COL1', 'COL2', 'CRT1']) expect((await get('', new Terminal(system, id))).status).toBe(403);
    expect((await call(system.url, 'GET', '/v1/validations')).status).toBe(401);
    expect((await treat('SV99999999', { action: 'confirm' })).status).toBe(404);
    expect((await treat(idxs.confirmed, { action: 'bless' })).status).toBe(400);
    expect((await get(`/${MONTH}?after=x`)).status).toBe(400);
  });

  it('is worked on: confirm, modify, clear, cancel', async () => {
    expect((await treat(idxs.confirmed, { action: 'confirm', validator: 'LT D LEWIS' })).json).toEqual({ idx: idxs.confirmed, month: MONTH, state: 'confirmed' });
    expect((await treat(idxs.confirmed, { action: 'confirm' })).json).toEqual({ idx: idxs.confirmed, month: MONTH, state: 'confirmed' });
    expect((await treat(idxs.modified, { action: 'modify', fields: { VCO: 'PUCE' } })).json).toMatchObject({ state: 'open', reply: { outcome: 'rejected' } });
    expect((await treat(idxs.modified, { action: 'modify', fields: { VCO: 'BLU' } })).json).toMatchObject({ state: 'confirmed', reply: { outcome: 'pending', mke: 'MV' } });
    const refused = { action: 'modify', fields: { MIS: 'NCIC-REJECT' } };
    const first = await treat(idxs.late, refused, tac, 'late-1');
    expect(first.json).toMatchObject({ reply: { outcome: 'pending' } });
    await tac.receives(({ text }) => text.includes('REJECT MODIFY') && text.includes(idxs.late));
    for (const again of [1, 2]) expect([again, (await treat(idxs.late, refused, tac, 'late-1')).json]).toEqual([again, first.json]);
    expect((await treat(idxs.spoken, REFUSED_LATE)).json).toMatchObject({ state: 'confirmed' });
    for (const validator of ['SGT B', 'SGT C']) expect((await treat(idxs.spoken, { action: 'confirm', validator })).json).toEqual({ idx: idxs.spoken, month: MONTH, state: 'confirmed' });
    expect((await treat(idxs.cleared, { action: 'confirm' })).json).toMatchObject({ state: 'confirmed' });
    const clear = { action: 'clear', fields: { DCL: '20270206' } };
    const cleared = await treat(idxs.cleared, clear, tac, 'clear-1');
    expect(cleared.json).toMatchObject({ month: MONTH, state: 'ended', reply: { outcome: 'accepted', mke: 'CV' } });
    expect((await treat(idxs.cleared, clear, tac, 'clear-1')).json).toEqual(cleared.json);
    expect([(await treat(idxs.cleared, { ...clear, fields: { DCL: '20270207' } }, tac, 'clear-1')).status, (await treat(idxs.cleared, clear, tac, 'clear-2')).status]).toEqual([422, 404]);
    expect((await treat(idxs.cancelled, { action: 'cancel', fields: { DOC: '20270207', RPP: 'NOT STOLEN' } })).json).toMatchObject({ state: 'ended', reply: { outcome: 'accepted', mke: 'XV' } });
    expect((await treat(idxs.cleared, { action: 'confirm' })).status).toBe(404);
    expect((await get('')).json).toMatchObject({ lists: [{}, { open: 4, confirmed: 3 }] });
    expect(((await get(`/${MONTH}?state=confirmed`)).json as { records: { idx: string }[] }).records.map(({ idx }) => idx).sort()).toEqual([idxs.confirmed, idxs.modified, idxs.spoken].sort());
  });

  it('is told of on the 16th where something is missing, once, to the agency and the control room', async () => {
    await moveTo('2027-02-15T23:59:00-05:00');
    expect(await missingNotices('FRA1')).toEqual([]);
    expect((await treat(idxs.returned, REFUSED_LATE)).json).toMatchObject({ state: 'confirmed' });
    await moveTo('2027-02-16T00:05:00-05:00');
    const [told = '', ...more] = await missingNotices('FRA1');
    expect(more).toEqual([]);
    expect(told).toContain(`${ORI} HAS NOT VALIDATED 3 RECORDS OF THE LIST OF 02/2027`);
    expect([idxs.missing, idxs.late, wantedIdx, idxs.confirmed, idxs.modified, idxs.spoken, idxs.returned].map((idx) => told.includes(idx))).toEqual([true, true, true, false, false, false, false]);
    expect((await missingNotices('CTL1')).filter((text) => text.includes(ORI))).toHaveLength(1);
    expect((await missingNotices('COL1')).every((text) => !text.includes(ORI))).toBe(true);
  });

  it('has a record again whose change alone had confirmed it, when NCIC refuses that, and tells of it by itself', async () => {
    await moveTo('2027-02-16T00:20:00-05:00');
    const [, back = '', ...more] = await missingNotices('FRA1');
    expect([back.includes(idxs.returned), back.includes('NCIC HAS REFUSED THE MODIFICATION'), more]).toEqual([true, true, []]);
    expect((await missingNotices('CTL1')).filter((text) => text.includes(idxs.returned))).toHaveLength(1);
    expect(((await get(`/${MONTH}`)).json as { records: { idx: string }[] }).records.map(({ idx }) => idx)).toContain(idxs.returned);
    expect((await treat(idxs.returned, { action: 'confirm' })).json).toMatchObject({ state: 'confirmed' });
  });

  it('closes on the first day of the second month after: what is missing is removed, what was confirmed late stays', async () => {
    await moveTo('2027-03-31T12:00:00-04:00');
    expect((await tac.send(`QV.VIN/1FAHP2E8XA0${uidOf('missing')}`)).code).toBe('HIT');
    expect((await treat(idxs.late, { action: 'confirm' })).json).toMatchObject({ state: 'confirmed' });
    await moveTo('2027-04-01T00:05:00-04:00');
    const codes = await Promise.all(NAMES.map(async (name) => [name, (await tac.send(`QV.VIN/1FAHP2E8XA0${uidOf(name)}`)).code]));
    expect(Object.fromEntries(codes)).toEqual({ confirmed: 'HIT', modified: 'HIT', cleared: 'NO_RECORD', cancelled: 'NO_RECORD', missing: 'NO_RECORD', late: 'HIT', spoken: 'HIT', returned: 'HIT' });
    for (const idx of [idxs.missing, wantedIdx]) expect((await tac.call('GET', `/v1/records/${idx}`)).json).toMatchObject({ status: 'retired', reason: 'unvalidated' });
    expect((await get(`/${MONTH}`)).status).toBe(404);
  });

  it('of a quarter is worked on by the messages of its own file, and a license that is changed leaves the list for a later one', async () => {
    const alert = { CONT: 'SGT', CT1: '6145550100', INCD: '20270401', LTCI: 'Y', HOME: 'N', INCL: 'MAIN ST', ALRT: 'ARMED' };
    const words = Object.entries(alert).map(([tag, value]) => `${tag}/${value}`).join('.');
    const alerts = [await tac.send(`ECOP.${words}`), await tac.send(`ECOP.${words}.INVD/123456789`), await tac.send(`ECOP.${words}.NAM/TAYLOR,ONE`)].map(({ record }) => record?.idx ?? '');
    const permit = await tac.send('ECP.DOI/20270301.DOE/20320301.STA/A.ISS/SHERIFF X.NAM/LICENSE,ONE.SEX/M.RAC/W.DOB/19700101.ADR/1 MAIN ST.CTY/COLUMBUS.RST/OH.ZIP/43215');
    const idx = permit.record?.idx ?? '';
    await moveTo('2027-07-05T12:00:00-04:00');
    const [bare = '', numbered = '', named = ''] = alerts;
    for (const each of alerts) expect((await treat(each, { action: 'modify', fields: { ...alert, ALRT: 'STILL ARMED' } })).json).toMatchObject({ month: '2027-07', state: 'confirmed', reply: { outcome: 'accepted', mke: 'MCOP' } });
    for (const each of [bare, numbered, named]) expect((await treat(each, { action: 'cancel', fields: {} })).json).toMatchObject({ state: 'ended', reply: { outcome: 'accepted', mke: 'DCOP' } });
    const change = { action: 'modify', fields: { NAM: 'LICENSE,TWO', ADR: '2 MAIN ST' } };
    const changed = await treat(idx, change, tac, 'change-1');
    expect(changed.json).toMatchObject({ month: '2027-07', state: 'confirmed', reply: { outcome: 'accepted', mke: 'MCP' } });
    expect((await treat(idx, change, tac, 'change-1')).json).toEqual(changed.json);
    expect((await treat(idx, { action: 'confirm' })).status).toBe(409);
  });

  it('holds what was confirmed again a year later', async () => {
    await moveTo('2028-02-10T12:00:00-05:00');
    expect((await get('/2028-02')).json).toMatchObject({ records: Array.from({ length: 5 }, () => expect.objectContaining({ status: 'active' })) });
  });
});
