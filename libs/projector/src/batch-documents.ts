import type { JsonObject } from '@statewire/kernel';
import type { View, ViewChange } from '@statewire/views';

/** Documents by id, as they stand before a commit. */
export type Documents<D extends JsonObject = JsonObject> = Readonly<{ get(id: string): Promise<D | undefined> }>;

/** The documents that a batch touches: what is stored, with the batch's earlier changes over it. */
export interface BatchDocuments<D extends JsonObject> {
  readonly before: Documents<D>;
  change(change: ViewChange): void;
  /** One change a document, in the order of their last commits. */
  changes(): readonly ViewChange[];
}

export const batchDocuments = <D extends JsonObject>(view: View<D>): BatchDocuments<D> => {
  const changed = new Map<string, ViewChange>();
  /** Commits that wrote the stored documents we have looked at. */
  const storedBy = new Map<string, number>();

  const get = async (id: string): Promise<D | undefined> => {
    const change = changed.get(id);
    if (change !== undefined) return 'put' in change ? (change.put.doc as D) : undefined;
    const stored = await view.get(id);
    if (stored !== undefined) storedBy.set(id, stored.seq);
    return stored?.doc;
  };

  return {
    before: { get },
    change(change) {
      // A document read back that already holds this commit would get the commit's effect twice.
      if ((storedBy.get(change.id) ?? -1) >= change.seq) return;
      changed.delete(change.id);
      changed.set(change.id, change);
    },
    changes: () => [...changed.values()],
  };
};
