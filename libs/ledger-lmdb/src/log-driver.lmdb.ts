import { Failure } from '@statewire/kernel';
import { appendBytesMax, LogCut, partitionName, type AppendResult, type LogDriver, type PartitionId } from '@statewire/ledger';
import { committed, within } from '@statewire/lmdb-commit';
import { makeInstallationId, readInstallationId, refuseLost } from './installation-id.js';
import { endOf, logKey, logsOf, makeRecords, openLogStore, readRecords, recordKey, recordsOf, type LogName, type LogStore, type Records } from './log-store.js';
import { newSocketName, removeSocket, serveReaders } from './reader-socket.js';
import { waiters, type Waiters } from './waiters.js';
import { takeWriterLock } from './writer-lock.js';

/** The driver, with what only an embedded ledger knows about itself. */
export interface LmdbLogDriver extends LogDriver {
  /** Made at the very first start; every genesis hash is made of it. */
  installationId(): string;
  logs(): readonly LogName[];
}

/** `hasRoom` is asked before each append; where it says no, the append is refused as `no-room`. */
export type LmdbLogOptions = Readonly<{ path: string; hasRoom?: () => boolean }>;

type Partition = {
  readonly records: Records;
  readonly waiters: Waiters;
  /** Behind the last record that is on the disk. */
  end: bigint;
  /** Behind the last record handed to LMDB. */
  taken: bigint;
  appends: number;
};

/**
 * Ledgers in an LMDB environment, all of one installation in one folder. An append resolves when it is on the disk;
 * whatever is appended while a commit is under way, to whichever partition, shares the next one.
 * Throws Failure `ledger/locked` while another process has the folder open for writing.
 */
export const lmdbLogDriver = ({ path, hasRoom = () => true }: LmdbLogOptions): LmdbLogDriver => {
  const socket = newSocketName();
  let unlock = (): void => undefined;
  try {
    unlock = takeWriterLock(path, socket ?? '');
    refuseLost(path);
    const store = openLogStore(path, false);
    try {
      return driverOf(store, installationOf(store, path), hasRoom, socket, unlock);
    } catch (cause) {
      void store.environment.close();
      throw cause;
    }
  } catch (cause) {
    unlock();
    removeSocket(socket);
    throw cause;
  }
};

/** A ledger that lost its installation id must not be given a new one: none of its chains would begin where it says. */
const installationOf = (store: LogStore, path: string): string => {
  try {
    return readInstallationId(path);
  } catch (cause) {
    if (logsOf(store).length > 0) throw cause;
    return makeInstallationId(path);
  }
};

const driverOf = (store: LogStore, installation: string, hasRoom: () => boolean, socket: string | undefined, unlock: () => void): LmdbLogDriver => {
  const partitions = new Map<string, Partition>();
  let closed = false;

  const partitionOf = (part: PartitionId): Partition => {
    const name = partitionName(part);
    const known = partitions.get(name);
    if (known !== undefined) return known;
    if (closed) throw new Failure('ledger/closed', 'The ledger was closed.', false);
    const records = recordsOf(store, part);
    const end = endOf(records);
    const partition: Partition = { records, waiters: waiters(), end, taken: end, appends: 0 };
    partitions.set(name, partition);
    return partition;
  };

  const create = (log: LogName): void => {
    const known = store.settings?.get(logKey(log.ledger, log.gen));
    if (known !== undefined) {
      if (known.partitions === log.partitions) return;
      const name = logKey(log.ledger, log.gen);
      const count = String(known.partitions);
      throw new Failure('ledger/settings', `${name} has ${count} partitions, not ${String(log.partitions)}: records would have two homes. Set PARTITIONS=${count}.`, false);
    }
    // The settings come last: what they name is there, for readers too, who cannot make it.
    for (let index = 0; index < log.partitions; index += 1) makeRecords(store, { ...log, index });
    store.settings?.putSync(logKey(log.ledger, log.gen), log);
  };

  const driver: LmdbLogDriver = {
    isOnOwnDisk: true,
    async create(ledger, gen, count) {
      await Promise.resolve();
      create({ ledger, gen, partitions: count });
    },
    async append(part, values) {
      const partition = partitionOf(part);
      if (closed) throw new Failure('ledger/closed', 'The ledger was closed.', false);
      return hasRoom() ? append(partition, part.index, values) : { kind: 'refused', reason: 'no-room' };
    },
    async fetch(part, from, { bytes, waitMs }, stop) {
      const partition = partitionOf(part);
      const stopped = (): boolean => closed || stop?.aborted === true;
      if (from === partition.end && waitMs > 0 && !stopped()) await partition.waiters.wait(waitMs, stop);
      const { records, end } = partition;
      if (from > end) throw new LogCut(`${partitionName(part)} ends at ${String(end)}, before ${String(from)}`);
      if (from === end || closed) return { records: [], end };
      return { records: readRecords(records, part.index, from, end, bytes), end };
    },
    bounds: async (part) => Promise.resolve({ first: 0n, end: partitionOf(part).end }),
    verifySettings: async (ledger, gen) => {
      await Promise.resolve();
      // Naming the first partition fails when the log was never created.
      partitionOf({ ledger, gen, index: 0 });
    },
    async close() {
      if (closed) return;
      closed = true;
      dismissReaders();
      for (const partition of partitions.values()) partition.waiters.wake();
      await store.environment.close();
      unlock();
    },
    installationId: () => installation,
    logs: () => logsOf(store),
  };
  const dismissReaders = socket === undefined ? () => undefined : serveReaders(socket, driver);
  return driver;
};

const append = async (partition: Partition, index: number, values: readonly Uint8Array[]): Promise<AppendResult> => {
  if (values.length === 0) return { kind: 'refused', reason: 'invalid' };
  const bytes = values.reduce((sum, value) => sum + value.length, 0);
  if (bytes > appendBytesMax) return { kind: 'refused', reason: 'too-large' };

  const { records } = partition;
  const base = partition.taken;
  partition.taken += BigInt(values.length);
  partition.appends += 1;
  try {
    const batch = records.batch(() => {
      values.forEach((value, place) => {
        const record = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
        within(records.put(recordKey(index, base + BigInt(place)), record, { append: true }));
      });
    });
    await committed(batch);
    partition.end = base + BigInt(values.length);
    partition.waiters.wake();
    return { kind: 'stored', base };
  } catch (cause) {
    return { kind: 'unknown', cause };
  } finally {
    partition.appends -= 1;
    if (partition.appends === 0) settle(partition);
  }
};

/** After a failed commit the log itself says what it holds. */
const settle = (partition: Partition): void => {
  if (partition.end === partition.taken) return;
  partition.end = endOf(partition.records);
  partition.taken = partition.end;
  partition.waiters.wake();
};
