import { addMs } from '@statewire/clock';
import type { Instant, JsonObject } from '@statewire/kernel';
import { sendCommand, type Platform } from '@statewire/service-kit';
import type { View } from '@statewire/views';
import { dueKey, timerDocument, timerId, type PlannedTimer } from './projections/timers.projection.js';

const BY = { ori: 'OHLEADSCY', device: 'timer', user: 'system' };
const COMMAND_TIMEOUT_MS = 30_000;
const PAGE_MAX = 500;
/** Fired timers that the projection has not taken away yet; what was fired twice is decided once. */
const FIRED_MAX = 50_000;

/** The schedule with a hand on it: what falls due when, and firing it. */
export class Schedule {
  private readonly fired = new Set<string>();

  constructor(
    private readonly platform: Platform,
    private readonly view: View,
  ) {}

  /** Planned timers due in [from, to), earliest first, those already fired left out; all of them, or at least `enough`. */
  async due(from: Instant, to: Instant, enough = Infinity): Promise<readonly PlannedTimer[]> {
    const found: PlannedTimer[] = [];
    let start = dueKey(from);
    for (let pageMax = PAGE_MAX; ; ) {
      const page = await this.view.range(start, dueKey(to), pageMax);
      found.push(...page.map(({ doc }) => doc as unknown as PlannedTimer).filter((timer) => !this.fired.has(timerId(timer))));
      const last = page.at(-1);
      if (page.length < pageMax || last === undefined || found.length >= enough) return distinct(found);
      // A page may end amid timers of one instant: the next begins there again, and is larger where that instant fills it.
      pageMax = last.key === start ? 2 * pageMax : PAGE_MAX;
      start = last.key;
    }
  }

  async byId(id: string): Promise<PlannedTimer | undefined> {
    const [, stream = '', kind = ''] = /^(.*)\.([a-z-]+)\.(\d+)$/.exec(id) ?? [];
    const timer = (await this.view.get(timerDocument(stream, kind)))?.doc as unknown as PlannedTimer | undefined;
    return timer !== undefined && timerId(timer) === id ? timer : undefined;
  }

  /** Asks the owner what becomes of it; whether that is an event or "obsolete" is recorded there. */
  async fire(timer: PlannedTimer): Promise<void> {
    const { stream, kind, due, ledger, home } = timer;
    const payload: JsonObject = { stream, kind, due };
    await sendCommand(this.platform.bus, ledger, { id: timerId(timer), type: 'FireTimer', key: home, by: BY, payload }, COMMAND_TIMEOUT_MS);
    if (this.fired.size >= FIRED_MAX) this.fired.clear();
    this.fired.add(timerId(timer));
  }

  /** The first instant, up to `until` included, at which something falls due. */
  async next(until: Instant): Promise<Instant | undefined> {
    return (await this.due('', addMs(until, 1), 1))[0]?.due;
  }
}

const distinct = (timers: readonly PlannedTimer[]): readonly PlannedTimer[] => [...new Map(timers.map((timer) => [timerId(timer), timer])).values()];
