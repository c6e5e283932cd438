import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verified } from './exported-ledger.js';
import { startAgain } from './start-again.js';
import { startSystem, type System } from './system.js';
import { stolenVehicle, Terminal, unique } from './terminal.js';

const clock = '2026-11-20T08:00:00-05:00';
let system: System;
beforeAll(async () => {
  system = await startSystem({ clock });
  await system.stop();
}, 120_000);
afterAll(() => system.remove(), 60_000);

const log = () => readFile(join(dirname(system.dataDir), 'standalone.log'), 'utf8');

describe('copies of seals that were lost', () => {
  it('are made again', async () => {
    const sealsIn = async () => (await readFile(join(system.sealDir, 'seals.jsonl'), 'utf8')).trimEnd().split('\n');
    const before = await sealsIn();
    expect(before).not.toEqual(['']);
    await rm(system.sealDir, { recursive: true });
    await (await startAgain(system, clock)).stop();

    expect(await sealsIn()).toEqual(expect.arrayContaining(before));
  }, 60_000);
});

describe('a ledger put back to an older copy', () => {
  it('is told by an alarm, since the seals kept elsewhere reach further', async () => {
    const copy = `${system.dataDir}-copy`;
    await cp(system.dataDir, copy, { recursive: true });
    const used = await startAgain(system, clock);
    await new Terminal(used, 'COL1').send('QV.LIC/ABC1234.LIS/OH');
    await used.stop();
    expect(await log()).not.toContain('audit/other-seals');
    await rm(system.dataDir, { recursive: true });
    await cp(copy, system.dataDir, { recursive: true });

    const back = await startAgain(system, clock);
    await new Terminal(back, 'COL1').send('QV.LIC/XYZ9999.LIS/OH');
    await back.stop();
    expect(await log()).toMatch(/"code":"audit\/other-seals","partition":"journal\.g1\/\d"/);
    await expect(verified(system)).rejects.toMatchObject({ stdout: expect.stringContaining('seal-copy') });
  }, 120_000);
});

describe('keys put back to an older copy', () => {
  it('keep the system from starting, and with the right ones it goes on', async () => {
    const [copy, kept, uid] = [`${system.keyDir}-copy`, `${system.keyDir}-kept`, unique()];
    await cp(system.keyDir, copy, { recursive: true });
    const used = await startAgain(system, clock);
    await new Terminal(used, 'COL1').send(stolenVehicle(uid));
    await used.stop();
    await rename(system.keyDir, kept);
    await rename(copy, system.keyDir);

    await expect(startAgain(system, clock)).rejects.toThrow();
    expect(await log()).toMatch(/KEY_DIR does not hold the key of vehicle\/SV\d{8}, which vehicles\.g1\/\d was written with/);
    await rm(system.keyDir, { recursive: true });
    await rename(kept, system.keyDir);
    const again = await startAgain(system, clock);
    expect((await new Terminal(again, 'COL1').send(`QV.VIN/1FAHP2E8XA0${uid}`)).code).toBe('HIT');
    await again.stop();
  }, 120_000);
});

describe('a ledger put back to an older copy beside views and snapshots that are not', () => {
  it('is what is shown from then on, and what follows shows too', async () => {
    const [ledger, lost, later] = [join(system.dataDir, 'ledger'), unique(), unique()];
    const before = (await log()).length;
    await cp(ledger, `${ledger}-copy`, { recursive: true });
    const used = await startAgain(system, clock);
    const seat = new Terminal(used, 'COL1');
    for (const uid of [lost, unique(), unique()]) await seat.finalWord(await seat.send(stolenVehicle(uid)));
    await used.stop();
    await rm(ledger, { recursive: true });
    await rename(`${ledger}-copy`, ledger);

    const back = await startAgain(system, clock);
    const again = new Terminal(back, 'COL1');
    expect((await again.send(`QV.VIN/1FAHP2E8XA0${lost}`)).code).toBe('NO_RECORD');
    const { record } = await again.finalWord(await again.send(stolenVehicle(later)));
    expect((await again.send(`QV.VIN/1FAHP2E8XA0${later}`)).code).toBe('HIT');
    expect((await again.call('GET', `/v1/records/${String(record?.idx)}/history`)).status).toBe(200);
    await again.send(`XV.VIN/1FAHP2E8XA0${later}.OCA/26-${later}.DOC/20261120`);
    expect((await again.send(`QV.VIN/1FAHP2E8XA0${later}`)).code).toBe('NO_RECORD');
    await back.stop();
    for (const code of ['projector/log-behind-view', 'desk/log-behind-snapshot', 'audit/other-seals']) expect((await log()).slice(before)).toContain(`"code":"${code}"`);
  }, 120_000);
});
