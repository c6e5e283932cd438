// A hot-file view of many missing persons on disk, filled once, then searched at a steady rate in a process of its own.
import { search } from '@statewire/inquiry/search';
import { hotFiles } from '@statewire/inquiry/projections/hot-files.projection';
import { LAST_QUERIES } from '@statewire/inquiry/projections/last-queries.projection';
import { lmdbViews } from '@statewire/views-lmdb';
import { join } from 'node:path';
import { fieldsAt, randomOf } from './people.mjs';
import { bytesOnDisk } from './systems.mjs';

const PART = { ledger: 'missing-persons', gen: 1, index: 0 };
const NOW = '2026-11-20T13:00:00.000Z';
const COMMITS_AT_ONCE = 4_096;
const COURT = 16;
const half = 0.5;
const most = 0.99;
const second = 1_000;

const eight = (/** @type {number} */ n) => String(n).padStart(8, '0');

/** The event that leaves the n-th record on file, as the record's desk writes it. @param {number} n */
const commitOf = (n) => {
  const idx = `MP${eight(n)}`;
  const owner = `OH${String((n % COURT) * 5 + 1).padStart(3, '0')}0000`;
  const d = {
    file: 'missing-person', idx, lid: eight(n), nic: `M${String(n).padStart(9, '0')}`, kind: 'missing', mke: 'EMD', owner, status: 'active', at: NOW, entered: NOW, version: 2, fields: {},
  };
  return { head: { seq: n + 1, k: owner }, body: { ev: [{ t: 'missing-person.entered', tv: 1, s: `missing-person/${idx}`, sv: 2, d, p: { fields: fieldsAt(n) } }] } };
};

/** The same key for every run: what lies in this folder is invented. @param {string} folder */
const open = async (folder) => {
  const views = lmdbViews({ path: join(folder, 'views'), encryptionKey: Buffer.alloc(32, 7) });
  const lastQueries = /** @type {import('@statewire/inquiry/search').Searched['lastQueries']} */ (await views.open(LAST_QUERIES.name, LAST_QUERIES.version));
  return { views, view: await views.open(hotFiles.name, hotFiles.version), lastQueries };
};

/** @param {{ folder: string, people: number }} job */
const fill = async ({ folder, people }) => {
  const { views, view } = await open(folder);
  for (let n = 0; n < people; ) {
    const changes = [];
    for (const end = Math.min(people, n + COMMITS_AT_ONCE); n < end; n += 1) changes.push(...(await hotFiles.apply(/** @type {any} */ (commitOf(n)), /** @type {any} */ ({}))));
    await view.write(PART, changes, { next: BigInt(n), seq: n, head: '', headOffset: 0n });
  }
  await views.close();
};

/** @param {string} mke @param {Readonly<Record<string, readonly string[]>>} fields */
const asked = (mke, fields) => ({ mke, ori: 'OHCOP0000', agencyType: 'law-enforcement', fields });
const only = (/** @type {Readonly<Record<string, readonly string[]>>} */ fields, /** @type {readonly string[]} */ ...tags) => Object.fromEntries(tags.map((tag) => [tag, fields[tag] ?? []]));
const ageOf = (/** @type {Readonly<Record<string, readonly string[]>>} */ { DOB: [birth = ''] = [] }) => String(Number(NOW.slice(0, 4)) - Number(birth.slice(0, 4))).padStart(2, '0');

/** Questions by what they ask: by the n-th person. */
const KINDS = [
  { name: 'nothing, as a baseline', goal: '', ask: () => undefined },
  { name: 'QW by name and date of birth', goal: 'name', ask: (/** @type {any} */ fields) => asked('QW', only(fields, 'NAM', 'DOB', 'SEX', 'RAC')) },
  { name: 'QW the same with ENS and EBS', goal: 'name', ask: (/** @type {any} */ fields) => asked('QW', { ...only(fields, 'NAM', 'DOB', 'SEX', 'RAC'), ENS: ['Y'], EBS: ['1'] }) },
  { name: 'QW by SOC', goal: 'number', ask: (/** @type {any} */ fields) => asked('QW', only(fields, 'SOC')) },
  { name: 'QW by OLN', goal: 'number', ask: (/** @type {any} */ fields) => asked('QW', only(fields, 'OLN', 'OLS')) },
  { name: 'QM by description', goal: '', rate: 10, ask: (/** @type {any} */ fields) => asked('QM', { ...only(fields, 'SEX', 'RAC', 'HGT', 'WGT', 'EYE', 'HAI'), AGE: [ageOf(fields)] }) },
];

const quantile = (/** @type {readonly number[]} */ sorted, /** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Open loop: latencies count from when a question was due. @param {import('@statewire/inquiry/search').Searched} searched @param {(typeof KINDS)[number]} kind @param {{ people: number, seconds: number, rate: number }} job */
const measure = async (searched, kind, { people, seconds, rate: usual }) => {
  const rate = kind.rate ?? usual;
  const count = seconds * rate;
  const random = randomOf(count);
  /** @type {number[]} */
  const took = [];
  let hits = 0;
  /** @type {Promise<void>[]} */
  const open = [];
  const begun = performance.now();
  const processor = process.cpuUsage();
  for (let q = 0; q < count; ) {
    const due = begun + (q * second) / rate;
    if (performance.now() < due) {
      await new Promise((resolve) => { setTimeout(resolve, 1); });
      continue;
    }
    q += 1;
    const question = kind.ask(fieldsAt(Math.floor(random() * people)));
    const answer = question === undefined ? Promise.resolve({ responses: [] }) : search(searched, question, NOW);
    open.push(answer.then(({ responses }) => { took.push(performance.now() - due); hits += responses.length; }));
    await new Promise(setImmediate);
  }
  await Promise.all(open);
  took.sort((one, other) => one - other);
  const { user, system } = process.cpuUsage(processor);
  return { name: kind.name, goal: kind.goal, perSecond: (count * second) / (performance.now() - begun), p50: quantile(took, half), p99: quantile(took, most), each: hits / count, microseconds: (user + system) / count };
};

process.once('message', async (/** @type {{ fill: boolean, folder: string, people: number, seconds: number, rate: number }} */ job) => {
  if (job.fill) {
    await fill(job);
    process.send?.({}, () => process.exit(0));
    return;
  }
  const { view, lastQueries } = await open(job.folder);
  const searched = { hotFiles: view, lastQueries };
  // What lies in no cache of the operating system yet is the disk's figure, not the search's.
  for (const kind of KINDS) await measure(searched, kind, { ...job, seconds: 2 });
  const rows = [];
  for (const kind of KINDS) rows.push(await measure(searched, kind, job));
  process.send?.({ rows, residentMib: process.memoryUsage().rss / 2 ** 20, bytes: (await bytesOnDisk(job.folder)) / job.people }, () => process.exit(0));
});
