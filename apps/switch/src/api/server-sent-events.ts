import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { MANNERS } from './manners.js';

const HEARTBEAT_MS = 15_000;
/** A stream ends that soon after its session. */
const SESSION_LOOK_MS = 1_000;

/** One subscriber's stream of server-sent events. A slow reader slows its own stream, and nobody else's. */
export interface EventStream {
  readonly signal: AbortSignal;
  /** Whether its subscriber or its session is gone: nothing more is to be sent. */
  isOver(): boolean;
  /** Resolves when the subscriber's side has room for more. */
  send(event: Readonly<{ id?: string; event?: string; data: string }>): Promise<void>;
  end(): void;
}

/** What ends the streams of a server that are open. */
const streamsOf = new WeakMap<Server, Set<() => void>>();

export const endEventStreams = (server: Server): void => {
  for (const end of streamsOf.get(server) ?? []) end();
};

const openStreamsOf = (server: Server): Set<() => void> => {
  const streams = streamsOf.get(server) ?? new Set();
  streamsOf.set(server, streams);
  return streams;
};

/** Where a client goes on that was cut off, by its Last-Event-ID; an empty one says nothing. */
export const resumedFrom = (lastEventId: string | undefined): string | undefined => (lastEventId === '' ? undefined : lastEventId);

/** Answers a request with a stream that stays open until either side ends it, or its session does; a comment line every 15 seconds says that it lives. */
export const openEventStream = (request: FastifyRequest, reply: FastifyReply, sessionIsOpen: () => boolean): EventStream => {
  reply.hijack();
  const { raw } = reply;
  const closed = new AbortController();
  raw.writeHead(200, { ...MANNERS, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  raw.write(': statewire\n\n');
  const heartbeat = setInterval(() => raw.write(': heartbeat\n\n'), HEARTBEAT_MS);
  const looking = setInterval(() => { if (!sessionIsOpen()) end(); }, SESSION_LOOK_MS);
  const streams = openStreamsOf(request.server.server);
  const close = (): void => {
    streams.delete(end);
    clearInterval(heartbeat);
    clearInterval(looking);
    closed.abort();
  };
  const end = (): void => {
    close();
    raw.end();
  };
  streams.add(end);
  request.raw.on('close', close);
  raw.on('close', close);
  raw.on('error', close);
  // Whoever asks for the headers alone has them; whoever has gone by now will never be heard to go. No event will come.
  if (request.method === 'HEAD' || request.raw.destroyed) end();

  return {
    signal: closed.signal,
    isOver: () => closed.signal.aborted || !sessionIsOpen(),
    send: ({ id, event, data }) =>
      new Promise((resolve) => {
        const lines = [...(id === undefined ? [] : [`id: ${id}`]), ...(event === undefined ? [] : [`event: ${event}`]), `data: ${data}`];
        if (closed.signal.aborted || raw.write(`${lines.join('\n')}\n\n`)) resolve();
        else {
          const done = (): void => {
            raw.off('drain', done);
            closed.signal.removeEventListener('abort', done);
            resolve();
          };
          raw.once('drain', done);
          closed.signal.addEventListener('abort', done, { once: true });
        }
      }),
    end,
  };
};
