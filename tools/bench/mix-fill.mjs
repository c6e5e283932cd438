// Fills a folder with the mix of a state's hot files: the records first, then the images of those that have one.
import { FILE_LEDGERS } from '@statewire/contracts';
import { fileRules, homeKey } from '@statewire/record-file';
import { pinoLog, readSettings } from '@statewire/service-kit';
import { startStandalone } from '@statewire/standalone';
import jpeg from 'jpeg-js';
import { checkEntry, doAll, enter, messageOf, untilAtRest } from './filling.mjs';
import { mixFiles } from './mix-records.mjs';

/** Enough that a commit of each partition takes many along. */
const atOnce = 1_024;
/** Entries of each file that the catalogue judges: the others are like them. */
const checkedOfEach = 1_000;
const lookTimeoutMs = 60_000;
/** A picture's bytes lie in the blob store alone; a small one fills as many records as a large one. */
const SIDE = 8;
const MICROSECONDS = 1_000_000;
const picture = jpeg.encode({ width: SIDE, height: SIDE, data: Buffer.alloc(SIDE * SIDE * 4, 128) }, 80).data;

/** As the switch numbers them, never twice. */
let mri = 0;

/** @typedef {import('@statewire/service-kit').Platform} Platform @typedef {(typeof mixFiles)[number]} File */

/** Two of the invented licensees of a county may have one name and birth: the second is refused, as it would be. */
const isTaken = (/** @type {readonly { code: string }[]} */ faults) => faults.every(({ code }) => code === 'ON_FILE');

/** Enters a file's records; gives the IDX of each. @param {Platform} platform @param {File} file */
const fillFile = async (platform, { name, count, entry }) => {
  /** @type {(string | undefined)[]} */
  const entered = [];
  const ledger = FILE_LEDGERS[/** @type {keyof typeof FILE_LEDGERS} */ (name)];
  if (ledger === undefined) throw new Error(`no ledger keeps ${name}`);
  await doAll(`of ${name}`, count, atOnce, async (n) => {
    const { text, ori, county, seat } = entry(n);
    const message = messageOf(text);
    if (n < checkedOfEach) checkEntry(message);
    const done = await enter(platform, { id: `${name}-${n}`, mri: mri += 1, ledger, key: homeKey(fileRules[name] ?? {}, { ori, county }), ori, seat, message, more: { county } });
    if (done.out !== 'accepted' && !isTaken(done.faults)) throw new Error(JSON.stringify(done.faults));
    entered[n] = done.events.at(-1)?.s.split('/')[1];
  });
  return entered;
};

/** Enters the image of each of a file's records, as NCIC knows them by now. @param {Platform} platform @param {File} file @param {readonly (string | undefined)[]} entered */
const fillImages = async (platform, { name, image, count, entry }, entered) => {
  if (image === undefined) return;
  await doAll(`images of ${name}`, count, atOnce, async (n) => {
    const idx = entered[n];
    if (idx === undefined) return;
    const { ori, county, seat } = entry(n);
    const { record } = /** @type {any} */ (await platform.bus.ask('inquiry', 'record', { idx }, lookTimeoutMs));
    const base = { idx, file: name, ...(record.nic === undefined ? {} : { nic: record.nic }) };
    const id = `image-${name}-${n}`;
    const kept = await platform.ports.blobs.put(`image/${id}`, picture);
    const done = await enter(platform, { id, mri: mri += 1, ledger: 'images', key: idx, ori, seat, message: { mke: 'EIM', fields: { IMT: [image], MIS: ['AS ENTERED'] } }, more: { county, base, picture: kept } });
    if (done.out !== 'accepted') throw new Error(JSON.stringify(done.faults));
  });
};

process.once('message', async () => {
  const { platform, stop } = await startStandalone(readSettings({ ...process.env, PORT: '0' }), pinoLog('mix-fill', 'warn'));
  const filled = [];
  for (const file of mixFiles) filled.push({ file, entered: await fillFile(platform, file) });
  await untilAtRest(platform);
  for (const { file, entered } of filled) await fillImages(platform, file, entered);
  await untilAtRest(platform);
  await stop();
  const { user, system } = process.cpuUsage();
  process.send?.({ processorSeconds: (user + system) / MICROSECONDS }, () => process.exit(0));
});
