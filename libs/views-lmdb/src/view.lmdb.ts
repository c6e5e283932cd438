import { Failure, recent } from '@statewire/kernel';
import { partitionName, type ChainState, type PartitionId } from '@statewire/ledger';
import { committed, within } from '@statewire/lmdb-commit';
import type { View, ViewChange, ViewDocument } from '@statewire/views';
import type { Database } from 'lmdb';
import { keyIndex, type IndexDraft, type IndexUpdate, type KeyIndex } from './key-index.js';
import { anyRow, noRow, type SeenRows } from './seen-rows.js';
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
export const lmdbView = (rows: Rows, codec: ViewCodec, hasRoom: () => boolean): View => new LmdbView(rows, codec, hasRoom);

class LmdbView implements View {
  private readonly known = recent<string, ViewDocument>(documentsDecodedMax);
  private seen: SeenRows;
  private index: KeyIndex;
  private waiting: Batch[] = [];
  private writing: Promise<void> | undefined;

  constructor(
    private readonly rows: Rows,
    private readonly codec: ViewCodec,
    private readonly hasRoom: () => boolean,
  ) {
    this.seen = isEmpty(rows) ? noRow() : anyRow;
    this.index = this.readIndex();
  }

  get(id: string): Promise<ViewDocument | undefined> {
    return promised(() => this.shown(id));
  }

  find(key: string, limit: number): Promise<readonly ViewDocument[]> {
    return promised(() => this.index.scan([key, ''], (candidate) => candidate === key, limit).flatMap(([, id]) => this.carrying(key, id) ?? []));
  }

  range(from: string, to: string, limit: number): Promise<readonly (ViewDocument & Readonly<{ key: string }>)[]> {
    return promised(() =>
      this.index.scan([from, ''], (candidate) => candidate < to, limit).flatMap(([key, id]) => {
        const found = this.carrying(key, id);
        return found === undefined ? [] : [{ ...found, key }];
      }));
  }

  checkpoint(part: PartitionId): Promise<ChainState | undefined> {
    return promised(() => {
      const stored = this.decoded(this.codec.checkpointRow(partitionName(part)));
      return stored === undefined ? undefined : checkpointOf(stored);
    });
  }

  write(part: PartitionId, changes: readonly ViewChange[], checkpoint: ChainState): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ part, changes, checkpoint, resolve, reject });
      this.writing ??= this.writeOut();
    });
  }

  async clear(): Promise<void> {
    await this.writing;
    await this.rows.clearAsync();
    this.known.clear();
    this.seen = noRow();
    this.index = this.readIndex();
  }

  private decoded(row: Buffer): unknown {
    const stored = this.rows.get(row);
    return stored === undefined ? undefined : this.codec.decode(row, stored);
  }

  private document(id: string, row = this.codec.documentRow(id)): ViewDocument | undefined {
    const found = this.known.get(id);
    if (found !== undefined) return found;
    const stored = this.seen.mayHave(row) ? this.decoded(row) : undefined;
    return stored === undefined ? undefined : documentOf(stored);
  }

  private shown(id: string): ViewDocument | undefined {
    const found = this.document(id);
    if (found !== undefined) this.known.set(id, found);
    return found;
  }

  /** A reader may be a commit ahead of the index: a document counts under a key only when it carries it. */
  private carrying(key: string, id: string): ViewDocument | undefined {
    const found = this.shown(id);
    return found?.keys.includes(key) === true ? found : undefined;
  }

  private readIndex(): KeyIndex {
    const { rows, codec } = this;
    return keyIndex({
      directory: storedRows(rows, codec.directoryRows, (row, value) => pageOf(codec.decode(row, value))),
      journal: storedRows(rows, codec.journalRows, (row, value) => changesOf(codec.decode(row, value))),
      load: (leaf) => entriesOf(this.decoded(codec.leafRow(leaf)) ?? []),
    });
  }

  /** Everything that waits goes into one transaction, in the order in which it came. */
  private async writeOut(): Promise<void> {
    // Whatever else is written in this turn goes along.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batches = this.waiting;
      this.waiting = [];
      try {
        await this.writeAll(batches);
        for (const { resolve } of batches) resolve();
      } catch (cause) {
        for (const { reject } of batches) reject(cause);
      }
    }
    this.writing = undefined;
  }

  private async writeAll(batches: readonly Batch[]): Promise<void> {
    if (!this.hasRoom()) throw new Failure('views/no-room', 'The disk of the views is nearly full.', true);
    const draft = this.index.draft();
    const documents = changedDocuments(this.codec, draft, (id, row) => this.document(id, row), batches);
    const update = draft.finish();
    try {
      const stored = storedTogether(this.rows, changedRows(this.codec, update, documents, batches));
      // From here on they may be there, whether or not the commit succeeds.
      for (const { row } of documents.values()) this.seen.add(row);
      await stored;
    } catch (cause) {
      update.discard();
      throw cause;
    }
    for (const [id, { document }] of documents) {
      if (document === undefined || documents.size > documentsKeptMax) this.known.delete(id);
      else this.known.set(id, document);
    }
    update.publish();
  }
}

const storedTogether = (rows: Rows, changed: readonly ChangedRow[]): Promise<unknown> =>
  committed(rows.batch(() => {
    // LMDB gives most writes of a batch one promise: it is enough to hear it once.
    let heard: Promise<unknown> | undefined;
    for (const [row, value] of changed) {
      const write = value === undefined ? rows.remove(row) : rows.put(row, value);
      if (write !== heard) within(write);
      heard = write;
    }
  }));

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
