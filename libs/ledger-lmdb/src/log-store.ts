import { Failure } from '@statewire/kernel';
import { partitionName, type PartitionId, type RawRecord } from '@statewire/ledger';
import { open, type Database, type RootDatabase } from 'lmdb';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFault } from './database-fault.js';

/** Partitions of all ledgers and generations together. */
const databasesMax = 2048;
const keyBytes = 12;
const offsetMax = (1n << 64n) - 1n;
const settingsName = 'settings';
const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
/** As binary, but small values are copied into memory that many share: an allocation each costs more than all the rest of reading. */
const pooled = {
  ...binary,
  encoder: {
    encode: (value: Buffer): Buffer => value,
    decode: (bytes: Buffer, length: number): Buffer => Buffer.from(bytes.subarray(0, length)),
  },
};

/** `append` is there, in `put` too, and left out of the package's types. */
export type Records = Database<Buffer, Buffer> & { put(key: Buffer, value: Buffer, options: Readonly<{ append: true }>): Promise<boolean> };
/** A ledger's generation as it was created. */
export type LogName = Readonly<{ ledger: string; gen: number; partitions: number }>;

export type LogStore = Readonly<{ environment: RootDatabase<Buffer, Buffer>; settings: Database<LogName, string> | undefined }>;

const refuseDamaged = (path: string): void => {
  const file = join(path, 'data.mdb');
  const fault = existsSync(file) ? databaseFault(file) : undefined;
  if (fault !== undefined) throw new Failure('ledger/damaged-file', `${file} is damaged (${fault}): bring back a copy of its folder.`, false);
};

/**
 * `overlappingSync` off: a commit is on the disk before it is visible and before its promise resolves.
 * A database for each partition, so that every record is appended behind the last one and pages are filled to the brim.
 * Throws Failure `ledger/damaged-file` where the file is no database, or was cut short.
 */
export const openLogStore = (path: string, readOnly: boolean): LogStore => {
  refuseDamaged(path);
  const environment = open<Buffer, Buffer>({ path, noSubdir: false, maxDbs: databasesMax, overlappingSync: false, readOnly, ...binary });
  const settings = environment.openDB<LogName, string>(settingsName, { encoding: 'json' }) as Database<LogName, string> | undefined;
  return { environment, settings };
};

export const logKey = (ledger: string, gen: number): string => `${ledger}.g${String(gen)}`;

export const logsOf = ({ settings }: LogStore): readonly LogName[] =>
  settings === undefined ? [] : [...settings.getRange({})].map(({ value }) => value);

/** A partition's database, made where there is none; undefined where it cannot be made, for who only reads. */
export const makeRecords = ({ environment }: LogStore, part: PartitionId): Records | undefined =>
  environment.openDB<Buffer, Buffer>(partitionName(part), pooled);

/** In place of a database that was dropped: the seals that were kept tell what it held. */
const noRecords = { getKeys: () => [], getRange: () => [] } as unknown as Records;

/** The records of a partition that was created. Throws Failure `ledger/no-log` for any other. */
export const recordsOf = (store: LogStore, part: PartitionId): Records => {
  const log = store.settings?.get(logKey(part.ledger, part.gen));
  if (log === undefined || part.index >= log.partitions) {
    throw new Failure('ledger/no-log', `There is no partition ${partitionName(part)}.`, false);
  }
  return makeRecords(store, part) ?? noRecords;
};

/** u32 partition ‖ u64 offset: a key names its place even outside its database. */
export const recordKey = (index: number, offset: bigint): Buffer => {
  const key = Buffer.alloc(keyBytes);
  key.writeUInt32BE(index);
  key.writeBigUInt64BE(offset, 4);
  return key;
};

const offsetOf = (key: Buffer): bigint => key.readBigUInt64BE(4);

/** The offset behind the last record. */
export const endOf = (records: Records): bigint => {
  for (const key of records.getKeys({ reverse: true, limit: 1 })) return offsetOf(key) + 1n;
  return 0n;
};

/** Read in one turn, so that no read transaction outlives it: one held open keeps the file growing. */
export const readRecords = (records: Records, index: number, from: bigint, end: bigint, bytesMax: number): readonly RawRecord[] => {
  const found: RawRecord[] = [];
  let bytes = 0;
  const range = records.getRange({ start: recordKey(index, from), end: recordKey(index, end < offsetMax ? end : offsetMax) });
  for (const { key, value } of range) {
    if (found.length > 0 && bytes + value.length > bytesMax) break;
    found.push({ offset: offsetOf(key), value });
    bytes += value.length;
  }
  return found;
};
