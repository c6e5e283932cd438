import type { DomainCommand, DomainDecider, DomainDecision, Fault, Instant } from '@statewire/kernel';
import type { OpenedEvent, Position } from '@statewire/ledger';

/** A pure decider over one partition; the kernel's, because domains must not know the desk. */
export type Decider = DomainDecider;
export type Decision = DomainDecision;

/**
 * A command on its way to its desk. `deadline` is in milliseconds of system time since 1970: past it the answer is
 * "in doubt", never "failed". `corr` is kept in the commit.
 */
export type Command = DomainCommand & Readonly<{ deadline: number }>;

export type Done = Readonly<{
  kind: 'done';
  out: 'accepted' | 'rejected';
  faults: readonly Fault[];
  events: readonly OpenedEvent[];
  position: Position;
  /** The command had been decided before; this is what was decided then. */
  repeated: boolean;
  at: Instant;
}>;
/** Nobody knows yet whether it was decided. The same id again, here or anywhere, tells. */
export type InDoubt = Readonly<{ kind: 'in-doubt'; retryAfterMs: number }>;
/** Another writer keeps winning this partition: send the command there. Nothing of it is under way here. */
export type Moved = Readonly<{ kind: 'moved'; owner: string }>;
export type Answer = Done | InDoubt | Moved;
