// Timers on the system's clock in a process of its own: planned at a desk, kept in the schedule, rung by an alarm clock, decided at the desk.
import { memoryAlarmClock } from '@statewire/alarm-clock';
import { bullmqAlarmClock } from '@statewire/alarm-clock-bullmq';
import { accept, reject } from '@statewire/kernel';
import { pinoLog, Platform, readSettings, sendCommand } from '@statewire/service-kit';
import { openEmbedded } from '@statewire/standalone';
import { ArmedTime } from '@statewire/timer/armed-time';
import { Firing } from '@statewire/timer/firing';
import { TIMED_LEDGERS, timers } from '@statewire/timer/projections/timers.projection';
import { Schedule } from '@statewire/timer/schedule';
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as sleep } from 'node:timers/promises';

const agencies = 64;
const atOnce = 512;
const planTimeoutMs = 60_000;
/** So many of the timers fall due one after another while the rest wait, and as many in one instant after that. */
const share = 0.05;
const spreadMs = 10_000;
const farMs = 3_600_000;
const patienceMs = 60_000;
/** A timer that is not later than this is on time. */
const promptMs = 200;
const BY = { ori: 'OHLEADSCY', device: 'bench', user: 'bench' };

/** An owner that does nothing but plan and take note. @type {import('@statewire/kernel').DomainDecider} */
const planner = {
  stateVersion: 'planner-1',
  decide: (state, { type, payload }) => {
    const { stream, due } = /** @type {{ stream: string, due: string }} */ (payload);
    if (type === 'Plan') return accept({ t: 'vehicle.modified', tv: 1, s: stream, d: { due: { retire: due } } });
    return state.get(stream) === due ? accept({ t: 'vehicle.retired', tv: 1, s: stream, d: { due: { retire: null } } }) : reject({ code: 'OBSOLETE' });
  },
  evolve: (draft, { s, d }) => draft.set(s, /** @type {any} */ (d['due']).retire),
};

/** What lives on the heap, in MiB. */
const heapMib = () => {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
};
const inMs = (/** @type {number} */ ms) => new Date(Date.now() + ms).toISOString();
const seconds = (/** @type {number} */ begun) => (performance.now() - begun) / 1000;
const quantile = (/** @type {readonly number[]} */ sorted, /** @type {number} */ part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** @param {{ folder: string, count: number, redisUrl?: string }} job */
const measure = async ({ folder, count, redisUrl }) => {
  const { ports, close } = await openEmbedded(readSettings({ DATA_DIR: folder, PORT: '0' }), pinoLog('bench', 'error'));
  const alarmClock = redisUrl === undefined ? memoryAlarmClock() : bullmqAlarmClock({ url: redisUrl, namespace: `bench-${randomUUID()}` });
  const platform = new Platform({ ...ports, alarmClock });
  await platform.start();
  const ledger = platform.host('vehicles', () => planner);
  await ledger.start();
  await platform.bus.serve('vehicles', ledger.handlers);
  /** @type {Map<string, number>} */
  const due = new Map();
  /** @type {number[]} */
  let late = [];
  const watching = platform.follow({
    name: 'watch', ledgers: ['vehicles'],
    handle: ({ head, body }) => {
      for (const { t, s } of body.ev) if (t === 'vehicle.retired') late.push(Date.parse(head.at) - (due.get(s) ?? Number.NaN));
    },
  });
  await watching.start();

  let planned = 0;
  const plan = async (/** @type {number} */ many, /** @type {(n: number) => string} */ dueOf) => {
    const end = planned + many;
    const first = planned;
    const worker = async () => {
      while (planned < end) {
        const n = planned++;
        const stream = `vehicle/SV${String(n).padStart(8, '0')}`;
        const instant = dueOf(n - first);
        due.set(stream, Date.parse(instant));
        await sendCommand(platform.bus, 'vehicles', { id: `plan-${n}`, type: 'Plan', key: `OH${n % agencies}`, by: BY, payload: { stream, due: instant } }, planTimeoutMs);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  };
  const rung = async (/** @type {number} */ many) => {
    for (const until = Date.now() + patienceMs; late.length < many && Date.now() < until; ) await sleep(20);
    if (late.length !== many) throw new Error(`${late.length} of ${many} timers were fired`);
    const sorted = [...late].sort((a, b) => a - b);
    late = [];
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: sorted.at(-1) ?? Number.NaN };
  };

  const begunPlanning = performance.now();
  await plan(count, (n) => inMs(farMs + n));
  const planning = seconds(begunPlanning);
  const before = heapMib();

  const begunBuilding = performance.now();
  const view = await ports.views.open(timers.name, timers.version);
  const projecting = platform.project({ ...timers, ledgers: TIMED_LEDGERS, view });
  await projecting.start();
  await projecting.caughtUp();
  const building = seconds(begunBuilding);
  const schedule = new Schedule(/** @type {any} */ (view));
  const begunArming = performance.now();
  for await (const page of schedule.pages('', inMs(2 * farMs + count))) await alarmClock.armAll(page.map(({ stream, kind, version, due: at }) => ({ id: `${stream}.${kind}.${version}`, due: at })));
  const arming = seconds(begunArming);
  const armed = new ArmedTime(platform, { schedule, firing: new Firing(platform), projecting });
  const after = heapMib();
  await armed.start();

  const begunRinging = performance.now();
  for (let probe = Infinity; probe > promptMs; ) {
    await plan(1, () => inMs(promptMs));
    probe = (await rung(1)).max;
  }
  const ringing = seconds(begunRinging);

  const few = Math.round(count * share);
  await plan(few, (n) => inMs(2_000 + (n * spreadMs) / few));
  const spread = await rung(few);
  const instant = inMs(2_000 + few / 2);
  await plan(few, () => instant);
  const together = await rung(few);

  await alarmClock.close();
  await armed.stop();
  await projecting.stop();
  await watching.stop();
  await ledger.stop();
  await platform.stop();
  await close();
  return { planning, building, arming, ringing, mib: after - before, few, spread, together };
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
