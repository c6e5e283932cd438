import type { JsonObject } from '@statewire/kernel';
import type { ChainState, PartitionId } from '@statewire/ledger';

/** A document of a view with the keys it is found by (`LIC:ABC1234`), and the commit that wrote it last. */
export type ViewDocument<D extends JsonObject = JsonObject> = Readonly<{ id: string; keys: readonly string[]; doc: D; seq: number }>;

/** One change by one commit of one partition. A change older than the document it meets is passed over. */
export type ViewChange =
  | Readonly<{ id: string; seq: number; put: Readonly<{ keys: readonly string[]; doc: JsonObject }> }>
  | Readonly<{ id: string; seq: number; remove: true }>;

/**
 * A projection's documents. One index serves all: keys are found exactly or by range, in UTF-16 code unit order.
 * Written by one projector a partition, at least once: data before checkpoint, so a repeat must be harmless.
 * Where the store cannot be reached every call fails with `views/unavailable` (canRetry). Where a server answers but no longer holds what was opened,
 * every call fails with `views/lost` (canRetry: whoever asks may do so again), and never finds nothing: the view is built anew once it is opened again.
 */
export interface View<D extends JsonObject = JsonObject> {
  get(id: string): Promise<ViewDocument<D> | undefined>;
  /** Documents that carry this very key, ordered by id. */
  find(key: string, limit: number): Promise<readonly ViewDocument<D>[]>;
  /** Documents with a key in [from, to), ordered by key then id; one document may come once for each of its keys. */
  range(from: string, to: string, limit: number): Promise<readonly (ViewDocument<D> & Readonly<{ key: string }>)[]>;
  /**
   * Makes the changes in order, then sets the checkpoint; when it resolves every reader sees both. Where it fails
   * any of it may have been made: it is to be done again. Failure `views/no-room` (canRetry) where the disk is nearly full: nothing was made.
   */
  write(part: PartitionId, changes: readonly ViewChange[], checkpoint: ChainState): Promise<void>;
  /** undefined: nothing was read yet, which is never "caught up". */
  checkpoint(part: PartitionId): Promise<ChainState | undefined>;
  /** Removes documents and checkpoints: the next projector builds it anew. Where it is broken off, checkpoints are left, and it is to be done again. */
  clear(): Promise<void>;
}

/**
 * Where views live. A new version of a view is another view: it is built beside the old one. A store that was made under another key is not
 * opened at all: its adapter throws Failure `views/wrong-key`.
 */
export interface Views {
  /**
   * Makes the view where it is missing. `name` is a small letter or digit, then up to 79 small letters, digits and hyphens; a store that could not
   * keep another throws Failure `views/bad-name`. `views/damaged`: what is stored cannot be read, and is to be removed. `views/unavailable` as in {@link View}.
   */
  open<D extends JsonObject>(name: string, version: number): Promise<View<D>>;
  /** Removes the versions below this one. Fails as `open` does, and may be done again. */
  dropOlder(name: string, version: number): Promise<void>;
  close(): Promise<void>;
}
