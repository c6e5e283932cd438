import { hash, hkdfSync } from 'node:crypto';
import { storeCipher } from '@statewire/keyring/store-cipher';
import { SNAPSHOT_TABLES, type SnapshotTable } from '@statewire/desk';

const derivedKeyBytes = 32;
/** Of the digest that stands for an entry's key: 128 bits, two keys never meet. */
const digestBytes = 16;
const checkRowPrefix = 0xff;

export type Entry = readonly [key: string, value: string];

/** A row's key names the table and a digest of the entry's key; the key itself lies encrypted with the value. */
export interface RowCodec {
  row(table: SnapshotTable, key: string): Buffer;
  /** First possible row of a table, and the first behind its last. */
  rows(table: SnapshotTable): Readonly<{ start: Buffer; end: Buffer }>;
  /** Says under which key the environment was made. */
  readonly checkRow: Buffer;
  /** `partition` is bound to the value: a row moved elsewhere opens nothing. */
  encode(partition: string, row: Buffer, entry: Entry): Buffer;
  decode(partition: string, row: Buffer, stored: Buffer): Entry;
}

const derived = (key: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `snapshots/${use}`, derivedKeyBytes));

export const rowCodec = (encryptionKey: Uint8Array): RowCodec => {
  const cipher = storeCipher(derived(encryptionKey, 'values'));
  const secret = derived(encryptionKey, 'rows').toString('base64url');
  const prefixOf = (table: SnapshotTable): number => SNAPSHOT_TABLES.indexOf(table) + 1;
  /** Names of partitions are ASCII. */
  const placeOf = (partition: string, row: Buffer): Buffer => {
    const place = Buffer.allocUnsafe(partition.length + 1 + row.length);
    place.write(`${partition}\n`, 'latin1');
    place.set(row, partition.length + 1);
    return place;
  };

  return {
    row(table, key) {
      // As text into memory that many share: a buffer of its own for each digest costs more than the digest.
      const row = Buffer.allocUnsafe(1 + digestBytes);
      row.writeUInt8(prefixOf(table));
      row.write(hash('sha256', `${secret}\n${key}`, 'hex'), 1, digestBytes, 'hex');
      return row;
    },
    rows: (table) => ({ start: Buffer.of(prefixOf(table)), end: Buffer.of(prefixOf(table) + 1) }),
    checkRow: Buffer.of(checkRowPrefix),
    encode(partition, row, [key, value]) {
      // Keys have no control characters, so the first line end is the one after the key.
      return cipher.seal(`${key}\n${value}`, placeOf(partition, row));
    },
    decode(partition, row, stored) {
      const text = cipher.open(stored, placeOf(partition, row)).toString();
      const end = text.indexOf('\n');
      return [text.slice(0, end), text.slice(end + 1)];
    },
  };
};

const surrogate = /[\ud800-\udfff]/;

/** By code points. Strings compare by code units, which is another order only where there are surrogates. */
export const inKeyOrder = (entries: Entry[]): Entry[] =>
  entries.some(([key]) => surrogate.test(key))
    ? entries.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    : entries.sort(([one], [other]) => (one < other ? -1 : 1));
