import type { Instant } from '@statewire/kernel';
import type { CommandId, CommitHead } from '@statewire/ledger';

export const dedupWindowMs = 72 * 3_600_000;

/** What is remembered of a decided command; the rest is read back from the log at `offset`. */
export type Decided = Readonly<{ seq: number; out: 'accepted' | 'rejected'; offset: bigint; at: Instant; kept?: true }>;

export type DedupOptions = Readonly<{
  /** How long a command is remembered, counted on the commits' own instants. Default 72 hours. */
  windowMs?: number;
  /** Commands never to be forgotten, for example those of terminals that number their messages. */
  keeps?: (head: CommitHead) => boolean;
}>;

/**
 * Which commands are decided. Part of the fold: every writer that has read the same commits knows the same commands,
 * because only the commits' own instants make it forget.
 */
export class Dedup {
  readonly #recent = new Map<CommandId, Decided>();
  readonly #kept = new Map<CommandId, Decided>();
  readonly #windowMs: number;
  readonly #keeps: (head: CommitHead) => boolean;
  #newestMs = -Infinity;
  #dirty = new Set<CommandId>();

  constructor({ windowMs = dedupWindowMs, keeps = () => false }: DedupOptions) {
    this.#windowMs = windowMs;
    this.#keeps = keeps;
  }

  /** With `now`, what was decided longer ago than the window counts as forgotten, also where no commit came since to say so. */
  get(id: CommandId, now?: Instant): Decided | undefined {
    const recent = this.#recent.get(id);
    const over = recent !== undefined && now !== undefined && Date.parse(recent.at) < Date.parse(now) - this.#windowMs;
    return (over ? undefined : recent) ?? this.#kept.get(id);
  }

  get size(): number {
    return this.#recent.size + this.#kept.size;
  }

  add(head: CommitHead, out: 'accepted' | 'rejected', offset: bigint): void {
    if (head.cmd !== undefined) {
      const decided: Decided = { seq: head.seq, out, offset, at: head.at };
      if (this.#keeps(head)) this.#kept.set(head.cmd, { ...decided, kept: true });
      else {
        // A command that comes again after its window is the newest now, and must not stand where the oldest are looked for.
        this.#recent.delete(head.cmd);
        this.#recent.set(head.cmd, decided);
      }
      this.#dirty.add(head.cmd);
    }
    this.#newestMs = Math.max(this.#newestMs, Date.parse(head.at));
    this.#forget();
  }

  /** Takes over an entry that is stored already; entries come in the order of their `seq`. */
  load(id: CommandId, decided: Decided): void {
    (decided.kept === true ? this.#kept : this.#recent).set(id, decided);
    this.#newestMs = Math.max(this.#newestMs, Date.parse(decided.at));
  }

  takeDirty(): Set<CommandId> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  markDirty(ids: Iterable<CommandId>): void {
    for (const id of ids) this.#dirty.add(id);
  }

  /** Commits lie in the order of their numbers, so the oldest are met first. */
  #forget(): void {
    for (const [id, { at }] of this.#recent) {
      if (Date.parse(at) >= this.#newestMs - this.#windowMs) return;
      this.#recent.delete(id);
      this.#dirty.add(id);
    }
  }
}
