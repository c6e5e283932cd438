// Fills a folder with vehicles.
import { pinoLog, readSettings } from '@statewire/service-kit';
import { startStandalone } from '@statewire/standalone';
import { doAll, enter, messageOf, untilAtRest } from './filling.mjs';
import { entryOf, oriOf, seatOf } from './vehicles.mjs';

const atOnce = 128;

process.once('message', async (/** @type {{ vehicles: number }} */ { vehicles }) => {
  const { platform, stop } = await startStandalone(readSettings({ ...process.env, PORT: '0' }), pinoLog('fill', 'warn'));
  await doAll('vehicles', vehicles, atOnce, async (n) => {
    const ori = oriOf(n);
    const done = await enter(platform, { id: `fill-${n}`, mri: n, ledger: 'vehicles', key: ori, ori, seat: seatOf(n), message: messageOf(entryOf(n, n)) });
    if (done.out !== 'accepted') throw new Error(JSON.stringify(done.faults));
  });
  await untilAtRest(platform);
  await stop();
  process.send?.({}, () => process.exit(0));
});
