// Reading a whole ledger: raw, verified, opened, folded, and as the hot-file view built anew.
import { cachedFolder, runProgram } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';

const events = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const rebuildGoal = 30_000;

const ways = [
  ['raw', 'read, nothing else'],
  ['verify', 'verified: hashes and chain'],
  ['open', 'verified, decoded, decrypted'],
  ['desks', 'folded by a desk without a snapshot'],
  ['rebuild', 'hot-file view built anew'],
];

export const replayBench = async () => {
  const folder = await cachedFolder(`ledger-${events}`, async (draft) => {
    console.log(`making a ledger of ${events} events, once`);
    await runProgram('generate-ledger.mjs', { folder: draft, events });
  });
  const rows = [];
  let base = Number.NaN;
  let rebuilt = 0;
  for (const [way = '', name = ''] of ways) {
    const { seconds, processorSeconds, residentMib } = /** @type {any} */ (await runProgram('replay-run.mjs', { way, folder }));
    const perSecond = events / seconds;
    if (way === 'raw') base = perSecond;
    if (way === 'rebuild') rebuilt = perSecond;
    rows.push([name, figure(seconds), figure(perSecond), figure(perSecond / base), figure((processorSeconds / events) * 1e6), figure(residentMib)]);
  }
  printTable(`Replay of ${events} events`, ['', 'seconds', 'events/s', 'of raw', 'CPU µs an event', 'peak RSS MiB'], rows);
  console.log(`rebuild of the hot-file view, ${figure(rebuilt)} events/s: ${verdict(rebuilt >= rebuildGoal, `at least ${rebuildGoal}/s`)}`);
};
