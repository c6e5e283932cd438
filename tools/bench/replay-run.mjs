// One way of reading a whole ledger, in a process of its own.
import { manualClock } from '@statewire/clock';
import { EVENT_VERSIONS, GENERATION } from '@statewire/contracts';
import { memorySnapshots, openDesk } from '@statewire/desk';
import { hotFiles } from '@statewire/inquiry/projections/hot-files.projection';
import { lmdbKeyRing } from '@statewire/keyring-lmdb';
import { advance, genesis, judge } from '@statewire/ledger';
import { lmdbLogDriver } from '@statewire/ledger-lmdb';
import { knownEvents, ledgerFeed, projector } from '@statewire/projector';
import { standardCatalogue } from '@statewire/catalogue';
import { recordDecider, vehicleRules } from '@statewire/record-file';
import { lmdbViews } from '@statewire/views-lmdb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const partitions = 4;
const fetchBytes = 1024 * 1024;
const parts = Array.from({ length: partitions }, (_, index) => ({ ledger: 'vehicles', gen: GENERATION, index }));

/** @param {string} folder */
const opened = (folder) => {
  const driver = lmdbLogDriver({ path: join(folder, 'ledger') });
  const keyring = lmdbKeyRing({ path: join(folder, 'keys') });
  const schemas = Object.entries(EVENT_VERSIONS['vehicles']).map(([t, tv]) => ({ t, tv }));
  const feed = ledgerFeed({ driver, keyring, installation: driver.installationId(), ledger: 'vehicles', gen: GENERATION, partitions, known: knownEvents(schemas) });
  return { driver, keyring, feed };
};

/** @typedef {ReturnType<typeof opened>} Opened */

/** @param {Opened} opened @param {(record: import('@statewire/ledger').RawRecord, index: number) => void} take */
const readRaw = async ({ driver }, take) => {
  for (const part of parts) {
    for (let from = 0n; ; ) {
      const { records, end } = await driver.fetch(part, from, { bytes: fetchBytes, waitMs: 0 });
      for (const record of records) take(record, part.index);
      from = (records.at(-1)?.offset ?? end) + 1n;
      if (from >= end) break;
    }
  }
};

/** @type {Readonly<Record<string, (opened: Opened, folder: string) => Promise<void>>>} */
const WAYS = {
  raw: async (all) => {
    let bytes = 0;
    await readRaw(all, ({ value }) => { bytes += value.length; });
    if (bytes === 0) throw new Error('the ledger is empty');
  },
  verify: async (all) => {
    const states = parts.map((part) => genesis(all.driver.installationId(), part));
    await readRaw(all, (record, index) => {
      const state = states[index];
      if (state === undefined) return;
      const verdict = judge(state, record);
      if (!verdict.valid) throw new Error(`void: ${verdict.why}`);
      states[index] = advance(state, record, verdict);
    });
  },
  open: async ({ feed }) => {
    const { signal } = new AbortController();
    for (const part of feed.parts) {
      const end = await feed.end(part);
      for (let state = feed.genesis(part); state.next < end; ) state = (await feed.read(part, state, signal))?.state ?? state;
    }
  },
  rebuild: async ({ feed, keyring }, folder) => {
    const views = lmdbViews({ path: join(folder, 'views'), encryptionKey: await keyring.storeKey('views') });
    const projecting = projector({ ...hotFiles, view: await views.open(hotFiles.name, hotFiles.version), feeds: [feed], alarms: { raise: (code, details) => { throw new Error(`${code} ${JSON.stringify(details)}`); } } });
    await projecting.start();
    await projecting.caughtUp();
    await projecting.stop();
    await views.close();
  },
  desks: async ({ driver, keyring }) => {
    const clock = manualClock(new Date().toISOString());
    for (const part of parts) {
      const desk = openDesk({
        driver, keyring, snapshots: memorySnapshots(), clock, decider: /** @type {any} */ (recordDecider([vehicleRules], standardCatalogue, { partition: part.index, partitions })), part,
        installation: driver.installationId(), instance: 'bench', catalogueVersion: 'bench', saveIntervalMs: 3_600_000, saveCommitsMax: Infinity,
      });
      await desk.start();
    }
  },
};

const MIB = 1024 * 1024;
process.once('message', async (/** @type {{ way: string, folder: string }} */ { way, folder }) => {
  const scratch = await mkdtemp(join(tmpdir(), 'statewire-bench-replay-'));
  const all = opened(folder);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await WAYS[way]?.(all, scratch);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await rm(scratch, { recursive: true, force: true });
  process.send?.({ seconds, processorSeconds: (user + system) / 1e6, residentMib: process.resourceUsage().maxRSS * 1024 / MIB }, () => process.exit(0));
});
