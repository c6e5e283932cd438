import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { killChecks, settled, type Killed } from './kill-checks.js';
import { startLoad } from './kill-load.js';
import { killStandalone } from './kill-standalone.js';
import { startSystem, type System } from './system.js';

const kills = 10;
const loadMs = 1_500;
const orderlyEndMs = 9_000;
const alarmsShownMax = 20;
let system: System;
let killed: Killed;
let endMs = Infinity;

beforeAll(async () => {
  system = await startSystem({ clock: 'system' });
  const load = startLoad(system.url);
  await killStandalone(system, kills);
  await sleep(loadMs);
  const before = performance.now();
  await system.parts['standalone']?.stop();
  endMs = performance.now() - before;
  await system.parts['standalone']?.start();
  killed = await settled(system, load);
}, 600_000);
afterAll(async () => {
  // What a process was alarmed about tells why it did not go on; the folder is gone a moment later.
  const alarms = (await system.log('standalone')).split('\n').filter((line) => /"level":[456]0/.test(line));
  process.stderr.write(alarms.slice(-alarmsShownMax).map((line) => `${line}\n`).join(''));
  await system.remove();
}, 60_000);

describe(`the standalone process, killed ${String(kills)} times under load`, () => {
  killChecks(() => killed);
});

describe('the standalone process, told to end under load', () => {
  it('ends in order within ten seconds', async () => {
    expect(endMs).toBeLessThan(orderlyEndMs);
    expect(await system.log('standalone')).not.toContain('the end was not orderly');
  });
});
