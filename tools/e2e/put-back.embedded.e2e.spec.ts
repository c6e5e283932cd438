import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { verified } from './exported-ledger.js';
import { startAgain } from './start-again.js';
import { startSystem, type System } from './system.js';
import { Terminal } from './terminal.js';

const clock = '2026-11-20T08:00:00-05:00';
let system: System;
beforeAll(async () => {
  system = await startSystem({ clock });
  await system.stop();
}, 120_000);
afterAll(() => system.remove(), 60_000);

describe('a ledger put back to an older copy', () => {
  it('is told by an alarm, since the seals kept elsewhere reach further', async () => {
    const copy = `${system.dataDir}-copy`;
    const log = () => readFile(join(dirname(system.dataDir), 'standalone.log'), 'utf8');
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
