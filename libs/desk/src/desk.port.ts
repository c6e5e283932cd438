import type { StateReader } from '@statewire/kernel';
import type { ChainState, Commit, CommandId, Position } from '@statewire/ledger';
import type { Answer, Command } from './decider.port.js';

/** `read-only`: the log has lost commits, and nothing is decided before `resume`; `halted`: it gave up with an alarm, and only a new start helps. */
export type DeskStatus = 'new' | 'running' | 'read-only' | 'halted' | 'stopped';
/** Since the start: attempts to append that were won, lost or in doubt; records that do not count; commits folded. */
export type DeskCounts = Readonly<{ won: number; lost: number; doubts: number; voidRecords: number; commits: number }>;

/** The one writer of a partition. */
export interface Desk {
  /** Brings the fold up to the log's end and begins to decide. Failure `desk/not-started` where it cannot; `cause` says why. */
  start(): Promise<void>;
  /** Never rejects but for a command that cannot be written at all (Failure `desk/bad-command`). */
  submit(command: Command): Promise<Answer>;
  /** What the chain holds, as far as this desk has read it; nothing that is not durable. */
  readonly state: StateReader;
  position(): Position;
  chain(): ChainState;
  /** Called in order with every commit this desk has folded, opened; returns how to stop listening. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** The commit that decided a command, read back from the log; undefined when none is remembered, or `stop` is aborted. */
  recall(id: CommandId, stop?: AbortSignal): Promise<Commit | undefined>;
  /** Folds what others may have written, up to the log's end as it is now; resolves at the latest when the desk has ended. */
  catchUp(): Promise<Position>;
  /** Seals everything decided so far; resolves when the seal is in the chain, at once when there is nothing to seal, and at the latest when the desk has ended. */
  seal(): Promise<void>;
  /** No command waits, is under way or in doubt; timers held for an instant to come do not count. */
  resting(): boolean;
  readonly status: DeskStatus;
  counts(): DeskCounts;
  /** After a log was cut: what this desk had won and the log has lost. */
  lost(): Promise<readonly Commit[]>;
  /** An operator has seen the alarm: the desk writes again, first of what is lost, so that no number is given twice. What was lost is not asked for any more. */
  resume(): Promise<void>;
  /** Decides what is in line, seals, saves, ends; what is not settled within the time (5,000 ms where none is given) is answered "in doubt". */
  stop(withinMs?: number): Promise<void>;
}
