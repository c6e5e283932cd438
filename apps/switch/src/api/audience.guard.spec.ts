import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AudienceGuard, For, seatOf, type SeatedRequest } from './audience.guard.js';
import { ProblemError } from './problem.js';
import type { Seat } from './seat.js';
import type { Sessions } from './sessions.service.js';

const TOKEN = 'a'.repeat(43);
const seatWith = (...roles: readonly string[]): Seat => ({ operator: { roles } }) as unknown as Seat;

class Routes {
  @For('anyone') anyone(): string { return 'anyone'; }
  @For('session') session(): string { return 'session'; }
  @For('regional') regional(): string { return 'regional'; }
  undeclared(): string { return 'undeclared'; }
}

/** Lets a request to a route through, or gives the status of its refusal. */
const ask = (route: keyof Routes, authorization: string | undefined, seat: Seat = seatWith()) => {
  const sessions = { seatOf: (token: string) => (token === TOKEN ? seat : undefined) } as unknown as Sessions;
  const request = { headers: { authorization } } as unknown as SeatedRequest;
  const context = { getHandler: () => Routes.prototype[route], switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  try {
    return { allowed: new AudienceGuard(new Reflector(), sessions).canActivate(context), request };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError)) throw thrown;
    return { status: thrown.problem.status, request };
  }
};
const bearer = `Bearer ${TOKEN}`;

describe('a route', () => {
  it('for anyone needs no session, and brings no seat', () => {
    const { allowed, request } = ask('anyone', undefined);
    expect(allowed).toBe(true);
    expect(() => seatOf(request)).toThrow(ProblemError);
  });

  it.each([bearer, `bearer ${TOKEN}`, `BEARER ${TOKEN}`])('for a session has its seat (%s)', (authorization) => {
    const seat = seatWith();
    const { allowed, request } = ask('session', authorization, seat);
    expect([allowed, seatOf(request)]).toEqual([true, seat]);
  });

  it.each([
    ['nothing', undefined], ['an empty header', ''], ['no token', 'Bearer '], ['a short token', 'Bearer abc'], ['a stranger’s token', `Bearer ${'b'.repeat(43)}`], ['the token twice', `${bearer} ${TOKEN}`],
    ['another scheme', `Basic ${TOKEN}`], ['a line more', `${bearer}\n`], ['an endless token', `Bearer ${'a'.repeat(201)}`],
  ])('for a session refuses %s with 401', (_, authorization) => {
    expect(ask('session', authorization).status).toBe(401);
    expect(ask('regional', authorization, seatWith('regional')).status).toBe(401);
  });

  it('for regional systems refuses every other operator with 403', () => {
    expect(ask('regional', bearer, seatWith('auditor', 'control', 'administrator')).status).toBe(403);
    expect(ask('regional', bearer, seatWith('regional')).allowed).toBe(true);
  });

  it('that declares nobody is refused to everybody', () => {
    expect(ask('undeclared', bearer, seatWith('regional', 'auditor', 'control')).status).toBe(401);
  });
});
