// Closed loop: each connection asks again as soon as it is answered. Open loop: questions come when they come, answered or not.
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from './http-connection.mjs';

/** @typedef {{ status: number, body: string }} Answer */
/** @typedef {{ done: number, seconds: number, perSecond: number, p50: number, p99: number, failed: number }} Figures */

const percentile = (/** @type {readonly number[]} */ sorted, /** @type {number} */ share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** @param {readonly number[]} latencies milliseconds @param {number} seconds @param {number} failed @returns {Figures} */
export const figures = (latencies, seconds, failed) => {
  const sorted = [...latencies].sort((a, b) => a - b);
  return { done: sorted.length, seconds, perSecond: sorted.length / seconds, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), failed };
};

/**
 * @param {{ url: string, connections: number, warmUpMs: number, durationMs: number, next: (connection: number) => string, isGood: (answer: Answer) => boolean,
 *   onAnswer?: (answer: Answer, connection: number, sentAt: number) => void }} options
 * @returns {Promise<Figures>} of the time after the warm-up
 */
export const closedLoop = async ({ url, connections, warmUpMs, durationMs, next, isGood, onAnswer }) => {
  /** @type {number[]} */
  const latencies = [];
  let failed = 0;
  const from = performance.now() + warmUpMs;
  const until = from + durationMs;
  const worker = async (/** @type {number} */ n) => {
    const connection = openConnection(url);
    for (let sentAt = performance.now(); sentAt < until; ) {
      const answer = await connection.ask(next(n));
      const answeredAt = performance.now();
      if (!isGood(answer)) failed += 1;
      else if (sentAt >= from && answeredAt <= until) latencies.push(answeredAt - sentAt);
      onAnswer?.(answer, n, sentAt);
      sentAt = answeredAt;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => worker(n)));
  return figures(latencies, durationMs / 1000, failed);
};

/** A server that is so far behind is not asked more: what is due then has failed. */
const unansweredMax = 4_096;

/**
 * Latencies count from the instant at which a question was due, so that a server that stands still is not spared.
 * @param {{ url: string, perSecond: number, warmUpMs: number, durationMs: number, next: (connection: number) => string, isGood: (answer: Answer) => boolean }} options
 * @returns {Promise<Figures>}
 */
export const openLoop = async ({ url, perSecond, warmUpMs, durationMs, next, isGood }) => {
  /** @type {{ n: number, connection: ReturnType<typeof openConnection> }[]} */
  const free = [];
  let opened = 0;
  /** @type {number[]} */
  const latencies = [];
  let failed = 0;
  const begin = performance.now();
  let unanswered = 0;
  const ask = async (/** @type {number} */ dueAt) => {
    if (unanswered >= unansweredMax) {
      failed += 1;
      return;
    }
    let seat = free.pop();
    while (seat !== undefined && !seat.connection.isOpen()) seat = free.pop();
    seat ??= { n: opened++, connection: openConnection(url) };
    unanswered += 1;
    // A kept-alive connection that the server gives up just then is one that failed, and is not used again.
    const answer = await seat.connection.ask(next(seat.n)).catch(() => undefined);
    unanswered -= 1;
    if (answer !== undefined) free.push(seat);
    if (answer === undefined || !isGood(answer)) failed += 1;
    else if (dueAt - begin >= warmUpMs) latencies.push(performance.now() - dueAt);
  };
  /** @type {Promise<void>[]} */
  const asked = [];
  for (let dueAt = begin; dueAt < begin + warmUpMs + durationMs; dueAt += 1000 / perSecond) {
    while (performance.now() < dueAt) await sleep(1);
    asked.push(ask(dueAt));
  }
  await Promise.all(asked);
  for (const { connection } of free) connection.close();
  return figures(latencies, durationMs / 1000, failed);
};
