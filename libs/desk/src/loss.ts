import type { Instant, JsonObject } from '@statewire/kernel';
import { batchCommandsMax, partitionName, type Commit, type Hash, type OpenedEvent } from '@statewire/ledger';
import { addBarrier, addOwn, placeAfter, type Batch, type BatchWriter } from './batch.js';
import type { Counts, Decider } from './decider.port.js';
import { countsLost, lossEventType, lossEventVersion } from './loss-event.js';
import type { PartitionFold } from './partition-fold.js';

/** Commits that were acknowledged and that the log has lost, the first and the last of them, all their hashes, and how far they had counted. */
export type Loss = Readonly<{ stream: string; fromSeq: number; toSeq: number; hashes: ReadonlySet<Hash>; counts: Counts }>;

/** A loss may have held an earlier one's acceptance: what that told of is in no other commit. */
const countsOf = ({ counted }: Decider, lost: readonly Commit[]): Counts => {
  const furthest: Record<string, number> = {};
  for (const event of lost.flatMap(({ body }) => body.ev)) {
    for (const [name, count] of Object.entries(countsLost(event) ?? counted?.by(event) ?? {})) furthest[name] = Math.max(furthest[name] ?? 0, count);
  }
  return furthest;
};

/** Undefined where nothing is lost; `lost` is in the chain's order. */
export const lossOf = (decider: Decider, lost: readonly Commit[]): Loss | undefined => {
  const [first, last] = [lost[0], lost.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const stream = `loss/${partitionName(first.position.part)}/${first.hash}`;
  return { stream, fromSeq: first.head.seq, toSeq: last.head.seq, hashes: new Set(lost.map(({ hash }) => hash)), counts: countsOf(decider, lost) };
};

const isNoted = (fold: PartitionFold, { stream }: Loss): boolean => fold.streams.settled(stream) !== undefined;

/** Whether no number that a lost commit has had, or has given, can be given again. */
export const isPassedOver = (fold: PartitionFold, loss: Loss): boolean => isNoted(fold, loss) && fold.chain.seq >= loss.toSeq;

const noteLoss = (writer: BatchWriter, fold: PartitionFold, batch: Batch, at: Instant, { stream, fromSeq, toSeq, counts }: Loss): void => {
  const d: JsonObject = { fromSeq, toSeq, counts };
  const event: OpenedEvent = { t: lossEventType, tv: lossEventVersion, s: stream, sv: fold.nextVersion(stream), d };
  fold.evolve(event, { at, seq: placeAfter(fold, batch).seq });
  addOwn(writer, fold, batch, at, [event]);
};

/** What passes a loss over: a commit that tells of it and raises the counts, then empty ones in the places of those that are lost. */
export const lossBatch = (writer: BatchWriter, fold: PartitionFold, at: Instant, loss: Loss): Batch => {
  const batch: Batch = { entries: [], leftOver: [] };
  if (!isNoted(fold, loss)) noteLoss(writer, fold, batch, at, loss);
  while (batch.entries.length < batchCommandsMax && placeAfter(fold, batch).seq <= loss.toSeq) addBarrier(writer, fold, batch, at);
  return batch;
};
