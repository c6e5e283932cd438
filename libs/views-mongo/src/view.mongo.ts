import { Failure, hasCode, type JsonObject } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import type { View, ViewChange, ViewDocument } from '@statewire/views';
import type { mongo } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { orderedText, plainText } from './ordered-text.js';

/**
 * `doc` is JSON text and no subdocument: only the keys are ever searched, and text gives back every name and number as it
 * was, where BSON minds `$` and dots in names, forgets -0 and stops at a hundred levels.
 */
export type StoredDocument = { _id: string; _seq: number; _keys: string[]; doc: string };
/** Without the view's mark, as older versions wrote it, or with another one it says nothing of the documents that are there. */
export type StoredCheckpoint = { _id: string; view: string; mark?: string; next: string; seq: number; head: string; headOffset: string };

export type ViewCollections = Readonly<{
  view: string;
  documents: mongo.Collection<StoredDocument>;
  checkpoints: mongo.Collection<StoredCheckpoint>;
}>;

/** MongoDB's number for a key of a unique index that is there already. */
const duplicateKey = 11_000;
/** Among the documents, so that it is lost with them; no id of a document is written so. */
const markId = '\ud7ffmark';
/** Each round settles every change but those whose document was written by another within it. */
const roundsMax = 20;

const read = <D extends JsonObject>({ _id, _seq, _keys, doc }: StoredDocument): ViewDocument<D> => ({
  id: plainText(_id),
  seq: _seq,
  keys: _keys.map(plainText),
  // Only this view's own projection writes here: the type is the caller's to keep.
  doc: JSON.parse(doc) as D,
});

/** An unordered bulk applies in any order, so only the last change of each document goes into it. */
const lastOfEach = (changes: readonly ViewChange[]): Map<string, ViewChange> => {
  const last = new Map<string, ViewChange>();
  for (const change of changes) {
    if (change.seq >= (last.get(change.id)?.seq ?? 0)) last.set(change.id, change);
  }
  return last;
};

const operation = (change: ViewChange): mongo.AnyBulkWriteOperation<StoredDocument> => {
  // A commit that is repeated, or that writes a document twice, may replace its own work, an older one never.
  const filter = { _id: orderedText(change.id), _seq: { $lte: change.seq } };
  if ('remove' in change) return { deleteOne: { filter } };
  const { keys, doc } = change.put;
  const replacement = { _seq: change.seq, _keys: [...new Set(keys)].map(orderedText), doc: JSON.stringify(doc) };
  return { replaceOne: { filter, replacement, upsert: true } };
};

type WriteFault = Readonly<{ code: number; index: number; errmsg?: string }>;

/**
 * The write errors of a bulk when each says that the document's `_id` exists: the guard did not let a replacement through and
 * the upsert ran into what stands there. Undefined for every other error.
 */
const metNewer = (error: unknown): readonly WriteFault[] | undefined => {
  if (typeof error !== 'object' || error === null || !('writeErrors' in error)) return undefined;
  const faults = [error.writeErrors].flat() as WriteFault[];
  return faults.length > 0 && faults.every(({ code, errmsg }) => code === duplicateKey && /\b_id\b/.test(errmsg ?? '')) ? faults : undefined;
};

const applyOnce = async (documents: ViewCollections['documents'], changes: readonly ViewChange[]): Promise<readonly ViewChange[]> => {
  try {
    await documents.bulkWrite(changes.map(operation), { ordered: false });
    return [];
  } catch (error) {
    const faults = metNewer(error);
    if (faults === undefined) throw error;
    return faults.flatMap(({ index }) => changes[index] ?? []);
  }
};

/**
 * Of changes that ran into an existing document, those still to be done. Mostly none: the document is newer. But of two
 * upserts at the same moment one fails, and it may be the newer.
 */
const stillToDo = async (documents: ViewCollections['documents'], refused: readonly ViewChange[]): Promise<readonly ViewChange[]> => {
  if (refused.length === 0) return [];
  const stored = await documents.find({ _id: { $in: refused.map(({ id }) => orderedText(id)) } }, { projection: { _seq: 1 } }).toArray();
  const seqs = new Map(stored.map(({ _id, _seq }) => [plainText(_id), _seq]));
  return refused.filter(({ id, seq }) => (seqs.get(id) ?? 0) <= seq);
};

