import { recent, type Instant } from '@statewire/kernel';
import type { CommandId, CommitHead } from '@statewire/ledger';
import type { Decided } from './decided.js';
import { commandHash, decodeIndex, decodePack, encodeIndex, encodePack } from './dedup-pack.js';
import { HashPlaces } from './hash-places.js';
import { isWithin, PackAges, type Span } from './pack-ages.js';
import { packOf } from './snapshot-codec.js';

/** How long a command's id is remembered (ledger.md, §2.5). */
export const dedupWindowMs = 72 * 3_600_000;
/** Who does everything once more asks for its commands in the order in which they were decided. */
const packsReadMax = 16;

export type DedupOptions = Readonly<{
  /** How long a command is remembered, counted on the commits' own instants. Default 72 hours. */
  windowMs?: number;
}>;

/** A stretch of the chain. `open` until it is stored and full; after that its commands are read when they are asked for. */
type Pack = { open?: Map<CommandId, Decided> };

/** What is stored of a stretch of the chain: its commands, and what a start needs to know of them. */
export type StoredPack = Readonly<{ commands: string; index: string }>;

/**
 * Which commands are decided. Part of the fold: every writer that has read the same commits knows the same commands,
 * because only the commits' own instants make it give anything up. Millions are remembered and hardly any is ever asked for
 * again: they lie in the store, a stretch of the chain to a value, and of each a hash tells in which.
 */
export class Dedup {
  readonly #windowMs: number;
  readonly #stored: (pack: number) => string | undefined;
  readonly #packs = new Map<number, Pack>();
  /** By a command's hash, the packs that may hold it. */
  readonly #places = new HashPlaces();
  readonly #ages: PackAges;
  /** Packs whose commands are in memory. */
  readonly #opened = new Set<number>();
  /** Packs read last, as they are stored. */
  readonly #lastRead = recent<number, ReadonlyMap<CommandId, Decided>>(packsReadMax);
  /** The pack that still grows. */
  #newest = -1;
  #dirty = new Set<number>();

  /** `stored` gives the commands of a pack as they were stored last. What it throws passes through. */
  constructor({ windowMs = dedupWindowMs }: DedupOptions, stored: (pack: number) => string | undefined) {
    this.#windowMs = windowMs;
    this.#ages = new PackAges(windowMs);
    this.#stored = stored;
  }

  /** What was decided longer ago than the window counts as forgotten, also where no commit came since to say so. */
  get(id: CommandId, now: Instant): Decided | undefined {
    const places = this.#places.of(commandHash(id));
    if (places.length === 0) return undefined;
    const toMs = Date.parse(now);
    const window: Span = { fromMs: toMs - this.#windowMs, toMs };
    for (const number of places.toSorted((one, other) => other - one)) {
      const decided = this.#commands(number).get(id);
      if (decided !== undefined && this.#isRemembered(number, decided, window)) return decided;
    }
    return undefined;
  }

  add(head: CommitHead, out: 'accepted' | 'rejected', offset: bigint): void {
    if (head.cmd === undefined) return;
    const number = packOf(head.seq);
    this.#put(number, head.cmd, { seq: head.seq, out, offset, at: head.at });
    this.#dirty.add(number);
    for (const old of this.#ages.takeOld()) this.#giveUp(old);
  }

  /** Takes over the index of a pack that is stored already; they come in the order of their numbers. */
  load(number: number, index: string): void {
    const { hashes, lastMs } = decodeIndex(index);
    this.#packs.set(number, {});
    this.#newest = Math.max(this.#newest, number);
    for (const hash of hashes) this.#places.add(hash, number);
    this.#ages.note(number, lastMs);
  }

  /** What is stored of one stretch of the chain; nothing once all of it is forgotten. */
  pack(number: number): StoredPack | undefined {
    if (!this.#packs.has(number)) return undefined;
    const commands = [...this.#commands(number)];
    return { commands: encodePack(commands), index: encodeIndex({ lastMs: this.#ages.lastMs(number), hashes: commands.map(([id]) => commandHash(id)) }) };
  }

  /** Stretches that changed since they were last taken. {@link saved} is told once they are stored; {@link markDirty} gives back those that could not be. */
  takeDirty(): Set<number> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  markDirty(packs: Iterable<number>): void {
    for (const pack of packs) this.#dirty.add(pack);
  }

  /** Everything that was taken is stored: what grows no more need not be held. */
  saved(): void {
    for (const number of this.#opened) {
      if (number >= this.#newest || this.#dirty.has(number)) continue;
      delete this.#packs.get(number)?.open;
      this.#opened.delete(number);
    }
  }

  #commands(number: number): ReadonlyMap<CommandId, Decided> {
    return this.#packs.get(number)?.open ?? this.#read(number);
  }

  #read(number: number): ReadonlyMap<CommandId, Decided> {
    const known = this.#lastRead.get(number);
    if (known !== undefined) return known;
    const text = this.#stored(number);
    const commands = new Map(text === undefined ? [] : decodePack(text));
    this.#lastRead.set(number, commands);
    return commands;
  }

  #put(number: number, id: CommandId, decided: Decided): void {
    const pack: Pack = this.#packs.get(number) ?? { open: new Map() };
    pack.open ??= new Map(this.#read(number));
    pack.open.set(id, decided);
    this.#lastRead.delete(number);
    this.#ages.note(number, Date.parse(decided.at));
    this.#packs.set(number, pack);
    this.#opened.add(number);
    this.#newest = Math.max(this.#newest, number);
    this.#places.add(commandHash(id), number);
  }

  /** The clock may have been behind when it was decided: what came after something of the window is of the window too. */
  #isRemembered(number: number, { at, seq }: Decided, window: Span): boolean {
    if (Date.parse(at) >= window.fromMs || this.#ages.isAnyBefore(number, window)) return true;
    return [...this.#commands(number).values()].some((other) => other.seq < seq && isWithin(Date.parse(other.at), window));
  }

  /** Of a pack that is too old nothing is held. */
  #giveUp(number: number): void {
    for (const id of this.#commands(number).keys()) this.#places.remove(commandHash(id), number);
    this.#lastRead.delete(number);
    this.#packs.delete(number);
    this.#opened.delete(number);
    this.#dirty.add(number);
  }
}
