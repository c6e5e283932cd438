import type { FastifyInstance } from 'fastify';
import { endEventStreams } from './api/server-sent-events.js';

/** Requests that have begun have so long to be answered. */
const ANSWER_WITHIN_MS = 4_000;
const LOOK_MS = 20;
/** So long every answer says that its connection ends with it, before those are closed on which nothing is asked: one that is asked on in that moment is cut. */
const NOTICE_MS = 100;

/**
 * On closing, event streams end, requests that have begun are answered, and nobody is let in any more: what was decided
 * for them is durable, and who asked should hear of it. Connections are closed as soon as nothing is asked on them.
 */
export const endInOrder = (http: FastifyInstance): void => {
  let isEnding = false;
  http.addHook('onSend', (_request, reply, payload, done) => {
    if (isEnding) void reply.header('connection', 'close');
    done(null, payload);
  });
  http.addHook('preClose', (done) => {
    isEnding = true;
    const { server } = http;
    endEventStreams(server);
    const givingUp = setTimeout(() => { server.closeAllConnections(); }, ANSWER_WITHIN_MS).unref();
    setTimeout(() => {
      const looking = setInterval(() => { server.closeIdleConnections(); }, LOOK_MS).unref();
      server.once('close', () => {
        clearInterval(looking);
        clearTimeout(givingUp);
      });
      done();
    }, NOTICE_MS);
  });
};