const applyAll = async (documents: ViewCollections['documents'], changes: readonly ViewChange[]): Promise<void> => {
  let left: readonly ViewChange[] = [...lastOfEach(changes).values()];
  for (let round = 0; left.length > 0; round += 1) {
    if (round === roundsMax) throw new Error(`${String(left.length)} changes met others ${String(roundsMax)} times`);
    left = await stillToDo(documents, await applyOnce(documents, left));
  }
};

const lost = (): Failure =>
  new Failure('views/lost', 'MongoDB no longer holds the view that was opened: it was emptied or dropped. Start the services anew; they build their views again.', true);

/** The mark of what is stored, made where there is none: it outlives every process, and is gone with the documents. */
const markOf = async (documents: ViewCollections['documents']): Promise<string> => {
  try {
    await documents.insertOne({ _id: markId, _seq: 0, _keys: [], doc: randomUUID() });
  } catch (error) {
    if (!hasCode(error, duplicateKey)) throw error;
  }
  const mark = await documents.findOne({ _id: markId });
  if (mark === null) throw lost();
  return mark.doc;
};

/** A view of one version: a collection of documents with its mark, and its rows among the checkpoints. */
export const mongoView = async <D extends JsonObject>({ view, documents, checkpoints }: ViewCollections): Promise<View<D>> => {
  const mark = await markOf(documents);
  const checkpointId = (part: PartitionId) => `${view}/${partitionName(part)}`;

  const look = async (): Promise<void> => {
    if ((await documents.findOne({ _id: markId }))?.doc !== mark) throw lost();
  };
  /** Looks after it has read: what was there then was there before. */
  const reading = async <R>(act: () => Promise<R>): Promise<R> => {
    const found = await act();
    await look();
    return found;
  };

  return {
    get: async (id) => {
      const stored = await reading(() => documents.findOne({ _id: orderedText(id) }));
      return stored === null ? undefined : read<D>(stored);
    },

    find: async (key, limit) => {
      // To MongoDB zero means all.
      if (limit < 1) return [];
      const stored = await reading(() => documents.find({ _keys: orderedText(key) }).sort({ _id: 1 }).limit(limit).toArray());
      // A server may match a document and send it after a change; what no longer has the key was never found.
      return stored.map((document) => read<D>(document)).filter(({ keys }) => keys.includes(key));
    },

    range: async (from, to, limit) => {
      if (limit < 1 || from >= to) return [];
      const bounds = { $gte: orderedText(from), $lt: orderedText(to) };
      // Sorting by an array takes its least element, in the range or not: the keys are taken apart first.
      const inRange = documents.aggregate<StoredDocument & { key: string }>([
        { $match: { _keys: { $elemMatch: bounds } } },
        { $project: { _seq: 1, _keys: 1, doc: 1, key: '$_keys' } },
        { $unwind: '$key' },
        { $match: { key: bounds } },
        { $sort: { key: 1, _id: 1 } },
        { $limit: limit },
      ]);
      const stored = await reading(() => inRange.toArray());
      return stored.map((document) => ({ ...read<D>(document), key: plainText(document.key) })).filter(({ key, keys }) => keys.includes(key));
    },

    write: async (part, changes, { next, seq, head, headOffset }) => {
      await look();
      await applyAll(documents, changes);
      // Should the view be lost just now, its next mark is another one: then this is no checkpoint.
      const checkpoint = { view, mark, next: String(next), seq, head, headOffset: String(headOffset) };
      await checkpoints.replaceOne({ _id: checkpointId(part) }, checkpoint, { upsert: true });
    },

    checkpoint: async (part): Promise<ChainState | undefined> => {
      const stored = await reading(() => checkpoints.findOne({ _id: checkpointId(part) }));
      if (stored === null || stored.mark !== mark) return undefined;
      const { next, seq, head, headOffset } = stored;
      return { next: BigInt(next), seq, head, headOffset: BigInt(headOffset) };
    },

    // In this order: checkpoints are what tells that there is something to clear.
    clear: async () => {
      await look();
      await documents.deleteMany({ _id: { $ne: markId } });
      await checkpoints.deleteMany({ view });
    },
  };
};
