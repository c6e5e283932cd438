import type { Actor, Fault, Instant, JsonObject } from '@statewire/kernel';

/** A command on its way to the desk that decides it: pattern `submit` of the service that owns the ledger. */
export type CommandMessage = Readonly<{
  id: string;
  type: string;
  /** The home key: it chooses the partition. */
  key: string;
  by: Actor;
  payload: JsonObject;
  /** `<mri>@<terminal>` of the transmission that began it all (`correlationOf`); the final word goes back by it. */
  corr?: string;
}>;

/** One event of a decision, open; `p` is absent where its key is destroyed or restricted. */
export type DecidedEvent = Readonly<{ t: string; tv: number; s: string; sv: number; d: JsonObject; p?: JsonObject }>;

/** What a desk says of a command. In doubt: nobody knows yet; the same id again will tell. */
export type CommandAnswer =
  | Readonly<{ kind: 'done'; out: 'accepted' | 'rejected'; faults: readonly Fault[]; events: readonly DecidedEvent[]; position: string; at: Instant; repeated: boolean }>
  | Readonly<{ kind: 'in-doubt'; retryAfterMs: number }>;

/**
 * Payload of pattern `rest`: where the log of each partition of each ledger ends, and how long a service at work may
 * take to answer. Without ends the service asks the logs; without a time it answers at once.
 */
export type RestRequest = Readonly<{ ends?: LogEnds; waitMs?: number }>;
/** By ledger, the offset behind the last record of each partition. */
export type LogEnds = Readonly<Record<string, readonly string[]>>;

/**
 * Answer to pattern `rest`: whether nothing is under way in the service and all it follows is read to those ends. `standing` says which
 * followers of its process stand still and which desks decide nothing; left out when there are none.
 */
export type RestAnswer = Readonly<{ resting: boolean; standing?: readonly string[] }>;

/** Payload of pattern `await`: resolves true when the service's view shows these positions, false after the time-out. */
export type AwaitPositions = Readonly<{ positions: readonly string[]; timeoutMs: number }>;

/** A planned instant that has come. Its command id is `<stream>.<kind>.<stream version>`, so a second ring is harmless. */
export type FireTimer = Readonly<{ stream: string; kind: string; due: Instant }>;
