import { Failure } from '@statewire/kernel';
import { partitionName } from '@statewire/ledger';
import type { DeskOptions } from './desk-options.js';
import { FrameRing } from './frame-ring.js';
import { PartitionFold, type FoldOptions } from './partition-fold.js';
import { decodeFrames, decodeMeta, encodeFrames, encodeMeta, packKey, packOf, seqsOf, type SnapshotMeta } from './snapshot-codec.js';
import type { PartitionSnapshot, SnapshotChange, SnapshotTable } from './snapshots.port.js';

const metaKey = 'at';
/** What can be folded anew; the ring cannot. */
const foldTables: readonly SnapshotTable[] = ['state', 'streams', 'dedup', 'dedup-index', 'meta'];
/** Code of the failure of a row that is stored and cannot be read. */
export const rowUnreadable = 'desk/row-unreadable';

type DirtyPacks = Readonly<{ dedup: Set<number>; ring: Set<number> }>;

const changeOf = (table: SnapshotTable, key: string, value: string | undefined): SnapshotChange =>
  value === undefined ? { table, key } : { table, key, value };

/** Keeps the snapshot of one fold: reads its rows when they are asked for, and stores what changed since the last save. */
export class Snapshotter {
  readonly #store: PartitionSnapshot;
  readonly #options: FoldOptions;
  readonly #onUnreadable: () => void;
  /** Whether what is stored belongs to the fold at hand; if not, it has no rows yet and the next save begins with empty tables. */
  #isOfFold = false;
  /** Whether a row could not be read since the fold at hand was begun. */
  isUnreadable = false;
  /** Counts the folds, so that a save which ends after another one began says nothing of that one. */
  #folds = 0;

  private constructor(store: PartitionSnapshot, options: FoldOptions, onUnreadable: () => void) {
    this.#store = store;
    this.#options = options;
    this.#onUnreadable = onUnreadable;
  }

  /** `onUnreadable` is called, and Failure {@link rowUnreadable} thrown to who asked, when a stored row cannot be read. */
  static async open(options: FoldOptions, { snapshots }: Pick<DeskOptions, 'snapshots'>, onUnreadable: () => void): Promise<Snapshotter> {
    return new Snapshotter(await snapshots.open(partitionName(options.part)), options, onUnreadable);
  }

  async loadRing(): Promise<FrameRing> {
    const ring = new FrameRing();
    for await (const [, text] of this.#store.entries('ring')) {
      for (const [seq, frame] of decodeFrames(text)) ring.load(seq, frame);
    }
    return ring;
  }

  /** The fold as it was saved, or undefined where there is none that this desk could go on from. The ring learns what was missing then. */
  async loadFold(ring: FrameRing): Promise<PartitionFold | undefined> {
    const meta = await this.#meta();
    if (meta === undefined) return undefined;
    const fold = this.#newFold();
    // Their keys are in the order of the chain.
    for await (const [key, index] of this.#store.entries('dedup-index')) fold.dedup.load(Number(key), index);
    fold.startAt(meta.chain);
    fold.seals = meta.seals;
    ring.miss(meta.missing);
    this.#isOfFold = true;
    return fold;
  }

  /** A fold of nothing, at the log's beginning; what was saved before belongs to another one. */
  emptyFold(): PartitionFold {
    this.#isOfFold = false;
    this.isUnreadable = false;
    this.#folds += 1;
    return this.#newFold();
  }

  /**
   * Saves what changed. Taken at once, so that it is one moment of the fold; written while the desk goes on. Not to be
   * called before the last one has ended: what a failed save held goes into the next.
   */
  async save(fold: PartitionFold, ring: FrameRing): Promise<void> {
    const { state, streams, dedup } = fold;
    const rows = [...state.save().map((row): SnapshotChange => ({ table: 'state', ...row })), ...streams.save().map((row): SnapshotChange => ({ table: 'streams', ...row }))];
    const dirty = { dedup: dedup.takeDirty(), ring: ring.takeDirty() };
    const folds = this.#folds;
    try {
      await this.#store.write([...rows, ...this.#packs(fold, ring, dirty), this.#metaOf(fold, ring)], this.#isOfFold ? [] : foldTables);
      if (folds === this.#folds) this.#isOfFold = true;
      state.saved();
      streams.saved();
      dedup.saved();
    } catch (error) {
      state.notSaved();
      streams.notSaved();
      dedup.markDirty(dirty.dedup);
      ring.markDirty(dirty.ring);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #newFold(): PartitionFold {
    return new PartitionFold(this.#options, {
      state: (key) => this.#row('state', key),
      streams: (key) => this.#row('streams', key),
      commands: (pack) => this.#row('dedup', packKey(pack)),
    });
  }

  #row(table: SnapshotTable, key: string): string | undefined {
    if (!this.#isOfFold) return undefined;
    try {
      return this.#store.read(table, key);
    } catch (cause) {
      this.isUnreadable = true;
      this.#onUnreadable();
      throw new Failure(rowUnreadable, `a row of the snapshot of ${partitionName(this.#options.part)} cannot be read`, true, { cause });
    }
  }

  #packs({ dedup }: PartitionFold, ring: FrameRing, dirty: DirtyPacks): SnapshotChange[] {
    const changes: SnapshotChange[] = [];
    for (const number of dirty.dedup) {
      const pack = dedup.pack(number);
      changes.push(changeOf('dedup', packKey(number), pack?.commands), changeOf('dedup-index', packKey(number), pack?.index));
    }
    for (const pack of new Set([...dirty.ring].map(packOf))) {
      const frames = seqsOf(pack).flatMap((seq) => ring.at(seq));
      changes.push(changeOf('ring', packKey(pack), frames.length === 0 ? undefined : encodeFrames(frames)));
    }
    return changes;
  }

  #metaOf({ chain, seals }: PartitionFold, ring: FrameRing): SnapshotChange {
    const { installation, decider } = this.#options;
    const missing = ring.missing().map(({ seq }) => seq);
    return { table: 'meta', key: metaKey, value: encodeMeta({ installation, stateVersion: decider.stateVersion, chain, seals, missing }) };
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
