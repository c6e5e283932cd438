import type { AlarmClock } from '@statewire/alarm-clock';
import { addMs } from '@statewire/clock';
import { causeOf, type Instant } from '@statewire/kernel';
import { positionText, type Commit } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { repeated, type Platform, type Repeated } from '@statewire/service-kit';
import type { Firing } from './firing.js';
import { TIMED_LEDGERS, timerId } from './projections/timers.projection.js';
import type { Schedule } from './schedule.js';

/** When what is done: milliseconds. */
export type ArmedTimes = Readonly<{
  /** Timers due within the horizon are armed; later ones wait in the schedule (ledger.md's §7). */
  horizonMs: number;
  armEveryMs: number;
  /** What is overdue by more than the grace is fired without its alarm: a lost alarm delays a timer by the grace, the time to the next sweep and the firing. */
  sweepEveryMs: number;
  graceMs: number;
  /** How long an owner is waited for; then its timers wait for the next sweep. */
  fireTimeoutMs: number;
}>;

/** Together they keep the promise that a timer fires at most thirty seconds late. */
export const ARMED_TIMES: ArmedTimes = { horizonMs: 48 * 3_600_000, armEveryMs: 60_000, sweepEveryMs: 15_000, graceMs: 10_000, fireTimeoutMs: 5_000 };

const SHOWN_TIMEOUT_MS = 5_000;
const ARMED_AT_ONCE_MAX = 256;
/** Clocks of machines differ by less. */
const SKEW_MS = 60_000;

/** What the system's clock needs besides the platform: the plan, who fires, and who keeps the plan in step with the ledgers. */
export type ArmedParts = Readonly<{ schedule: Schedule; firing: Pick<Firing, 'fire' | 'fireAll'>; projecting: Pick<Following, 'waitFor' | 'caughtUp'> }>;

/**
 * Timers on the system's clock. The alarm clock may ring late, twice or never, and forget everything: what it does not
 * ring, the sweep fires, and what it forgot is armed anew from the schedule.
 */
export class ArmedTime {
  private arming: Following | undefined;
  private readonly repeated: Repeated[] = [];
  private stopping = false;
  private startedAt: Instant = '';

  constructor(
    private readonly platform: Platform,
    private readonly parts: ArmedParts,
    private readonly times: ArmedTimes = ARMED_TIMES,
  ) {}

  async start(): Promise<void> {
    const { platform, times } = this;
    this.startedAt = this.fromNow(0);
    this.alarms.onRing((id) => this.ring(id));
    this.arming = platform.react({
      name: 'arm-timers', ledgers: TIMED_LEDGERS, checkpoints: await platform.ports.views.open('arm-timers', 1),
      // Order does not matter to alarms, and a load of new timers must not make those that are soon due wait.
      concurrency: ARMED_AT_ONCE_MAX, atOnceMax: ARMED_AT_ONCE_MAX, laneOf: ({ position }) => positionText(position), opens: 'nothing',
      concerns: ({ body }) => body.ev.some(({ d }) => d['due'] !== undefined),
      handle: (commit) => this.armNew(commit),
    });
    await this.arming.start();
    this.repeat('arming', () => this.armAll(), times.armEveryMs);
    this.repeat('sweep', () => this.sweep(), times.sweepEveryMs);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.arming?.stop(), ...this.repeated.map((each) => each.stop())]);
  }

  private get alarms(): AlarmClock {
    return this.platform.ports.alarmClock;
  }

  private fromNow(ms: number): Instant {
    return addMs(this.platform.clock.now(), ms);
  }

  private async ring(id: string): Promise<void> {
    const timer = await this.parts.schedule.byId(id);
    if (timer !== undefined) await this.parts.firing.fire(timer, this.times.fireTimeoutMs);
  }

  /** What a commit plans within the horizon is armed at once; a ring must find it in the schedule, so that comes first. What was planned before the start is armed from there. */
  private async armNew({ head, body, position }: Commit): Promise<void> {
    if (head.at < addMs(this.startedAt, -SKEW_MS)) return;
    const horizon = this.fromNow(this.times.horizonMs);
    const due = body.ev.flatMap((event) =>
      Object.entries((event.d['due'] ?? {}) as Readonly<Record<string, Instant | null>>).flatMap(([kind, instant]) =>
        instant !== null && instant < horizon ? [{ id: `${event.s}.${kind}.${String(event.sv)}`, due: instant }] : []),
    );
    if (due.length === 0) return;
    if ((await this.parts.projecting.waitFor([position], SHOWN_TIMEOUT_MS)) === 'timeout') {
      this.platform.log.warn('the schedule is behind', { position: positionText(position) });
    }
    await this.alarms.armAll(due);
  }

  private async armAll(): Promise<void> {
    await this.parts.projecting.caughtUp();
    for await (const page of this.parts.schedule.pages(this.platform.clock.now(), this.fromNow(this.times.horizonMs))) {
      if (this.stopping) return;
      await this.alarms.armAll(page.map((timer) => ({ id: timerId(timer), due: timer.due })));
    }
  }

  private async sweep(): Promise<void> {
    for await (const page of this.parts.schedule.pages('', this.fromNow(-this.times.graceMs))) {
      if (this.stopping) return;
      const failures = await this.parts.firing.fireAll(page, this.times.fireTimeoutMs);
      if (failures.length > 0) this.platform.log.warn('timers wait for the next sweep', { count: failures.length, cause: causeOf(failures[0]) });
    }
  }

  /** At once and then again and again. */
  private repeat(name: string, work: () => Promise<void>, everyMs: number): void {
    const each = repeated(work, everyMs, (cause) => { this.platform.log.warn('timer work failed', { name, cause: causeOf(cause) }); });
    each.run();
    this.repeated.push(each);
  }
}
