import { partitionName, LogCut, type PartitionId } from './identity.js';
import { appendBytesMax } from './limits.js';
import type { AppendResult, Fetched, FetchLimits, LogDriver, RawRecord } from './log-driver.port.js';

/** The in-memory log, with what tests do to it beyond the port. */
export interface MemoryLogDriver extends LogDriver {
  /** Everything in a partition, as it lies there. */
  records(part: PartitionId): readonly RawRecord[];
  /** Cuts the log so that it ends at `end`, as an unclean election would. */
  cut(part: PartitionId, end: bigint): void;
}

type Log = { readonly values: Uint8Array[]; readonly waiting: Set<() => void> };

const bytesOf = (values: readonly Uint8Array[]): number => values.reduce((sum, value) => sum + value.length, 0);

const read = ({ values }: Log, from: bigint, bytesMax: number): Fetched => {
  const records: RawRecord[] = [];
  let bytes = 0;
  for (let at = Number(from); at < values.length; at += 1) {
    const value = values[at];
    if (value === undefined || (records.length > 0 && bytes + value.length > bytesMax)) break;
    records.push({ offset: BigInt(at), value });
    bytes += value.length;
  }
  return { records, end: BigInt(values.length) };
};

/** Resolves when something was appended, the time is over or the reader stops, whichever comes first. */
const change = ({ waiting }: Log, waitMs: number, stop?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      waiting.delete(done);
      stop?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    waiting.add(done);
    stop?.addEventListener('abort', done);
  });

/** A log in the process's memory: for tests, and the measure of what the other drivers must do. */
export const memoryLogDriver = (): MemoryLogDriver => {
  const logs = new Map<string, Log>();
  let closed = false;

  const logOf = (part: PartitionId): Log => {
    const log = logs.get(partitionName(part));
    if (log === undefined) throw new Error(`there is no log ${partitionName(part)}`);
    return log;
  };
  const wake = (log: Log) => {
    for (const done of [...log.waiting]) done();
  };

  const append = (part: PartitionId, values: readonly Uint8Array[]): AppendResult => {
    if (values.length === 0) return { kind: 'refused', reason: 'invalid' };
    if (bytesOf(values) > appendBytesMax) return { kind: 'refused', reason: 'too-large' };
    const log = logOf(part);
    const base = BigInt(log.values.length);
    log.values.push(...values.map((value) => new Uint8Array(value)));
    wake(log);
    return { kind: 'stored', base };
  };

  const fetch = async (part: PartitionId, from: bigint, { bytes, waitMs }: FetchLimits, stop?: AbortSignal): Promise<Fetched> => {
    const log = logOf(part);
    if (from === BigInt(log.values.length) && waitMs > 0 && !closed && stop?.aborted !== true) await change(log, waitMs, stop);
    if (from > BigInt(log.values.length)) {
      throw new LogCut(`${partitionName(part)} ends at ${String(log.values.length)}, before ${String(from)}`);
    }
    return read(log, from, bytes);
  };

  return {
    create: (ledger, gen, partitions) => {
      for (let index = 0; index < partitions; index += 1) {
        const name = partitionName({ ledger, gen, index });
        if (!logs.has(name)) logs.set(name, { values: [], waiting: new Set() });
      }
      return Promise.resolve();
    },
    append: async (part, values) => Promise.resolve(append(part, values)),
    fetch,
    bounds: async (part) => Promise.resolve({ first: 0n, end: BigInt(logOf(part).values.length) }),
    verifySettings: () => Promise.resolve(),
    close: () => {
      closed = true;
      logs.forEach(wake);
      return Promise.resolve();
    },
    records: (part) => read(logOf(part), 0n, Infinity).records,
    cut: (part, end) => {
      const log = logOf(part);
      log.values.length = Math.min(log.values.length, Number(end));
      wake(log);
    },
  };
};
