import type { Instant } from '@statewire/kernel';
import type { CommandId, CommitHead } from '@statewire/ledger';
import type { Decided } from './decided.js';
import { packOf } from './snapshot-codec.js';

export const dedupWindowMs = 72 * 3_600_000;

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
  /** Which commands were decided in which stretch of the chain: they are stored a stretch at a time. */
  readonly #packs = new Map<number, CommandId[]>();
  #newestMs = -Infinity;
  #dirty = new Set<number>();

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
      this.#place(head.cmd, head.seq);
      this.#dirty.add(packOf(head.seq));
    }
    this.#newestMs = Math.max(this.#newestMs, Date.parse(head.at));
    this.#forget();
  }

  /** Takes over an entry that is stored already; entries come in the order of their `seq`. */
  load(id: CommandId, decided: Decided): void {
    // One that came again after its window was stored twice: the later one counts, in the later one's place.
    this.#recent.delete(id);
    (decided.kept === true ? this.#kept : this.#recent).set(id, decided);
    this.#place(id, decided.seq);
    this.#newestMs = Math.max(this.#newestMs, Date.parse(decided.at));
  }

  /** What is remembered of one stretch of the chain, in its order; nothing once all of it is forgotten. */
  pack(number: number): readonly (readonly [CommandId, Decided])[] {
    const entries = (this.#packs.get(number) ?? []).flatMap((id) => {
      const decided = this.get(id);
      return decided !== undefined && packOf(decided.seq) === number ? [[id, decided] as const] : [];
    });
    if (entries.length === 0) this.#packs.delete(number);
    return entries;
  }

  /** Stretches that changed since they were last taken; {@link markDirty} gives back those that could not be stored. */
  takeDirty(): Set<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  markDirty(packs: Iterable<number>): void {
    for (const pack of packs) this.#dirty.add(pack);
  }

  #place(id: CommandId, seq: number): void {
    const pack = packOf(seq);
    const ids = this.#packs.get(pack);
    if (ids === undefined) this.#packs.set(pack, [id]);
    else ids.push(id);
  }

  /** Commits lie in the order of their numbers, so the oldest are met first. */
  #forget(): void {
    for (const [id, { at, seq }] of this.#recent) {
      if (Date.parse(at) >= this.#newestMs - this.#windowMs) return;
      this.#recent.delete(id);
      this.#dirty.add(packOf(seq));
    }
  }
}
