// Timers: planned, waiting, due; and the simulated clock's way past many instants.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '../servers/servers.mjs';
import { runProgram } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';
import { benchState } from './vehicles.mjs';

const count = Number(process.env['BENCH_TIMERS'] ?? 100_000);
const records = Number(process.env['BENCH_INSTANTS'] ?? 2_000) / 2;
const driftGoalMs = 1_000;
const walkGoalMs = 40;

/** @param {(folder: string) => Promise<void>} work */
const inFolder = async (work) => {
  const folder = await mkdtemp(join(tmpdir(), 'statewire-bench-timers-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const timersBench = async () => {
  const rows = [];
  let worst = 0;
  for (const name of ['in the process', 'in Redis']) {
    await inFolder(async (folder) => {
      const redis = name === 'in Redis' ? await startRedis({ dataDir: join(folder, 'redis') }) : undefined;
      const { planning, building, arming, ringing, mib, few, spread, together } = /** @type {any} */ (await runProgram('timers-run.mjs', { folder: join(folder, 'data'), count, redisUrl: redis?.url }));
      await redis?.stop();
      worst = Math.max(worst, spread.p99);
      rows.push([name, figure(count / planning), figure(building), figure(arming), figure(ringing), figure(mib), `${figure(spread.p50)} / ${figure(spread.p99)} / ${figure(spread.max)}`, `${figure(together.p50)} / ${figure(together.max)}`, few]);
    });
  }
  printTable(`${count} timers waiting`, ['alarm clock', 'planned/s', 'start: schedule built s', 'all armed s', 'on time s', 'heap MiB', 'late: p50 / p99 / max ms', 'one instant: p50 / last ms', 'fired each'], rows);
  console.log(`late beside ${count} others, p99: ${verdict(worst < driftGoalMs, `below ${driftGoalMs} ms`)}`);

  await inFolder(async (folder) => {
    await writeFile(join(folder, 'state.json'), JSON.stringify(benchState()));
    const env = { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys'), SEAL_DIR: join(folder, 'seals'), STATE_FILE: join(folder, 'state.json') };
    const { instants, walked, empty } = /** @type {any} */ (await runProgram('walk-run.mjs', { records }, env));
    const each = (1_000 * walked) / instants;
    printTable('The simulated clock', ['instants', 'seconds', 'ms an instant', '60 days without any, ms'], [[instants, figure(walked), figure(each), figure(empty)]]);
    console.log(`each instant: ${verdict(each < walkGoalMs, `below ${walkGoalMs} ms, so that 60 days with 3,000 of them take two minutes`)}`);
  });
};
