import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isFailure } from '@statewire/kernel';
import type { FastifyReply } from 'fastify';
import { MANNERS } from './manners.js';

/** Errors of the HTTP layer are RFC 9457 problems; `type` is what a program branches on. */
export type Problem = Readonly<{ type: string; title: string; status: number; detail?: string; errors?: readonly string[] }>;

export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.title);
    this.name = 'ProblemError';
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Not logged on',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not that way',
  409: 'In conflict with what is',
  408: 'Too slow',
  413: 'Too large',
  414: 'The address is too long',
  415: 'Not this kind of content',
  422: 'The key was used already',
  423: 'Locked',
  429: 'Too many at once',
  431: 'The headers are too large',
  503: 'Not at this moment',
};

export const OTHER_CONTENT = 'Content comes as application/json; a message also as text/plain.';

/** What the web server refuses before anybody of us sees it. Its own words repeat what was sent; these do not. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The address or the headers are malformed.',
  404: 'Nothing is at this address; /docs shows what there is.',
  413: 'A body has at most 256 KiB, with an image 2 MiB.',
  415: OTHER_CONTENT,
};

/** Whoever is asked to log on is told by which scheme a session is shown (RFC 9110, 15.5.2). */
const CHALLENGE: Readonly<Record<string, string>> = { 'www-authenticate': 'Bearer realm="statewire"' };

export const problem = (status: number, detail?: string, type = 'about:blank', headers: Readonly<Record<string, string>> = {}): ProblemError =>
  new ProblemError({ type, title: TITLES[status] ?? 'Error', status, ...(detail === undefined ? {} : { detail }) }, status === 401 ? { ...CHALLENGE, ...headers } : headers);

export const notFound = (detail: string): ProblemError => problem(404, detail);

/** What cannot be known yet: sent again with its key it is decided once. */
export const inDoubt = (retryAfterMs: number): ProblemError =>
  problem(503, 'It is not known yet whether this was done. Send it again with the same Idempotency-Key.', 'in-doubt', {
    'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))),
  });

/** What a part of the system that is away keeps from being done; in a moment it may succeed. */
export const unavailable = (): ProblemError => problem(503, 'A part of the system does not answer. Try again.', 'unavailable', { 'retry-after': '1' });

/** Fastify's own refusals carry a status; whatever else is thrown is ours and says nothing of its inside. */
const problemOf = (thrown: unknown): ProblemError => {
  if (thrown instanceof ProblemError) return thrown;
  if (isFailure(thrown) && thrown.canRetry) return unavailable();
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return problem(status, REFUSALS[status]);
  return problem(500, undefined, 'defect');
};

/** Whether the same may succeed in a moment. */
export const isPassing = (thrown: unknown): boolean => problemOf(thrown).problem.status === 503;

export const sendProblem = (reply: FastifyReply, thrown: unknown): void => {
  const { problem: body, headers } = problemOf(thrown);
  void reply.status(body.status).headers({ ...MANNERS, ...headers }).type('application/problem+json').send(JSON.stringify(body));
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly onDefect: (thrown: unknown) => void) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (problemOf(thrown).problem.type === 'defect') this.onDefect(thrown);
    sendProblem(reply, thrown);
  }
}
