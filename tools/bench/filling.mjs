// What fills a folder through the system's own path from the desk on: commands, ledgers, NCIC's answers, mail, views. Only HTTP and the journal are left out.
import { check } from '@statewire/catalogue';
import { SERVICES } from '@statewire/contracts';
import { ohioDate } from '@statewire/clock';
import { sendCommand } from '@statewire/service-kit';
import { parseDot } from '@statewire/wire';
import { setTimeout as sleep } from 'node:timers/promises';

const commandTimeoutMs = 60_000;
const restTimeoutMs = 10_000;
const progressEvery = 10_000;

/** The message of an entry that a terminal could have sent. @param {string} text */
export const messageOf = (text) => {
  const { message, faults } = parseDot(text);
  if (message === undefined) throw new Error(JSON.stringify(faults));
  return message;
};

/** Throws where the catalogue has something against an entry. @param {ReturnType<typeof messageOf>} message */
export const checkEntry = (message) => {
  const { faults } = check(message, { today: ohioDate(new Date().toISOString()), staffed24x7: true });
  if (faults.length > 0) throw new Error(`${message.mke}: ${JSON.stringify(faults)}`);
};

/**
 * Has a record entered; gives the decision.
 * @param {import('@statewire/service-kit').Platform} platform
 * @param {{ id: string, mri: number, ledger: import('@statewire/contracts').LedgerName, key: string, ori: string, seat: string, message: Pick<ReturnType<typeof messageOf>, 'mke' | 'fields'>, more?: object }} entry
 */
export const enter = (platform, { id, mri, ledger, key, ori, seat, message: { mke, fields }, more = {} }) =>
  sendCommand(platform.bus, ledger, {
    id, type: 'EnterRecord', key, by: { ori, device: seat, user: seat.toLowerCase() }, corr: `${mri}@${seat}`,
    payload: /** @type {any} */ ({ mke, ori, fields, staffed24x7: true, ...more }),
  }, commandTimeoutMs);

/** Does so many things, some of them at once, and tells how far it is. @param {string} what @param {number} count @param {number} atOnce @param {(n: number) => Promise<void>} act */
export const doAll = async (what, count, atOnce, act) => {
  const begun = performance.now();
  const perSecond = (/** @type {number} */ n) => Math.round(n / ((performance.now() - begun) / 1000));
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const n = next++;
      if (n > 0 && n % progressEvery === 0) console.log(`  ${n} of ${count} ${what} entered, ${perSecond(n)}/s`);
      await act(n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  console.log(`  ${count} ${what} entered, ${perSecond(count)}/s`);
};

/** Until every service has done what it knows of. @param {import('@statewire/service-kit').Platform} platform */
export const untilAtRest = async (platform) => {
  for (let restedTwice = 0; restedTwice < 2; await sleep(100)) {
    const answers = await Promise.all(SERVICES.map((service) => platform.bus.ask(service, 'rest', {}, restTimeoutMs)));
    restedTwice = answers.every(({ resting }) => resting) ? restedTwice + 1 : 0;
  }
};
