import { partitionOf, type BucketMap, type Commit, type PartitionId } from '@statewire/ledger';
import type { Answer, Command } from './decider.port.js';
import type { DeskOptions } from './desk-options.js';
import type { Desk } from './desk.port.js';
import { openDesk } from './desk.js';

export type LedgerOptions = Omit<DeskOptions, 'part'> &
  Readonly<{
    ledger: string;
    /** Default 1. */
    gen?: number;
    /** How many partitions the ledger has; fixed for its generation. */
    partitions: number;
    /** Partitions to open at the start; default all. */
    owned?: Iterable<number>;
    /** Buckets that were moved from their partition. */
    moved?: BucketMap;
    /** Who is thought to write a partition that is not open here; told in the answer `moved`. */
    ownerOf?: (index: number) => string | undefined;
  }>;

/** The desks of one ledger in this process. */
export interface Ledger {
  /** Makes the log where it is missing, checks its settings and starts the desks. */
  start(): Promise<void>;
  /** To the desk of the command's home partition; `moved` when it is not open here. */
  submit(command: Command): Promise<Answer>;
  /** Opens and closes desks until exactly these partitions are open. Calls follow one another. */
  own(indices: Iterable<number>): Promise<void>;
  partitionOf(key: string): number;
  /** Desks open now, by partition. */
  readonly desks: ReadonlyMap<number, Desk>;
  /** Commits of all desks, those opened later too; in order within a partition. */
  onCommit(listener: (commit: Commit) => void): void;
  seal(): Promise<void>;
  resting(): boolean;
  stop(withinMs?: number): Promise<void>;
}

const everyPartition = (partitions: number): number[] => Array.from({ length: partitions }, (_, index) => index);

export const openLedger = (options: LedgerOptions): Ledger => {
  const { driver, ledger, gen = 1, partitions, owned = everyPartition(partitions), moved, ownerOf = () => undefined } = options;
  const desks = new Map<number, Desk>();
  const listeners: ((commit: Commit) => void)[] = [];
  let changing: Promise<void> = Promise.resolve();

  const open = async (index: number): Promise<void> => {
    const part: PartitionId = { ledger, gen, index };
    const desk = openDesk({ ...options, part });
    desk.onCommit((commit) => {
      for (const listener of listeners) listener(commit);
    });
    desks.set(index, desk);
    try {
      await desk.start();
    } catch (error) {
      desks.delete(index);
      throw error;
    }
  };
  const close = async (index: number, desk: Desk): Promise<void> => {
    desks.delete(index);
    await desk.stop();
  };
  const change = async (wanted: ReadonlySet<number>): Promise<void> => {
    const leaving = [...desks].filter(([index]) => !wanted.has(index));
    await Promise.all(leaving.map(([index, desk]) => close(index, desk)));
    await Promise.all([...wanted].filter((index) => !desks.has(index)).map(open));
  };
  const own = (indices: Iterable<number>): Promise<void> => {
    const wanted = new Set(indices);
    const changed = changing.then(() => change(wanted));
    changing = changed.catch(() => undefined);
    return changed;
  };

  return {
    desks,
    own,
    partitionOf: (key) => partitionOf(key, partitions, moved),
    onCommit: (listener) => void listeners.push(listener),
    start: async () => {
      await driver.create(ledger, gen, partitions);
      await driver.verifySettings(ledger, gen);
      await own(owned);
    },
    submit: async (command) => {
      const index = partitionOf(command.key, partitions, moved);
      const desk = desks.get(index);
      return desk === undefined ? { kind: 'moved', owner: ownerOf(index) ?? '' } : desk.submit(command);
    },
    seal: async () => {
      await Promise.all([...desks.values()].map((desk) => desk.seal()));
    },
    resting: () => [...desks.values()].every((desk) => desk.resting()),
    stop: async (withinMs) => {
      await changing;
      await Promise.all([...desks.values()].map((desk) => desk.stop(withinMs)));
      desks.clear();
    },
  };
};
