import type { Scheduler } from '../scheduler.port.js';

type Event = Readonly<{ at: number; order: number; act: () => void }>;

/** Random numbers in [0, 1) that follow from the seed alone (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
/** Resolves when everything that needs no further event has happened. */
const atRest = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** Time that passes only from event to event, and chance that follows from a seed: a run can be repeated exactly. */
export class VirtualTime {
  readonly random: () => number;
  nowMs = 0;
  readonly #heap: Event[] = [];
  #order = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  /** An integer in [0, below). */
  below(below: number): number {
    return Math.floor(this.random() * below);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  after(ms: number, act: () => void): void {
    this.#push({ at: this.nowMs + ms, order: (this.#order += 1), act });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  scheduler(): Scheduler {
    return { sleep: (ms) => this.sleep(ms), random: this.random, monotonicMs: () => this.nowMs, systemMs: () => this.nowMs };
  }

  /** Lets events happen until there are none, `done` says so or the time is over. */
  async run(untilMs: number, done: () => boolean): Promise<void> {
    await atRest();
    while (!done() && this.nowMs <= untilMs) {
      const event = this.#pop();
      if (event === undefined) return;
      this.nowMs = event.at;
      event.act();
      await atRest();
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, event)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const [child, place] = b !== undefined && isBefore(b, a) ? [b, left + 1] : [a, left];
      if (isBefore(last, child)) break;
      heap[at] = child;
      at = place;
    }
    heap[at] = last;
    return first;
  }
}
