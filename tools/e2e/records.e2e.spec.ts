import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventsOf } from './event-stream.js';
import { startSystem, type System } from './system.js';
import { advance, call, seatsOf, stolenVehicle, unique } from './terminal.js';

let system: System;
const at = seatsOf(() => system);
beforeAll(async () => { system = await startSystem(); }, 120_000);
afterAll(() => system.remove(), 60_000);

const entered = async (uid: string, more = ''): Promise<string> => {
  const word = await at('COL1').finalWord(await at('COL1').send(stolenVehicle(uid, 'OHCOP0000', more)));
  return word.record?.idx ?? '';
};
const statusOf = async (id: string, path: string): Promise<number> => (await at(id).call('GET', path)).status;

describe('a record', () => {
  it('is shown to whoever’s inquiry could show it, and once it has ended to its owner and auditors alone', async () => {
    const uid = unique();
    const idx = await entered(uid);
    expect(await Promise.all(['COL1', 'CLE1', 'CRT1', 'AUD1', 'COR1', 'COL3'].map((id) => statusOf(id, `/v1/records/${idx}`)))).toEqual([200, 200, 200, 200, 404, 404]);
    await at('COL1').send(`XV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`);
    const own = await at('COL1').call('GET', `/v1/records/${idx}`);
    expect(own.json).toMatchObject({ idx, status: 'cancelled' });
    expect(await Promise.all(['CLE1', 'AUD1'].map((id) => statusOf(id, `/v1/records/${idx}`)))).toEqual([404, 200]);
  });

  it('is read by nobody without a trace: each time is numbered in the journal of the terminal', async () => {
    const idx = await entered(unique());
    const numbered = async (): Promise<number> => (await at('AUD1').send('QV.LIC/NOSUCH1')).mri;
    const [first, second] = [await numbered(), await numbered()];
    for (const path of [`/v1/records/${idx}`, `/v1/records/${idx}/history`]) expect(await statusOf('AUD1', path)).toBe(200);
    expect(await statusOf('AUD1', '/v1/records/SV99999999')).toBe(404);
    expect(await numbered() - second).toBe(3 * (second - first));
  });

  it('is not there under a number that nobody has, or that is none', async () => {
    for (const idx of ['SV99999999', 'XX', '%00', '..%2F..', 'SV00000001x']) expect(await statusOf('AUD1', `/v1/records/${idx}`)).toBe(404);
  });

  it('can be seen as it stood at any instant', async () => {
    const uid = unique();
    const idx = await entered(uid);
    const { json } = await call(system.url, 'GET', '/v1/clock');
    const before = (json as { now: string }).now;
    await advance(system, 'PT1H');
    await at('COL1').finalWord(await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.VCO/BLU`));
    expect((await at('COL1').call('GET', `/v1/records/${idx}`)).json).toMatchObject({ fields: { VCO: ['BLU'] } });
    expect((await at('COL1').call('GET', `/v1/records/${idx}?asOf=${encodeURIComponent(before)}`)).json).toMatchObject({ fields: { VCO: ['RED'] } });
    expect(await statusOf('COL1', `/v1/records/${idx}?asOf=2020-01-01T00:00:00Z`)).toBe(404);
    expect(await statusOf('COL1', `/v1/records/${idx}?asOf=yesterday`)).toBe(400);
  });

  it('that has ended shows those who may not see its end nothing of the time when it was on file', async () => {
    const uid = unique();
    const idx = await entered(uid);
    const { json } = await call(system.url, 'GET', '/v1/clock');
    const then = `/v1/records/${idx}?asOf=${encodeURIComponent((json as { now: string }).now)}`;
    await advance(system, 'PT1M');
    const seen = () => Promise.all(['COL1', 'CLE1', 'AUD1'].map((id) => statusOf(id, then)));
    expect(await seen()).toEqual([200, 200, 200]);
    await at('COL1').send(`XV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`);
    expect(await seen()).toEqual([200, 404, 200]);
  });

  it('tells its owner and auditors its whole history, with who, when and where it lies', async () => {
    const uid = unique();
    const idx = await entered(uid);
    await at('CLE1').send(`LV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`);
    const { json } = await at('COL1').call('GET', `/v1/records/${idx}/history`);
    const { events } = json as { events: readonly { type: string; by: { device: string }; position: string }[] };
    expect(events.map(({ type, by }) => [type, by.device])).toEqual([['vehicle.submitted', 'COL1'], ['vehicle.entered', 'exchange'], ['vehicle.located', 'CLE1']]);
    expect(events.every(({ position }) => /^vehicles\.1\/\d@\d+$/.test(position))).toBe(true);
    expect([await statusOf('CLE1', `/v1/records/${idx}/history`), await statusOf('AUD1', `/v1/records/${idx}/history`)]).toEqual([403, 200]);
  });
});

describe('a modification that NCIC has refused', () => {
  const changed = async (uid: string, fields: string): Promise<void> => {
    await at('COL1').finalWord(await at('COL1').send(`MV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.${fields}`));
  };

  it('is seen by the owner and auditors, with what it wanted, and is no reason of the record for anybody', async () => {
    const uid = unique();
    const idx = await entered(uid);
    await changed(uid, 'MIS/NCIC-REJECT PLEASE');
    const shownTo = async (id: string) => (await at(id).call('GET', `/v1/records/${idx}`)).json as { version: number; reason?: string; refusal?: string };
    expect((await shownTo('COL1')).refusal).toContain('FIELD ERR MIS');
    expect(await shownTo('CLE1')).toMatchObject({ version: 2 });
    expect(await shownTo('CLE1')).not.toHaveProperty('refusal');

    await changed(uid, 'VCO/BLU');
    for (const id of ['COL1', 'CLE1', 'AUD1']) {
      const record = await shownTo(id);
      expect(record).toMatchObject({ status: 'active', fields: { VCO: ['BLU'] } });
      expect([record.reason, record.refusal]).toEqual([undefined, undefined]);
    }
    const { events } = (await at('AUD1').call('GET', `/v1/records/${idx}/history`)).json as { events: readonly { type: string; record: { change?: { changed: string[]; fields: object }; refusal?: string } }[] };
    expect(events.slice(2).map(({ type, record: { change, refusal } }) => [type, change?.changed, refusal !== undefined])).toEqual([
      ['vehicle.change-submitted', ['MIS'], false], ['vehicle.change-refused', undefined, true], ['vehicle.change-submitted', ['VCO'], false], ['vehicle.modified', undefined, false],
    ]);
    expect(events[2]?.record.change?.fields).toMatchObject({ MIS: ['NCIC-REJECT PLEASE'] });
  });
});

describe('a related search', () => {
  it('brings the records of the same agency’s case and those linked to it', async () => {
    const [first, second] = [unique(), unique()];
    await entered(first);
    const reply = await at('COL1').send(`EV.OCA/26-${first}.DOT/20261119.VIN/1FAHP2E8XA0${second}.VYR/2021.VMA/FORD.VST/4D`);
    await at('COL1').finalWord(reply);
    expect((await at('CLE1').send(`QV.VIN/1FAHP2E8XA0${first}`)).responses.filter(({ source }) => source === 'LEADS')).toHaveLength(1);
    expect((await at('CLE1').send(`QV.VIN/1FAHP2E8XA0${first}.RSH/Y`)).responses.filter(({ source }) => source === 'LEADS')).toHaveLength(2);
  });
});

describe('the stream of a file', () => {
  it('is for regional systems', async () => {
    expect(await statusOf('COL1', '/v1/streams/vehicle')).toBe(403);
    expect(await statusOf('REG1', '/v1/streams/nothing')).toBe(404);
    expect(await statusOf('REG1', '/v1/streams/vehicle?after=nonsense')).toBe(400);
  });

  it('sends the past, says that it has caught up, goes on, and resumes at exactly the next event', async () => {
    const uid = unique();
    const idx = await entered(uid);
    await at('REG1').logOn();
    const stream = await eventsOf(at('REG1'), '/v1/streams/vehicle');
    const past = await stream.until(({ type }) => type === 'caught-up');
    const mine = past.filter(({ subject }) => subject === idx);
    expect(mine.map(({ type }) => type)).toEqual(['statewire.vehicle.entered.v1']);
    expect(mine[0]).toMatchObject({ specversion: '1.0', partitionkey: 'OHCOP0000', data: { idx, status: 'active', fields: { VIN: [`1FAHP2E8XA0${uid}`] } } });

    await at('CLE1').send(`LV.OHCLP0000.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOR/20261120`);
    const live = await stream.until(({ subject }) => subject === idx);
    expect(live.at(-1)?.type).toBe('statewire.vehicle.located.v1');
    stream.close();

    const whole = past.filter(({ type }) => type !== 'caught-up').map(({ id }) => id);
    const from = whole[Math.floor(whole.length / 2)] ?? '';
    const resumed = await eventsOf(at('REG1'), `/v1/streams/vehicle?after=${from}`);
    const rest = await resumed.until(({ type }) => type === 'caught-up');
    resumed.close();
    const sent = rest.filter(({ type }) => type !== 'caught-up').map(({ subject, type }) => `${subject} ${type}`);
    const expected = [...past.slice(past.findIndex(({ id }) => id === from) + 1), ...live].filter(({ type }) => type !== 'caught-up');
    expect([...sent].sort()).toEqual(expected.map(({ subject, type }) => `${subject} ${type}`).sort());
  });

  const pastOf = async (file: string, after = '') => {
    const stream = await eventsOf(at('REG1'), `/v1/streams/${file}?after=${after}`);
    const past = await stream.until(({ type }) => type === 'caught-up');
    stream.close();
    return past;
  };

  it('goes on only from a place of its own ledger, and misses nothing that a changed id would pass over', async () => {
    for (let n = 0; n < 3; n += 1) await entered(unique());
    expect(await statusOf('REG1', `/v1/streams/vehicle?after=${(await pastOf('cop')).at(-1)?.id ?? ''}`)).toBe(400);

    const all = await pastOf('vehicle');
    const from = all[0]?.id ?? '';
    const places = JSON.parse(Buffer.from(from, 'base64url').toString()) as (string | (string | number)[])[];
    for (const further of [2n, 999_999n]) {
      const ahead = Buffer.from(JSON.stringify(places.map((place) => (typeof place === 'string' ? place : [String(BigInt(place[0] ?? '') + further), ...place.slice(1)])))).toString('base64url');
      const subjects = (await pastOf('vehicle', ahead)).map(({ subject, type }) => `${subject} ${type}`);
      expect([...subjects].sort()).toEqual((await pastOf('vehicle', from)).map(({ subject, type }) => `${subject} ${type}`).sort());
      expect(subjects.length).toBeGreaterThan(3);
    }
  });

  it('ends with the session that opened it', async () => {
    const stream = await eventsOf(at('REG1'), '/v1/streams/vehicle?after=now');
    await stream.until(({ type }) => type === 'caught-up');
    expect((await at('REG1').call('DELETE', '/v1/sessions/current')).status).toBe(204);
    await expect(stream.until(() => false)).rejects.toThrow('the stream ended');
    await at('REG1').logOn();
  });

  it('after now brings only what comes', async () => {
    await entered(unique());
    const stream = await eventsOf(at('REG1'), '/v1/streams/vehicle?after=now');
    expect((await stream.until(({ type }) => type === 'caught-up')).map(({ type }) => type)).toEqual(['caught-up']);
    const idx = await entered(unique());
    expect((await stream.until(({ type }) => type !== 'caught-up')).map(({ subject }) => subject)).toEqual([idx]);
    stream.close();
  });

  it('says nothing of a record that was cancelled before NCIC had accepted it', async () => {
    const uid = unique();
    const stream = await eventsOf(at('REG1'), '/v1/streams/vehicle?after=now');
    await stream.until(({ type }) => type === 'caught-up');
    const { outcome, record } = await at('COL1').send(`${stolenVehicle(uid)}.MIS/NCIC-SILENT`);
    expect([outcome, record?.idx]).toEqual(['pending', expect.stringMatching(/^SV\d{8}$/)]);
    expect((await at('COL1').send(`XV.VIN/1FAHP2E8XA0${uid}.OCA/26-${uid}.DOC/20261120.RPP/NOT STOLEN`)).outcome).toBe('accepted');
    const idx = await entered(unique());
    expect((await stream.until(({ subject }) => subject === idx)).map(({ subject }) => subject)).toEqual([idx]);
    stream.close();
    // The live stream brings a partition after the other.
    expect((await pastOf('vehicle')).map(({ subject }) => subject)).not.toContain(record?.idx);
  });
});

describe('a mailbox', () => {
  it('is streamed with resume, and every message can be acknowledged once it is there', async () => {
    await entered(unique());
    const [first] = await at('COL1').mailbox();
    const stream = await eventsOf(at('COL1'), '/v1/messages/stream', { 'last-event-id': String(first?.seq ?? 0) });
    const next = await stream.until(() => true);
    expect(next[0]).toMatchObject({ seq: (first?.seq ?? 0) + 1 });
    stream.close();
    const asked = await eventsOf(at('COL1'), `/v1/messages/stream?after=${String(first?.seq ?? 0)}`);
    expect((await asked.until(() => true))[0]).toMatchObject({ seq: (first?.seq ?? 0) + 1 });
    asked.close();
    expect((await at('COL1').call('POST', `/v1/messages/${String(first?.seq)}/acknowledge`)).status).toBe(204);
    expect((await at('COL1').call('POST', '/v1/messages/999999/acknowledge')).status).toBe(404);
    expect((await at('COL1').call('POST', '/v1/messages/x/acknowledge')).status).toBe(400);
  });
});
