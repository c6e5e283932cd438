import { LEADS_CONTROL } from '@statewire/contracts';
import { Failure, isFailure } from '@statewire/kernel';
import { sendCommand, type Platform } from '@statewire/service-kit';
import { timerId, type PlannedTimer } from './projections/timers.projection.js';

const BY = { ori: LEADS_CONTROL, device: 'timer', user: 'system' };
/** So long nothing is asked of a home that did not answer in time. */
const AWAY_MS = 5_000;

/** Firing a timer: asking its owner what becomes of it. Whether that is an event or "obsolete" is recorded there, once for each id. */
export class Firing {
  /** Homes that do not answer, until when. What is due elsewhere must not wait for them. */
  private readonly away = new Map<string, number>();

  constructor(private readonly platform: Platform) {}

  /** Failure `timer/away` (canRetry) at once while the timer's home is known not to answer; that of the command otherwise. */
  async fire(timer: PlannedTimer, timeoutMs: number): Promise<void> {
    const { stream, kind, due, ledger, home } = timer;
    const place = `${ledger}/${String(this.platform.partitionOf(home))}`;
    if ((this.away.get(place) ?? 0) > performance.now()) throw new Failure('timer/away', `${place} does not answer`, true);
    try {
      const command = { id: timerId(timer), type: 'FireTimer', key: home, by: BY, payload: { stream, kind, due } };
      const { out, faults } = await sendCommand(this.platform.bus, ledger, command, timeoutMs);
      this.away.delete(place);
      if (out === 'rejected' && faults.some(({ code }) => code === 'DEFECT')) this.platform.log.error('a timer met a defect', { timer: timerId(timer) });
    } catch (cause) {
      if (isFailure(cause) && cause.canRetry) this.away.set(place, performance.now() + AWAY_MS);
      throw cause;
    }
  }

  /**
   * Fires a page side by side, begun in the order given: timers of one home are decided in that order, and share their
   * home's commits. Gives back why some were not decided; each of them may be fired again.
   */
  async fireAll(timers: readonly PlannedTimer[], timeoutMs: number): Promise<readonly Error[]> {
    const outcomes = await Promise.all(timers.map((timer) => this.fire(timer, timeoutMs).then(() => undefined, (cause: unknown) => cause as Error)));
    return outcomes.filter((cause) => cause !== undefined);
  }
}
