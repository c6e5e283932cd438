import { Inject, Injectable } from '@nestjs/common';
import { addDuration, parseInstant } from '@statewire/clock';
import { Failure, type Instant } from '@statewire/kernel';
import type { Following } from '@statewire/projector';
import { PLATFORM, type Platform, type Service } from '@statewire/service-kit';
import { ArmedTime } from './armed-time.js';
import { Firing } from './firing.js';
import { TIMED_LEDGERS, timers, type PlannedTimer } from './projections/timers.projection.js';
import { Schedule } from './schedule.js';
import { SimulatedTime } from './simulated-time.js';

export type MoveClock = Readonly<{ advance?: string; set?: string }>;

/** Owns nothing: the schedule is a projection of every ledger, firing is a command to the owner. */
@Injectable()
export class TimerService implements Service {
  readonly name = 'timer';
  private simulated: SimulatedTime | undefined;
  private armed: ArmedTime | undefined;
  private projecting: Following | undefined;

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    platform.register(this);
  }

  async start(): Promise<void> {
    const { platform } = this;
    const view = await platform.ports.views.open<PlannedTimer>(timers.name, timers.version);
    const [schedule, firing] = [new Schedule(view), new Firing(platform)];
    const projecting = platform.project({ ...timers, ledgers: TIMED_LEDGERS, view });
    this.projecting = projecting;
    await projecting.start();
    const { clock } = platform.ports.settings;
    if (clock === 'system') {
      this.armed = new ArmedTime(platform, { schedule, firing, projecting });
      await this.armed.start();
    } else {
      await projecting.caughtUp();
      this.simulated = new SimulatedTime(platform, schedule, firing);
      await this.simulated.begin(clock);
    }
    await platform.serve(this, { move: (request: MoveClock) => this.move(request) });
  }

  async stop(): Promise<void> {
    await this.armed?.stop();
    await this.projecting?.stop();
  }

  async resting(): Promise<boolean> {
    return (await this.projecting?.resting()) === true;
  }

  private async move({ advance, set }: MoveClock): Promise<{ now: Instant }> {
    if (this.simulated === undefined) throw new Failure('timer/system-clock', 'the clock is the system’s', false);
    const aim = (now: Instant): Instant => (advance === undefined ? (parseInstant(set ?? '') ?? now) : addDuration(now, advance));
    return { now: await this.simulated.move(aim) };
  }
}
