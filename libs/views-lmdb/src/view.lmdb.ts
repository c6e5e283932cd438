import { Failure, recent } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import { committed, within } from '@statewire/lmdb-commit';
import type { View, ViewChange, ViewDocument } from '@statewire/views';
import type { Database } from 'lmdb';
import { keyIndex, type IndexDraft, type IndexUpdate, type KeyIndex } from './key-index.js';
import { anyRow, noRow } from './seen-rows.js';
import {
  changesOf, checkpointOf, documentOf, entriesOf, numberOf, pageOf, storedChanges, storedCheckpoint, storedDocument, storedEntries, storedPage, type ViewCodec,
} from './view-codec.js';

/** Documents kept decoded, a view: some 20 MB of records. */
const documentsDecodedMax = 8_192;
/** What is written in larger batches is history, and would drive out what is asked for. */
const documentsKeptMax = 512;

export type Rows = Database<Buffer, Buffer>;

type Batch = Readonly<{
  part: PartitionId;
  changes: readonly ViewChange[];
  checkpoint: ChainState;
  resolve: () => void;
  reject: (cause: unknown) => void;
}>;

/** A view over its rows. It is the only writer of them: the index in memory knows of no other. */
export const lmdbView = (rows: Rows, codec: ViewCodec, hasRoom: () => boolean): View => {
  const decoded = (row: Buffer): unknown => {
    const stored = rows.get(row);
    return stored === undefined ? undefined : codec.decode(row, stored);
  };
  const known = recent<string, ViewDocument>(documentsDecodedMax);
  let seen = isEmpty(rows) ? noRow() : anyRow;
  const document = (id: string, row = codec.documentRow(id)): ViewDocument | undefined => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const stored = seen.mayHave(row) ? decoded(row) : undefined;
    return stored === undefined ? undefined : documentOf(stored);
  };
  const shown = (id: string): ViewDocument | undefined => {
    const found = document(id);
    if (found !== undefined) known.set(id, found);
    return found;
  };
  const readIndex = (): KeyIndex =>
    keyIndex({
      directory: storedRows(rows, codec.directoryRows, (row, value) => pageOf(codec.decode(row, value))),
      journal: storedRows(rows, codec.journalRows, (row, value) => changesOf(codec.decode(row, value))),
      load: (leaf) => entriesOf(decoded(codec.leafRow(leaf)) ?? []),
    });

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
      let update: IndexUpdate | undefined;
      try {
        if (!hasRoom()) throw new Failure('views/no-room', 'The disk of the views is nearly full.', true);
        const draft = index.draft();
        const documents = changedDocuments(codec, draft, document, batches);
        update = draft.finish();
        const changed = changedRows(codec, update, documents, batches);
        const batch = rows.batch(() => {
          // LMDB gives most writes of a batch one promise: it is enough to hear it once.
          let heard: Promise<unknown> | undefined;
          for (const [row, value] of changed) {
            const write = value === undefined ? rows.remove(row) : rows.put(row, value);
            if (write !== heard) within(write);
            heard = write;
          }
        });
        // From here on they may be there, whether or not the commit succeeds.
        for (const { row } of documents.values()) seen.add(row);
        await committed(batch);
        for (const [id, { document: written }] of documents) {
          if (written === undefined || documents.size > documentsKeptMax) known.delete(id);
          else known.set(id, written);
        }
        update.publish();
        for (const { resolve } of batches) resolve();
      } catch (cause) {
        update?.discard();
        for (const { reject } of batches) reject(cause);
      }
    }
    writing = undefined;
  };

  /** A reader may be a commit ahead of the index: a document counts under a key only when it carries it. */
  const carrying = (key: string, id: string): ViewDocument | undefined => {
    const found = shown(id);
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
    get: (id) => promised(() => shown(id)),
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
      seen = noRow();
      index = readIndex();
    },
  };
};

const isEmpty = (rows: Rows): boolean => [...rows.getKeys({ limit: 1 })].length === 0;

/** Reads are synchronous underneath; their failures come as rejections all the same. */
const promised = <T>(read: () => T): Promise<T> => {
  try {
    return Promise.resolve(read());
  } catch (cause) {
    return Promise.reject(cause instanceof Error ? cause : new Error(String(cause)));
  }
};

function* storedRows<T>(rows: Rows, [start, end]: ViewCodec['directoryRows'], decode: (row: Buffer, value: Buffer) => T) {
  for (const { key, value } of rows.getRange({ start, end, inclusiveEnd: true })) yield [numberOf(key), decode(key, value)] as const;
}

type ChangedDocument = Readonly<{ row: Buffer; document: ViewDocument | undefined }>;

/** Each document as the batches leave it, undefined where they remove it; its keys are moved in the draft. */
const changedDocuments = (
  codec: ViewCodec,
  draft: IndexDraft,
  stored: (id: string, row: Buffer) => ViewDocument | undefined,
  batches: readonly Batch[],
): ReadonlyMap<string, ChangedDocument> => {
  const documents = new Map<string, ChangedDocument>();
  for (const { changes } of batches) {
    for (const change of changes) {
      const { id, seq } = change;
      const before = documents.get(id);
      const row = before?.row ?? codec.documentRow(id);
      const old = before === undefined ? stored(id, row) : before.document;
      if (old !== undefined && old.seq > seq) continue;
      const next = 'remove' in change ? undefined : { id, seq, keys: change.put.keys, doc: change.put.doc };
      for (const key of old?.keys ?? []) if (next?.keys.includes(key) !== true) draft.remove([key, id]);
      for (const key of next?.keys ?? []) if (old?.keys.includes(key) !== true) draft.insert([key, id]);
      documents.set(id, { row, document: next });
    }
  }
  return documents;
};

/** What a row is to hold; undefined: it goes. Documents, the index and checkpoints are stored together or not at all. */
type ChangedRow = readonly [row: Buffer, value: Buffer | undefined];

const changedRows = (
  codec: ViewCodec,
  { leaves, directory, journal }: IndexUpdate,
  documents: ReadonlyMap<string, ChangedDocument>,
  batches: readonly Batch[],
): readonly ChangedRow[] => {
  const rows: ChangedRow[] = [];
  const add = (row: Buffer, value: unknown): void => {
    rows.push([row, value === undefined ? undefined : codec.encode(row, value)]);
  };
  for (const { row, document } of documents.values()) add(row, document && storedDocument(document));
  for (const [leaf, entries] of leaves) add(codec.leafRow(leaf), entries && storedEntries(entries));
  for (const [page, starts] of directory) add(codec.directoryRow(page), starts && storedPage(starts));
  for (const [page, changes] of journal) add(codec.journalRow(page), changes && storedChanges(changes));
  for (const { part, checkpoint } of batches) add(codec.checkpointRow(partitionName(part)), storedCheckpoint(checkpoint));
  return rows;
};
