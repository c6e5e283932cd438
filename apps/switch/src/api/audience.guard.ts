import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { problem } from './problem.js';
import type { Audience, Seat } from './seat.js';
import { Sessions } from './sessions.service.js';

export const AUDIENCE = 'statewire:audience';
/** Declares who may use a route. A route without it is refused to everybody, and a test names it. */
export const For = (audience: Audience) => SetMetadata(AUDIENCE, audience);

export type SeatedRequest = FastifyRequest & { seat?: Seat };

/** The name of a scheme may be written in any letters (RFC 9110, 11.1). */
const BEARER = /^bearer ([\w-]{20,200})$/i;

@Injectable()
export class AudienceGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const audience = this.reflector.get<Audience | undefined>(AUDIENCE, context.getHandler());
    if (audience === 'anyone') return true;
    const request = context.switchToHttp().getRequest<SeatedRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const seat = token === undefined ? undefined : this.sessions.seatOf(token);
    if (seat === undefined || audience === undefined) throw problem(401, 'Log on and send the token as Authorization: Bearer TOKEN.');
    if (audience === 'regional' && !seat.operator.roles.includes('regional')) throw problem(403, 'Streams are for regional systems.');
    request.seat = seat;
    return true;
  }
}

/** The seat that the guard found; only routes for a session may ask for it. */
export const seatOf = (request: SeatedRequest): Seat => {
  if (request.seat === undefined) throw problem(401);
  return request.seat;
};
