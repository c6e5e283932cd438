import { partitionName } from '@statewire/ledger';
import type { Decided } from './dedup.js';
import type { DeskOptions } from './desk-options.js';
import { FrameRing } from './frame-ring.js';
import { PartitionFold, type FoldOptions } from './partition-fold.js';
import { decodeDecided, decodeMeta, encodeDecided, encodeMeta, seqKey, seqOfKey, type SnapshotMeta } from './snapshot-codec.js';
import type { PartitionSnapshot, SnapshotChange, SnapshotTable } from './snapshots.port.js';

const metaKey = 'at';
/** What can be folded anew; the ring cannot. */
const foldTables: readonly SnapshotTable[] = ['state', 'streams', 'dedup', 'meta'];

type Dirty = Readonly<{ state: Set<string>; streams: Set<string>; dedup: Set<string>; ring: Set<number> }>;

const changeOf = (table: SnapshotTable, key: string, value: string | undefined): SnapshotChange =>
  value === undefined ? { table, key } : { table, key, value };
const jsonOf = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

/** Keeps the snapshot of one fold: what changed since the last save, and the one save under way. */
export class Snapshotter {
  readonly #store: PartitionSnapshot;
  readonly #options: FoldOptions;
  #clear = false;

  private constructor(store: PartitionSnapshot, options: FoldOptions) {
    this.#store = store;
    this.#options = options;
  }

  static async open(options: FoldOptions, { snapshots }: Pick<DeskOptions, 'snapshots'>): Promise<Snapshotter> {
    return new Snapshotter(await snapshots.open(partitionName(options.part)), options);
  }

  async loadRing(): Promise<FrameRing> {
    const ring = new FrameRing();
    for await (const [key, text] of this.#store.entries('ring')) ring.load(seqOfKey(key), text);
    return ring;
  }

  /** The fold as it was saved, or undefined where there is none that this desk could go on from. */
  async loadFold(): Promise<PartitionFold | undefined> {
    const meta = await this.#meta();
    if (meta === undefined) return undefined;
    const fold = new PartitionFold(this.#options);
    for await (const [key, text] of this.#store.entries('state')) fold.state.load(key, JSON.parse(text));
    for await (const [key, text] of this.#store.entries('streams')) fold.streams.load(key, Number(text));
    const decided: (readonly [string, Decided])[] = [];
    for await (const [id, text] of this.#store.entries('dedup')) decided.push([id, decodeDecided(text)]);
    for (const [id, entry] of decided.sort(([, a], [, b]) => a.seq - b.seq)) fold.dedup.load(id, entry);
    fold.chain = meta.chain;
    fold.seals = meta.seals;
    return fold;
  }

  /** The next save begins with empty tables: what was saved before belongs to another fold. */
  startOver(): void {
    this.#clear = true;
  }

  /**
   * Saves what changed. Taken at once, so that it is one moment of the fold; written while the desk goes on. Not to be
   * called before the last one has ended: what a failed save held goes into the next.
   */
  async save(fold: PartitionFold, ring: FrameRing): Promise<void> {
    const dirty = { state: fold.state.takeDirty(), streams: fold.streams.takeDirty(), dedup: fold.dedup.takeDirty(), ring: ring.takeDirty() };
    const cleared = this.#clear ? foldTables : [];
    const changes = this.#changes(fold, ring, dirty);
    this.#clear = false;
    try {
      await this.#store.write(changes, cleared);
    } catch (error) {
      this.#clear ||= cleared.length > 0;
      fold.state.markDirty(dirty.state);
      fold.streams.markDirty(dirty.streams);
      fold.dedup.markDirty(dirty.dedup);
      ring.markDirty(dirty.ring);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #changes({ state, streams, dedup, chain, seals }: PartitionFold, ring: FrameRing, dirty: Dirty): SnapshotChange[] {
    const { installation, decider } = this.#options;
    const changes: SnapshotChange[] = [];
    for (const key of dirty.state) changes.push(changeOf('state', key, jsonOf(state.settled(key))));
    for (const key of dirty.streams) changes.push(changeOf('streams', key, jsonOf(streams.settled(key))));
    for (const id of dirty.dedup) {
      const decided = dedup.get(id);
      changes.push(changeOf('dedup', id, decided && encodeDecided(decided)));
    }
    for (const seq of dirty.ring) {
      const frame = ring.get(seq);
      changes.push(changeOf('ring', seqKey(seq), frame && Buffer.from(frame.bytes).toString('utf8')));
    }
    changes.push({ table: 'meta', key: metaKey, value: encodeMeta({ installation, stateVersion: decider.stateVersion, chain, seals }) });
    return changes;
  }

  async #meta(): Promise<SnapshotMeta | undefined> {
    for await (const [key, text] of this.#store.entries('meta')) {
      const meta = key === metaKey ? decodeMeta(text) : undefined;
      const { installation, decider } = this.#options;
      if (meta?.installation === installation && meta.stateVersion === decider.stateVersion) return meta;
    }
    return undefined;
  }
}
