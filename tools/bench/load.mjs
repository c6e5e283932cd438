// The load generator: a process of its own, so that it takes no time from the system's.
import { openConnection, requestText } from './http-connection.mjs';
import { closedLoop, figures, openLoop } from './loops.mjs';
import { mixQuestions } from './mix-records.mjs';
import { processorSeconds } from './systems.mjs';
import { entryOf, inquiryOf, UNKNOWN_FROM } from './vehicles.mjs';

/**
 * @typedef {{ kind: 'bare' | 'inquiry' | 'mix' | 'entry', url: string, pid: number, tokens?: readonly string[], connections?: number, perSecond?: number,
 *   warmUpMs: number, durationMs: number, onFile?: number, hitsIn?: number, question?: string, firstNew?: number }} Job
 *   `hitsIn` n: every n-th inquiry asks for what is on file; `question` is the name of one of the mix's.
 */

const acceptanceTimeoutMs = 60_000;

const transmission = (/** @type {readonly string[]} */ tokens, /** @type {number} */ n, /** @type {string} */ text) =>
  requestText('POST', '/v1/transmissions', { 'content-type': 'text/plain', authorization: `Bearer ${tokens[n % tokens.length] ?? ''}` }, text);

const inquiries = (/** @type {Job} */ { tokens = [''], onFile = 1, hitsIn = 10 }) => {
  let turn = 0;
  return (/** @type {number} */ connection) => {
    turn += 1;
    const known = turn % hitsIn === 0;
    // Another half at each hit, so that plates and VINs both meet and miss.
    const by = known ? Math.floor(turn / hitsIn) : turn;
    const spread = Math.floor(Math.random() * onFile);
    return transmission(tokens, connection, inquiryOf(by, known ? spread : UNKNOWN_FROM + spread));
  };
};

const questions = (/** @type {Job} */ { tokens = [''], hitsIn = 10, question = '' }) => {
  const ask = mixQuestions[question];
  if (ask === undefined) throw new Error(`nobody asks ${question}`);
  let turn = 0;
  return (/** @type {number} */ connection) => transmission(tokens, connection, ask(Math.random(), (turn += 1) % hitsIn === 0));
};

/** Mailboxes are read in turn by one connection; an entry is over with its final word, which may overtake the reply. */
const watchMail = (/** @type {string} */ url, /** @type {readonly string[]} */ tokens) => {
  /** @type {number[]} */
  const latencies = [];
  /** @type {Map<string, number>} */
  const sent = new Map();
  /** @type {Map<string, number>} */
  const early = new Map();
  const connection = openConnection(url);
  const after = tokens.map(() => 0);
  let lastAt = 0;
  const over = (/** @type {number} */ from, /** @type {number} */ at) => {
    latencies.push(at - from);
    lastAt = Math.max(lastAt, at);
  };
  const said = (/** @type {string} */ key) => {
    const from = sent.get(key);
    if (from === undefined) early.set(key, performance.now());
    else over(from, performance.now());
    sent.delete(key);
  };
  /** Gives how many messages were new. */
  const readAll = async () => {
    let found = 0;
    for (const [n, token] of tokens.entries()) {
      const { body } = await connection.ask(requestText('GET', `/v1/messages?after=${after[n] ?? 0}`, { authorization: `Bearer ${token}` }));
      const { messages } = JSON.parse(body);
      found += messages.length;
      for (const { seq, kind, re } of messages) {
        after[n] = seq;
        if (kind === 'response') said(`${n}/${re}`);
      }
    }
    return found;
  };
  const answered = (/** @type {string} */ key, /** @type {number} */ from) => {
    const at = early.get(key);
    if (at === undefined) sent.set(key, from);
    else over(from, at);
  };
  return { latencies, readAll, answered, open: () => sent.size, lastAt: () => lastAt, close: () => connection.close() };
};

const entries = async (/** @type {Job} */ { url, pid, tokens = [''], connections = 1, warmUpMs, durationMs, firstNew = 0 }) => {
  let n = firstNew;
  const mail = watchMail(url, tokens.slice(0, connections));
  // What earlier runs left in the mailboxes is read before the clock runs.
  while ((await mail.readAll()) > 0);
  const processorBefore = await processorSeconds(pid);
  const begun = performance.now();
  let sending = true;
  let sent = 0;
  const watching = (async () => {
    const until = begun + warmUpMs + durationMs + acceptanceTimeoutMs;
    while ((sending || mail.open() > 0) && performance.now() < until) await mail.readAll();
  })();
  const replied = await closedLoop({
    url, connections, warmUpMs, durationMs,
    next: (connection) => transmission(tokens, connection, entryOf(n++, connection)),
    isGood: ({ status, body }) => status === 200 && body.includes('"code":"PENDING"'),
    onAnswer: ({ body }, connection, at) => {
      sent += 1;
      mail.answered(`${connection % tokens.length}/${/"mri":(\d+)/.exec(body)?.[1] ?? ''}`, at);
    },
  });
  sending = false;
  await watching;
  mail.close();
  // From the first entry sent to the last final word read.
  const accepted = figures(mail.latencies, (mail.lastAt() - begun) / 1000, sent - mail.latencies.length);
  return { replied, accepted, nextNew: n, processorMs: ((await processorSeconds(pid)) - processorBefore) * 1000 };
};

const run = async (/** @type {Job} */ job) => {
  if (job.kind === 'entry') return entries(job);
  const bare = requestText('POST', '/v1/transmissions', { 'content-type': 'text/plain' }, 'QV.LIC/GHX4471.LIS/OH');
  const next = job.kind === 'bare' ? () => bare : (job.kind === 'mix' ? questions : inquiries)(job);
  const isGood = (/** @type {{ status: number }} */ { status }) => status === 200;
  const { url, pid, connections = 1, perSecond, warmUpMs, durationMs } = job;
  const before = await processorSeconds(pid);
  const result = await (perSecond === undefined ? closedLoop({ url, connections, warmUpMs, durationMs, next, isGood }) : openLoop({ url, perSecond, warmUpMs, durationMs, next, isGood }));
  return { ...result, processorMs: ((await processorSeconds(pid)) - before) * 1000 };
};

process.once('message', async (/** @type {Job} */ job) => {
  const result = await run(job);
  process.send?.(result, () => process.exit(0));
});
