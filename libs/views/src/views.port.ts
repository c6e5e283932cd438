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
 */
export interface View<D extends JsonObject = JsonObject> {
  get(id: string): Promise<ViewDocument<D> | undefined>;
  /** Documents that carry this very key, ordered by id. */
  find(key: string, limit: number): Promise<readonly ViewDocument<D>[]>;
  /** Documents with a key in [from, to), ordered by key then id; one document may come once for each of its keys. */
  range(from: string, to: string, limit: number): Promise<readonly (ViewDocument<D> & Readonly<{ key: string }>)[]>;
  write(part: PartitionId, changes: readonly ViewChange[], checkpoint: ChainState): Promise<void>;
  /** undefined: nothing was read yet, which is never "caught up". */
  checkpoint(part: PartitionId): Promise<ChainState | undefined>;
  /** Removes documents and checkpoints: the next projector builds it anew. Where it is broken off, checkpoints are left, and it is to be done again. */
  clear(): Promise<void>;
}

/** Where views live. A new version of a view is another view: it is built beside the old one. */
export interface Views {
  open<D extends JsonObject>(name: string, version: number): Promise<View<D>>;
  /** Removes the versions below this one. */
  dropOlder(name: string, version: number): Promise<void>;
  close(): Promise<void>;
}
