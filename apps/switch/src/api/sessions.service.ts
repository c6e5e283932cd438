import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { sessionIsOpen } from '@statewire/access';
import { whenMoved } from '@statewire/clock';
import type { LogOnAnswer, LogOnRequest, Session } from '@statewire/contracts';
import { causeOf, type Instant } from '@statewire/kernel';
import type { Platform } from '@statewire/service-kit';
import { hash } from 'node:crypto';
import { problem } from './problem.js';
import type { Seat } from './seat.js';

const LOG_ON_TIMEOUT_MS = 20_000;
const IDLE_LOOK_MS = 60_000;
/** Streams that a session has open at once: one for each file, twice over where a dropped connection is not noticed yet. */
export const STREAMS_MAX = 32;

/** How many of something are open, by session. */
class Tally {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** One more, until what this gives is called. */
  add(key: string): () => void {
    this.counts.set(key, this.of(key) + 1);
    return () => {
      if (this.of(key) > 1) this.counts.set(key, this.of(key) - 1);
      else this.counts.delete(key);
    };
  }
}

export const tokenHashOf = (token: string): string => hash('sha256', token, 'base64url');

/** Sessions as the control ledger knows them, and when each was used last in this process. */
export class Sessions implements OnApplicationBootstrap, OnModuleDestroy {
  /** By the directory's own object, so that it goes when the directory forgets the session. */
  private readonly lastUsed = new WeakMap<Session, Instant>();
  private readonly mailStreams = new Tally();
  private readonly recordStreams = new Tally();
  private readonly startedAt: Instant;
  private readonly looking = new AbortController();
  private closing: Promise<void> | undefined;

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

    const seat = this.seatNow({ session });
    if (seat !== undefined) this.lastUsed.set(session, now);
    return seat;
  }

  /** A seat that was found earlier, as the facts stand now, whether or not its session is still open. To look at it is no use of the session. */
  seatNow({ session }: Pick<Seat, 'session'>): Seat | undefined {
    const { directory } = this.platform;
    const operator = directory.operators.get(session.operator);
    const agency = directory.agencies.get(session.ori);
    const terminal = directory.terminals.get(session.terminal);
    return operator === undefined || agency === undefined || terminal === undefined ? undefined : { session, operator, agency, terminal };
  }

  /** Whether a seat that was found earlier still counts: a stream ends with its session. */
  isOpen({ session }: Seat): boolean {
    return this.platform.directory.sessions.has(session.tokenHash) && this.platform.clock.now() < session.expiresAt;
  }

  onApplicationBootstrap(): void {
    const look = (): void => { void this.closeIdle(); };
    const timer = setInterval(look, IDLE_LOOK_MS).unref();
    const leave = whenMoved(this.platform.clock, look);
    this.looking.signal.addEventListener('abort', () => { clearInterval(timer); leave(); }, { once: true });
  }

  onModuleDestroy(): void {
    this.looking.abort();
  }

  /** Says in the ledger which sessions have fallen idle, so that the next start does not take them for used. What streams goes on. */
  closeIdle(): Promise<void> {
    return (this.closing ??= this.closeAllIdle().finally(() => { this.closing = undefined; }));
  }

  private async closeAllIdle(): Promise<void> {
    const { directory, clock, log } = this.platform;
    const now = clock.now();
    const isIdle = (session: Session): boolean => now < session.expiresAt && this.streamsOf(session) === 0 && !sessionIsOpen(session, this.lastUseOf(session), now);
    for (const session of [...directory.sessions.values()].filter(isIdle)) {
      await this.close(session, 'idle').catch((cause: unknown) => { log.warn('an idle session is closed later', { terminal: session.terminal, cause: causeOf(cause) }); });
    }
  }

  private streamsOf({ tokenHash }: Session): number {
    return this.mailStreams.of(tokenHash) + this.recordStreams.of(tokenHash);
  }

  /** What was used before a restart is not known: the restart itself counts as a use. */
  private lastUseOf(session: Session): Instant {
    const { openedAt } = session;
    return this.lastUsed.get(session) ?? (openedAt > this.startedAt ? openedAt : this.startedAt);
  }

  /** Notes a stream, of the terminal's mail or of a file's records; it is over when what this gives is called. A problem (429) where the session has too many. */
  follow({ session }: Seat, what: 'mail' | 'records'): () => void {
    if (this.streamsOf(session) >= STREAMS_MAX) throw problem(429, `A session has at most ${String(STREAMS_MAX)} streams open at once.`);
    return (what === 'mail' ? this.mailStreams : this.recordStreams).add(session.tokenHash);
  }

  /** Terminals that receive: somebody is logged on there and has not fallen idle, or their mail is streamed. */
  attended(): ReadonlySet<string> {
    const { directory, clock } = this.platform;
    const now = clock.now();
    const receives = (session: Session): boolean => sessionIsOpen(session, this.mailStreams.of(session.tokenHash) > 0 ? now : this.lastUseOf(session), now);
    return new Set([...directory.sessions.values()].filter(receives).map(({ terminal }) => terminal));
  }

  async logOn(request: LogOnRequest): Promise<LogOnAnswer> {
    const answer = await this.platform.bus.ask<LogOnAnswer>('agencies', 'log-on', request, LOG_ON_TIMEOUT_MS);
    if (answer.kind === 'open') await this.platform.directoryAt([answer.position]);
    return answer;
  }

  logOff({ session }: Seat): Promise<void> {
    return this.close(session, 'logged-off');
  }

  private async close({ operator, terminal, tokenHash }: Session, reason: 'logged-off' | 'idle'): Promise<void> {
    const { position } = await this.platform.bus.ask<{ position: string }>('agencies', 'log-off', { operator, terminal, tokenHash, reason }, LOG_ON_TIMEOUT_MS);
    await this.platform.directoryAt([position]);
  }
}
