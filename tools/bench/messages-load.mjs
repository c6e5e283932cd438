// The terminals of the messages' benchmark: streams held open, broadcasts and messages between pairs sent, and what comes counted.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, requestText } from './http-connection.mjs';
import { figures, openLoop } from './loops.mjs';
import { processorSeconds, residentMib } from './systems.mjs';

/** @typedef {{ url: string, pid: number, tokens: readonly string[], broadcasts: number, perSecond: number, warmUpMs: number, durationMs: number }} Job */

const openedAtOnce = 50;
const arriveTimeoutMs = 120_000;
const MARK = /#(\d+)#/g;

/** @param {string} url @param {string} token @param {(mark: number) => void} onMark resolves when the stream is open */
const openStream = (url, token, onMark) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let held = '';
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      resolve(socket);
      held += chunk;
      const end = held.lastIndexOf('\n\n');
      if (end === -1) return;
      for (const [, mark] of held.slice(0, end).matchAll(MARK)) onMark(Number(mark));
      held = held.slice(end);
    });
    socket.write(`GET /v1/messages/stream HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n\r\n`);
  });

const message = (/** @type {string} */ token, /** @type {string} */ text) =>
  requestText('POST', '/v1/transmissions', { 'content-type': 'text/plain', authorization: `Bearer ${token}` }, text);

const oriOf = (/** @type {number} */ n) => `OHM${String(n).padStart(6, '0')}`;

/** Counts what comes for each mark, and when it came last. */
const arrivals = () => {
  /** @type {Map<number, { count: number, lastAt: number }>} */
  const byMark = new Map();
  return {
    note: (/** @type {number} */ mark) => {
      const known = byMark.get(mark);
      if (known === undefined) byMark.set(mark, { count: 1, lastAt: performance.now() });
      else Object.assign(known, { count: known.count + 1, lastAt: performance.now() });
    },
    of: (/** @type {number} */ mark) => byMark.get(mark) ?? { count: 0, lastAt: Number.NaN },
  };
};

/** @param {() => boolean} isDone */
const until = async (isDone) => {
  for (const end = performance.now() + arriveTimeoutMs; !isDone() && performance.now() < end; ) await sleep(2);
};

/** Each broadcast to every other terminal, the next one when the last has come everywhere. */
const broadcast = async (/** @type {Job} */ { url, tokens, broadcasts }, /** @type {ReturnType<typeof arrivals>} */ came) => {
  const runs = [];
  for (let n = 1; n <= broadcasts; n += 1) {
    const connection = openConnection(url);
    const sentAt = performance.now();
    const { body } = await connection.ask(message(tokens[0] ?? '', `AM.DRI/OHALLTERM.TXT/BE ON THE LOOKOUT #${n}#`));
    const repliedMs = performance.now() - sentAt;
    await until(() => came.of(n).count >= tokens.length - 1);
    const { count, lastAt } = came.of(n);
    runs.push({ accepted: body.includes('"accepted"'), repliedMs, lastMs: lastAt - sentAt, reached: count });
    connection.close();
  }
  return runs;
};

/** Terminal 2k writes to terminal 2k+1; a message is over when it has come there. */
const betweenPairs = async (/** @type {Job} */ { url, tokens, broadcasts, perSecond, warmUpMs, durationMs }, /** @type {ReturnType<typeof arrivals>} */ came) => {
  const pairs = Math.floor(tokens.length / 2);
  /** @type {Map<number, number>} */
  const sentAt = new Map();
  let n = broadcasts;
  const begun = performance.now();
  const replied = await openLoop({
    url, perSecond, warmUpMs, durationMs,
    next: () => {
      n += 1;
      sentAt.set(n, performance.now());
      const from = 2 * (n % pairs);
      return message(tokens[from] ?? '', `AM.DRI/${oriOf(from + 1)}.TXT/REQUEST CHECK OF 12 ELM ST #${n}#`);
    },
    isGood: ({ status, body }) => status === 200 && body.includes('"code":"ACCEPTED"'),
  });
  await until(() => [...sentAt.keys()].every((mark) => came.of(mark).count > 0));
  const marks = [...sentAt].filter(([, at]) => at - begun >= warmUpMs);
  const over = marks.filter(([mark]) => came.of(mark).count > 0);
  const last = Math.max(...over.map(([mark]) => came.of(mark).lastAt));
  const delivered = figures(over.map(([mark, at]) => came.of(mark).lastAt - at), (last - begun - warmUpMs) / 1000, marks.length - over.length);
  return { replied, delivered, twice: marks.filter(([mark]) => came.of(mark).count > 1).length };
};

process.once('message', async (/** @type {Job} */ job) => {
  const { url, pid, tokens } = job;
  const came = arrivals();
  const before = await residentMib(pid);
  for (let n = 0; n < tokens.length; n += openedAtOnce) {
    await Promise.all(tokens.slice(n, n + openedAtOnce).map((token) => openStream(url, token, came.note)));
  }
  const open = await residentMib(pid);
  const runs = await broadcast(job, came);
  const afterBroadcasts = await residentMib(pid);
  const processorBefore = await processorSeconds(pid);
  const pairs = job.perSecond === 0 ? undefined : await betweenPairs(job, came);
  const processorMs = ((await processorSeconds(pid)) - processorBefore) * 1000;
  process.send?.({ runs, pairs, processorMs, memory: { before, open, afterBroadcasts, end: await residentMib(pid) } }, () => process.exit(0));
});
