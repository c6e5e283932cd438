import { newSlots, type JsonObject, type Slots } from '@statewire/kernel';
import { partitionName, type Commit, type PartitionId } from '@statewire/ledger';
import type { View, ViewChange } from '@statewire/views';
import { isLost, outageAlarm, type Alarms } from './alarms.js';
import { batchDocuments, type Documents } from './batch-documents.js';
import type { FeedBatch } from './feed-batch.js';
import { followPartition, untilDone } from './follow-partition.js';
import { following, type PartitionRun } from './following.js';
import type { LedgerFeed } from './ledger-feed.js';
import type { Opening } from './open-commits.js';
import { isPromise, newParking, type Parking } from './parking.js';
import type { Following } from './progress.js';

/** Under this key a view keeps what is parked; no search key begins like it. */
export const parkedKey = '~parked';
const parkedMax = 10_000;
/** While a view is behind, so many commits are stored at once: what several of them touch is written once. */
const catchUpCommitsMax = 1_024;
/** Partitions that do so at once: while one is being stored, the next is read. */
const catchUpTurnsMax = 2;

export type Projection<D extends JsonObject = JsonObject> = Readonly<{
  name: string;
  version: number;
  /** Left out: everything. With `newest`, `apply` is given only the last event of each stream in a batch. */
  opens?: Opening;
  /**
   * What one commit changes, each change with the commit's own `seq`. Pure but for `before`, the documents as they were
   * before this commit. After a crash a commit may come again when later ones were already stored: a change to a
   * document that is ahead of it is passed over, and one to a document that is no longer there must be none.
   */
  apply(commit: Commit, before: Documents<D>): readonly ViewChange[] | Promise<readonly ViewChange[]>;
}>;

export type ProjectorOptions<D extends JsonObject> = Projection<D> &
  Readonly<{ view: View<D>; feeds: readonly LedgerFeed[]; alarms: Alarms }>;

/** Keeps a view in step with ledgers: data before checkpoint, at least once, in order within a partition (ledger.md's §8). */
export const projector = <D extends JsonObject>(options: ProjectorOptions<D>): Following => {
  const turns = newSlots(catchUpTurnsMax);
  const { feeds, view: store, alarms } = options;
  return following(feeds, (partition) => projectPartition(options, partition, turns), { name: nameOf(options), store, alarms });
};

const nameOf = ({ name, version }: Pick<Projection, 'name' | 'version'>): string => `${name} v${String(version)}`;

const projectPartition = async <D extends JsonObject>(
  options: ProjectorOptions<D>,
  { feed, part, from, progress, signal }: PartitionRun,
  turns: Slots,
): Promise<void> => {
  const { view, alarms, apply } = options;
  const name = nameOf(options);
  const onFailure = outageAlarm(alarms, name, part);
  const unlessLost = (attempt: number, cause: unknown): void => {
    if (isLost(cause)) throw cause;
    onFailure(attempt, cause);
  };
  const parked = await untilDone(() => parkedIn(view, part), { signal, onFailure });
  if (parked === undefined) return;
  const parking = newParking({ name, alarms, signal, parked: parked.done });

  const take = async ({ commits, state }: FeedBatch): Promise<void> => {
    const changes = await fold({ view, part, parking, apply }, commits);
    if (signal.aborted) return;
    const written = commits.length === 0 || (await untilDone(() => view.write(part, changes, state), { signal, onFailure: unlessLost }));
    if (written !== undefined) progress.advance(part, state);
  };
  await followPartition({ name, feed, part, from: from ?? feed.genesis(part), alarms, progress, signal, gatherCommitsMax: catchUpCommitsMax, turns, opens: options.opens, take });
};

const parkedIn = async <D extends JsonObject>(view: View<D>, part: PartitionId): Promise<readonly string[]> => {
  const own = partitionName(part);
  const parked = await view.find(parkedKey, parkedMax);
  return parked.map(({ doc }) => doc as JsonObject).filter((doc) => doc['part'] === own).map((doc) => String(doc['stream']));
};

type Fold<D extends JsonObject> = Readonly<{ view: View<D>; part: PartitionId; parking: Parking }> & Pick<Projection<D>, 'apply'>;

/** The changes of a whole batch, the last one of each document. */
const fold = async <D extends JsonObject>({ view, part, parking, apply }: Fold<D>, commits: readonly Commit[]) => {
  const documents = batchDocuments(view);
  for (const commit of commits) {
    const { seq } = commit.head;
    const taken = parking.take(commit, (open) => apply(open, documents.before));
    const { done, parked } = isPromise(taken) ? await taken : taken;
    for (const change of done ?? []) documents.change(change);
    for (const stream of parked ?? []) documents.change(parkedDocument(part, stream, seq));
  }
  return documents.changes();
};

const parkedDocument = (part: PartitionId, stream: string, seq: number): ViewChange => ({
  id: `${parkedKey}:${partitionName(part)}:${stream}`,
  seq,
  put: { keys: [parkedKey], doc: { part: partitionName(part), stream } },
});
