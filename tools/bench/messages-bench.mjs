// A broadcast to every terminal of a state, and messages between pairs of terminals.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openConnection, requestText } from './http-connection.mjs';
import { cachedFolder, runProgram, startBareProgram, startIn, startSystem } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';
import { PASSWORD } from './vehicles.mjs';

const terminals = Number(process.env['BENCH_TERMINALS'] ?? 2_000);
const broadcasts = 5;
const perSecond = 1_000;
const warmUpMs = 3_000;
const durationMs = 10_000;
const logOnsAtOnce = 8;
const goals = { lastMs: 10_000, perSecond };

const sixDigits = (/** @type {number} */ n) => String(n).padStart(6, '0');
const oriOf = (/** @type {number} */ n) => `OHM${sixDigits(n)}`;
const idOf = (/** @type {number} */ n) => `M${sixDigits(n)}`;
const everybody = Array.from({ length: terminals }, (_, n) => n);

/** One agency, one terminal, one operator each. */
const stateOfMany = () => ({
  password: PASSWORD,
  agencies: everybody.map((n) => ({
    ori: oriOf(n), name: `BENCH POLICE ${n}`, city: 'COLUMBUS', county: (n % 88) + 1, district: null, class: 'municipal', type: 'law-enforcement', access: 'direct', entry: true,
    staffed24x7: true, servedBy: null, groups: [], phone: '6145550123',
  })),
  terminals: everybody.map((n) => ({ id: idOf(n), ori: oriOf(n), kind: 'fixed' })),
  operators: everybody.map((n) => ({
    id: idOf(n).toLowerCase(), name: `OPERATOR ${n}`, ori: oriOf(n), certification: 'FQO', cch: false, roles: [], certifiedUntil: '2099-12-31', mfa: 'none',
  })),
});

/** Loading so many operators takes their passwords' hashes: it is done once. */
const filled = () =>
  cachedFolder(`terminals-${terminals}`, async (folder) => {
    console.log(`loading ${terminals} agencies, terminals and operators, once`);
    await writeFile(join(folder, 'state.json'), JSON.stringify(stateOfMany()));
    await (await startIn(folder)).stop();
  });

/** @param {string} url @returns {Promise<string[]>} */
const logOnAll = async (url) => {
  /** @type {string[]} */
  const tokens = [];
  const waiting = [...everybody];
  const worker = async () => {
    const connection = openConnection(url);
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      const body = JSON.stringify({ operator: idOf(n).toLowerCase(), password: PASSWORD, terminal: idOf(n) });
      const answer = await connection.ask(requestText('POST', '/v1/sessions', { 'content-type': 'application/json' }, body));
      if (answer.status !== 201) throw new Error(`log-on of ${idOf(n)}: ${answer.status} ${answer.body}`);
      tokens[n] = String(JSON.parse(answer.body).token);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: logOnsAtOnce }, worker));
  return tokens;
};

/** @typedef {{ accepted: boolean, repliedMs: number, lastMs: number, reached: number }} Run */

const median = (/** @type {readonly number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
/** @param {string} name @param {readonly Run[]} runs @param {number} [base] */
const broadcastRow = (name, runs, base) => {
  const last = median(runs.map(({ lastMs }) => lastMs));
  return [
    name, figure(median(runs.map(({ repliedMs }) => repliedMs))), figure(last), figure(Math.max(...runs.map(({ lastMs }) => lastMs))), figure(((terminals - 1) / last) * 1000),
    Math.min(...runs.map(({ reached }) => reached)), base === undefined ? '-' : figure(base / last),
  ];
};

const measureBare = async () => {
  const bare = await startBareProgram('bare-streams.mjs');
  try {
    return await runProgram('messages-load.mjs', { url: bare.url, pid: bare.pid, tokens: everybody.map(String), broadcasts, perSecond: 0, warmUpMs, durationMs });
  } finally {
    await bare.stop();
  }
};

export const messagesBench = async () => {
  const bare = await measureBare();
  const system = await startSystem(await filled());
  try {
    const tokens = await logOnAll(system.url);
    const { runs, pairs, processorMs, memory } = await runProgram('messages-load.mjs', { url: system.url, pid: system.pid, tokens, broadcasts, perSecond, warmUpMs, durationMs });
    const bareLast = median(bare.runs.map((/** @type {Run} */ { lastMs }) => lastMs));
    printTable(`OHALLTERM to ${terminals} connected terminals, ${broadcasts} times`, ['', 'reply ms', 'last ms', 'slowest ms', 'deliveries/s', 'reached', 'of bare'], [
      broadcastRow('streams of node:http', bare.runs), broadcastRow('broadcast', runs, bareLast),
    ]);
    console.log(`to the last terminal: ${verdict(Math.max(...runs.map((/** @type {Run} */ { lastMs }) => lastMs)) < goals.lastMs, `below ${goals.lastMs} ms`)}`);
    const { replied, delivered, twice } = pairs;
    printTable(`${perSecond} messages/s between pairs of ${terminals} connected terminals`, ['', '/s', 'p50 ms', 'p99 ms', 'failed', 'twice', 'CPU ms each'], [
      ['until the reply', figure(replied.perSecond), figure(replied.p50), figure(replied.p99), replied.failed, '-', '-'],
      ['until it is at the other terminal', figure(delivered.perSecond), figure(delivered.p50), figure(delivered.p99), delivered.failed, twice, figure(processorMs / ((perSecond * (warmUpMs + durationMs)) / 1000))],
    ]);
    console.log(`messages delivered, ${figure(delivered.perSecond)}/s: ${verdict(delivered.perSecond >= 0.99 * goals.perSecond, `${goals.perSecond}/s`)}`);
    console.log(`resident memory: ${figure(memory.before)} MiB before, ${figure(memory.open)} with the streams open, ${figure(memory.afterBroadcasts)} after the broadcasts, ${figure(memory.end)} at the end (bare: ${figure(bare.memory.open)})`);
  } finally {
    await system.stop();
  }
};
