// Fills a folder through the system's own path from the desk on: commands, ledgers, NCIC's answers, mail, views. Only HTTP and the journal are left out.
import { parseDot } from '@statewire/wire';
import { pinoLog, readSettings, sendCommand } from '@statewire/service-kit';
import { startStandalone } from '@statewire/standalone';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@statewire/contracts';
import { entryOf, oriOf, seatOf } from './vehicles.mjs';

const atOnce = 128;
const commandTimeoutMs = 60_000;
const restTimeoutMs = 10_000;

/** @param {import('@statewire/service-kit').Platform} platform @param {number} n */
const enter = async (platform, n) => {
  const { message, faults } = parseDot(entryOf(n, n));
  if (message === undefined) throw new Error(JSON.stringify(faults));
  const ori = oriOf(n);
  const done = await sendCommand(platform.bus, 'vehicles', {
    id: `fill-${n}`, type: 'EnterRecord', key: ori, by: { ori, device: seatOf(n), user: seatOf(n).toLowerCase() }, corr: `${n}@${seatOf(n)}`,
    payload: { mke: message.mke, ori, fields: message.fields, staffed24x7: true },
  }, commandTimeoutMs);
  if (done.out !== 'accepted') throw new Error(JSON.stringify(done.faults));
};

/** @param {import('@statewire/service-kit').Platform} platform */
const untilAtRest = async (platform) => {
  for (let restedTwice = 0; restedTwice < 2; await sleep(100)) {
    const answers = await Promise.all(SERVICES.map((service) => platform.bus.ask(service, 'rest', {}, restTimeoutMs)));
    restedTwice = answers.every(({ resting }) => resting) ? restedTwice + 1 : 0;
  }
};

process.once('message', async (/** @type {{ vehicles: number }} */ { vehicles }) => {
  const settings = { ...readSettings({ ...process.env, PORT: '0' }) };
  const standalone = await startStandalone(settings, pinoLog('fill', 'warn'));
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < vehicles) {
      const n = next++;
      if (n > 0 && n % 10_000 === 0) console.log(`  ${n} entered, ${Math.round(n / ((performance.now() - begun) / 1000))}/s`);
      await enter(standalone.platform, n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await untilAtRest(standalone.platform);
  await standalone.stop();
  process.send?.({ perSecond: vehicles / ((performance.now() - begun) / 1000) }, () => process.exit(0));
});
