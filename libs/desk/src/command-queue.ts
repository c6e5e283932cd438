import { PassingMap, type Instant } from '@statewire/kernel';
import type { CommandId } from '@statewire/ledger';
import type { Answer, Command, InDoubt } from './decider.port.js';

/** The command by which the timer service says that an instant planned by an event has come. */
const fireTimerType = 'FireTimer';
export const retryAfterMs = 250;
/** Commands that may wait for their turn: more are not decided within their deadlines, and each holds its text. */
export const inLineMax = 16_384;

export const inDoubt: InDoubt = { kind: 'in-doubt', retryAfterMs };

type Waiter = Readonly<{ deadline: number; resolve: (answer: Answer) => void }>;

/** A command with all who wait for its answer. `refuseAs` is set when its decision turned out not to be writable. */
export type Pending = {
  readonly command: Command;
  waiters: Waiter[];
  inFlight: boolean;
  losses: number;
  refuseAs?: 'defect' | 'frame-too-large';
};

/** A timer's command is held until the project's clock has reached its instant: a rejection would use up its id. */
const isEarly = ({ command: { type, payload } }: Pending, now: Instant): boolean => {
  const due = payload['due'];
  return type === fireTimerType && typeof due === 'string' && due > now;
};

/** Commands that wait for their turn, each id once. */
export class CommandQueue {
  readonly #byId = new PassingMap<CommandId, Pending>();
  #line: Pending[] = [];
  #taken = 0;
  #held: Pending[] = [];

  /** Where too many are in line already it is "in doubt" at once, to be sent again later. */
  add(command: Command): Promise<Answer> {
    return new Promise((resolve) => {
      const waiter = { deadline: command.deadline, resolve };
      const known = this.#byId.get(command.id);
      if (known !== undefined) {
        known.waiters.push(waiter);
        return;
      }
      if (this.ready >= inLineMax) {
        resolve(inDoubt);
        return;
      }
      const pending: Pending = { command, waiters: [waiter], inFlight: false, losses: 0 };
      this.#byId.set(command.id, pending);
      this.#line.push(pending);
    });
  }

  find(id: CommandId): Pending | undefined {
    return this.#byId.get(id);
  }

  /** Anybody waits, whether in line, held or in flight. */
  get size(): number {
    return this.#byId.size;
  }

  /** Commands that could be taken now. */
  get ready(): number {
    return this.#line.length - this.#taken;
  }

  get held(): number {
    return this.#held.length;
  }

  take(max: number, now: Instant): Pending[] {
    const taken: Pending[] = [];
    while (taken.length < max && this.#taken < this.#line.length) {
      const pending = this.#line[this.#taken];
      this.#taken += 1;
      if (pending === undefined || pending.waiters.length === 0) continue;
      if (isEarly(pending, now)) {
        this.#held.push(pending);
        continue;
      }
      pending.inFlight = true;
      taken.push(pending);
    }
    if (this.#taken * 2 > this.#line.length) {
      this.#line = this.#line.slice(this.#taken);
      this.#taken = 0;
    }
    return taken;
  }

  /** To the front of the line, in their order; who waits no more has left it. */
  giveBack(pendings: readonly Pending[]): void {
    const back = pendings.filter((pending) => this.#byId.get(pending.command.id) === pending);
    for (const pending of back) {
      pending.inFlight = false;
      if (pending.waiters.length === 0) this.#byId.delete(pending.command.id);
    }
    this.#line = [...back.filter(({ waiters }) => waiters.length > 0), ...this.#line.slice(this.#taken)];
    this.#taken = 0;
  }

  /** Puts held commands whose instant has come in line. */
  releaseDue(now: Instant): void {
    if (this.#held.length === 0) return;
    const due = this.#held.filter((pending) => !isEarly(pending, now));
    if (due.length === 0) return;
    this.#held = this.#held.filter((pending) => isEarly(pending, now));
    this.#line.push(...due);
  }

  settle(pending: Pending, answer: Answer): void {
    this.#byId.delete(pending.command.id);
    const { waiters } = pending;
    pending.waiters = [];
    for (const { resolve } of waiters) resolve(answer);
  }

  /** Answers "in doubt" to all who have waited past their deadline. Nothing is said about what became of the command. */
  expire(systemMs: number): void {
    for (const pending of this.#byId.values()) {
      if (pending.waiters.every(({ deadline }) => deadline > systemMs)) continue;
      const late = pending.waiters.filter(({ deadline }) => deadline <= systemMs);
      pending.waiters = pending.waiters.filter(({ deadline }) => deadline > systemMs);
      if (pending.waiters.length === 0 && !pending.inFlight) this.#byId.delete(pending.command.id);
      for (const { resolve } of late) resolve(inDoubt);
    }
    this.#held = this.#held.filter(({ waiters }) => waiters.length > 0);
    this.#line = this.#line.slice(this.#taken).filter(({ waiters }) => waiters.length > 0);
    this.#taken = 0;
  }

  /** Answers "in doubt" to all: the desk decides nothing any more. */
  abandon(): void {
    for (const pending of this.#byId.values()) this.settle(pending, inDoubt);
    this.#line = [];
    this.#taken = 0;
    this.#held = [];
  }
}
