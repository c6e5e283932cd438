import { addMs } from '@statewire/clock';
import { CONTROL_KEY, LEADS_CONTROL, LEDGER_NAMES, SERVICES, type LogEnds, type RestAnswer, type RestRequest, type ServiceName } from '@statewire/contracts';
import { Failure, isFailure, type Instant } from '@statewire/kernel';
import { sendCommand, type Platform } from '@statewire/service-kit';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Firing } from './firing.js';
import type { Schedule } from './schedule.js';

const BY = { ori: LEADS_CONTROL, device: 'timer', user: 'system' };
const COMMAND_TIMEOUT_MS = 30_000;
const REST_TIMEOUT_MS = 5_000;
const REST_PAUSE_MS = 20;
/** A service that is at work answers when it is done, or when so long has passed. */
const REST_WAIT_MS = 1_000;
/** A system at work without a commit for so long has something stuck, and says so. */
const STUCK_MS = 120_000;
/** Who finishes what a timer causes while the timer itself is starting, and the switch waits for it. */
const FINISHING = SERVICES.filter((service) => service !== 'timer' && service !== 'switch');

/** The simulated clock's hand: it stops at each due instant until all that this causes, anywhere, is finished. */
export class SimulatedTime {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly platform: Platform,
    private readonly schedule: Schedule,
    private readonly firing: Pick<Firing, 'fireAll'>,
  ) {}

  /** One move at a time; a second one waits. Failure `timer/backwards` for an instant before now. */
  move(aim: (now: Instant) => Instant): Promise<Instant> {
    const done = this.moving.then(() => this.walk(aim, SERVICES));
    this.moving = done.catch(() => undefined);
    return done;
  }

  /** Notes where the clock begins; on a later beginning than the last end, all that fell due between happens first, in turn. */
  async begin(setting: Instant): Promise<void> {
    const now = this.platform.clock.now();
    const to = setting > now ? setting : now;
    if ((await this.nextUpTo(to)) !== undefined) await this.walk(() => to, FINISHING);
    else await this.setClock(to);
  }

  private async walk(aim: (now: Instant) => Instant, services: readonly ServiceName[]): Promise<Instant> {
    await this.settle(services);
    const to = aim(this.platform.clock.now());
    if (to < this.platform.clock.now()) throw new Failure('timer/backwards', 'the clock does not go back', false);

    for (let due = await this.nextUpTo(to); due !== undefined; due = await this.nextUpTo(to)) {
      await this.setClock(due);
      await this.fireAll();
      await this.settle(services);
    }
    await this.setClock(to);
    await this.settle(services);
    return to;
  }

  private nextUpTo(to: Instant): Promise<Instant | undefined> {
    return this.schedule.next(this.platform.clock.now(), to);
  }

  private async setClock(instant: Instant): Promise<void> {
    if (instant <= (this.platform.directory.clock ?? '')) return;
    const command = { id: randomUUID(), type: 'MoveClock', key: CONTROL_KEY, by: BY, payload: { now: instant } };
    const { position } = await sendCommand(this.platform.bus, 'control', command, COMMAND_TIMEOUT_MS);
    await this.platform.directoryAt([position]);
  }

  /** Whatever fails ends the walk at this instant: what comes after it must not happen before. */
  private async fireAll(): Promise<void> {
    for await (const page of this.schedule.pages('', addMs(this.platform.clock.now(), 1))) {
      const [failure] = await this.firing.fireAll(page, COMMAND_TIMEOUT_MS);
      if (failure !== undefined) throw failure;
    }
  }

  /**
   * Until every service says that it has done all that the logs held before it was asked, and they hold no more after:
   * nothing can have begun between, for only a commit, a timer or somebody outside begins anything.
   */
  private async settle(services: readonly ServiceName[]): Promise<void> {
    let movedAt = performance.now();
    for (let ends = await this.logEnds(); ; ) {
      const resting = await this.everybodyRests(services, ends);
      const now = await this.logEnds();
      const stood = isDeepStrictEqual(now, ends);
      if (resting && stood) return;
      if (!stood) movedAt = performance.now();
      if (performance.now() - movedAt > STUCK_MS) throw new Failure('timer/restless', 'the services do not come to rest', true);
      ends = now;
    }
  }

  private async everybodyRests(services: readonly ServiceName[], ends: LogEnds): Promise<boolean> {
    const request: RestRequest = { ends, waitMs: REST_WAIT_MS };
    const answers = await Promise.all(
      services.map((service) =>
        this.platform.bus.ask<RestAnswer>(service, 'rest', request, REST_TIMEOUT_MS).catch(async (cause: unknown): Promise<RestAnswer> => {
          if (!isFailure(cause) || !cause.canRetry) throw cause;
          await sleep(REST_PAUSE_MS);
          return { resting: false };
        }),
      ),
    );
    return answers.every(({ resting }) => resting);
  }

  private async logEnds(): Promise<LogEnds> {
    const ledgers = await Promise.all(
      LEDGER_NAMES.map(async (ledger) => {
        const feed = this.platform.feed(ledger);
        return [ledger, (await Promise.all(feed.parts.map((part) => feed.end(part)))).map(String)] as const;
      }),
    );
    return Object.fromEntries(ledgers);
  }
}
