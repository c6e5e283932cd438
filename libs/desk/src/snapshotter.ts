import { partitionName } from '@statewire/ledger';
import type { DeskOptions } from './desk-options.js';
import { FrameRing } from './frame-ring.js';
import { PartitionFold, type FoldOptions } from './partition-fold.js';
import { decodeFrames, decodeMeta, encodeFrames, encodeMeta, packKey, packOf, seqsOf, type SnapshotMeta } from './snapshot-codec.js';
import type { PartitionSnapshot, SnapshotChange, SnapshotTable } from './snapshots.port.js';
import { TableLog } from './table-log.js';

const metaKey = 'at';
/** What can be folded anew; the ring cannot. */
const foldTables: readonly SnapshotTable[] = ['state', 'streams', 'dedup', 'meta'];

type DirtyPacks = Readonly<{ dedup: Set<number>; ring: Set<number> }>;

const changeOf = (table: SnapshotTable, key: string, value: string | undefined): SnapshotChange =>
  value === undefined ? { table, key } : { table, key, value };

/** Keeps the snapshot of one fold: what changed since the last save, and the one save under way. */
export class Snapshotter {
  readonly #store: PartitionSnapshot;
  readonly #options: FoldOptions;
  #state = new TableLog<unknown>('state');
  #streams = new TableLog<number>('streams');
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
    for await (const [, text] of this.#store.entries('ring')) {
      for (const [seq, frame] of decodeFrames(text)) ring.load(seq, frame);
    }
    return ring;
  }

  /** The fold as it was saved, or undefined where there is none that this desk could go on from. */
  async loadFold(): Promise<PartitionFold | undefined> {
    const meta = await this.#meta();
    if (meta === undefined) return undefined;
    const fold = new PartitionFold(this.#options);
    for await (const [key, text] of this.#store.entries('state')) this.#state.load(key, text, fold.state);
    for await (const [key, text] of this.#store.entries('streams')) this.#streams.load(key, text, fold.streams);
    // Their keys are in the order of the chain.
    for await (const [key, text] of this.#store.entries('dedup')) fold.dedup.load(Number(key), text);
    fold.dedup.loadNewest(meta.newestMs);
    fold.startAt(meta.chain);
    fold.seals = meta.seals;
    return fold;
  }

  /** The next save begins with empty tables: what was saved before belongs to another fold. */
  startOver(): void {
    this.#clear = true;
    this.#state = new TableLog('state');
    this.#streams = new TableLog('streams');
  }

  /**
   * Saves what changed. Taken at once, so that it is one moment of the fold; written while the desk goes on. Not to be
   * called before the last one has ended: what a failed save held goes into the next.
   */
  async save(fold: PartitionFold, ring: FrameRing): Promise<void> {
    const dirty = { state: fold.state.takeDirty(), streams: fold.streams.takeDirty(), dedup: fold.dedup.takeDirty(), ring: ring.takeDirty() };
    const cleared = this.#clear ? foldTables : [];
    const state = this.#state.save(fold.state, dirty.state);
    const streams = this.#streams.save(fold.streams, dirty.streams);
    const changes = [...state.changes, ...streams.changes, ...this.#changes(fold, ring, dirty)];
    this.#clear = false;
    try {
      await this.#store.write(changes, cleared);
      state.stored();
      streams.stored();
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

  #changes({ dedup, chain, seals }: PartitionFold, ring: FrameRing, dirty: DirtyPacks): SnapshotChange[] {
    const { installation, decider } = this.#options;
    const changes: SnapshotChange[] = [];
    for (const pack of dirty.dedup) changes.push(changeOf('dedup', packKey(pack), dedup.pack(pack)));
    for (const pack of new Set([...dirty.ring].map(packOf))) {
      const frames = seqsOf(pack).flatMap((seq) => ring.get(seq) ?? []);
      changes.push(changeOf('ring', packKey(pack), frames.length === 0 ? undefined : encodeFrames(frames)));
    }
    changes.push({ table: 'meta', key: metaKey, value: encodeMeta({ installation, stateVersion: decider.stateVersion, chain, seals, newestMs: dedup.newestMs }) });
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
