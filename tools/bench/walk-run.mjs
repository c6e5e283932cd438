// The simulated clock in a process of its own: the whole system, and timers at many instants of their own.
import { pinoLog, readSettings, sendCommand } from '@statewire/service-kit';
import { startStandalone } from '@statewire/standalone';
import { parseDot } from '@statewire/wire';
import { entryOf, oriOf, seatOf } from './vehicles.mjs';

const commandTimeoutMs = 60_000;
const moveTimeoutMs = 900_000;

/**
 * Records entered at instants of their own, to which NCIC keeps silent: each plans a notice after a minute and an answer after fifteen,
 * and both are told to a mailbox.
 * @param {{ records: number }} job
 */
const measure = async ({ records }) => {
  const standalone = await startStandalone(readSettings({ ...process.env, PORT: '0', CLOCK: new Date().toISOString() }), pinoLog('walk', 'error'));
  const { bus } = standalone.platform;
  const move = (/** @type {string} */ advance) => bus.ask('timer', 'move', { advance }, moveTimeoutMs);
  for (let n = 0; n < records; n += 1) {
    const { message } = parseDot(`${entryOf(n, n)}.MIS/NCIC-SILENT`);
    const ori = oriOf(n);
    const done = await sendCommand(bus, 'vehicles', {
      id: `walk-${n}`, type: 'EnterRecord', key: ori, by: { ori, device: seatOf(n), user: 'bench' }, corr: `${n}@${seatOf(n)}`,
      payload: { mke: message?.mke ?? '', ori, fields: message?.fields ?? {}, staffed24x7: true },
    }, commandTimeoutMs);
    if (done.out !== 'accepted') throw new Error(JSON.stringify(done.faults));
    // Less than a minute in all, so that nothing falls due before the walk that is measured.
    if (n * 50 < 55_000) await bus.ask('timer', 'move', { set: new Date(Date.parse(standalone.platform.clock.now()) + 50).toISOString() }, moveTimeoutMs);
  }
  const begun = performance.now();
  await move('PT20M');
  const walked = (performance.now() - begun) / 1000;
  const idle = performance.now();
  await move('P60D');
  const result = { instants: 2 * records, walked, empty: performance.now() - idle };
  await standalone.stop();
  return result;
};

process.once('message', (/** @type {any} */ job) => {
  measure(job).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
