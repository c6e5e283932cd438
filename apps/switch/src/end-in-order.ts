import type { FastifyInstance } from 'fastify';
import { endEventStreams } from './api/server-sent-events.js';

/** Requests that have begun have so long to be answered. */
const ANSWER_WITHIN_MS = 4_000;
const LOOK_MS = 20;

/**
 * On closing, nobody is let in any more, event streams end, and requests that have begun are answered: what was decided for them
 * is durable, and who asked should hear of it. Connections are closed as soon as nothing is asked on them.
 */
export const endInOrder = (http: FastifyInstance, answerWithinMs = ANSWER_WITHIN_MS): void => {
  let isEnding = false;
  http.addHook('onSend', (_request, reply, payload, done) => {
    // Who asks on without a pause asks elsewhere, or later, instead of into a connection that is being closed.
    if (isEnding) void reply.header('connection', 'close');
    done(null, payload);
  });
  http.addHook('preClose', (done) => {
    isEnding = true;
    const { server } = http;
    endEventStreams(server);
    const looking = setInterval(() => { server.closeIdleConnections(); }, LOOK_MS).unref();
    const givingUp = setTimeout(() => { server.closeAllConnections(); }, answerWithinMs).unref();
    server.once('close', () => {
      clearInterval(looking);
      clearTimeout(givingUp);
    });
    done();
  });
};
