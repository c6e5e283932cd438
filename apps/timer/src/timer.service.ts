import { Inject, Injectable } from '@nestjs/common';
import { addDuration, addMs, parseInstant } from '@statewire/clock';
import { Failure, type Instant } from '@statewire/kernel';
import type { Commit } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { causeOf, PLATFORM, type Platform, type Service } from '@statewire/service-kit';
import { TIMED_LEDGERS, timerId, timers, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';
import { SimulatedTime } from './simulated-time.js';

/** Timers due within the horizon are armed; later ones wait in the schedule (ledger.md's §7). */
const HORIZON_MS = 48 * 3_600_000;
const ARM_EVERY_MS = 60_000;
/** What is overdue by more than the grace is fired without its alarm: a lost alarm delays a timer by one sweep. */
const SWEEP_EVERY_MS = 30_000;
const SWEEP_GRACE_MS = 10_000;

export type MoveClock = Readonly<{ advance?: string; set?: string }>;

/** Owns nothing: the schedule is a projection of every ledger, firing is a command to the owner. */
@Injectable()
export class TimerService implements Service {
  readonly name = 'timer';
  private schedule: Schedule | undefined;
  private time: SimulatedTime | undefined;
  private projecting: Following | undefined;
  private arming: Following | undefined;
  private readonly intervals: NodeJS.Timeout[] = [];

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    platform.register(this);
  }

  async start(): Promise<void> {
    const { platform } = this;
    const view = await platform.ports.views.open(timers.name, timers.version);
    const schedule = new Schedule(platform, view);
    this.schedule = schedule;
    this.projecting = platform.project({ ...timers, ledgers: TIMED_LEDGERS, view });
    await this.projecting.start();
    const { clock } = platform.ports.settings;
    if (clock === 'system') await this.armAll(schedule);
    else this.time = await this.simulate(schedule, clock);
    await platform.serve(this, { move: (request: MoveClock) => this.move(request) });
  }

  async stop(): Promise<void> {
    for (const interval of this.intervals) clearInterval(interval);
    await this.arming?.stop();
    await this.projecting?.stop();
  }

  async resting(): Promise<boolean> {
    return (await this.projecting?.resting()) === true;
  }

  private async simulate(schedule: Schedule, setting: Instant): Promise<SimulatedTime> {
    await this.projecting?.caughtUp();
    const time = new SimulatedTime(this.platform, schedule);
    await time.begin(setting);
    return time;
  }

  private async move({ advance, set }: MoveClock): Promise<{ now: Instant }> {
    if (this.time === undefined) throw new Failure('timer/system-clock', 'the clock is the system’s', false);
    const aim = (now: Instant): Instant => (advance === undefined ? (parseInstant(set ?? '') ?? now) : addDuration(now, advance));
    return { now: await this.time.move(aim) };
  }

  /** The alarm clock may ring late, twice or never: the schedule and the sweep make up for it. */
  private async armAll(schedule: Schedule): Promise<void> {
    const { platform } = this;
    const { alarmClock, views } = platform.ports;
    alarmClock.onRing(async (id) => {
      const timer = await schedule.byId(id);
      if (timer !== undefined) await schedule.fire(timer);
    });
    this.arming = platform.react({
      name: 'arm-timers', ledgers: TIMED_LEDGERS, checkpoints: await views.open('arm-timers', 1),
      handle: (commit) => this.armNew(commit),
    });
    await this.arming.start();
    const arm = (): Promise<void> => this.everyDue(schedule, platform.clock.now(), addMs(platform.clock.now(), HORIZON_MS), (timer) => alarmClock.arm(timerId(timer), timer.due));
    const sweep = (): Promise<void> => this.everyDue(schedule, '', addMs(platform.clock.now(), -SWEEP_GRACE_MS), (timer) => schedule.fire(timer));
    this.repeat(arm, ARM_EVERY_MS);
    this.repeat(sweep, SWEEP_EVERY_MS);
  }

  private async armNew({ body }: Commit): Promise<void> {
    const horizon = addMs(this.platform.clock.now(), HORIZON_MS);
    for (const event of body.ev) {
      for (const [kind, due] of Object.entries((event.d['due'] ?? {}) as Readonly<Record<string, Instant | null>>)) {
        if (due !== null && due < horizon) await this.platform.ports.alarmClock.arm(`${event.s}.${kind}.${String(event.sv)}`, due);
      }
    }
  }

  private async everyDue(schedule: Schedule, from: Instant, to: Instant, act: (timer: PlannedTimer) => Promise<void>): Promise<void> {
    for (const timer of await schedule.due(from, to)) await act(timer);
  }

  private repeat(work: () => Promise<void>, everyMs: number): void {
    const run = (): void => {
      work().catch((cause: unknown) => { this.platform.log.warn('timer work failed', { cause: causeOf(cause) }); });
    };
    run();
    this.intervals.push(setInterval(run, everyMs));
  }
}
