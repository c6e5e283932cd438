import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@statewire/kernel';
import { LogCut, partitionName } from '@statewire/ledger';
import { readInstallationId } from './installation-id.js';
import type { LmdbLogDriver } from './log-driver.lmdb.js';
import { endOf, logsOf, openLogStore, readRecords, recordsOf } from './log-store.js';

const environmentFileName = 'data.mdb';
/** A reader in another process is told of nothing: it looks again. */
const lookAgainMs = 50;

/**
 * The same ledgers for reading only, beside a writer in another process or without one (never in the writer's own process). Appends are refused as `forbidden`.
 * Throws Failure `ledger/no-log` when no ledger was ever made in the folder.
 */
export const lmdbLogReader = ({ path }: Readonly<{ path: string }>): LmdbLogDriver => {
  if (!existsSync(join(path, environmentFileName))) throw new Failure('ledger/no-log', `There is no ledger in ${path}.`, false);
  const installation = readInstallationId(path);
  const store = openLogStore(path, true);
  let closed = false;
  const isClosed = (): boolean => closed;

  return {
    create: () => Promise.reject(new Failure('ledger/read-only', 'A ledger opened for reading makes no logs.', false)),
    append: () => Promise.resolve({ kind: 'refused', reason: 'forbidden' }),
    async fetch(part, from, { bytes, waitMs }, stop) {
      const records = recordsOf(store, part);
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
    bounds: async (part) => Promise.resolve({ first: 0n, end: endOf(recordsOf(store, part)) }),
    verifySettings: async (ledger, gen) => {
      await Promise.resolve();
      recordsOf(store, { ledger, gen, index: 0 });
    },
    async close() {
      if (closed) return;
      closed = true;
      await store.environment.close();
    },
    installationId: () => installation,
    logs: () => logsOf(store),
  };
};
