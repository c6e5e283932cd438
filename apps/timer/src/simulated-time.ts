import { addMs } from '@statewire/clock';
import { CONTROL_KEY, LEDGER_NAMES, SERVICES, type RestAnswer, type ServiceName } from '@statewire/contracts';
import { Failure, isFailure, type Instant } from '@statewire/kernel';
import { sendCommand, type Platform } from '@statewire/service-kit';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schedule } from './schedule.js';

const BY = { ori: 'OHLEADSCY', device: 'timer', user: 'system' };
const COMMAND_TIMEOUT_MS = 30_000;
const REST_TIMEOUT_MS = 5_000;
const REST_PAUSE_MS = 2;
/** A system that does not come to rest by then has something stuck, and says so. */
const SETTLE_TIMEOUT_MS = 120_000;
/** Who finishes what a timer causes while the timer itself is starting, and the switch waits for it. */
const FINISHING = SERVICES.filter((service) => service !== 'timer' && service !== 'switch');

/** The simulated clock's hand: it stops at each due instant until all that this causes, anywhere, is finished. */
export class SimulatedTime {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly platform: Platform,
    private readonly schedule: Schedule,
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
    if ((await this.schedule.next(to)) !== undefined) await this.walk(() => to, FINISHING);
    else await this.setClock(to);
  }

  private async walk(aim: (now: Instant) => Instant, services: readonly ServiceName[]): Promise<Instant> {
    await this.settle(services);
    const to = aim(this.platform.clock.now());
    if (to < this.platform.clock.now()) throw new Failure('timer/backwards', 'the clock does not go back', false);

    for (let due = await this.schedule.next(to); due !== undefined; due = await this.schedule.next(to)) {
      await this.setClock(due);
      await this.fireAll();
      await this.settle(services);
    }
    await this.setClock(to);
    await this.settle(services);
    return to;
  }

  private async setClock(instant: Instant): Promise<void> {
    if (instant <= (this.platform.directory.clock ?? '')) return;
    const command = { id: randomUUID(), type: 'MoveClock', key: CONTROL_KEY, by: BY, payload: { now: instant } };
    const { position } = await sendCommand(this.platform.bus, 'control', command, COMMAND_TIMEOUT_MS);
    await this.platform.directoryAt([position]);
  }

  private async fireAll(): Promise<void> {
    for (const timer of await this.schedule.due('', addMs(this.platform.clock.now(), 1))) await this.schedule.fire(timer);
  }

  /** Until two rounds of asking find every service at rest and no commit between them. */
  private async settle(services: readonly ServiceName[]): Promise<void> {
    const endsAt = performance.now() + SETTLE_TIMEOUT_MS;
    for (let before = ''; ; ) {
      const resting = await this.everybodyRests(services);
      const mark = await this.logEnds();
      if (resting && mark === before) return;
      before = resting ? mark : '';
      if (performance.now() > endsAt) throw new Failure('timer/restless', 'the services do not come to rest', true);
      if (!resting) await sleep(REST_PAUSE_MS);
    }
  }

  private async everybodyRests(services: readonly ServiceName[]): Promise<boolean> {
    const answers = await Promise.all(
      services.map((service) =>
        this.platform.bus.ask<RestAnswer>(service, 'rest', {}, REST_TIMEOUT_MS).catch((cause: unknown): RestAnswer => {
          if (isFailure(cause) && cause.canRetry) return { resting: false };
          throw cause;
        }),
      ),
    );
    return answers.every(({ resting }) => resting);
  }

  private async logEnds(): Promise<string> {
    const feeds = LEDGER_NAMES.map((ledger) => this.platform.feed(ledger));
    const ends = await Promise.all(feeds.flatMap((feed) => feed.parts.map((part) => feed.end(part))));
    return ends.join(' ');
  }
}
