import { Failure, type Instant } from '@statewire/kernel';
import { ringAgainAfterMs, ringsAtMs } from './alarm-times.js';
import type { AlarmClock } from './alarm-clock.port.js';
import { dueQueue, type Due } from './due-queue.js';

/**
 * Asleep no longer than this: `setTimeout` knows no more than 24 days, and a system clock may be set
 * or a machine sleep meanwhile.
 */
const napMsMax = 30_000;
const ringsAtOnceMax = 64;

class MemoryAlarmClock implements AlarmClock {
  /** The ids of what is armed, ringing, or left alone for a while after a failure. */
  readonly #armed = new Set<string>();
  readonly #queue = dueQueue();
  #order = 0;
  #listener: ((id: string) => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #ringing = new Set<Promise<void>>();
  readonly #failures = new Map<string, number>();
  #closed = false;

  armAll(alarms: readonly Readonly<{ id: string; due: Instant }>[]): Promise<void> {
    return Promise.resolve().then(() => {
      if (this.#closed) throw new Failure('alarm-clock/unavailable', 'The alarm clock was closed.', true);
      const entries = alarms.map(({ id, due }) => ({ id, at: ringsAtMs(id, due), order: (this.#order += 1) }));
      for (const entry of entries) {
        if (this.#armed.has(entry.id)) continue;
        this.#armed.add(entry.id);
        this.#queue.push(entry);
      }
      this.#ringDue();
    });
  }

  onRing(listener: (id: string) => Promise<void>): void {
    this.#listener = listener;
    this.#ringDue();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#ringing);
  }

  #ringDue(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#listener === undefined) return;
    const now = Date.now();
    for (let first = this.#queue.first(); first !== undefined; first = this.#queue.first()) {
      if (first.at > now) {
        this.#timer = setTimeout(() => { this.#ringDue(); }, Math.min(first.at - now, napMsMax));
        this.#timer.unref();
        return;
      }
      if (this.#ringing.size >= ringsAtOnceMax) return;
      this.#queue.pop();
      this.#ring(first, this.#listener);
    }
  }

  #ring(entry: Due, listener: (id: string) => Promise<void>): void {
    const ringing = Promise.resolve()
      .then(() => listener(entry.id))
      .then(
        () => {
          this.#failures.delete(entry.id);
          this.#armed.delete(entry.id);
        },
        () => { this.#ringAgain(entry); },
      )
      .finally(() => {
        this.#ringing.delete(ringing);
        this.#ringDue();
      });
    this.#ringing.add(ringing);
  }

  #ringAgain(entry: Due): void {
    const failures = (this.#failures.get(entry.id) ?? 0) + 1;
    this.#failures.set(entry.id, failures);
    setTimeout(() => {
      this.#queue.push(entry);
      this.#ringDue();
    }, ringAgainAfterMs(failures)).unref();
  }
}

/**
 * The alarm clock of a single process: one timer on the earliest alarm, nothing kept over a restart.
 * Failures: `alarm-clock/bad-id`, `alarm-clock/bad-instant`, `alarm-clock/unavailable` (closed).
 */
export const memoryAlarmClock = (): AlarmClock => new MemoryAlarmClock();
