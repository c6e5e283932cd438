import { recent } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import type { View, ViewChange, ViewDocument } from '@statewire/views';
import type { Database } from 'lmdb';
import { committed, within } from './commit.js';
import { keyIndex, type IndexDraft, type KeyIndex } from './key-index.js';
import { checkpointOf, documentOf, entriesOf, storedCheckpoint, storedDocument, type ViewCodec } from './view-codec.js';

/** Documents kept decoded, a view: some 20 MB of records. */
const documentsDecodedMax = 8_192;

export type Rows = Database<Buffer, Buffer>;

type Batch = Readonly<{
  part: PartitionId;
  changes: readonly ViewChange[];
  checkpoint: ChainState;
  resolve: () => void;
  reject: (cause: unknown) => void;
}>;

/** A view over its rows. It is the only writer of them: the index in memory knows of no other. */
export const lmdbView = (rows: Rows, codec: ViewCodec): View & { clear(): Promise<void> } => {
  const decoded = (row: Buffer): unknown => {
    const stored = rows.get(row);
    return stored === undefined ? undefined : codec.decode(row, stored);
  };
  const known = recent<string, ViewDocument>(documentsDecodedMax);
  const document = (id: string): ViewDocument | undefined => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const stored = decoded(codec.documentRow(id));
    if (stored === undefined) return undefined;
    const loaded = documentOf(stored);
    known.set(id, loaded);
    return loaded;
  };
  const leaf = (number: number) => entriesOf(decoded(codec.leafRow(number)) ?? []);
  const readIndex = (): KeyIndex => keyIndex(storedLeaves(rows, codec), leaf);

  let index = readIndex();
  let waiting: Batch[] = [];
  let writing: Promise<void> | undefined;

  /** Everything that waits goes into one transaction, in the order in which it came. */
  const writeOut = async (): Promise<void> => {
    // Whatever else is written in this turn goes along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batches = waiting;
      waiting = [];
      const draft = index.draft();
      try {
        const documents = changedDocuments(draft, document, batches);
        const changed = changedRows(codec, draft, documents, batches);
        const batch = rows.batch(() => {
          for (const [row, value] of changed) within(value === undefined ? rows.remove(row) : rows.put(row, value));
        });
        await committed(batch);
        for (const [id, written] of documents) {
          if (written === undefined) known.delete(id);
          else known.set(id, written);
        }
        draft.publish();
        for (const { resolve } of batches) resolve();
      } catch (cause) {
        draft.discard();
        for (const { reject } of batches) reject(cause);
      }
    }
    writing = undefined;
  };

  /** A reader may be a commit ahead of the index: a document counts under a key only when it carries it. */
  const carrying = (key: string, id: string): ViewDocument | undefined => {
    const found = document(id);
    return found?.keys.includes(key) === true ? found : undefined;
  };

  const find = (key: string, limit: number): ViewDocument[] =>
    index
      .scan([key, ''], (candidate) => candidate === key, limit)
      .flatMap(([, id]) => carrying(key, id) ?? []);

  const range = (from: string, to: string, limit: number) =>
    index
      .scan([from, ''], (candidate) => candidate < to, limit)
      .flatMap(([key, id]) => {
        const found = carrying(key, id);
        return found === undefined ? [] : [{ ...found, key }];
      });

  return {
    get: (id) => promised(() => document(id)),
    find: (key, limit) => promised(() => find(key, limit)),
    range: (from, to, limit) => promised(() => range(from, to, limit)),
    checkpoint: (part) =>
      promised(() => {
        const stored = decoded(codec.checkpointRow(partitionName(part)));
        return stored === undefined ? undefined : checkpointOf(stored);
      }),
    write: (part, changes, checkpoint) =>
      new Promise((resolve, reject) => {
        waiting.push({ part, changes, checkpoint, resolve, reject });
        writing ??= writeOut();
      }),
    async clear() {
      await writing;
      await rows.clearAsync();
      known.clear();
      index = readIndex();
    },
  };
};

/** Reads are synchronous underneath; their failures come as rejections all the same. */
const promised = <T>(read: () => T): Promise<T> => {
  try {
    return Promise.resolve(read());
  } catch (cause) {
    return Promise.reject(cause instanceof Error ? cause : new Error(String(cause)));
  }
};

function* storedLeaves(rows: Rows, codec: ViewCodec) {
  const [start, end] = codec.leafRows;
  for (const { key, value } of rows.getRange({ start, end, inclusiveEnd: true }))
    yield [key.readUInt32BE(1), entriesOf(codec.decode(key, value))] as const;
}

type ChangedDocuments = ReadonlyMap<string, ViewDocument | undefined>;

/** Each document as the batches leave it, undefined where they remove it; its keys are moved in the draft. */
const changedDocuments = (
  draft: IndexDraft,
  stored: (id: string) => ViewDocument | undefined,
  batches: readonly Batch[],
): ChangedDocuments => {
  const documents = new Map<string, ViewDocument | undefined>();
  for (const change of batches.flatMap(({ changes }) => changes)) {
    const { id, seq } = change;
    const old = documents.has(id) ? documents.get(id) : stored(id);
    if (old !== undefined && old.seq > seq) continue;
    const next = 'remove' in change ? undefined : { id, seq, keys: change.put.keys, doc: change.put.doc };
    for (const key of old?.keys ?? []) if (next?.keys.includes(key) !== true) draft.remove([key, id]);
    for (const key of next?.keys ?? []) if (old?.keys.includes(key) !== true) draft.insert([key, id]);
    documents.set(id, next);
  }
  return documents;
};

/** What a row is to hold; undefined: it goes. Documents, leaves of the index and checkpoints are stored together or not at all. */
type ChangedRow = readonly [row: Buffer, value: Buffer | undefined];

const changedRows = (
  codec: ViewCodec,
  draft: IndexDraft,
  documents: ChangedDocuments,
  batches: readonly Batch[],
): readonly ChangedRow[] => {
  const encoded = (row: Buffer, value: unknown): ChangedRow => [row, value === undefined ? undefined : codec.encode(row, value)];

  return [
    ...[...documents].map(([id, document]) => encoded(codec.documentRow(id), document && storedDocument(document))),
    ...[...draft.changes].map(([leaf, entries]) => encoded(codec.leafRow(leaf), entries)),
    ...batches.map(({ part, checkpoint }) => encoded(codec.checkpointRow(partitionName(part)), storedCheckpoint(checkpoint))),
  ];
};
