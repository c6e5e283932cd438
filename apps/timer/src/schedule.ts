import { addMs } from '@statewire/clock';
import type { Instant } from '@statewire/kernel';
import type { View } from '@statewire/views';
import { dueKey, parseTimerId, timerDocument, timerId, timerKey, type PlannedTimer } from './projections/timers.projection.js';

const PAGE_MAX = 500;
/** The first stretch of time that is searched for the next timer; each further one is twice as long. */
const FIRST_STRETCH_MS = 3_600_000;
const STRETCH_MS_MIN = 1_000;

/** The schedule: which timers fall due when. All of it lies in the view; here is at most one page. */
export class Schedule {
  constructor(private readonly view: View<PlannedTimer>) {}

  /**
   * Planned timers due in [from, to), earliest first, those of one instant by their ids; `from` may be empty. Between
   * two pages the plan may change: what is planned behind the place reached is not told any more.
   */
  async *pages(from: Instant, to: Instant): AsyncGenerator<readonly PlannedTimer[]> {
    let [start, end, ms] = [dueKey(from), to, 0];
    for (;;) {
      const page = (await this.view.range(start, dueKey(end), PAGE_MAX)).map(({ doc }) => doc);
      if (page.length > 0) yield page;
      const [first, last] = [page[0], page.at(-1)];
      if (page.length === PAGE_MAX && first !== undefined && last !== undefined) {
        start = afterKey(timerKey(last));
        // A stretch that holds a page or two: a store that sorts what it finds then sorts little, however much lies behind.
        ms = Math.max(STRETCH_MS_MIN, 2 * (Date.parse(last.due) - Date.parse(first.due)));
        end = upTo(to, last.due, ms);
      } else if (end < to) {
        start = dueKey(end);
        ms *= 2;
        end = upTo(to, end, ms);
      } else return;
    }
  }

  /** The timer that an id names; undefined when it was decided or replaced by a later one. */
  async byId(id: string): Promise<PlannedTimer | undefined> {
    const named = parseTimerId(id);
    if (named === undefined) return undefined;
    const timer = (await this.view.get(timerDocument(named.stream, named.kind)))?.doc;
    return timer !== undefined && timerId(timer) === id ? timer : undefined;
  }

  /** The first instant, up to `until` included, at which something falls due; most likely it is soon after `now`. */
  async next(now: Instant, until: Instant): Promise<Instant | undefined> {
    const behind = addMs(until, 1);
    let start = dueKey('');
    for (let [ms, end] = [FIRST_STRETCH_MS, now]; ; ms *= 2) {
      end = upTo(behind, end, ms);
      const [first] = await this.view.range(start, dueKey(end), 1);
      if (first !== undefined || end === behind) return first?.doc.due;
      start = dueKey(end);
    }
  }
}

/** No key lies between the two: ids hold no control characters. */
const afterKey = (key: string): string => `${key}\u0001`;
/** So long after an instant, or the limit where that comes first. */
const upTo = (limit: Instant, from: Instant, ms: number): Instant => (Date.parse(from) + ms < Date.parse(limit) ? addMs(from, ms) : limit);
