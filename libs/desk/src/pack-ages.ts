/** What two packs lie apart counts for so many of the window's parts at most, forth and back. */
const partsOfWindow = 12;
/** Less than forth, so that ages grow whatever clocks say. */
const backOfForth = 5 / 6;
/** A pack is held for so many parts longer than the window: for what a wrong clock is ahead until it is put right. */
const spareParts = 4;

/** From and to an instant, in milliseconds, both within. */
export type Span = Readonly<{ fromMs: number; toMs: number }>;
export const isWithin = (ms: number, { fromMs, toMs }: Span): boolean => ms >= fromMs && ms <= toMs;

/** `countedMs`: where it lies in the time that ages are counted in; only differences mean anything. */
type Place = { lastMs: number; countedMs: number };

/**
 * How old the packs are; they come in the order of their numbers. A clock may be wrong
 * by any time for a while, and what it says must not make packs be given up that are of the window once it is right
 * again. So a leap counts for little, and leaping back takes what it counted away.
 */
export class PackAges {
  readonly #forthMaxMs: number;
  readonly #heldMs: number;
  readonly #places = new Map<number, Place>();
  #newest: Place | undefined;
  #before: Place | undefined;

  constructor(windowMs: number) {
    this.#forthMaxMs = windowMs / partsOfWindow;
    this.#heldMs = windowMs + spareParts * this.#forthMaxMs;
  }

  /** The last instant that was noted for a pack, in milliseconds; -Infinity where none was. */
  lastMs(number: number): number {
    return this.#places.get(number)?.lastMs ?? -Infinity;
  }

  /** To be told of the instants in the newest pack. */
  note(number: number, ms: number): void {
    const known = this.#places.get(number);
    if (known === undefined) this.#before = this.#newest;
    const lastMs = Math.max(known?.lastMs ?? ms, ms);
    this.#newest = { lastMs, countedMs: this.#countedMs(lastMs) };
    this.#places.set(number, this.#newest);
  }

  /** Takes out the packs in which nothing is of the window any more, the oldest first. */
  takeOld(): readonly number[] {
    const old: number[] = [];
    for (const [number, { countedMs }] of this.#places) {
      if ((this.#newest?.countedMs ?? countedMs) - countedMs <= this.#heldMs) break;
      old.push(number);
    }
    for (const number of old) this.#places.delete(number);
    return old;
  }

  /** Whether a pack before this one ends within the span. */
  isAnyBefore(number: number, span: Span): boolean {
    for (const [other, { lastMs }] of this.#places) {
      if (other >= number) return false;
      if (isWithin(lastMs, span)) return true;
    }
    return false;
  }

  #countedMs(lastMs: number): number {
    if (this.#before === undefined) return 0;
    const step = lastMs - this.#before.lastMs;
    return this.#before.countedMs + Math.max(-this.#forthMaxMs * backOfForth, Math.min(step, this.#forthMaxMs));
  }
}
