// Persons: how well the matcher finds them, and how fast a million on file are searched.
import { cachedFolder, runProgram } from './systems.mjs';
import { figure, printTable, verdict } from './table.mjs';

const people = Number(process.env['BENCH_PEOPLE'] ?? 1_000_000);
const questions = Number(process.env['BENCH_QUESTIONS'] ?? 5_000);
const seconds = 20;
const rate = 500;
const goals = { name: 20, number: 10 };
const hundred = 100;
const bytesGoal = 2_048;

const percent = (/** @type {number} */ share) => (share * hundred).toFixed(1);

export const matchingBench = async () => {
  const { version, blocks, residentMib, mixed, byError } = /** @type {any} */ (await runProgram('matching-run.mjs', { people, questions }));
  printTable(`Matcher version ${version}: ${people} people in ${blocks} blocks, ${questions} questions as an officer's day brings them`, ['', 'recall %', 'precision %', 'hits each', 'µs each'],
    mixed.map((/** @type {any} */ { name, recall, precision, each, microseconds }) => [name, percent(recall), percent(precision), figure(each), figure(microseconds)]));
  printTable('Recall % by error, and precision % with ENS', ['', ...mixed.map((/** @type {any} */ { name }) => name), 'precision'],
    byError.map((/** @type {any} */ { error, modes }) => [error, ...modes.map((/** @type {any} */ { recall }) => percent(recall)), percent(modes[1].precision)]));
  console.log(`peak RSS ${figure(residentMib)} MiB`);
};

export const personsBench = async () => {
  const folder = await cachedFolder(`persons-${people}`, async (draft) => {
    console.log(`filling a hot-file view with ${people} persons, once`);
    await runProgram('persons-run.mjs', { fill: true, folder: draft, people });
  });
  const { rows, residentMib, bytes } = /** @type {any} */ (await runProgram('persons-run.mjs', { fill: false, folder, people, seconds, rate }));
  printTable(`Searches of the hot-file view at ${rate}/s, ${people} persons on file`, ['', '/s', 'p50 ms', 'p99 ms', 'CPU µs each', 'hits each', 'goal'],
    rows.map((/** @type {any} */ { name, perSecond, p50, p99, microseconds, each, goal }) => {
      const most = goals[/** @type {keyof typeof goals} */ (goal)];
      return [name, figure(perSecond), figure(p50), figure(p99), figure(microseconds), figure(each), most === undefined ? '' : verdict(p99 < most, `p99 below ${most} ms`)];
    }));
  console.log(`on the disk ${figure(bytes)} bytes a record: ${verdict(bytes <= bytesGoal, `at most ${bytesGoal}`)}; peak RSS ${figure(residentMib)} MiB`);
};
