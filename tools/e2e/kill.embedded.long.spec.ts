import { afterAll, beforeAll, describe } from '@jest/globals';
import { killChecks, settled, type Killed } from './kill-checks.js';
import { startLoad } from './kill-load.js';
import { killStandalone } from './kill-standalone.js';
import { startSystem, type System } from './system.js';

const kills = 50;
let system: System;
let killed: Killed;

beforeAll(async () => {
  system = await startSystem({ clock: 'system' });
  const load = startLoad(system.url);
  await killStandalone(system, kills);
  killed = await settled(system, load);
}, 1_200_000);
afterAll(() => system.remove(), 60_000);

describe(`the standalone process, killed ${String(kills)} times under load`, () => {
  killChecks(() => killed);
});
