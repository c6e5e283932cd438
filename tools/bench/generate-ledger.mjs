// Makes a vehicles ledger of so many events: records entered and accepted by NCIC, decided and sealed by the product's own desk.
import { manualClock } from '@statewire/clock';
import { memorySnapshots, openDesk } from '@statewire/desk';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import { standardCatalogue } from '@statewire/catalogue';
import { recordDecider, vehicleRules } from '@statewire/record-file';
import { parseDot } from '@statewire/wire';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATION } from '@statewire/contracts';
import { partitionOf } from '@statewire/ledger';
import { AGENCIES_COUNT, entryOf, oriOf } from './vehicles.mjs';

const partitions = 4;
const atOnce = 512;
const commandTimeoutMs = 600_000;
const by = { ori: 'OHLEADSCY', device: 'bench', user: 'system' };
/** Nothing is looked up by command ids here: none is remembered longer than this. */
const dedupWindowMs = 1;

/** @param {string} folder @param {number} events */
const generate = async (folder, events) => {
  mkdirSync(folder, { recursive: true });
  const driver = lmdbLogDriver({ path: join(folder, 'ledger') });
  const keyring = lmdbKeyRing({ path: join(folder, 'keys') });
  await driver.create('vehicles', GENERATION, partitions);
  const clock = manualClock(new Date().toISOString());
  const desks = await Promise.all(Array.from({ length: partitions }, async (_, index) => {
    const desk = openDesk({
      driver, keyring, snapshots: memorySnapshots(), clock, decider: /** @type {any} */ (recordDecider([vehicleRules], standardCatalogue, { partition: index, partitions })), part: { ledger: 'vehicles', gen: GENERATION, index },
      installation: driver.installationId(), instance: 'bench', catalogueVersion: 'bench', dedupWindowMs, saveIntervalMs: 3_600_000, saveCommitsMax: Infinity,
    });
    await desk.start();
    return desk;
  }));
  const submit = async (/** @type {string} */ key, /** @type {string} */ id, /** @type {string} */ type, /** @type {any} */ payload) => {
    const answer = await desks[partitionOf(key, partitions)]?.submit({ id, type, key, by, payload, deadline: Date.now() + commandTimeoutMs });
    if (answer?.kind !== 'done' || answer.out !== 'accepted') throw new Error(JSON.stringify(answer));
    return answer;
  };
  let next = 0;
  const worker = async () => {
    while (next < events / 2) {
      const n = next++;
      const ori = oriOf(n % AGENCIES_COUNT);
      const { message } = parseDot(entryOf(n, n));
      const entered = await submit(ori, `e${n}`, 'EnterRecord', { mke: 'EV', ori, fields: message?.fields, staffed24x7: true });
      await submit(ori, `a${n}`, 'AcceptEntry', { idx: String(entered.events[0]?.d['idx']), nic: `V${String(n).padStart(9, '0')}` });
      if (n % 50_000 === 0 && n > 0) console.log(`  ${2 * n} events`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  for (const desk of desks) await desk.stop();
  await driver.close();
  await keyring.close();
};

process.once('message', async (/** @type {{ folder: string, events: number }} */ { folder, events }) => {
  await generate(folder, events);
  process.send?.({}, () => process.exit(0));
});
