import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure, isFailure } from '@statewire/kernel';
import { LogCut, partitionName, type PartitionId } from '@statewire/ledger';
import { readInstallationId, refuseLost } from './installation-id.js';
import type { LmdbLogDriver } from './log-driver.lmdb.js';
import { endOf, logsOf, openLogStore, readRecords, recordsOf, type LogStore, type Records } from './log-store.js';
import { askEnd, askLogs, askRecords } from './reader-socket.js';
import { notedBy, reading, takeWriterLock } from './writer-lock.js';

const environmentFileName = 'data.mdb';
/** A reader in another process is told of nothing: it looks again. */
const lookAgainMs = 50;
const attemptMs = 100;
/** Where nothing can be written, LMDB writes nothing that others would see. */
const unwritable = ['EACCES', 'EROFS', 'EPERM'];

type Read = Pick<LmdbLogDriver, 'fetch' | 'bounds' | 'logs' | 'close'>;

/**
 * The same ledgers for reading only: by way of the process that has them open for writing, or else from their file,
 * also while another process opens it later (never in the writer's own process). Appends are refused as `forbidden`.
 * Throws Failure `ledger/no-log` when no ledger was ever made in the folder, `ledger/lost` when its file is empty, `ledger/locked` when the process that has
 * it open has let nobody read for `patienceMs`: so long it may take to open and to close.
 */
export const lmdbLogReader = async ({ path, patienceMs = 10_000 }: Readonly<{ path: string; patienceMs?: number }>): Promise<LmdbLogDriver> => {
  if (!existsSync(join(path, environmentFileName))) throw new Failure('ledger/no-log', `There is no ledger in ${path}.`, false);
  const installation = readInstallationId(path);
  refuseLost(path);
  const read = await openRead(path, patienceMs);

  return {
    ...read,
    create: () => Promise.reject(new Failure('ledger/read-only', 'A ledger opened for reading makes no logs.', false)),
    append: () => Promise.resolve({ kind: 'refused', reason: 'forbidden' }),
    verifySettings: async (ledger, gen) => {
      await read.bounds({ ledger, gen, index: 0 });
    },
    installationId: () => installation,
  };
};

const openRead = async (path: string, patienceMs: number): Promise<Read> => {
  for (const giveUpAt = performance.now() + patienceMs; ; ) {
    try {
      return readOf(openUnshared(path));
    } catch (locked) {
      if (!isFailure(locked, 'ledger/locked')) throw locked;
      const socket = notedBy(path) ?? '';
      const logs = await askLogs(socket).catch(() => undefined);
      if (logs !== undefined) return readBy(socket, logs);
      if (performance.now() > giveUpAt) throw socket === '' ? locked : new Failure(locked.code, `${locked.message} It does not answer at ${socket}.`, false);
    }
    await pause(attemptMs);
  }
};

/** While it is being opened nobody may write: see `serveReaders`. */
const openUnshared = (path: string): LogStore => {
  let unlock = (): void => undefined;
  try {
    unlock = takeWriterLock(path, reading);
  } catch (cause) {
    if (!unwritable.includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
  }
  try {
    return openLogStore(path, true);
  } finally {
    unlock();
  }
};

const readOf = (store: LogStore): Read => {
  let closed = false;
  const isClosed = (): boolean => closed;
  const opened = (part: PartitionId): Records => {
    if (closed) throw new Failure('ledger/closed', 'The ledger was closed.', false);
    return recordsOf(store, part);
  };

  return {
    async fetch(part, from, { bytes, waitMs }, stop) {
      const records = opened(part);
      const giveUpAt = performance.now() + waitMs;
      let end = endOf(records);
      while (from === end && performance.now() < giveUpAt && !isClosed() && stop?.aborted !== true) {
        await pause(Math.min(lookAgainMs, waitMs));
        if (!isClosed()) end = endOf(records);
      }
      if (from > end) throw new LogCut(`${partitionName(part)} ends at ${String(end)}, before ${String(from)}`);
      if (isClosed()) return { records: [], end };
      return { records: readRecords(records, part.index, from, end, bytes), end };
    },
    bounds: async (part) => Promise.resolve({ first: 0n, end: endOf(opened(part)) }),
    logs: () => logsOf(store),
    async close() {
      if (closed) return;
      closed = true;
      await store.environment.close();
    },
  };
};

const readBy = (socket: string, logs: ReturnType<LmdbLogDriver['logs']>): Read => {
  const ended = new AbortController();
  return {
    async fetch(part, from, limits, stop) {
      const either = AbortSignal.any([ended.signal, ...(stop === undefined ? [] : [stop])]);
      try {
        return await askRecords(socket, part, from, limits, either);
      } catch (cause) {
        if (either.aborted) return { records: [], end: from };
        throw cause;
      }
    },
    bounds: async (part) => ({ first: 0n, end: await askEnd(socket, part) }),
    logs: () => logs,
    async close() {
      await Promise.resolve();
      ended.abort();
    },
  };
};
