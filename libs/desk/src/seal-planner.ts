import type { DeskOptions } from './desk-options.js';
import { oneShot, type OneShot } from './one-shot.js';
import type { Scheduler } from './scheduler.port.js';
import { sealCommitsMax, sealIntervalMs, type SealState } from './seal-state.js';

export type SealPlannerParts = Readonly<{
  options: Pick<DeskOptions, 'signer' | 'sealIntervalMs' | 'sealCommitsMax'>;
  scheduler: Scheduler;
  stop: AbortSignal;
  /** Called when a seal has become due. */
  onDue: () => void;
}>;

/** Says when the next seal is due. */
export class SealPlanner {
  readonly #parts: SealPlannerParts;
  readonly #soon: OneShot;
  #waiters: (() => void)[] = [];
  #due = false;

  constructor(parts: SealPlannerParts) {
    this.#parts = parts;
    this.#soon = oneShot(parts.scheduler, parts.stop, () => {
      this.want();
    });
  }

  get due(): boolean {
    return this.#due;
  }

  want(): void {
    if (this.#parts.options.signer === undefined) {
      this.#release();
      return;
    }
    this.#due = true;
    this.#parts.onDue();
  }

  /** Resolves when there is nothing left to seal. */
  ask(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.want();
    });
  }

  /** To be told after every change of the fold. */
  note({ unsealed, tree }: SealState): void {
    const { options } = this.#parts;
    if (!unsealed || options.signer === undefined) return;
    if (tree.leaves >= (options.sealCommitsMax ?? sealCommitsMax)) this.#due = true;
    else this.#soon.arm(options.sealIntervalMs ?? sealIntervalMs);
  }

  /** To be told after every turn. */
  noteTurn({ unsealed }: SealState): void {
    if (this.#due && !unsealed) this.#release();
  }

  /** Nobody waits for a seal any more. */
  close(): void {
    this.#release();
  }

  #release(): void {
    this.#due = false;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
