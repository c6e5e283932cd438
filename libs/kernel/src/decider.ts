import type { Fault } from './fault.js';
import type { Actor, Instant, JsonObject } from './values.js';

/**
 * What a pure decider needs to know of the world: a table of keys to JSON values, a command, the time.
 * The desk hosts deciders on partitions of a ledger; these are its types as the domain sees them.
 */
export interface StateReader {
  get<T>(key: string): T | undefined;
}

/** Values are replaced, never changed in place: a batch that loses its place in the chain is simply dropped. */
export interface StateDraft extends StateReader {
  set(key: string, value: unknown): void;
  delete(key: string): void;
}

export type DomainCommand = Readonly<{ id: string; type: string; key: string; by: Actor; payload: JsonObject; corr?: string }>;

/** An event as a decider gives it: `d` is public; `p`, sealed under `kid` (default: the stream), holds what is personal. */
export type DomainEvent = Readonly<{ t: string; tv: number; s: string; d: JsonObject; p?: JsonObject; kid?: string }>;

/** An event as it is folded: open, or saying why it cannot be. */
export type FoldedEvent = Readonly<{ t: string; tv: number; s: string; sv: number; d: JsonObject; p?: JsonObject | 'destroyed' | 'restricted' }>;

export type DomainDecision =
  | Readonly<{ out: 'accepted'; events: readonly DomainEvent[] }>
  | Readonly<{ out: 'rejected'; faults: readonly Fault[] }>;

/** The events, in their order; with none the command is accepted and changes nothing. */
export const accept = (...events: readonly DomainEvent[]): DomainDecision => ({ out: 'accepted', events });
/** A refusal by the rules, with every reason; it is recorded and remembered like an acceptance. */
export const reject = (...faults: readonly Fault[]): DomainDecision => ({ out: 'rejected', faults });

/** How far numbers were given, by names of the decider's own. */
export type Counts = Readonly<Record<string, number>>;

/** Goes on behind a number that was given; a count that is further already stays. */
export const raiseCount = (draft: StateDraft, key: string, count: number): void => {
  if (count > (draft.get<number>(key) ?? 0)) draft.set(key, count);
};

/** One partition's decider. Pure: the same state, command and time give the same decision, for ever. */
export interface DomainDecider {
  /** Changes force a new fold. */
  readonly stateVersion: string;
  decide(state: StateReader, command: DomainCommand, now: Instant): DomainDecision;
  evolve(draft: StateDraft, event: FoldedEvent, head: Readonly<{ at: Instant; seq: number }>): void;
  /** Where it counts numbers that go out: what was given in commits that the log has lost must not be given again. */
  readonly counted?: Readonly<{
    /** How far this event shows them to be given, whatever stands in the state. */
    by(event: FoldedEvent): Counts;
    /** Goes on behind these; a count that is further already stays. */
    raise(draft: StateDraft, counts: Counts): void;
  }>;
}
