import type { AppendResult, Fetched, LogDriver, MemoryLogDriver, PartitionId } from '@statewire/ledger';
import type { VirtualTime } from './virtual-time.js';

export type Faults = Readonly<{
  requestLost: number;
  answerLost: number;
  doubled: number;
  late: number;
  refused: number;
  fetchFails: number;
  /** An append is answered with the place of an earlier one and not stored, as a client does that deduplicates wrongly. */
  falselyDeduplicated: number;
  delayMaxMs: number;
}>;

export const noFaults: Faults = { requestLost: 0, answerLost: 0, doubled: 0, late: 0, refused: 0, fetchFails: 0, falselyDeduplicated: 0, delayMaxMs: 30 };

type Stored = Readonly<{ base: bigint; count: number }>;

/** One log, reached by many over a network that loses, delays and doubles. */
export class UnreliableLog {
  readonly #log: MemoryLogDriver;
  readonly #time: VirtualTime;
  readonly #faults: Faults;
  /** Another leader, another session. */
  #session = 1;
  #lastBase: bigint | undefined;
  /** Where every append that arrived was stored. */
  stored: Stored[] = [];

  constructor(log: MemoryLogDriver, time: VirtualTime, faults: Faults) {
    this.#log = log;
    this.#time = time;
    this.#faults = faults;
  }

  /** An unclean election: the newest batches are gone, each whole, and with them every answer still on its way. */
  cut(part: PartitionId, batches: number): void {
    const kept = this.stored.at(-batches)?.base ?? 0n;
    this.#log.cut(part, kept);
    this.stored = this.stored.filter(({ base, count }) => base + BigInt(count) <= kept);
    this.#session += 1;
  }

  /** The log as one process sees it; once that is dead, its requests still arrive, but nothing comes back. */
  driver(isAlive: () => boolean): LogDriver {
    const append = (part: PartitionId, values: readonly Uint8Array[]) => this.#append(part, values, isAlive);
    return {
      ...this.#log,
      append,
      fetch: (part, from, limits) => this.#fetch(part, from, limits, isAlive),
    };
  }

  #append(part: PartitionId, values: readonly Uint8Array[], isAlive: () => boolean): Promise<AppendResult> {
    const { requestLost, answerLost, doubled, late, refused, delayMaxMs, falselyDeduplicated } = this.#faults;
    const time = this.#time;
    const asked = this.#session;
    return new Promise((resolve) => {
      const answer = (result: AppendResult) => {
        if (isAlive()) resolve(result);
      };
      const answerLater = (result: AppendResult) => {
        time.after(1 + time.below(delayMaxMs), () => {
          if (asked === this.#session) answer(result);
        });
      };
      time.after(2.2 * delayMaxMs, () => {
        answer({ kind: 'unknown', cause: 'no answer' });
      });
      if (time.chance(refused)) {
        answerLater({ kind: 'refused', reason: 'not-enough-replicas' });
        return;
      }
      const copies = time.chance(doubled) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        if (time.chance(requestLost)) continue;
        time.after(1 + time.below(delayMaxMs) + (time.chance(late) ? 3 * delayMaxMs : 0), () => {
          const base = this.#lastBase !== undefined && time.chance(falselyDeduplicated) ? this.#lastBase : this.#store(part, values);
          if (!time.chance(answerLost)) answerLater({ kind: 'stored', base, session: asked });
        });
      }
    });
  }

  #store(part: PartitionId, values: readonly Uint8Array[]): bigint {
    const base = BigInt(this.#log.records(part).length);
    void this.#log.append(part, values);
    this.stored.push({ base, count: values.length });
    this.#lastBase = base;
    return base;
  }

  async #fetch(part: PartitionId, from: bigint, limits: Readonly<{ bytes: number; waitMs: number }>, isAlive: () => boolean): Promise<Fetched> {
    const time = this.#time;
    const asked = this.#session;
    await time.sleep(1 + time.below(5));
    if (limits.waitMs > 0 && from === (await this.#log.bounds(part)).end) await time.sleep(limits.waitMs);
    if (!isAlive()) return new Promise(() => undefined);
    if (asked !== this.#session || time.chance(this.#faults.fetchFails)) throw new Error('connection lost');
    return { ...(await this.#log.fetch(part, from, { ...limits, waitMs: 0 })), session: asked };
  }
}
