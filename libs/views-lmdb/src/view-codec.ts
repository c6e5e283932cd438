import { hash, hkdfSync } from 'node:crypto';
import type { JsonObject } from '@statewire/kernel';
import type { ChainState } from '@statewire/ledger';
import { storeCipher } from '@statewire/keyring/store-cipher';
import type { ViewDocument } from '@statewire/views';
import type { Entry } from './key-index.js';

const derivedKeyBytes = 32;
/** Of the digest that stands for a document's id: 128 bits, two ids never meet. */
const rowDigestBytes = 16;
const rowKinds = { document: 1, leaf: 2, checkpoint: 3, check: 4 } as const;

/**
 * What lies in the environment: a row's key tells its kind and a digest or number, never an id or a key of a document;
 * its value is JSON, encrypted when a key is given.
 */
export interface ViewCodec {
  documentRow(id: string): Buffer;
  leafRow(leaf: number): Buffer;
  checkpointRow(partition: string): Buffer;
  /** Says under which key the environment was made; the same for every view. */
  readonly checkRow: Buffer;
  /** First and last possible row of the leaves, both ends meant. */
  readonly leafRows: readonly [from: Buffer, to: Buffer];
  encode(row: Buffer, value: unknown): Buffer;
  decode(row: Buffer, stored: Uint8Array): unknown;
}

const rowOf = (kind: number, rest: Uint8Array): Buffer => Buffer.concat([Buffer.of(kind), rest]);

const leafRow = (leaf: number): Buffer => {
  const row = Buffer.alloc(5);
  row.writeUInt8(rowKinds.leaf);
  row.writeUInt32BE(leaf, 1);
  return row;
};

const derived = (key: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `views/${use}`, derivedKeyBytes));

export const viewCodec = (encryptionKey: Uint8Array | undefined): ViewCodec => {
  const cipher = encryptionKey && storeCipher(derived(encryptionKey, 'values'));
  const secret = encryptionKey === undefined ? '' : derived(encryptionKey, 'rows').toString('base64url');
  const digestOf = (text: string): Buffer => hash('sha256', `${secret}\n${text}`, 'buffer').subarray(0, rowDigestBytes);

  return {
    documentRow: (id) => rowOf(rowKinds.document, digestOf(id)),
    leafRow,
    checkpointRow: (partition) => rowOf(rowKinds.checkpoint, Buffer.from(partition)),
    checkRow: Buffer.of(rowKinds.check),
    leafRows: [leafRow(0), leafRow(0xff_ff_ff_ff)],
    encode(row, value) {
      const plain = Buffer.from(JSON.stringify(value));
      return cipher === undefined ? plain : cipher.seal(plain, row);
    },
    decode: (row, stored) => JSON.parse((cipher === undefined ? Buffer.from(stored) : cipher.open(stored, row)).toString()) as unknown,
  };
};

type StoredDocument = readonly [id: string, seq: number, keys: readonly string[], doc: JsonObject];

export const storedDocument = ({ id, seq, keys, doc }: ViewDocument): StoredDocument => [id, seq, keys, doc];
export const documentOf = (stored: unknown): ViewDocument => {
  const [id, seq, keys, doc] = stored as StoredDocument;
  return { id, seq, keys, doc };
};

export const entriesOf = (stored: unknown): readonly Entry[] => stored as readonly Entry[];

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
