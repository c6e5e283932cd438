import { sessionIsOpen } from '@statewire/access';
import type { LogOnAnswer, LogOnRequest, Session } from '@statewire/contracts';
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
  /** Sessions with open streams of their terminal's mail, and how many. */
  private readonly following = new Map<string, number>();
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
    if (!sessionIsOpen(session, this.lastUseOf(session), now)) return undefined;

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

  /** What was used before a restart is not known: the restart itself counts as a use. */
  private lastUseOf({ tokenHash, openedAt }: Session): Instant {
    return this.lastUsed.get(tokenHash) ?? (openedAt > this.startedAt ? openedAt : this.startedAt);
  }

  /** Notes a stream of the terminal's mail; it is over when what this gives is called. */
  follow({ session: { tokenHash } }: Seat): () => void {
    const count = (by: number): number => (this.following.get(tokenHash) ?? 0) + by;
    this.following.set(tokenHash, count(1));
    return () => {
      if (count(-1) > 0) this.following.set(tokenHash, count(-1));
      else this.following.delete(tokenHash);
    };
  }

  /** Terminals that receive: somebody is logged on there and has not fallen idle, or their mail is streamed. */
  attended(): ReadonlySet<string> {
    const { directory, clock } = this.platform;
    const now = clock.now();
    const receives = (session: Session): boolean => sessionIsOpen(session, this.following.has(session.tokenHash) ? now : this.lastUseOf(session), now);
    return new Set([...directory.sessions.values()].filter(receives).map(({ terminal }) => terminal));
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
