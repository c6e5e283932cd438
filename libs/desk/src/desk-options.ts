import type { Clock } from '@statewire/clock';
import type { KeyRing } from '@statewire/keyring';
import type { LogDriver, PartitionId } from '@statewire/ledger';
import type { SealSigner } from '@statewire/seals';
import type { Decider } from './decider.port.js';
import type { Scheduler } from './scheduler.port.js';
import type { SnapshotStore } from './snapshots.port.js';

/** `alarm`: a person must look. Details hold names and numbers only, never a person's data. */
export type DeskLog = (level: 'info' | 'warn' | 'alarm', code: string, details: Readonly<Record<string, string | number>>) => void;

export type DeskOptions = Readonly<{
  driver: LogDriver;
  keyring: KeyRing;
  snapshots: SnapshotStore;
  clock: Clock;
  decider: Decider;
  part: PartitionId;
  /** The installation's id: it is part of the genesis hash. */
  installation: string;
  /** This process, as other writers and logs name it (`sw-07`). */
  instance: string;
  /** Written into every commit: the catalogue that judged it. */
  catalogueVersion: string;
  /** Without a signer no seals are written. */
  signer?: SealSigner;
  log?: DeskLog;
  scheduler?: Scheduler;
  /** How long command ids are remembered; default 72 hours. */
  dedupWindowMs?: number;
  /** A new text for every attempt to append a frame; default `<instance>.<8 hex digits>/<counter>`. */
  attempts?: () => string;
  /**
   * Whether the offset that an append reports can be believed; a client that deduplicates by itself lies about it.
   * Default true: no driver of ours deduplicates. The simulation says no, to show that the chain decides without it.
   */
  believesBase?: boolean;
  /**
   * Commands that lose their place twice in a row are handed to the winner; default true. Tests of rivals say no, so that
   * each of them must win for itself.
   */
  handsOver?: boolean;
  /** Commits after which, and time within which, what changed is saved; defaults 2,000 and one second. */
  saveCommitsMax?: number;
  saveIntervalMs?: number;
  /** Default 60 seconds of system time and 4,096 commits. */
  sealIntervalMs?: number;
  sealCommitsMax?: number;
}>;
