import { sessionIsOpen } from '@statewire/access';
import type { LogOnAnswer, LogOnRequest } from '@statewire/contracts';
import type { Instant } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { hash } from 'node:crypto';
import type { Seat } from './seat.js';

const LOG_ON_TIMEOUT_MS = 20_000;
/** Sessions whose last use is remembered; far above the terminals of a state. */
const REMEMBERED_MAX = 100_000;

export const tokenHashOf = (token: string): string => hash('sha256', token, 'base64url');

/** Sessions as the control ledger knows them, and when each was used last in this process. */
export class Sessions {
  private readonly lastUsed = new Map<string, Instant>();
  private readonly startedAt: Instant;

  constructor(private readonly platform: Platform) {
    this.startedAt = platform.clock.now();
  }

  /** Whose token this is; undefined when it is nobody's, or over. Using a session keeps it from falling idle. */
  seatOf(token: string): Seat | undefined {
    const { directory, clock } = this.platform;
    const session = directory.sessions.get(tokenHashOf(token));
    if (session === undefined) return undefined;
    const now = clock.now();
    // What was used before a restart is not known: the restart itself counts as a use.
    const before = session.openedAt > this.startedAt ? session.openedAt : this.startedAt;
    if (!sessionIsOpen(session, this.lastUsed.get(session.tokenHash) ?? before, now)) return undefined;

    const operator = directory.operators.get(session.operator);
    const agency = directory.agencies.get(session.ori);
    const terminal = directory.terminals.get(session.terminal);
    if (operator === undefined || agency === undefined || terminal === undefined) return undefined;
    if (this.lastUsed.size > REMEMBERED_MAX) this.lastUsed.clear();
    this.lastUsed.set(session.tokenHash, now);
    return { session, operator, agency, terminal };
  }

  /** Whether a seat that was found earlier still counts: a stream ends with its session. */
  isOpen({ session }: Seat): boolean {
    return this.platform.directory.sessions.has(session.tokenHash) && this.platform.clock.now() < session.expiresAt;
  }

  async logOn(request: LogOnRequest): Promise<LogOnAnswer> {
    const answer = await this.platform.bus.ask<LogOnAnswer>('agencies', 'log-on', request, LOG_ON_TIMEOUT_MS);
    if (answer.kind === 'open') await this.platform.directoryAt([answer.position]);
    return answer;
  }

  async logOff({ session }: Seat): Promise<void> {
    const { position } = await this.platform.bus.ask<{ position: string }>(
      'agencies', 'log-off', { operator: session.operator, terminal: session.terminal, tokenHash: session.tokenHash }, LOG_ON_TIMEOUT_MS);
    await this.platform.directoryAt([position]);
  }
}
