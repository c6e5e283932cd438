import { systemClock, type Clock, type ManualClock } from '@statewire/clock';
import { Failure, type Instant } from '@statewire/kernel';
import { checkAlarmId, ringAgainAfterMs } from './alarm-id.js';
import type { AlarmClock } from './alarm-clock.port.js';
import { dueQueue, type Due } from './due-queue.js';

/**
 * Asleep no longer than this: `setTimeout` knows no more than 24 days, and a system clock may be set
 * or a machine sleep meanwhile.
 */
const napMsMax = 30_000;
const ringsAtOnceMax = 64;

const moves = (clock: Clock): clock is ManualClock => 'onMove' in clock;

class MemoryAlarmClock implements AlarmClock {
  /** What is armed or ringing, by id. An entry of the queue that is not the armed one was disarmed. */
  readonly #armed = new Map<string, Due>();
  #queue = dueQueue();
  #order = 0;
  #listener: ((id: string) => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #ringing = new Set<Promise<void>>();
  /** Armed but not in the queue: ringing, or left alone for a while after a failure. */
  readonly #out = new Set<Due>();
  readonly #failures = new Map<string, number>();
  #closed = false;

  constructor(private readonly clock: Clock) {
    if (moves(clock)) clock.onMove(() => { this.#ringDue(); });
  }

  arm(id: string, due: Instant): Promise<void> {
    return this.#soon(() => {
      checkAlarmId(id);
      const at = Date.parse(due);
      if (Number.isNaN(at)) throw new Failure('alarm-clock/bad-instant', `No instant: ${due}`, false);
      if (!this.#armed.has(id)) this.#enqueue(id, at);
    });
  }

  async armAll(alarms: readonly Readonly<{ id: string; due: Instant }>[]): Promise<void> {
    await Promise.all(alarms.map(({ id, due }) => this.arm(id, due)));
  }

  disarm(id: string): Promise<void> {
    return this.#soon(() => {
      this.#armed.delete(id);
      this.#failures.delete(id);
      // Disarmed entries wait in the queue for their time; there are never more of them than of the others.
      if (this.#queue.size() > 2 * this.#armed.size + ringsAtOnceMax) this.#sweep();
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

  #soon(act: () => void): Promise<void> {
    return Promise.resolve().then(() => {
      if (this.#closed) throw new Failure('alarm-clock/unavailable', 'The alarm clock was closed.', true);
      act();
    });
  }

  #enqueue(id: string, at: number): void {
    const entry = { id, at, order: (this.#order += 1) };
    this.#armed.set(id, entry);
    this.#queue.push(entry);
    if (this.#queue.first() === entry) this.#ringDue();
  }

  #sweep(): void {
    this.#queue = dueQueue();
    for (const entry of this.#armed.values()) if (!this.#out.has(entry)) this.#queue.push(entry);
  }

  #ringDue(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#listener === undefined) return;
    const now = Date.parse(this.clock.now());
    for (let first = this.#queue.first(); first !== undefined; first = this.#queue.first()) {
      const isArmed = this.#armed.get(first.id) === first;
      if (isArmed && first.at > now) {
        this.#sleep(first.at - now);
        return;
      }
      if (isArmed && this.#ringing.size >= ringsAtOnceMax) return;
      this.#queue.pop();
      if (isArmed) this.#ring(first, this.#listener);
    }
  }

  #sleep(ms: number): void {
    // A simulated clock stands still by itself: it tells when it was moved.
    if (moves(this.clock)) return;
    this.#timer = setTimeout(() => { this.#ringDue(); }, Math.min(ms, napMsMax));
    this.#timer.unref();
  }

  #ring(entry: Due, listener: (id: string) => Promise<void>): void {
    const isStill = () => this.#armed.get(entry.id) === entry;
    this.#out.add(entry);
    const ringing = Promise.resolve()
      .then(() => listener(entry.id))
      .then(
        () => {
          this.#out.delete(entry);
          if (!isStill()) return;
          this.#failures.delete(entry.id);
          this.#armed.delete(entry.id);
        },
        () => {
          if (isStill()) this.#ringAgain(entry);
          else this.#out.delete(entry);
        },
      )
      .finally(() => {
        this.#ringing.delete(ringing);
        this.#ringDue();
      });
    this.#ringing.add(ringing);
  }

  /** On the system's time: a simulated clock may not move for hours, and the outage that made the listener fail is real. */
  #ringAgain(entry: Due): void {
    const failures = (this.#failures.get(entry.id) ?? 0) + 1;
    this.#failures.set(entry.id, failures);
    setTimeout(() => {
      this.#out.delete(entry);
      if (this.#armed.get(entry.id) === entry) this.#queue.push(entry);
      this.#ringDue();
    }, ringAgainAfterMs(failures)).unref();
  }
}

/**
 * The alarm clock of a single process: one timer on the earliest alarm, nothing kept over a restart.
 * A simulated clock that can be moved rings by its moves. Failures: `alarm-clock/bad-id`, `alarm-clock/bad-instant`,
 * `alarm-clock/unavailable` (closed).
 */
export const memoryAlarmClock = (clock: Clock = systemClock()): AlarmClock => new MemoryAlarmClock(clock);
