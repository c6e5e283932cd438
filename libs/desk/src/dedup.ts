import type { Instant } from '@statewire/kernel';
import type { CommandId, CommitHead } from '@statewire/ledger';
import { commandHash, decodePack, encodePack, hashesOf, type PackedCommand } from './dedup-pack.js';
import type { Decided } from './decided.js';
import { packOf } from './snapshot-codec.js';

export const dedupWindowMs = 72 * 3_600_000;

export type DedupOptions = Readonly<{
  /** How long a command is remembered, counted on the commits' own instants. Default 72 hours. */
  windowMs?: number;
  /** Commands never to be forgotten, for example those of terminals that number their messages. */
  keeps?: (head: CommitHead) => boolean;
}>;

/** A stretch of the chain: as it is stored, which is all that is kept of it once it is; `open` until then. */
type Pack = { text?: string; open?: Map<CommandId, Decided>; lastMs: number };

/**
 * Which commands are decided. Part of the fold: every writer that has read the same commits knows the same commands,
 * because only the commits' own instants make it forget. Hundreds of thousands are remembered and hardly any is ever
 * asked for again: in memory a stretch of the chain is one text, and of each command a number tells in which it lies.
 */
export class Dedup {
  readonly #windowMs: number;
  readonly #keeps: (head: CommitHead) => boolean;
  readonly #packs = new Map<number, Pack>();
  /** By a command's hash, the packs that may hold it, the newest last. */
  readonly #places = new Map<number, number | readonly number[]>();
  /** Packs that hold what may still be forgotten, the oldest first. */
  readonly #aging = new Set<number>();
  /** The pack that still grows. */
  #newest = -1;
  #newestMs = -Infinity;
  #dirty = new Set<number>();

  constructor({ windowMs = dedupWindowMs, keeps = () => false }: DedupOptions) {
    this.#windowMs = windowMs;
    this.#keeps = keeps;
  }

  /** With `now`, what was decided longer ago than the window counts as forgotten, also where no commit came since to say so. */
  get(id: CommandId, now?: Instant): Decided | undefined {
    const places = this.#places.get(commandHash(id));
    if (places === undefined) return undefined;
    const sinceMs = Math.max(this.#newestMs, now === undefined ? -Infinity : Date.parse(now)) - this.#windowMs;
    return (typeof places === 'number' ? [places] : places.toReversed())
      .map((number) => this.#opened(number).get(id))
      .find((decided) => decided !== undefined && isRemembered(decided, sinceMs));
  }

  /** The newest instant of a commit, in milliseconds: what counts as forgotten is reckoned from it. */
  get newestMs(): number {
    return this.#newestMs;
  }

  add(head: CommitHead, out: 'accepted' | 'rejected', offset: bigint): void {
    const ms = Date.parse(head.at);
    if (head.cmd !== undefined) {
      const number = packOf(head.seq);
      const decided: Decided = { seq: head.seq, out, offset, at: head.at };
      this.#put(number, head.cmd, this.#keeps(head) ? { ...decided, kept: true } : decided, ms);
      this.#dirty.add(number);
    }
    this.#newestMs = Math.max(this.#newestMs, ms);
    this.#forget();
  }

  /** Takes over a pack that is stored already; they come in the order of their numbers. */
  load(number: number, text: string): void {
    const { hashes, lastMs } = hashesOf(text);
    this.#packs.set(number, { text, lastMs });
    this.#newest = Math.max(this.#newest, number);
    for (const hash of hashes) this.#place(hash, number);
    if (lastMs > -Infinity) this.#aging.add(number);
    this.#newestMs = Math.max(this.#newestMs, lastMs);
  }

  /** Takes over the newest instant of the commits that were loaded. */
  loadNewest(ms: number): void {
    this.#newestMs = Math.max(this.#newestMs, ms);
  }

  /** What is stored of one stretch of the chain; nothing once all of it is forgotten. One that is behind the newest is kept as that text. */
  pack(number: number): string | undefined {
    const pack = this.#packs.get(number);
    if (pack === undefined) return undefined;
    const text = pack.text ?? encodePack([...this.#opened(number)]);
    if (number < this.#newest) {
      pack.text = text;
      delete pack.open;
    }
    return text;
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

  #opened(number: number): ReadonlyMap<CommandId, Decided> {
    const { open, text = '' } = this.#packs.get(number) ?? {};
    return open ?? new Map(decodePack(text));
  }

  #put(number: number, id: CommandId, decided: Decided, ms: number): void {
    const pack = this.#packs.get(number) ?? { lastMs: -Infinity };
    pack.open ??= new Map(decodePack(pack.text ?? ''));
    delete pack.text;
    pack.open.set(id, decided);
    if (decided.kept !== true) {
      pack.lastMs = Math.max(pack.lastMs, ms);
      this.#aging.add(number);
    }
    this.#packs.set(number, pack);
    this.#newest = Math.max(this.#newest, number);
    this.#place(commandHash(id), number);
  }

  #place(hash: number, number: number): void {
    const places = this.#places.get(hash);
    if (places === undefined) this.#places.set(hash, number);
    else if (typeof places === 'number') this.#places.set(hash, places === number ? number : [places, number]);
    else if (!places.includes(number)) this.#places.set(hash, [...places, number]);
  }

  /** The oldest packs are given up once nothing in them is remembered but what is kept for ever. */
  #forget(): void {
    const sinceMs = this.#newestMs - this.#windowMs;
    for (const number of this.#aging) {
      const pack = this.#packs.get(number);
      if (pack !== undefined && pack.lastMs >= sinceMs) return;
      this.#aging.delete(number);
      this.#giveUp(number);
    }
  }

  #giveUp(number: number): void {
    const all: readonly PackedCommand[] = [...this.#opened(number)];
    const kept = all.filter(([, decided]) => decided.kept === true);
    this.#packs.delete(number);
    for (const hash of new Set(all.map(([id]) => commandHash(id)))) this.#displace(hash, number);
    if (kept.length > 0) this.#packs.set(number, { open: new Map(kept), lastMs: -Infinity });
    for (const [id] of kept) this.#place(commandHash(id), number);
    this.#dirty.add(number);
  }

  #displace(hash: number, number: number): void {
    const places = this.#places.get(hash);
    const left = typeof places === 'object' ? places.filter((each) => each !== number) : [];
    const [first] = left;
    if (first === undefined) this.#places.delete(hash);
    else this.#places.set(hash, left.length === 1 ? first : left);
  }
}

const isRemembered = ({ at, kept }: Decided, sinceMs: number): boolean => kept === true || Date.parse(at) >= sinceMs;
