import { hash, hkdfSync } from 'node:crypto';
import type { JsonObject } from '@statewire/kernel';
import type { ChainState } from '@statewire/ledger';
import { storeCipher } from '@statewire/keyring/store-cipher';
import type { ViewDocument } from '@statewire/views';
import type { DirectoryPage } from './directory.js';
import type { Entry, EntryChange } from './entries.js';
import { neighbourhoodOf } from './neighbourhood.js';

const derivedKeyBytes = 32;
/** Of the digest that stands for a document's id, or for its neighbourhood and its place there: two ids never meet. */
const rowDigestBytes = 16;
const rowKinds = { document: 1, leaf: 2, checkpoint: 3, check: 4, journal: 5, directory: 6 } as const;

/**
 * What lies in the environment: a row's key tells its kind and a digest or number, never an id or a key of a document;
 * its value is JSON, encrypted. Documents with numbers near to each other lie near to each other.
 */
export interface ViewCodec {
  documentRow(id: string): Buffer;
  leafRow(leaf: number): Buffer;
  journalRow(page: number): Buffer;
  directoryRow(page: number): Buffer;
  checkpointRow(partition: string): Buffer;
  /** Says under which key the environment was made; the same for every view. */
  readonly checkRow: Buffer;
  /** First possible row of the documents and of the checkpoints, and first behind their last. */
  readonly documentRows: readonly [from: Buffer, behind: Buffer];
  readonly checkpointRows: readonly [from: Buffer, behind: Buffer];
  /** First and last possible row of the directory's pages, both ends meant. */
  readonly directoryRows: readonly [from: Buffer, to: Buffer];
  readonly journalRows: readonly [from: Buffer, to: Buffer];
  encode(row: Buffer, value: unknown): Buffer;
  decode(row: Buffer, stored: Uint8Array): unknown;
}

const numberedRow = (kind: number, number: number): Buffer => {
  const row = Buffer.allocUnsafe(numberedRowBytes);
  row.writeUInt8(kind);
  row.writeUInt32BE(number, 1);
  return row;
};
const numberedRowBytes = 5;
const numbersMax = 0xff_ff_ff_ff;
const rowsOf = (kind: number): readonly [Buffer, Buffer] => [numberedRow(kind, 0), numberedRow(kind, numbersMax)];
/** The number of a leaf, or of a page of the directory or the journal. */
export const numberOf = (row: Buffer): number => row.readUInt32BE(1);

const derived = (key: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `views/${use}`, derivedKeyBytes));

export const viewCodec = (encryptionKey: Uint8Array): ViewCodec => {
  const cipher = storeCipher(derived(encryptionKey, 'values'));
  const secret = derived(encryptionKey, 'rows').toString('base64url');

  return {
    documentRow(id) {
      const { area, place } = neighbourhoodOf(id);
      const row = Buffer.allocUnsafe(1 + rowDigestBytes);
      row.writeUInt8(rowKinds.document);
      row.write(hash('sha256', `${secret}\n${area}`, 'hex'), 1, rowDigestBytes, 'hex');
      if (place !== undefined) row.writeUInt8(place, rowDigestBytes);
      return row;
    },
    leafRow: (leaf) => numberedRow(rowKinds.leaf, leaf),
    journalRow: (page) => numberedRow(rowKinds.journal, page),
    directoryRow: (page) => numberedRow(rowKinds.directory, page),
    checkpointRow: (partition) => Buffer.concat([Buffer.of(rowKinds.checkpoint), Buffer.from(partition)]),
    checkRow: Buffer.of(rowKinds.check),
    documentRows: [Buffer.of(rowKinds.document), Buffer.of(rowKinds.document + 1)],
    checkpointRows: [Buffer.of(rowKinds.checkpoint), Buffer.of(rowKinds.checkpoint + 1)],
    directoryRows: rowsOf(rowKinds.directory),
    journalRows: rowsOf(rowKinds.journal),
    encode: (row, value) => cipher.seal(JSON.stringify(value), row),
    decode: (row, stored) => JSON.parse(cipher.open(stored, row).toString()) as unknown,
  };
};

type StoredDocument = readonly [id: string, seq: number, keys: readonly string[], doc: JsonObject];

export const storedDocument = ({ id, seq, keys, doc }: ViewDocument): StoredDocument => [id, seq, keys, doc];
export const documentOf = (stored: unknown): ViewDocument => {
  const [id, seq, keys, doc] = stored as StoredDocument;
  return { id, seq, keys, doc };
};

/** Flat lists: they are read and written in half the time of nested ones. */
export const storedEntries = (entries: readonly Entry[]): readonly string[] => {
  const flat: string[] = [];
  for (const [key, id] of entries) flat.push(key, id);
  return flat;
};
export const entriesOf = (stored: unknown): readonly Entry[] => {
  const flat = stored as readonly string[];
  const entries: Entry[] = [];
  for (let at = 0; at < flat.length; at += 2) entries.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return entries;
};

/** Key and id of each start, and its leaf. */
export const storedPage = ({ starts, leaves }: DirectoryPage): readonly (string | number)[] => {
  const flat: (string | number)[] = [];
  for (const [at, [key, id]] of starts.entries()) flat.push(key, id, leaves[at] ?? 0);
  return flat;
};
export const pageOf = (stored: unknown): DirectoryPage => {
  const flat = stored as readonly (string | number)[];
  const starts: Entry[] = [];
  const leaves: number[] = [];
  for (let at = 0; at < flat.length; at += pageParts) {
    starts.push([String(flat[at]), String(flat[at + 1])]);
    leaves.push(Number(flat[at + 2]));
  }
  return { starts, leaves };
};
const pageParts = 3;

/** Key, id, and whether it was put in. */
export const storedChanges = (changes: readonly EntryChange[]): readonly (string | boolean)[] => {
  const flat: (string | boolean)[] = [];
  for (const { entry, added } of changes) flat.push(entry[0], entry[1], added);
  return flat;
};
export const changesOf = (stored: unknown): readonly EntryChange[] => {
  const flat = stored as readonly (string | boolean)[];
  const changes: EntryChange[] = [];
  for (let at = 0; at < flat.length; at += changeParts) changes.push({ entry: [String(flat[at]), String(flat[at + 1])], added: flat[at + 2] === true });
  return changes;
};
const changeParts = 3;

export const storedCheckpoint = ({ next, seq, head, headOffset }: ChainState): JsonObject => ({
  next: String(next),
  seq,
  head,
  headOffset: String(headOffset),
});
export const checkpointOf = (stored: unknown): ChainState => {
  const { next, seq, head, headOffset } = stored as { next: string; seq: number; head: string; headOffset: string };
  return { next: BigInt(next), seq, head, headOffset: BigInt(headOffset) };
};
